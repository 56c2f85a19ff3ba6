"""What processes do at the same moment, and how each of them ends."""

import os
from collections.abc import Callable


def begun(act: Callable[[], None], start: int) -> int:
    """Have this done in a process of its own, which waits for the start of all; give its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.read(start, 1)
        act()
        code = 0
    finally:
        os._exit(code)


def together(acts: list[Callable[[], None]]) -> list[int]:
    """Have these done at the same time; give how each ended."""
    start, starting = os.pipe()
    children = [begun(act, start) for act in acts]
    os.write(starting, b"." * len(children))
    os.close(start)
    os.close(starting)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
