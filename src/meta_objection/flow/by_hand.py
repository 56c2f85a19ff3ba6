"""What only the person at the window can do where the page is not as it is known: answer, show, go on, read.

Each of these gives nothing where nobody sits at the window, or where they did not do it within their patience: the run
then ends as it does without anybody.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator

from meta_objection.flow.shown import remember
from meta_objection.flow.visit import Visit
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import Found
from meta_objection.pages.seen import is_any_seen
from meta_objection.pages.survey import held_by

_GO_ON = {"go-on": "Go on"}
_READINGS = {"taken": "It was taken", "refused": "It was refused", "cannot-tell": "I cannot tell"}
_SHOWN = 600
"""Characters of an unknown text that are shown; the page has the rest."""


@dataclass(frozen=True)
class AnsweredByHand:
    """A question nobody knows, what its controls held when they were read, and their names."""

    text: str
    value: str
    names: tuple[str, ...]


def answered_by_hand(visit: Visit, question: str, recognised: Sequence[Locator]) -> AnsweredByHand | None:
    """Have the person answer a question in the page, and read back what other controls than these hold for it."""
    if visit.attendant is None:
        return None
    form = visit.screen.form
    said = f"The form asks something this program does not know: “{question}”. Answer it in the page, then go on."
    while visit.attendant.asks(said, _GO_ON, by_enter="go-on") == "go-on":
        value, names = held_by(form, question, recognised)
        if value:
            return AnsweredByHand(question, value, names)
        said = f"“{question}” still has no answer in the page. Answer it there, then go on."
    return None


def shown_by_hand(visit: Visit, name: str, what: str) -> Found | None:
    """Have the person show a control: they click on it, and the click does nothing to the page.

    What they showed once is not asked for again while it is there.
    """
    if visit.attendant is None:
        return None
    if (known := visit.shown.get(name)) and is_any_seen(known.control):
        return known
    said = f"Which one is {what}? Click on it in the page: it is not pressed by that."
    shown = visit.attendant.shows(said, {"none": "It is not there"})
    if shown is None:
        return None
    visit.shown[name] = Found(shown, FoundBy.PERSON)
    remember(visit, name, visit.shown[name])
    return visit.shown[name]


def walked_by_hand(visit: Visit, arrived: Callable[[], bool]) -> bool:
    """Have the person go on by hand; say whether the run has come to a page it knows."""
    if visit.attendant is None:
        return False
    said = "Nothing on this page leads on that this program knows. Go on by hand in the window, towards the form."
    seen = False

    def is_known() -> bool:
        nonlocal seen
        seen = arrived()
        return seen

    while visit.attendant.asks(said, _GO_ON, by_enter="go-on", until=is_known) == "go-on" and not is_known():
        said = "This page is not known either. Go on by hand, towards the form."
    return seen


@dataclass(frozen=True)
class ReadByHand:
    """What the person says that the page's words mean (`taken`, `refused`), and the words they marked, if any."""

    meaning: str
    words: str


def read_by_hand(visit: Visit, text: str) -> ReadByHand | None:
    """Have the person say what the page's new words mean; `None` also where they cannot tell."""
    if visit.attendant is None:
        return None
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
    said = f"The page says something this program does not know. Mark the words that say it, if you like.\n“{shown}”"
    meaning = visit.attendant.asks(said, _READINGS, by_enter="cannot-tell")
    if meaning not in {"taken", "refused"}:
        return None
    return ReadByHand(meaning, visit.attendant.marked())
