"""The question that asks for the e-mail address a second time."""

from meta_objection.answers import Answers
from meta_objection.pages.base import TextQuestion
from meta_objection.pages.find import Found


class ConfirmEmailPage(TextQuestion):
    """The same address again, as sister forms of WhatsApp's ask (dossier 7.1, 7.3)."""

    name = "confirm_email"
    answered_by = "email"
    kinds = frozenset({"text", "email"})

    def look(self) -> Found | None:
        """Find the second box."""
        return self.find.textbox(attributes='input[name="confirm_email"]')

    def wanted(self, answers: Answers) -> str | None:
        """Give the person's address."""
        return answers.email
