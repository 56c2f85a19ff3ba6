"""A question at the terminal: asked of whoever sits there now, and answered after it was read.

What was typed before a question is no answer to it: it was meant for something else, or pasted along.
"""

import getpass
import select
import sys
import unicodedata
import warnings
from contextlib import suppress
from typing import TextIO

from meta_objection.console.output import fitted

_TICK = 0.25  # seconds
_YES = frozenset(
    {
        *("y", "yes", "j", "ja", "jo", "joo", "oui", "sí", "si", "sì", "sim"),
        *("tak", "ano", "igen", "da", "kyllä", "evet", "ναι", "はい", "예", "네"),  # noqa: RUF001 - Greek
    }
)
"""Yes in every language that the program knows, case folded."""


def is_yes(text: str) -> bool:
    """Whether somebody said yes, in whatever language and by whatever keyboard; anything else is a no."""
    return unicodedata.normalize("NFKC", text).strip(" .!。").casefold() in _YES


def forget_typed_ahead(terminal: TextIO) -> None:
    """Throw away what waits in the terminal's input."""
    with suppress(OSError, ValueError):  # no terminal after all: what comes from a file cannot come early
        if not terminal.isatty():
            return
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            while msvcrt.kbhit():
                msvcrt.getwch()
        else:
            import termios  # noqa: PLC0415 - not on Windows

            termios.tcflush(terminal, termios.TCIFLUSH)


def put(question: str, terminal: TextIO) -> None:
    """Put a question; what comes from here on may be its answer."""
    forget_typed_ahead(terminal)
    asked = question.rstrip(" ")
    sys.stderr.write(fitted(asked, sys.stderr) + question[len(asked) :])
    sys.stderr.flush()


def has_answered(terminal: TextIO) -> bool:
    """Wait a moment; say whether there is something to read, or never will be."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            return not terminal.isatty() or bool(msvcrt.kbhit())
        return bool(select.select([terminal], [], [], _TICK)[0])
    except (OSError, ValueError):
        return True  # it is no terminal, or closed: reading says which


def answer(terminal: TextIO) -> str:
    """Read the answer, empty where the terminal is gone."""
    with suppress(OSError, ValueError):
        return terminal.readline().strip()
    return ""


def says_yes(question: str) -> bool | None:
    """Ask a question that yes and no answer; `None` where there is no terminal to ask at."""
    terminal = sys.stdin
    if not terminal or not terminal.isatty():
        return None
    put(question, terminal)
    return is_yes(answer(terminal))


def secret(question: str) -> str | None:
    """Ask for what nobody may read over a shoulder; `None` where no terminal can be kept from showing it."""
    if not sys.stdin or not sys.stdin.isatty():
        return None
    with warnings.catch_warnings(), suppress(getpass.GetPassWarning, EOFError, OSError):
        warnings.simplefilter("error", getpass.GetPassWarning)  # it would go on and show what is typed
        return getpass.getpass(question)
    return None
