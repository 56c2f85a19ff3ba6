"""The link that opens a form's fields, where the form explains first and asks afterwards."""

from playwright.sync_api import Page

from meta_objection.locales import Lexicon, Words
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import ROWS, Found
from meta_objection.pages.seen import seen_among


class Onward:
    """«I want to submit an objection», at the very bottom of WhatsApp's explanation (reported in 2023)."""

    name = "onward"

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page = page
        self.words: Words = lexicon.section(self.name)

    def recognise(self) -> Found | None:
        """Find the link, or the button that looks like one; `None` where there is none, or more than one."""
        if not self.words.shown():
            return None
        wording = self.words.require("link")
        candidates = self.page.get_by_role("link", name=wording).or_(self.page.get_by_role("button", name=wording))
        count, control = seen_among(candidates.filter(visible=True), ROWS)
        return Found(control, FoundBy.WORDS) if count == 1 else None
