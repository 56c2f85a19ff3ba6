"""What stands in the way: the little the tool may decline itself, and all that only the person may answer."""

from collections.abc import Callable

from playwright.sync_api import Locator

from meta_objection.errors import FormChanged, PersonNeeded, Stop
from meta_objection.flow.visit import Visit
from meta_objection.pages.find import NOWHERE
from meta_objection.pages.seen import seen_among

PERSONS_PATIENCE = 15 * 60.0
"""Seconds that a person at a headed run has for what only they can do."""


_REACTION = 2.0
"""Seconds that a dialog has to go away once it was declined."""
_TRIES = 2


def clear_the_way(visit: Visit) -> bool:
    """Decline what may be declined and stop at everything else; say whether the run may have been led elsewhere.

    In an attended run what only the person may answer is waited out instead. Raises its ending otherwise.
    """
    if not visit.screen.is_anything_in_the_way():
        return False
    was_led_away = decline_what_may_be(visit)
    interruption = visit.screen.interruption()
    if interruption is None:
        return was_led_away
    stop = interruption.stop()
    if not (visit.attended and isinstance(stop, PersonNeeded)):
        raise stop
    _wait_for_person(visit, stop)
    return True


def decline_what_may_be(visit: Visit) -> bool:
    """Decline optional cookies and offers that can be put off, never accept one; say whether that led elsewhere.

    Raises FormChanged for one that does not react.
    """
    before = _place(visit)
    for name, button in visit.screen.declines().items():
        _decline(visit, name, button)
    return _place(visit) != before


def _place(visit: Visit) -> str:
    """Where the run is, without what an address says besides the page."""
    visit.screen.settle()
    return visit.screen.page.url.partition("?")[0]


def _decline(visit: Visit, name: str, button: Locator) -> None:
    for _ in range(_TRIES):
        count, live = seen_among(button, NOWHERE)
        if count != 1:
            return
        with visit.ledger.step(name):
            live.click()
        if visit.screen.wait_until(lambda: seen_among(button, NOWHERE)[0] == 0, _REACTION):
            return
    wanted = FormChanged(
        f"The dialog “{name}” stayed although it was declined {_TRIES} times; nothing was typed or sent behind it.",
        why="dialog-stuck",
        next_move="Run the command again with --headed and close the dialog yourself.",
    )
    if not visit.attended:
        raise wanted
    wait_for_person(visit, "A dialog does not react. Close it in the window.", wanted, lambda: not button.count())


def wait_for_person(visit: Visit, message: str, otherwise: Stop, done: Callable[[], bool]) -> None:
    """Wait until the person has done something in the window. Raises `otherwise` where they did not."""
    visit.ledger.wait_for_person(f"{message} The run goes on by itself.")
    if not visit.screen.wait_until(done, PERSONS_PATIENCE):
        raise otherwise


def _wait_for_person(visit: Visit, stop: PersonNeeded) -> None:
    wait_for_person(visit, f"{stop.message} Do it in the window.", stop, lambda: visit.screen.interruption() is None)
