"""The one place that writes to a terminal, a pipe or a file that the program was started with.

What it writes commands no terminal, whoever wrote the text; and it never raises. Where nobody reads any more, where the
disk is full or the terminal is closed, what is said from then on is dropped: a run must end as what it did.
"""

import io
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO
from unicodedata import category

from meta_objection.console.width import wrapped

_INVISIBLE = frozenset(
    "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufff9\ufffa\ufffb"
)
"""What turns the reading round or breaks a line, and is not seen."""
_TAGS = range(0xE0000, 0xE0080)
_SUSPECT = re.compile(r"[^\n\x20-\x7e]")
CLEAR_LINE = "\r\x1b[K"


def harmless(text: str) -> str:
    """Give a text that a terminal may print: what would command it, or turn the reading round, is written out.

    It is written as JSON writes it, so that an object in JSON stays the same one.
    """
    return _SUSPECT.sub(lambda found: _written_out(found[0]) if _commands(found[0]) else found[0], text)


def _commands(character: str) -> bool:
    return category(character) in {"Cc", "Cs"} or character in _INVISIBLE or ord(character) in _TAGS


def _written_out(character: str) -> str:
    units = character.encode("utf-16-be", errors="surrogatepass")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))


class Output(io.TextIOBase):
    """A stream that cleans what it is given, and remembers its first failure instead of raising it."""

    def __init__(self, inner: TextIO | None) -> None:
        super().__init__()
        self.inner = inner
        self.failure: Exception | None = None if inner else OSError("closed")

    @property
    def encoding(self) -> str:  # type: ignore[override]  # it may be written by nobody, here as there
        """The encoding of the stream behind it."""
        return getattr(self.inner, "encoding", None) or "utf-8"

    def isatty(self) -> bool:
        """Never: whoever would write commands to a terminal is told that this is none. `is_terminal` knows better."""
        return False

    def fileno(self) -> int:
        """The descriptor behind it; OSError where there is none."""
        if self.inner is None:
            raise OSError("closed")
        return self.inner.fileno()

    def writable(self) -> bool:
        """Always: whatever cannot be written is dropped."""
        return True

    def write(self, text: str) -> int:
        """Write a text, cleaned."""
        self._put(harmless(text))
        return len(text)

    def command(self, sequence: str) -> None:
        """Write one of the program's own commands to the terminal as it is."""
        self._put(sequence)

    def flush(self) -> None:
        """Hand on what waits."""
        self._try(lambda inner: inner.flush())

    def _put(self, text: str) -> None:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            text = "".join(map(self._possible, text))
        self._try(lambda inner: inner.write(text))

    def _possible(self, character: str) -> str:
        try:
            character.encode(self.encoding)
        except UnicodeEncodeError:
            return _written_out(character)
        return character

    def _try(self, act: Callable[[TextIO], object]) -> None:
        if self.inner is None or self.failure:
            return
        try:
            act(self.inner)
        except (OSError, ValueError) as error:
            self.failure = error
            self._lead_nowhere()

    def _lead_nowhere(self) -> None:
        """Let what still waits in the stream go nowhere: Python would try once more at its end, and fail there."""
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)


@contextmanager
def guarded() -> Iterator[tuple[Output, Output]]:
    """Let everything that is written meanwhile, by whatever part of the program, go through here."""
    before = sys.stdout, sys.stderr
    out, err = Output(sys.stdout), Output(sys.stderr)
    sys.stdout, sys.stderr = out, err
    try:
        yield out, err
    finally:
        out.flush()
        err.flush()
        sys.stdout, sys.stderr = before


def is_terminal(stream: TextIO | Output) -> bool:
    """Whether somebody looks at it."""
    inner = stream.inner if isinstance(stream, Output) else stream
    with suppress(OSError, ValueError):
        return inner is not None and inner.isatty()
    return False


def fitted(text: str, stream: TextIO | Output) -> str:
    """Give the text in lines that a terminal need not break within a word; for a file or a pipe it stays as it is."""
    if not is_terminal(stream):
        return text
    width = shutil.get_terminal_size().columns - 1
    return "\n".join("\n".join(wrapped(line, width)) for line in text.split("\n"))


def may_be_rewritten(stream: TextIO | Output) -> bool:
    """Whether a line may be taken back: not by a terminal that cannot, nor where somebody has it read out to them."""
    return is_terminal(stream) and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")


def clear_line(stream: TextIO) -> None:
    """Take away what stands in a terminal's last line."""
    if isinstance(stream, Output):
        stream.command(CLEAR_LINE)
    else:
        stream.write(CLEAR_LINE)
