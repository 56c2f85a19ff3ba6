"""What the whole process is held to from its first moment on, and every process that it starts."""

import atexit
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Timer, current_thread, main_thread
from types import FrameType
from typing import Any

_OTHERS = 0o077
_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_TELLING = 0.5  # seconds in which what is known of a run that is over can be told to somebody who listens


def harden() -> None:
    """Let nobody else read what is written, and let no crash write down what is in memory."""
    os.umask(_OTHERS)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


class Stopping:
    """What a signal to stop does where no run is going on that looks after it: noted, raised, or the end.

    A run takes the signals over while it lives (`console/signals.py`).
    """

    def __init__(self) -> None:
        self._is_asked = False
        self._raises = False
        self._code: int | None = None

    def from_now_on(self) -> None:
        """Note a signal: the program is still being read, and says so once it can speak."""
        _hear(dict.fromkeys(_SIGNALS, self._heard))
        atexit.register(_hear, dict.fromkeys(_SIGNALS, signal.SIG_IGN))  # the code of a run that is over stays its code

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Raise KeyboardInterrupt inside for a signal, also for one that was noted before."""
        before = _hear(dict.fromkeys(_SIGNALS, self._heard))
        self._raises, self._code = True, None
        try:
            if self._is_asked:
                raise KeyboardInterrupt
            yield
        finally:
            self._raises = self._is_asked = False
            _hear(before)

    def is_over(self, code: int) -> None:
        """Let a signal change nothing about how it ended, and end what still waits for somebody to listen."""
        self._code = code

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        self._is_asked = True
        if self._code is not None:
            last = Timer(_TELLING, os._exit, (self._code,))
            last.daemon = True
            last.start()
        elif self._raises:
            raise KeyboardInterrupt


stopping = Stopping()
"""The process's own: signals come to a process."""


def _hear(handlers: Mapping[int, Callable[[int, FrameType | None], Any] | int | None]) -> dict[int, Any]:
    """Have signals come there, and give where they came before; only the main thread may say so."""
    if current_thread() is not main_thread():
        return {}
    return {number: signal.signal(number, handler) for number, handler in handlers.items()}
