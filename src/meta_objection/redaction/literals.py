"""Looks for many texts at once, plain, in base64 and in hexadecimal, in a time that grows with the text alone."""

import base64
from collections.abc import Iterable, Iterator

from .encodings import inside_base64

_KEY = 6
_WINDOW = 1 << 17
_SAFE_FRAGMENT = 8  # a shorter run of base64 characters stands in many a picture by chance


class Literals:
    """Texts to be found wherever they stand; each is known by its first letters."""

    def __init__(self) -> None:
        self._values: set[str] = set()
        self._by_key: dict[str, set[str]] = {}

    def __contains__(self, value: str) -> bool:
        return value in self._values

    def __len__(self) -> int:
        return len(self._values)

    def add(self, value: str) -> None:
        """Look for this text too."""
        if value in self._values:
            return
        self._values.add(value)
        for guise in _guises(value):
            self._by_key.setdefault(guise[:_KEY], set()).add(guise)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where any of them stands, in no particular order; some may overlap."""
        for key in self._keys_in(text):
            for value in self._by_key[key]:
                yield from _places(value, text)

    def _keys_in(self, text: str) -> Iterable[str]:
        short = {key for key in self._by_key if len(key) < _KEY and key in text}
        keys, found = self._by_key.keys() - short, set[str]()
        for at in range(0, len(text), _WINDOW):
            window = text[at : at + _WINDOW + _KEY - 1]
            found |= keys & {window[n : n + _KEY] for n in range(len(window) - _KEY + 1)}
        return short | found


def _places(value: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(value)
    while at >= 0:
        # A number is another one where more of its digits follow.
        if not value.isdecimal() or not _is_within_number(text, at, at + len(value)):
            yield at, at + len(value)
        at = text.find(value, at + 1)


def _is_within_number(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isdecimal() or after.isdecimal()


def _guises(value: str) -> set[str]:
    octets = value.encode(errors="surrogatepass")
    runs = {run for lead in range(3) if len(run := inside_base64(octets, lead)) >= _SAFE_FRAGMENT}
    whole = base64.b64encode(octets).decode().rstrip("=")
    runs |= {whole} if len(whole) >= _SAFE_FRAGMENT else set()
    safe = {run.replace("+", "-").replace("/", "_") for run in runs}
    spelled = {octets.hex(), octets.hex().upper()} if len(octets) >= _KEY else set()
    return {value} | runs | safe | spelled
