"""One run after another, where two would spoil what they write."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from meta_objection.hold import HeldError, held


@contextmanager
def turn(keys: Path, patience: float) -> Iterator[None]:
    """Have a home's list and keys for oneself while entered; a crash gives them back.

    What is held is the folder of its keys: whoever writes the list signs it. Who waited for `patience` seconds, or is
    on a disk that knows no locks, goes on without.
    """
    with ExitStack() as stack:
        with suppress(OSError, HeldError):
            stack.enter_context(held(keys.resolve(), patience))
        yield
