"""The last look before the press: there is one button that sends, and it can be pressed."""

from collections.abc import Callable

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from meta_objection.errors import FormChanged
from meta_objection.flow.by_hand import shown_by_hand
from meta_objection.flow.cover import require_uncovered
from meta_objection.flow.obstacles import clear_the_way
from meta_objection.flow.shown import recall
from meta_objection.flow.visit import Visit
from meta_objection.pages.find import Found
from meta_objection.pages.submit import SubmitButton

_WAKING = 1.5
"""Seconds that a button may stay switched off after the last answer."""


def ready_button(visit: Visit, rouse: Callable[[], None] | None = None) -> Found:
    """Find the button that sends and prove that it could be pressed. Raises FormChanged where it cannot.

    `rouse` lets the page hear a person's keys, where the button stays switched off without.
    """
    found = _button(visit)
    require_uncovered(visit)
    if rouse and not visit.screen.wait_until(found.control.is_enabled, _WAKING):
        rouse()
        found = _button(visit)
    try:
        found.control.click(trial=True)
    except PlaywrightTimeout as error:
        clear_the_way(visit)
        require_uncovered(visit)
        raise FormChanged("The form's button cannot be pressed.", why="button-blocked") from error
    return found


def _button(visit: Visit) -> Found:
    """Find the button; it may fade in. Raises FormChanged where there is none."""
    screen = visit.screen
    looks: list[Found] = []

    def is_there() -> bool:
        found = SubmitButton(screen.page, screen.form, screen.read()).recognise()
        looks.extend([found] if found else [])
        return found is not None

    if recalled := recall(visit, SubmitButton.name):
        return recalled
    stop = FormChanged("The form has no button that sends it.", why="no-button")
    try:
        if SubmitButton.name not in visit.shown and screen.wait_until(is_there):
            return looks[-1]
    except FormChanged as ambiguous:
        stop = ambiguous
    shown = shown_by_hand(visit, SubmitButton.name)
    if shown is None:
        raise stop
    return shown
