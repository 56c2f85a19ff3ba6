"""The question for the prompts whose answers showed the person's information."""

from meta_objection.answers import Answers
from meta_objection.pages.base import TextQuestion
from meta_objection.pages.find import Found


class PromptsPage(TextQuestion):
    """What the person typed to an AI at Meta (dossier 2.1, 2.2)."""

    name = "prompts"

    def look(self) -> Found | None:
        """Find the box; its internal name is not known."""
        return self.find.textbox(attributes='textarea[name*="prompt" i]')

    def wanted(self, answers: Answers) -> str | None:
        """Give the prompts."""
        return answers.prompts
