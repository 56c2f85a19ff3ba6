"""Ctrl-C, a closing terminal, a polite kill: noticed at once, acted on where it is safe."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Self

from meta_objection.errors import Interrupted

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Signals:
    """While entered, a signal to stop is remembered; inside `at_once` it is raised where the program stands.

    Raised anywhere else it would break the browser's own event loop and with it the receipt.
    """

    def __init__(self) -> None:
        self.interrupted = False
        self._at_once = False
        self._before: dict[int, signal.Handlers | int | object] = {}

    def __enter__(self) -> Self:
        """Take over the signals."""
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, self._notice)
        return self

    def __exit__(self, *_error: object) -> None:
        """Give the signals back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal.signal gave, it takes

    def _notice(self, _number: int, _frame: FrameType | None) -> None:
        self.interrupted = True
        if self._at_once:
            raise stopped()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Let a signal raise Interrupted inside: for waits in which no browser takes part."""
        if self.interrupted:
            raise stopped()
        self._at_once = True
        try:
            yield
        finally:
            self._at_once = False


def stopped() -> Interrupted:
    """Give the ending of a run that the person stopped."""
    return Interrupted("You stopped the run.", why="signal")
