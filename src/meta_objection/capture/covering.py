"""Takes the picture that may be handed on: what says who the person is cannot be read in it, whatever the page shows.

Nothing is looked for. Every text is covered but those that are words of the form itself, and of these again every one
that holds a form of a value of the person's. Boxes and pictures are covered, backgrounds are not drawn.
"""

from collections.abc import Iterable
from importlib.resources import files

import structlog
from playwright.sync_api import Error, Locator

from meta_objection.browser.panel import HIDDEN
from meta_objection.receipts import Draft
from meta_objection.redaction import PersonalValues
from meta_objection.redaction.readings import fold

log = structlog.get_logger()

_BOXES = (
    "input:not([type=radio]):not([type=checkbox]):not([type=submit]):not([type=button]):not([type=hidden]),"
    " textarea, select, [contenteditable], img, picture, svg, video, canvas, iframe, object, embed"
)
_TEXTS = files("meta_objection.capture").joinpath("covering.js").read_text(encoding="utf-8")
_FORGET = "() => ['shown', 'covered'].forEach(name => CSS.highlights.delete(`meta-objection-${name}`))"
# What is not marked cannot be read: a text that comes up between two looks is transparent too.
_STYLE = """
*, *::before, *::after, *::marker, *::placeholder {
  color: transparent !important; -webkit-text-fill-color: transparent !important; text-shadow: none !important;
  -webkit-text-stroke: 0 !important; caret-color: transparent !important; background-image: none !important;
  border-image: none !important; list-style-image: none !important;
}
*::before, *::after { visibility: hidden !important }
::highlight(meta-objection-shown) { color: #000 !important; -webkit-text-fill-color: #000 !important }
::highlight(meta-objection-covered) { background-color: #000 !important }
"""


def take_covered(draft: Draft, step: str, region: Locator, shown: Iterable[str], personal: PersonalValues) -> None:
    """Keep a second picture, of this region alone: `covered-….jpg`. `shown` are the words that may be read in it.

    A region that is not there once and only once gives no picture.
    """
    try:
        if region.count() != 1:
            return
        texts = region.evaluate(_TEXTS)
        region.evaluate(_TEXTS, [text for text in texts if _may_be_read(text, list(shown), personal)])
        boxes = [region.locator(_BOXES)]
        picture = region.screenshot(type="jpeg", quality=85, mask=boxes, mask_color="#000", style=f"{HIDDEN}\n{_STYLE}")
        region.evaluate(_FORGET)
        draft.put(f"covered-{step}.jpg", picture)  # a review may be made again: the last one counts
    except Error as error:
        log.warning("the covered picture could not be taken", error=type(error).__name__)


def _may_be_read(text: str, shown: list[str], personal: PersonalValues) -> bool:
    words = " ".join(fold(text).split())
    known = any(words in " ".join(fold(one).split()) for one in shown)
    return known and not personal.tells(text) and personal.mask(text) == text
