"""The question for the e-mail address, prefilled or not."""

from meta_objection.answers import Answers, in_ascii
from meta_objection.pages.base import TextQuestion
from meta_objection.pages.find import Found


class EmailPage(TextQuestion):
    """The address Meta answers to. Without one of the person's, the address Meta prefilled is kept."""

    name = "email"
    kinds = frozenset({"text", "email"})

    def look(self) -> Found | None:
        """Find the box for the address; «Email address of your child» is for another one."""
        found = self.find.textbox(
            attributes='input[name="email"]',
            structure='input[type="email"], input[autocomplete~="email"]',
            label="wholly understood",
        )
        return found if found and self.find.may_be(found, label="wholly understood") else None

    def wanted(self, answers: Answers) -> str | None:
        """Give the person's address, as the browser writes its domain; where they gave none, the prefilled one."""
        given = answers.email
        if given and given.isascii():
            return given
        held = self.holds()
        if given and in_ascii(held) != in_ascii(given):
            return given
        return held or None
