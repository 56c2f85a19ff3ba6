"""What a page says, line by line, as a person sees it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from playwright.sync_api import Page

from meta_objection.pages.seen import IS_SEEN

_SCRIPT = files("meta_objection.browser").joinpath("page_lines.js").read_text(encoding="utf-8")
_READ = _SCRIPT.replace("() => {", f"() => {{{IS_SEEN}", 1)


class Place(StrEnum):
    """Where on a page a line stands."""

    MAIN = "main"
    FRAME = "frame"
    """The bars around every page of a site."""
    OTHERS = "others"
    """What is not Meta's word to the person: posts, quotations, what is struck out."""


@dataclass(frozen=True)
class Line:
    """One line of a page."""

    text: str
    place: Place = Place.MAIN


def read_lines(page: Page) -> tuple[Line, ...]:
    """Read all lines of a page that a person can see, in the order of the document."""
    return tuple(Line(text, Place(place)) for text, place in page.evaluate(_READ))


def new_lines(before: Sequence[Line], now: Sequence[Line]) -> tuple[Line, ...]:
    """Give the lines that came, in their order; one that stood there once and stands there twice came once."""
    known, came = Counter(before), list[Line]()
    for line in now:
        if known[line] > 0:
            known[line] -= 1
        else:
            came.append(line)
    return tuple(came)
