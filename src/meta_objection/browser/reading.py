"""One reading of a page: whatever a single round trip can say about what is not on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from playwright.sync_api import Page

from meta_objection.locales import Lexicon
from meta_objection.locales.page_text import PageText
from meta_objection.report import whole

_READ = files("meta_objection.browser").joinpath("reading.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Reading:
    """What a page was read to say, and which marks (CSS) it has, visible or not."""

    lexicon: Lexicon
    marks: frozenset[str]


NOTHING_READ = Reading(Lexicon(""), frozenset())
"""Before the first reading: all words are possible, and no mark is there."""


def read_page(page: Page, marks: Iterable[str]) -> Reading:
    """Read a page's language and text, and which of these marks it has."""
    tag, text, present = whole(page.evaluate(_READ, sorted(marks)))
    return Reading(Lexicon(tag, PageText(text)), frozenset(present))
