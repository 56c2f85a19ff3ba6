"""The steps of a run as they happen: for the person to follow, and for the receipt."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

import structlog

from meta_objection.console.signals import Signals
from meta_objection.outcome import FoundBy
from meta_objection.report import StepDone

log = structlog.get_logger()


class Teller(Protocol):
    """Tells the person about a step."""

    def begun(self, step: str) -> None:
        """A step begins."""

    def done(self, step: StepDone) -> None:
        """A step is done."""

    def waiting(self, message: str) -> None:
        """Only the person can go on."""

    def acting(self, account: str) -> None:
        """The run is about to act for this account."""


class Pulse:
    """A teller that says to nobody but the guard of the browser that the run goes on."""

    def __init__(self, signals: Signals) -> None:
        self._signals = signals

    def begun(self, _step: str) -> None:
        """It goes on."""
        self._signals.going_on()

    def done(self, _step: StepDone) -> None:
        """It goes on."""
        self._signals.going_on()

    def waiting(self, _message: str) -> None:
        """It goes on."""
        self._signals.going_on()

    def acting(self, _account: str) -> None:
        """It goes on."""
        self._signals.going_on()


class Ledger:
    """Every step done so far, in order."""

    def __init__(self, teller: Teller) -> None:
        self._tellers = [teller]
        self._steps: list[StepDone] = []

    @property
    def steps(self) -> tuple[StepDone, ...]:
        """What was done."""
        return tuple(self._steps)

    def wait_for_person(self, message: str) -> None:
        """Tell the person what only they can do."""
        self._tell(lambda teller: teller.waiting(message))

    def act_for(self, account: str) -> None:
        """Tell the person which account the run is about to act for."""
        self._tell(lambda teller: teller.acting(account))

    def tell_also(self, teller: Teller) -> None:
        """Tell somebody else, too, from now on."""
        self._tellers.append(teller)

    def announce(self, what: str) -> None:
        """Say what is under way that is no step of the form."""
        self._tell(lambda teller: teller.begun(what))

    @contextmanager
    def step(self, name: str, found_by: FoundBy | None = None) -> Iterator[None]:
        """Time a step and tell of it; one that fails is not a step done."""
        self._tell(lambda teller: teller.begun(name))
        started = time.monotonic()
        yield
        done = StepDone(name=name, found_by=found_by, seconds=round(time.monotonic() - started, 3))
        self._steps.append(done)
        log.info("step done", step=name, found_by=found_by, seconds=done.seconds)
        self._tell(lambda teller: teller.done(done))

    def _tell(self, what: Callable[[Teller], None]) -> None:
        """Tell everybody; that somebody cannot be told, at a terminal that is closed say, is no reason to end a run."""
        for teller in self._tellers:
            with suppress(OSError, ValueError):
                what(teller)
