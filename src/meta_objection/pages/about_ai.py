"""The question whether the request relates to AI at Meta, which opens the general objection form."""

import re

from meta_objection.answers import Answers
from meta_objection.outcome import FoundBy
from meta_objection.pages.base import StepPage
from meta_objection.pages.find import ROWS, Found, Ladder

YES = "Yes"


class AboutAiPage(StepPage):
    """A yes/no question (dossier 2.5); a late fill elsewhere may revert it (dossier 7.1), so it is looked at again."""

    name = "about_ai"
    kinds = frozenset({"radio"})

    def look(self) -> Found | None:
        """Find the radio button for yes in the question's row: by its words, else by its English value."""
        row = self.form.locator(ROWS).filter(has_text=self.words.require("question"))
        yes = re.compile(rf"^\s*(?:{self.words.require('yes').pattern})\s*$", re.IGNORECASE)
        by_name = row.get_by_role("radio", name=yes)
        by_value = row.locator(f'input[type=radio][value="{YES}"]')
        return Ladder(self.name, ((FoundBy.WORDS, by_name), (FoundBy.ATTRIBUTES, by_value))).climb()

    def wanted(self, answers: Answers) -> str | None:  # noqa: ARG002 - an objection to AI at Meta always is about it
        """Give yes."""
        return YES

    def holds(self) -> str:
        """Read whether yes is chosen."""
        return YES if self.control.is_checked() else ""

    def complete(self, answers: Answers) -> None:  # noqa: ARG002 - as `wanted`
        """Choose yes."""
        self.control.check()
