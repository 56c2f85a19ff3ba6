"""What a form is called, above it: its number in a list may be wrong, its heading says what it is for."""

import re

from playwright.sync_api import Locator

from meta_objection.locales import Lexicon

_ABOVE = """form => {
  const ASIDE = 'header, nav, aside, footer, [role="banner"], [role="navigation"], [role="complementary"],'
    + ' [role="contentinfo"], [role="dialog"], [role="article"]';
  const root = form.closest('main, [role="main"]') ?? document.body;
  const isAbove = one => form.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING || form.contains(one);
  return [...root.querySelectorAll('h1, h2, h3, [role="heading"]')]
    .filter(one => isAbove(one) && !one.closest(ASIDE) && one.checkVisibility({visibilityProperty: true}))
    .map(one => one.innerText.replace(/\\s+/g, ' ').trim()).filter(text => text);
}"""
_LETTER = r"[^\W\d_]"
_AI = re.compile(rf"(?<!{_LETTER})(?:AI|IA|KI|MI|SI|TN|UI|YI|YZ|\u03a4\u039d)(?!{_LETTER})", re.ASCII)
"""How AI is written in the languages that we know, in capitals; the last one is Greek."""


class Headings:
    """The headings over a form and in it."""

    def __init__(self, form: Locator, lexicon: Lexicon) -> None:
        self.form = form
        self.words = lexicon.section("heading")

    def read(self) -> list[str]:
        """Give them as a person reads them."""
        texts: list[str] = self.form.evaluate(_ABOVE)
        return texts

    def speaks_of_ours(self, heading: str) -> bool:
        """Whether one speaks of AI, of data subjects, or of objecting to what is done with information."""
        if _AI.search(heading) or self._says("subject", heading):
            return True
        return self._says("objection", heading) and self._says("matter", heading)

    def _says(self, key: str, heading: str) -> bool:
        found = self.words.require(key).finditer(heading)
        return any(not heading[: one.start()][-1:].isalpha() or not heading[one.start()].isascii() for one in found)
