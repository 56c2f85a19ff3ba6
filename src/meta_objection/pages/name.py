"""The question for the person's whole name."""

from meta_objection.answers import Answers, full_name
from meta_objection.pages.base import TextQuestion
from meta_objection.pages.find import Found


class NamePage(TextQuestion):
    """One box for the whole name (dossier 2.1: sources disagree on one or two boxes)."""

    name = "name"

    def look(self) -> Found | None:
        """Find the box."""
        return self.find.textbox(attributes='input[name="name"], input[name="your_name"], input[name="full_name"]')

    def wanted(self, answers: Answers) -> str | None:
        """Give the whole name."""
        return full_name(answers.name) if answers.name else None
