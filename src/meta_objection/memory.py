"""The rules of sending once, upon the journal: who may press, and what is written down about it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from meta_objection.errors import AlreadySubmitted, CodeNeeded, Stop, Unconfirmed
from meta_objection.journal import Attempt, Journal, Matter, OtherRunError, Stage
from meta_objection.outcome import Outcome
from meta_objection.plan import Plan

log = structlog.get_logger()

_STAGES = {
    Outcome.SUBMITTED: Stage.SUBMITTED,
    Outcome.RECEIPT_UNSAVED: Stage.SUBMITTED,
    Outcome.UNCONFIRMED: Stage.UNCONFIRMED,
    Outcome.REFUSED_AFTER_SENDING: Stage.REFUSED,
    Outcome.CODE_NEEDED: Stage.CODE_ASKED,
}
_OPEN = {Stage.PRESSING, Stage.UNCONFIRMED}


class Memory:
    """What this home remembers about one plan. `patience` is how many seconds another run is waited for."""

    def __init__(self, journal: Journal, plan: Plan, profile: str, patience: float) -> None:
        self._journal = journal
        self._plan = plan
        self._profile = profile
        self._patience = patience
        self._attempt: int | None = None

    def _matter(self, email: str | None) -> Matter:
        return Matter(email or self._profile, self._plan.form.id, self._plan.request, self._plan.scope)

    def earlier(self, email: str | None, *, code_at_hand: bool) -> tuple[Attempt, Stop] | None:
        """Give the earlier attempt that forbids another one, with the ending it means."""
        with self._alone():
            attempt = self._journal.last(self._matter(email))
        if attempt is None or self._plan.again or not self._plan.press:
            return None
        stop = _forbids(attempt, code_at_hand=code_at_hand)
        return (attempt, stop) if stop else None

    @contextmanager
    def press(self, email: str | None, receipt: str, *, code_at_hand: bool) -> Iterator[None]:
        """Hold the right to press while entered; what is about to happen is on the disk by then.

        Raises AlreadySubmitted or Unconfirmed where an earlier attempt forbids it.
        """
        matter = self._matter(email)
        with self._alone():
            attempt = self._journal.last(matter)
            if attempt and not self._plan.again and (stop := _forbids(attempt, code_at_hand=code_at_hand)):
                raise stop
            self._attempt = self._journal.about_to_press(matter, receipt)
            yield

    def ended(self, outcome: Outcome) -> None:
        """Write down how the press ended; without a press there is nothing to write.

        Where that fails, on a full disk say, «about to press» stays written there, which errs on the safe side: the
        next run does not send by itself.
        """
        if self._attempt is not None:
            try:
                self._journal.ended(self._attempt, _STAGES.get(outcome, Stage.NOT_TAKEN))
            except sqlite3.Error as error:
                log.error("the journal could not be written", error=type(error).__name__)  # noqa: TRY400 - no traceback for a person

    def told_of(self, attempt: Attempt, receipt: str) -> None:
        """Write down that a run which broke off has its receipt now."""
        self._journal.ended(attempt.id, Stage.UNCONFIRMED, receipt)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with self._journal.sending(self._patience):
                yield
        except OtherRunError as error:
            message = "Another run is sending from the same home at this moment; this one sent nothing."
            raise AlreadySubmitted(message, why="another-run", next_move="Wait until it has ended.") from error


def _forbids(attempt: Attempt, *, code_at_hand: bool) -> Stop | None:
    when = f"{attempt.pressed_at:%Y-%m-%d %H:%M} UTC"
    if attempt.stage in _OPEN:
        crashed = attempt.stage is Stage.PRESSING
        what = "The run broke off while it was sending" if crashed else "The sending was never confirmed"
        return Unconfirmed(f"{what} on {when}; nothing was sent again.", why="earlier-run")
    if attempt.stage is Stage.CODE_ASKED:
        return None if code_at_hand else CodeNeeded(f"Since {when} Meta waits for the code it mailed.", why="code")
    refused = attempt.stage is Stage.REFUSED
    what = "was sent, and Meta refused it," if refused else "was already sent, and Meta confirmed it,"
    return AlreadySubmitted(f"This objection {what} on {when}; nothing was sent again.", why="earlier-run")
