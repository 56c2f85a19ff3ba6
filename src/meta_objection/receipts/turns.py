"""One run after another, where two would spoil what they write."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from meta_objection import private_files as private

LOCK = "chain.lock"


@contextmanager
def turn(home: Path, patience: float) -> Iterator[None]:
    """Have the home's list and keys for oneself while entered; a crash gives them back.

    Who waited for `patience` seconds, or is on a disk that knows no locks, goes on without.
    """
    path = home / LOCK
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, private.FILE_MODE))
    with ExitStack() as held:
        with suppress(sqlite3.Error):
            lock = held.enter_context(closing(sqlite3.connect(path, timeout=patience, isolation_level=None)))
            lock.execute("BEGIN EXCLUSIVE")
        yield
