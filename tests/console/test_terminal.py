"""What is asked at a real terminal without being shown."""

import os
import pty
import subprocess
import sys

from meta_objection.console import terminal

_AT_TERMINAL = (
    "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    " from meta_objection.console.terminal import secret; print('got', len(secret('Password: ')))"
)


def test_a_secret_is_typed_unseen() -> None:
    screen, inside = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", _AT_TERMINAL], stdin=inside, stdout=inside, stderr=inside, start_new_session=True
    ) as asking:
        os.close(inside)
        shown = b""
        while b"Password: " not in shown:
            shown += os.read(screen, 4096)
        os.write(screen, b"hunter2!\n")
        while b"got 8" not in shown:
            shown += os.read(screen, 4096)
        asking.wait(30)
    os.close(screen)
    assert b"hunter2" not in shown


def test_without_a_terminal_no_secret_is_asked_for() -> None:
    assert terminal.secret("Password: ") is None
