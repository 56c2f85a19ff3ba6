"""The question for the person's given name, where the form asks for it apart."""

from meta_objection.answers import Answers, name_parts
from meta_objection.pages.base import TextQuestion
from meta_objection.pages.find import Found


class FirstNamePage(TextQuestion):
    """The box for the given name (dossier 2.1: sources disagree on one or two boxes)."""

    name = "first_name"
    answered_by = "name"

    def look(self) -> Found | None:
        """Find the box by its whole label: that of the box for the whole name may hold the same word."""
        return self.find.textbox(
            attributes='input[name="first_name"], input[autocomplete="given-name"]', label="words and a remark"
        )

    def wanted(self, answers: Answers) -> str | None:
        """Give the given name. Raises BadSettings where it is not plain which part of the name that is."""
        return name_parts(answers.name)[0] if answers.name else None
