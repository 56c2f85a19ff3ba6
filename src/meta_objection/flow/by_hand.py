"""What only the person at the window can do where the page is not as it is known: answer, show, go on, read.

Each of these gives nothing where nobody sits at the window, or where they did not do it within their patience: the run
then ends as it does without anybody.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator

from meta_objection.browser.panel_words import Question
from meta_objection.flow.shown import remember
from meta_objection.flow.visit import Visit
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import Found
from meta_objection.pages.seen import is_any_seen
from meta_objection.pages.submit import SubmitButton
from meta_objection.pages.survey import held_by

_GO_ON = ("go-on",)
_READINGS = ("taken", "refused", "cannot-tell")
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
    key = "unknown"
    while visit.attendant.asks(Question(key, quoted={"question": question}), _GO_ON, by_enter="go-on") == "go-on":
        value, names = held_by(form, question, recognised)
        if value:
            return AnsweredByHand(question, value, names)
        key = "unanswered"
    return None


def brought_up_by_hand(visit: Visit, name: str, *, again: bool) -> bool:
    """Have the person bring up the place for an answer, which the page hides; say whether they went on."""
    if visit.attendant is None:
        return False
    question = Question("still_hidden" if again else "hidden", step=name)
    return visit.attendant.asks(question, _GO_ON, by_enter="go-on") == "go-on"


def shown_by_hand(visit: Visit, name: str) -> Found | None:
    """Have the person show a control: they click on it, and the click does nothing to the page.

    What they showed once is not asked for again while it is there.
    """
    if visit.attendant is None:
        return None
    if (known := visit.shown.get(name)) and is_any_seen(known.control):
        return known
    question = Question("show_button") if name == SubmitButton.name else Question("show", step=name)
    shown = visit.attendant.shows(question, ("none",))
    if shown is None:
        return None
    visit.shown[name] = Found(shown, FoundBy.PERSON)
    remember(visit, name, visit.shown[name])
    return visit.shown[name]


def walked_by_hand(visit: Visit, arrived: Callable[[], bool]) -> bool:
    """Have the person go on by hand; say whether the run has come to a page it knows."""
    if visit.attendant is None:
        return False
    key = "lost"
    seen = False

    def is_known() -> bool:
        nonlocal seen
        seen = arrived()
        return seen

    while visit.attendant.asks(Question(key), _GO_ON, by_enter="go-on", until=is_known) == "go-on" and not is_known():
        key = "still_lost"
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
    meaning = visit.attendant.asks(Question("heard", quoted={"text": shown}), _READINGS, by_enter="cannot-tell")
    if meaning not in {"taken", "refused"}:
        return None
    return ReadByHand(meaning, visit.attendant.marked())
