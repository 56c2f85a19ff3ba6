"""An offer in the way that can be put off."""

import re

from playwright.sync_api import Locator, Page

from meta_objection.locales import Lexicon, Words


class Interstitial:
    """A layer that offers something and «Not now»: it is declined, never accepted."""

    name = "interstitial"
    marks = ""
    key = "decline"

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page = page
        self.words: Words = lexicon.section(self.name)

    @property
    def decline(self) -> Locator:
        """The button that puts the offer off, by its whole name: «Later» must not be «Save for later»."""
        whole = re.compile(rf"^\s*(?:{self.words.require(self.key).pattern})\s*$", re.IGNORECASE)
        layer = self.page.get_by_role("dialog")
        return layer.get_by_role("button", name=whole).filter(visible=True)
