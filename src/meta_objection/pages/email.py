"""The question for the e-mail address, prefilled or not."""

from meta_objection.answers import Answers
from meta_objection.pages.base import TextQuestion
from meta_objection.pages.find import Found


class EmailPage(TextQuestion):
    """The address Meta answers to. Without one of the person's, the address Meta prefilled is kept."""

    name = "email"
    kinds = frozenset({"text", "email"})

    def look(self) -> Found | None:
        """Find the box for the address."""
        return self.find.textbox(
            attributes='input[name="email"]', structure='input[type="email"], input[autocomplete~="email"]'
        )

    def wanted(self, answers: Answers) -> str | None:
        """Give the person's address; where they gave none, the prefilled one."""
        return answers.email or self.holds() or None
