"""Ctrl-C, a closing terminal, a polite kill: noticed at once, acted on where it is safe; and a browser that hangs."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from types import FrameType
from typing import Self

from meta_objection.errors import Interrupted

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_SAME = 0.3  # seconds in which a second signal belongs to the first: a closing terminal sends two
_GRACE = 0.5  # seconds that a browser has to answer once the person stopped the run
_LAST = 5.0  # seconds after which a run that was stopped is over, whatever it is doing
_TICK = 0.05


class Signals:
    """While entered, a signal to stop is remembered; inside `at_once` it is raised where the program stands.

    Raised anywhere else it would break the browser's own event loop and with it the receipt. What cannot be raised
    there is brought about: a browser that is `guarded` is ended where it does not answer in time. A second signal,
    and five seconds without an end, are `last_words`.
    """

    def __init__(self) -> None:
        self.interrupted = False
        self.stalled = False
        """Whether a browser was ended because it did not answer."""
        self.last_words: Callable[[], None] = lambda: None
        """Ends the process at once; it says first what is known. Where it returns, the run goes on."""
        self._at_once = False
        self._since = 0.0
        self._looked = monotonic()
        self._end: Callable[[], None] = lambda: None
        self._before: dict[int, signal.Handlers | int | object] = {}
        self._over = Event()

    def __enter__(self) -> Self:
        """Take over the signals."""
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, self._notice)
        return self

    def __exit__(self, *_error: object) -> None:
        """Give the signals back."""
        self._over.set()
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal.signal gave, it takes

    def _notice(self, _number: int, _frame: FrameType | None) -> None:
        if not self.interrupted:
            self.interrupted, self._since = True, monotonic()
            Thread(target=self._see_it_through, daemon=True).start()
        elif monotonic() - self._since > _SAME:
            self._end()
            self.last_words()
        if self._at_once:
            raise stopped()

    def _see_it_through(self) -> None:
        if self._over.wait(_GRACE):
            return
        while monotonic() - self._since < _LAST:
            self._end()  # again and again: it may only just be starting
            if self._over.wait(_TICK):
                return
        self.last_words()

    def stop(self) -> None:
        """Have the run stop at its next look, as the person wishes."""
        self.interrupted = True

    def look(self) -> None:
        """Say that the run goes on; raise Interrupted where the person stopped it."""
        self._looked = monotonic()
        if self.interrupted:
            raise stopped()

    def going_on(self) -> None:
        """Say that the run goes on, where it may not be left."""
        self._looked = monotonic()

    def give_up(self) -> None:
        """End the guarded browser now: nothing more can be had of it."""
        self._end()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Let a signal raise Interrupted inside: for waits in which no browser takes part, of any length."""
        if self.interrupted:
            raise stopped()
        self._at_once = True
        try:
            yield
        finally:
            self._at_once = False
            self._looked = monotonic()

    @contextmanager
    def guarded(self, end: Callable[[], None], patience: float) -> Iterator[None]:
        """While entered, end a browser by `end` where the run has not looked for `patience` seconds, or is to stop.

        A call into a page that never comes back raises Playwright's error then.
        """
        closed, self._looked = Event(), monotonic()
        self._end = end

        def watch() -> None:
            while not closed.wait(_TICK):
                if not self._at_once and monotonic() - self._looked > patience:
                    self.stalled = True
                    end()
                    return

        Thread(target=watch, daemon=True).start()
        try:
            if self.interrupted:
                raise stopped()
            yield
        finally:
            closed.set()
            self._end = lambda: None


def stopped() -> Interrupted:
    """Give the ending of a run that the person stopped."""
    return Interrupted("You stopped the run.", why="signal")
