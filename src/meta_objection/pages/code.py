"""The layer that asks for the one-time code of Meta's mail."""

import re

from playwright.sync_api import Locator, Page

from meta_objection.locales import Lexicon, Words
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import Finder, Found, Ladder

LAYER = '[role="dialog"], [role="alertdialog"], form:not([action*="/checkpoint/"])'
_OTHER_CODES = ':not([type=hidden], [name*="country" i], [name*="post" i], [name*="zip" i])'
ONE_TIME = f'input[autocomplete="one-time-code"], input[name*="code" i]{_OTHER_CODES}'
BOX = 'input:not([type=hidden]):not([type=submit]):not([type=button]):not([type="email"])'
_SUBMITS = ":is(button, input)[type=submit]:not([formaction], [formnovalidate])"
_HANDS_OVER = f"form:has({BOX}) {_SUBMITS}"
"""What submits the very form that the box stands in; a button that mails a new code has no use for the box."""


class CodePage:
    """The code step after the sending: one box and one button in a layer of its own (dossier 4, 7.1)."""

    name = "code"

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page = page
        self.words: Words = lexicon.section(self.name)

    @property
    def layer(self) -> Locator:
        """The layer, known by a text about a code and a box to type in, or by a box that is named for a code."""
        layers = self.page.locator(LAYER)
        by_words = layers.filter(has_text=self.words.require("question"), has=self.page.locator(BOX))
        return by_words.or_(layers.filter(has=self.page.locator(ONE_TIME)))

    def layers(self) -> int:
        """Count the visible layers; one that was there before the sending asks for nothing."""
        return self.layer.filter(visible=True).count()

    def box(self) -> Found | None:
        """Find the box for the code inside the innermost layer that asks for it."""
        rungs = ((FoundBy.ATTRIBUTES, self.layer.locator(ONE_TIME)), (FoundBy.STRUCTURE, self.layer.locator(BOX)))
        return Ladder(self.name, rungs).climb()

    def button(self) -> Found | None:
        """Find the layer's button that hands the code over: by its whole name, else as the one that submits the box.

        A button that is only the layer's last one is not taken: where the box hands itself over, that one mails a new
        code.
        """
        return Finder(self.layer, self.words).button(attributes=_HANDS_OVER)

    def trouble(self) -> str | None:
        """Give the page's words that a code was wrong, has expired or cannot be had."""
        patterns = (self.words.require(key).pattern for key in ("wrong", "expired", "unavailable"))
        wording = re.compile("|".join(patterns), re.IGNORECASE)
        return next(iter(self.page.get_by_text(wording).filter(visible=True).all_inner_texts()), None)
