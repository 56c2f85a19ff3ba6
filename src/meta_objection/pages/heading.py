"""What a form is called, above it: its number in a list may be wrong, its heading says what it is for."""

import re

from playwright.sync_api import Locator

from meta_objection.locales import Words, known_tags
from meta_objection.locales.patterns import NOTHING

_ABOVE = """form => {
  const ASIDE = 'header, nav, aside, footer, [role="banner"], [role="navigation"], [role="complementary"],'
    + ' [role="contentinfo"], [role="dialog"], [role="article"]';
  const root = form.closest('main, [role="main"]') ?? document.body;
  const isAbove = one => form.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING || form.contains(one);
  return [...root.querySelectorAll('h1, h2, h3, [role="heading"]')]
    .filter(one => isAbove(one) && !one.closest(ASIDE) && one.checkVisibility({visibilityProperty: true}))
    .map(one => one.innerText.replace(/\\s+/g, ' ').trim()).filter(text => text);
}"""
_SUBJECT, _OBJECTION, _MATTER, _AI, _REST = _KEYS = ("subject", "objection", "matter", "ai", "words")
"""The order in which words are taken out: a name of a form before the words it is made of."""

_PRODUCTS = re.compile(r"(?<![a-z])(?:Meta|Facebook|Instagram|Messenger|Threads|WhatsApp)(?![a-z])", re.IGNORECASE)
_UNSPACED = {"ja", "ko"}
"""Languages that write words, or words and their endings, without a blank between them."""


class Headings:
    """The headings over a form and in it."""

    def __init__(self, form: Locator) -> None:
        self.form = form

    def read(self) -> list[str]:
        """Give them as a person reads them."""
        texts: list[str] = self.form.evaluate(_ABOVE)
        return texts


def speaks_of_ours(heading: str) -> bool:
    """Whether one is wholly understood, and names data subjects' rights or objecting to what AI does with information.

    One word that is not known leaves open what a form does: «Withdraw your objection», «the removal of your content».
    """
    return any(_is_ours_in(tag, heading) for tag in known_tags())


def _is_ours_in(tag: str, heading: str) -> bool:
    said = set()
    for key in _KEYS:
        heading, count = _words(tag, key).subn(" ", heading)
        said |= {key} if count else set()
        if key == _AI:
            heading = _PRODUCTS.sub(" ", heading)
    is_understood = not any(sign.isalnum() for sign in heading)
    return is_understood and (_SUBJECT in said or (_OBJECTION in said and bool(said & {_MATTER, _AI})))


def _words(tag: str, key: str) -> re.Pattern[str]:
    """Give the pattern of one language's whole words for one thing, nothing where it has none."""
    pattern = Words("heading", tag).own(key) or NOTHING
    if tag in _UNSPACED:
        return pattern
    return re.compile(rf"(?<![^\W_])(?:{pattern.pattern})(?![^\W_])", re.IGNORECASE)
