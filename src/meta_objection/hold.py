"""Holds a folder for as long as this process lives: a death lets go, a deleted file does not.

This is the one lock of the program: for the right to send, a draft, a profile, a temporary folder, the list of
receipts. Libraries lock a file beside what they guard; whoever deletes that file lets a second one in. A folder that is
held stays so while it is there, under any name.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from time import monotonic

_LOOK_AGAIN = 0.05  # seconds
_BESIDE = ".hold"
_TRIES = 20


class HeldError(Exception):
    """Somebody else holds it."""


def take(folder: Path) -> int:
    """Hold this folder, wherever it is moved; give what `let_go` takes.

    Raises HeldError where another holds it, OSError where it is no folder, is gone, or cannot be held on this disk.
    """
    descriptor = _opened(folder)
    try:
        _lock(descriptor)
        _require_still(descriptor, folder)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def take_new(make: Callable[[], Path]) -> tuple[Path, int]:
    """Hold the folder that `make` makes, and give both; make another where one was swept away before it was held.

    Who sweeps takes what nobody holds for what was left. Raises OSError where none can be made, HeldError where none
    of many stayed.
    """
    for _ in range(_TRIES):
        with suppress(HeldError, FileNotFoundError, FileExistsError):
            folder = make()
            return folder, take(folder)
    folder = make()
    return folder, take(folder)


def let_go(descriptor: int) -> None:
    """Give it back; a process that dies does so by itself."""
    os.close(descriptor)


@contextmanager
def held(folder: Path, patience: float, look: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold this folder while entered, after waiting `patience` seconds for another to let go.

    `look` is called again and again meanwhile, and may raise. Raises what `take` raises.
    """
    descriptor = _waited_for(folder, monotonic() + patience, look)
    try:
        yield
    finally:
        let_go(descriptor)


def _waited_for(folder: Path, deadline: float, look: Callable[[], None]) -> int:
    pause = Event()
    while True:
        look()
        try:
            return take(folder)
        except HeldError:
            if monotonic() > deadline:
                raise
        pause.wait(_LOOK_AGAIN)


if sys.platform == "win32":
    import msvcrt

    def _opened(folder: Path) -> int:
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        return os.open(_beside(folder), os.O_RDWR | os.O_CREAT, 0o600)

    def _beside(folder: Path) -> Path:
        return folder.with_name(f"{folder.name}{_BESIDE}")

    def forget(folder: Path) -> None:
        """Delete what was beside a folder that is gone; nothing where another holds it."""
        with suppress(OSError):
            _beside(folder).unlink()

    def _lock(descriptor: int) -> None:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise HeldError from error

    def _require_still(_descriptor: int, _folder: Path) -> None:
        """Do nothing: nobody can delete what is open there."""

else:
    import fcntl

    def _opened(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)

    def _lock(descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise HeldError from error

    def _require_still(descriptor: int, folder: Path) -> None:
        """Raise HeldError where the folder of this name is another one by now."""
        if not os.path.samestat(os.fstat(descriptor), folder.lstat()):
            raise HeldError

    def forget(_folder: Path) -> None:
        """Do nothing: nothing lies beside a folder here."""
