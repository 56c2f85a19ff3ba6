"""What stands in the way: the little the tool may decline itself, and all that only the person may answer."""

from meta_objection.errors import PersonNeeded
from meta_objection.flow.visit import Visit
from meta_objection.pages.not_offered import NotOfferedHere

PERSONS_PATIENCE = 15 * 60.0
"""Seconds that a person at a headed run has for what only they can do."""


def clear_the_way(visit: Visit) -> bool:
    """Decline what may be declined and stop at everything else; say whether the person had to do something.

    In an attended run what only the person may answer is waited out instead. Raises its ending otherwise.
    """
    if not visit.screen.is_anything_in_the_way():
        return False
    decline_what_may_be(visit)
    interruption = visit.screen.interruption()
    if interruption is None:
        return False
    if isinstance(interruption, NotOfferedHere) and visit.screen.form.count() == 1:
        return False  # a word about something else that is not available, beside the form that is
    stop = interruption.stop()
    if not (visit.attended and isinstance(stop, PersonNeeded)):
        raise stop
    _wait_for_person(visit, stop)
    return True


def decline_what_may_be(visit: Visit) -> None:
    """Decline optional cookies and offers that can be put off; nothing is ever accepted."""
    for name, button in visit.screen.declines().items():
        if button.count() == 1:
            with visit.ledger.step(name):
                button.click()


def _wait_for_person(visit: Visit, stop: PersonNeeded) -> None:
    visit.ledger.wait_for_person(f"{stop.message} Do it in the window; the run goes on by itself.")
    if not visit.screen.wait_until(lambda: visit.screen.interruption() is None, PERSONS_PATIENCE):
        raise stop
