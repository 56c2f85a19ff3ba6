"""What says who the person is and what they wrote, in every form and spelling it may stand in: one object a run."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Self

from .literals import Literals
from .names import forms_of_name
from .numbers import pattern_of_number
from .readings import fold, folded, readings
from .spans import Span, without

MASK = "•••"
WHO = ("email", "name", "phone", "account", "evidence")
"""The questions whose answers say who somebody is."""
_SHORTEST = 3
_ANY_MAIL = re.compile(r"[^\s<>\"',;:()\[\]{}|\\/=?&#]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


class PersonalValues:
    """Knows the person's values by the name of the question they answer, and finds them in any encoding and spelling.

    `mask` takes out who somebody is; `hide` what they wrote as well, the code too.
    """

    def __init__(self, answers: Mapping[str, str] | None = None) -> None:
        self._who: dict[str, None] = {}
        self._all: dict[str, None] = {}
        self._encoded = Literals()
        self._compiled: dict[bool, re.Pattern[str]] = {}
        for name, value in (answers or {}).items():
            self.know(name, value)

    @classmethod
    def of(cls, *who: str | None) -> Self:
        """Those of somebody of whom only these names, addresses and numbers are known."""
        values = cls()
        for one in filter(None, who):
            values.know("email" if "@" in one else "name", one)
        return values

    def know(self, name: str, value: str | None) -> None:
        """Know the person's answer to this question too."""
        if not value or not value.strip():
            return
        patterns = list(_patterns(name, value.strip()))
        self._all |= dict.fromkeys(patterns)
        if name in WHO:
            self._who |= dict.fromkeys(patterns)
            for one in {value.strip(), value.strip().lower()}:
                if len(one) > len("12345"):
                    self._encoded.add(one)
        self._compiled.clear()

    def mask(self, text: str, by: Callable[[str], str] = lambda _: MASK) -> str:
        """The text in which nobody can read who the person is, nor any mail address."""
        return without(text, [*self._spans(text, whole=False), *_addresses(text)], by)

    def hide(self, text: str, by: Callable[[str], str] = lambda _: MASK) -> str:
        """The text without anything the person is or said."""
        return without(text, self._spans(text, whole=True), by)

    def tells(self, text: str) -> bool:
        """Whether the text says who the person is."""
        return any(True for _ in self._spans(text, whole=False))

    def _spans(self, text: str, *, whole: bool) -> Iterator[Span]:
        pattern = self._pattern(whole=whole)
        if pattern is None:
            return
        for reading in readings(text):
            yield from (reading.span(*span) for span in self._encoded.spans(reading.text))
            plain = folded(reading)
            for found in pattern.finditer(plain.text):
                start, end = plain.span(*found.span())
                yield start, _with_its_accents(text, end)

    def _pattern(self, *, whole: bool) -> re.Pattern[str] | None:
        patterns = self._all if whole else self._who
        if patterns and whole not in self._compiled:
            self._compiled[whole] = re.compile("|".join(sorted(patterns, key=len, reverse=True)))
        return self._compiled[whole] if patterns else None


def _with_its_accents(text: str, end: int) -> int:
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _patterns(name: str, value: str) -> Iterator[str]:
    """Expressions for every form of an answer, in the spelling of `folded`."""
    match name:
        case "name" | "account":
            yield from forms_of_name(value)
        case "email":
            yield from _of_address(value)
        case "phone":
            yield pattern_of_number(value)
        case "code":
            yield rf"(?<!\d){re.escape(fold(value))}(?!\d)"
        case "evidence":
            yield from (re.escape(fold(one.strip())) for one in value.split(",") if len(one.strip()) >= _SHORTEST)
        case "reason" | "extra" | "prompts":
            yield from _of_lines(value)


def _of_address(address: str) -> Iterator[str]:
    local = fold(address.rpartition("@")[0] or address)
    yield re.escape(fold(address))
    if len(local) >= _SHORTEST:
        yield rf"(?<![^\W_]){re.escape(local)}(?![^\W_])"
    if len(tagless := local.partition("+")[0]) >= _SHORTEST and tagless != local:
        yield rf"(?<![^\W_]){re.escape(tagless)}(?![^\W_])"
    for part in re.findall(r"[^\W\d_]{3,}", local):
        yield rf"(?<![^\W\d_]){re.escape(part)}(?![^\W\d_])"


def _of_lines(text: str) -> Iterator[str]:
    lines = [text, *text.splitlines()]
    for line in dict.fromkeys(fold(line).strip() for line in lines):
        if len(line) >= _SHORTEST:
            yield r"\s{1,8}".join(map(re.escape, line.split()))


def _addresses(text: str) -> Iterator[Span]:
    for reading in readings(text):
        yield from (reading.span(*found.span()) for found in _ANY_MAIL.finditer(reading.text))
