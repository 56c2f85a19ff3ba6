"""The rules of sending once, upon the journal and the receipts: who may press, and what is written down about it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import structlog

from meta_objection.errors import AlreadySubmitted, BadSettings, CodeNeeded, Stop, Unconfirmed
from meta_objection.journal.store import Attempt, Journal, JournalError, Matter, OtherRunError, Stage
from meta_objection.journal.told import told_of
from meta_objection.outcome import Outcome
from meta_objection.plan.genuine import LIVE_SCOPES
from meta_objection.receipts.mend import Mended, mend

log = structlog.get_logger()

_STAGES = {
    Outcome.SUBMITTED: Stage.SUBMITTED,
    Outcome.RECEIPT_UNSAVED: Stage.SUBMITTED,
    Outcome.UNCONFIRMED: Stage.UNCONFIRMED,
    Outcome.REFUSED_AFTER_SENDING: Stage.REFUSED,
    Outcome.CODE_NEEDED: Stage.CODE_ASKED,
}
_OPEN = {Stage.PRESSING, Stage.UNCONFIRMED}


@dataclass(frozen=True)
class Asking:
    """A run as the memory sees it: the matter with what is known of the person so far, and what was decided.

    `code_given` says that the one-time code was given in advance: a terminal to ask at is none, because asking comes
    after another sending.
    """

    matter: Matter
    press: bool = True
    again: bool = False
    code_given: bool = False

    @property
    def is_live(self) -> bool:
        """Whether it goes to Meta."""
        return self.matter.scope in LIVE_SCOPES


class Earlier(Exception):  # noqa: N818 - no error: it decides how a run ends before that has begun
    """An earlier attempt forbids this one."""

    def __init__(self, attempt: Attempt, stop: Stop) -> None:
        super().__init__(stop.message)
        self.attempt = attempt
        self.stop = stop


class Memory:
    """What this home remembers. `patience` is how many seconds another run is waited for, `look` may end the wait.

    Raises BadSettings where the journal is damaged, or another program's: nothing may be sent then.
    """

    def __init__(self, home: Path, patience: float, look: Callable[[], None] = lambda: None) -> None:
        self._home = home
        self._patience = patience
        self._look = look
        self._mended: set[str] = set()

    @cached_property
    def _journal(self) -> Journal:
        return Journal(self._home)

    def begin(self) -> None:
        """Make the journal where there is none, before anything else is made: a used home without one is in doubt.

        Never raises: what is wrong with it is told when it is asked.
        """
        with suppress(JournalError):
            _ = self._journal

    def earlier(self, asking: Asking) -> tuple[Attempt, Stop] | None:
        """Give the earlier attempt that forbids another one, with the ending it means.

        Raises BadSettings where the memory of this home is lost, so that only the person can know.
        """
        with self._alone():
            if asking.again or not asking.press:
                return None
            return self._forbidding(asking)

    @contextmanager
    def press(
        self, asking: Asking, receipt: str, outcome_of: Callable[[BaseException | None], Outcome]
    ) -> Iterator[None]:
        """Hold the right to press while entered; what is about to happen is on the disk by then.

        Before the right is given back, the outcome is written down that leaving it so means: with this error, or
        with none. Raises AlreadySubmitted, CodeNeeded or Unconfirmed where an earlier attempt forbids it.
        """
        with self._alone():
            if not asking.again and (found := self._forbidding(asking)):
                raise found[1]
            with _in_order():
                attempt = self._journal.about_to_press(asking.matter, receipt)
            try:
                yield
            except BaseException as error:
                self._ended(attempt, outcome_of(error))
                raise
            self._ended(attempt, outcome_of(None))

    def _ended(self, attempt: int, outcome: Outcome) -> None:
        """Write down how the press ended.

        Where that fails, on a full disk say, «about to press» stays written there, which errs on the safe side: the
        next run does not send by itself.
        """
        try:
            self._journal.ended(attempt, _STAGES.get(outcome, Stage.NOT_TAKEN))
        except JournalError:
            log.error("the journal could not be written")  # noqa: TRY400 - no traceback for a person

    def settle(self, receipt: str, outcome: Outcome) -> None:
        """Write down how a run that broke off had ended, as the receipt says that was made of what it left."""
        self._mended.add(receipt)
        with _in_order():
            attempt = self._journal.of_receipt(receipt)
            if attempt and attempt.stage is Stage.PRESSING:
                self._journal.ended(attempt.id, _STAGES.get(outcome, Stage.UNCONFIRMED))

    def told_of(self, attempt: Attempt, receipt: str) -> None:
        """Write down that a run which broke off has its receipt now."""
        with _in_order():
            self._journal.ended(attempt.id, Stage.UNCONFIRMED, receipt)

    def _forbidding(self, asking: Asking) -> tuple[Attempt, Stop] | None:
        with _in_order():
            attempt = self._newest(asking)
            if attempt:
                broke_off = attempt.stage is Stage.PRESSING or attempt.receipt in self._mended
                stop = _forbids(attempt, asking, broke_off=broke_off)
                return (attempt, stop) if stop else None
            if asking.is_live and (copies := self._journal.copies):
                raise _copied(self._home, copies)
            if asking.is_live and self._journal.is_in_doubt:
                raise _lost(self._home)
        return None

    def _newest(self, asking: Asking) -> Attempt | None:
        """Give the newest attempt: of the journal, or of the receipts that it does not know of."""
        known = self._journal.last(asking.matter)
        if not asking.is_live:
            return known
        for told in told_of(self._home, asking.matter.form, asking.matter.request):
            if known and told.pressed <= known.pressed_at:
                break
            stage = _STAGES.get(told.outcome, Stage.NOT_TAKEN)
            is_same = stage is not Stage.NOT_TAKEN and not set(told.persons).isdisjoint(asking.matter.persons)
            if is_same and self._journal.of_receipt(told.receipt) is None:
                return Attempt(0, stage, told.pressed, told.receipt)
        return known

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with _in_order():
            sending = self._journal.sending(self._patience, self._look)
        try:
            with sending:
                yield
        except OtherRunError as error:
            message = "Another run is sending from the same home at this moment; this one sent nothing."
            raise AlreadySubmitted(message, why="another-run", next_move="Wait until it has ended.") from error
        except JournalError as error:
            raise _unreadable(error) from error


def confirmed_by_mail(home: Path, receipt: str) -> None:
    """Write down that Meta's mail confirms what this receipt tells of, where nothing did so far. Never raises.

    The mail's own receipt says it as well; where the journal cannot be written, that is told by nobody else.
    """
    try:
        journal = Journal(home)
        attempt = journal.of_receipt(receipt)
        if attempt and attempt.stage in {Stage.UNCONFIRMED, Stage.CODE_ASKED}:
            journal.ended(attempt.id, Stage.SUBMITTED)
    except JournalError:
        log.error("the journal could not be written")  # noqa: TRY400 - no traceback for a person


def mend_home(home: Path, memory: Memory | None = None) -> list[Mended]:
    """Make receipts of what killed runs left in this home, and write down what they say. Never raises."""
    mended = mend(home)
    memory = memory or Memory(home, patience=0)
    for one in mended:
        with suppress(BadSettings):  # the receipt is there, and the next sending asks the receipts, too
            memory.settle(one.id, one.outcome)
    return mended


@contextmanager
def _in_order() -> Iterator[None]:
    try:
        yield
    except JournalError as error:
        raise _unreadable(error) from error


def _unreadable(error: JournalError) -> BadSettings:
    message = f"--home: what was sent from it cannot be known, so nothing was sent. {error}."
    remedy = "See `meta-objection receipts list`. If you know what was sent, move that file away and use --again."
    return BadSettings(message, why="journal", next_move=remedy)


def _lost(home: Path) -> BadSettings:
    message = f"--home: {home} was used before and its journal is gone, so whether this was sent is not known."
    remedy = "Put journal.sqlite3 back; or, if you know that this was not sent, run the command with --again."
    return BadSettings(message, why="journal-lost", next_move=remedy)


def _copied(home: Path, copies: list[str]) -> BadSettings:
    message = f"--home: {home} holds another journal ({', '.join(copies)}), so whether this was sent is not known."
    remedy = "A service that copies folders made it. Take it away once you know what was sent; see `receipts list`."
    return BadSettings(message, why="journal-copies", next_move=remedy)


def _forbids(attempt: Attempt, asking: Asking, *, broke_off: bool) -> Stop | None:
    when = f"{attempt.pressed_at:%Y-%m-%d %H:%M} UTC"
    if attempt.stage in _OPEN:
        what = "The run broke off while it was sending" if broke_off else "The sending was never confirmed"
        return Unconfirmed(f"{what} on {when}; nothing was sent again.", why="earlier-run")
    if attempt.stage is Stage.CODE_ASKED:
        if asking.code_given:
            return None
        remedy = "Run the command again with --code and the code of Meta's mail; --again sends the form anew."
        return CodeNeeded(f"Since {when} Meta waits for the code it mailed.", why="code", next_move=remedy)
    refused = attempt.stage is Stage.REFUSED
    what = "was sent, and Meta refused it," if refused else "was already sent, and Meta confirmed it,"
    return AlreadySubmitted(f"This objection {what} on {when}; nothing was sent again.", why="earlier-run")
