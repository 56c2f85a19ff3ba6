"""A text as a program would read it: taken out of every encoding it may be written in, with the way back to the text.

Patterns that spell out each guise of each letter grow with every value that is looked for. Here the text is read
instead, once an encoding, and a value is looked for as it is. What is found is traced back to where it was written.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from unicodedata import category, combining, digit, normalize

_DEEPEST = 6  # an answer of the site's is JSON in JSON in a script of a page; each of these is one level
_LATIN = 0x100
_HEX = "[0-9A-Fa-f]"
_OCTETS = (
    "{0}[0-7]{1}|{0}[CDcd]{1}{0}[89ABab]{1}|{0}[Ee]{1}{0}[89ABab]{1}{0}[89ABab]{1}"
    "|{0}[Ff][0-7]{0}[89ABab]{1}{0}[89ABab]{1}{0}[89ABab]{1}|{0}[89A-Fa-f]{1}"
)
"""The octets of one letter as UTF-8 has them, or one that is none of it."""
_UNIT = rf"\\u{_HEX}{{4}}"
_ESCAPE = re.compile(
    rf"(?P<percent>{_OCTETS.format('%', _HEX)})"
    rf"|(?P<entity>&(?:#[0-9]{{1,7}}|#[xX]{_HEX}{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});)"
    rf"|(?P<unit>\\u[dD][89ABab]{_HEX}{{2}}\\u[dD][C-Fc-f]{_HEX}{{2}}|{_UNIT}|\\u\{{{_HEX}{{1,6}}\}}|\\x{_HEX}{{2}})"
    r"|(?P<sign>\\[^ux])",
)
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_SOFT_BREAK = re.compile(r"=[ \t]{0,8}\r?\n")
_PRINTABLE = re.compile(_OCTETS.format("=", _HEX))
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_UNFOLDED = {
    "\u0131": "i",
    "\u0130": "i",
    "ß": "ss",
    "ẞ": "ss",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}


@dataclass(frozen=True)
class _Change:
    """What one pass changed: for each change, where it began and ended, before it and after it."""

    starts: list[int]
    ends: list[int]
    old_starts: list[int]
    old_ends: list[int]

    def before(self, place: int, *, end: bool) -> int:
        """Where this place was before the pass; one inside of a change is its beginning, or its `end`."""
        at = bisect_right(self.starts, place - 1 if end else place) - 1
        if at < 0:
            return place
        inside = place <= self.ends[at] if end else place < self.ends[at]
        if inside:
            return self.old_ends[at] if end else self.old_starts[at]
        return self.old_ends[at] + place - self.ends[at]


@dataclass(frozen=True)
class Reading:
    """A text read in one way."""

    text: str
    changes: tuple[_Change, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text as it was written this part of the reading stands."""
        for change in reversed(self.changes):
            start, end = change.before(start, end=False), change.before(end, end=True)
        return start, end

    def changed(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> "Reading":
        """The reading with each match read as something else; the same one where none is."""
        pieces: list[str] = []
        change = _Change([], [], [], [])
        done = length = 0
        for found in pattern.finditer(self.text):
            read = by(found)
            if read == found[0]:
                continue
            length += found.start() - done
            pieces += [self.text[done : found.start()], read]
            change.starts.append(length)
            length += len(read)
            change.ends.append(length)
            change.old_starts.append(found.start())
            change.old_ends.append(found.end())
            done = found.end()
        if not change.starts:
            return self
        return Reading("".join([*pieces, self.text[done:]]), (*self.changes, change))


def readings(text: str) -> Iterator[Reading]:
    """The text as it is, and with one level of encoding after the other taken off, also of quoted-printable."""
    plain = Reading(text)
    yield plain
    yield from _decoded(plain)
    joined = plain.changed(_SOFT_BREAK, lambda _: "")  # first, because one may part the octets of a letter
    if joined is not plain:  # what only folds its lines has signs of equality of its own
        yield joined
    printable = joined.changed(_PRINTABLE, lambda found: _of_octets(found[0].replace("=", "")))
    if printable is not plain:
        yield printable
        yield from _decoded(printable)


def folded(reading: Reading) -> Reading:
    """The reading without case, accents, width and invisible signs, all digits as ASCII writes them."""
    lower = reading.text.lower()
    if len(lower) == len(reading.text):
        reading = Reading(lower, reading.changes)
    return reading.changed(_BEYOND_ASCII, lambda found: _folded(found[0]))


def fold(text: str) -> str:
    """The text as `folded` reads it."""
    return folded(Reading(text)).text


@lru_cache(maxsize=8192)
def _folded(letter: str) -> str:
    value = digit(letter, None)
    if value is not None:
        return str(value)
    plain = normalize("NFKD", _UNFOLDED.get(letter, letter)).casefold()
    kept = (one for one in normalize("NFKD", plain) if not combining(one) and category(one) not in {"Cf", "Mn"})
    return "".join(_UNFOLDED.get(one, one) for one in kept)


def _decoded(reading: Reading) -> Iterator[Reading]:
    for _ in range(_DEEPEST):
        read = reading.changed(_ESCAPE, _meant)
        if read is reading:
            return
        yield read
        reading = read


def _meant(escape: re.Match[str]) -> str:
    written = escape[0]
    match escape.lastgroup:
        case "percent":
            return _of_octets(written.replace("%", ""))
        case "entity":
            return unescape(written)
        case "sign":
            return _SHORT.get(written[1], written[1])
    digits = re.sub(r"[\\ux{}]", "", written)
    if len(digits) == 8:  # noqa: PLR2004 - two units make one letter
        return bytes.fromhex(digits).decode("utf-16-be", errors="replace")
    return chr(min(int(digits, 16), 0x10FFFF))


def _of_octets(digits: str) -> str:
    octets = bytes.fromhex(digits)
    return octets.decode() if len(octets) > 1 or octets[0] < _LATIN // 2 else octets.decode("latin-1")
