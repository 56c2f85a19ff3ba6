"""The layer that asks for the one-time code of Meta's mail."""

import re

from playwright.sync_api import Locator, Page

from meta_objection.locales import Lexicon, Words
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import Finder, Found, Ladder

LAYER = '[role="dialog"], [role="alertdialog"], form:not([action*="/checkpoint/"])'
BOX = 'input:not([type=hidden]):not([type=submit]):not([type=button]):not([type="email"])'


class CodePage:
    """The code step after the sending: one box and one button in a layer of its own (dossier 4, 7.1)."""

    name = "code"

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page = page
        self.words: Words = lexicon.section(self.name)

    @property
    def layer(self) -> Locator:
        """The layer, known by a text about a code; only a layer that has a box to type in counts."""
        asks = self.words.require("question")
        return self.page.locator(LAYER).filter(has_text=asks, has=self.page.locator(BOX))

    def is_asked(self) -> bool:
        """Whether a code is asked for."""
        return self.layer.filter(visible=True).count() > 0

    def box(self) -> Found | None:
        """Find the box for the code inside the innermost layer that asks for it."""
        one_time = 'input[autocomplete="one-time-code"], input[name*="code" i]:not([type=hidden])'
        rungs = ((FoundBy.ATTRIBUTES, self.layer.locator(one_time)), (FoundBy.STRUCTURE, self.layer.locator(BOX)))
        return Ladder(self.name, rungs).climb()

    def button(self) -> Found | None:
        """Find the layer's button that hands the code over."""
        finder = Finder(self.layer, self.words)
        return finder.button(key="button", attributes="button[type=submit], input[type=submit]", structure="button")

    def trouble(self) -> str | None:
        """Give the page's words that a code was wrong, has expired or cannot be had."""
        patterns = (self.words.require(key).pattern for key in ("wrong", "expired", "unavailable"))
        wording = re.compile("|".join(patterns), re.IGNORECASE)
        return next(iter(self.page.get_by_text(wording).filter(visible=True).all_inner_texts()), None)
