"""A person at a real terminal."""

import os
import pty
import select
import signal
import subprocess
import sys
import time

from tests.command import PATIENCE, Desk, Ended

# The terminal must be the session's own, or Ctrl-C typed into it reaches nobody.
_AT_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    " os.execv(sys.executable, [sys.executable, '-m', 'meta_objection', *sys.argv[1:]])"
)


class Terminal:
    """A command at a real terminal, and somebody who reads the screen and types."""

    def __init__(self, desk: Desk, *words: str) -> None:
        self._screen, inside = pty.openpty()
        self.seen = ""
        desk.work.mkdir(parents=True, exist_ok=True)
        self._started = subprocess.Popen(
            [sys.executable, "-c", _AT_TERMINAL, *words],
            cwd=desk.work,
            env=os.environ | desk.environment,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)

    def read_until(self, text: str) -> str:
        """Read the screen until it shows this; give all it has shown."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.seen:
            assert time.monotonic() < deadline, self.seen
            assert self._read(), self.seen
        return self.seen

    def _read(self) -> bool:
        """Read what has come; false once the terminal is closed."""
        if not select.select([self._screen], [], [], 1.0)[0]:
            return True
        try:
            came = os.read(self._screen, 65536)
        except OSError:  # how Linux says that nobody holds the other side any more
            return False
        self.seen += came.decode("utf-8", errors="replace")
        return bool(came)

    def type(self, text: str) -> None:
        """Type a line, or a control character."""
        self.seen = ""
        os.write(self._screen, text.encode())

    def ended(self) -> Ended:
        """Read to the end and give the exit code and what was shown since the last typing."""
        while self._read():
            pass
        self._started.wait(PATIENCE)
        return Ended(self._started.returncode, self.seen, "")

    def close(self) -> None:
        """Leave nothing running."""
        os.close(self._screen)
        if self._started.poll() is None:
            os.killpg(self._started.pid, signal.SIGKILL)
            self._started.wait(PATIENCE)


def sit_down(desk: Desk, sitting: list[Terminal], *words: str) -> Terminal:
    """Sit down at a terminal of one's own, where these words are typed, and which is left with all others."""
    sitting.append(Terminal(desk, *words))
    return sitting[-1]
