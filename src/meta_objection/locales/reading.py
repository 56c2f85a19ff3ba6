"""How a language's file is read: as TOML, and where it is written in the plain form of this folder, faster.

A run needs every language, because a refusal may come in any. The plain form is one entry a line; read as such, twenty
files take a fifth of the time that a TOML parser in Python takes. Whatever else a file holds, that parser reads it.
"""

import re
import tomllib
from typing import Any

Entry = dict[str, str]

_FIELD = r'"([^"\\\x00-\x1f\x7f]*)"'
_ENTRY = re.compile(rf"  \{{ text = {_FIELD}, sure = {_FIELD}, source = {_FIELD} \}},")
_ONE = re.compile(rf"([a-z_]+) = \[(?:\{{ text = {_FIELD}, sure = {_FIELD}, source = {_FIELD} \}})?\]")
_TEXT = re.compile(rf"([a-z_]+) = {_FIELD}")
_SENTENCE = re.compile(rf"  {_FIELD},")
_OTHER = re.compile(r"\[([a-z_]+)\]|([a-z_]+) = \[")


def read_language(text: str) -> dict[str, Any]:
    """Read a language's file: its tag, and its sections of keys with their entries. Raises TOMLDecodeError."""
    plain = _Plain()
    return plain.data if all(map(plain.take, text.split("\n"))) and plain.closed else tomllib.loads(text)


class _Plain:
    """What was read so far of a file in the plain form."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.section: dict[str, list[Entry | str] | str] | None = None
        self.entries: list[Entry | str] | None = None

    @property
    def closed(self) -> bool:
        """Whether no list is left open."""
        return self.entries is None

    def take(self, line: str) -> bool:
        """Take one more line; false where it is not in the plain form."""
        if self.entries is not None:
            return self._inside(line)
        if not line or (line[0] == "#" and line.isprintable()):
            return True
        if one := _ONE.fullmatch(line):
            return self._open(one[1]) and self._close(one)
        if text := _TEXT.fullmatch(line):
            return self._tell(text[1], text[2])
        other = _OTHER.fullmatch(line)
        return other is not None and (self._open(other[2]) if other[2] else self._enter(other[1]))

    def _enter(self, name: str) -> bool:
        new = name not in self.data
        self.section = self.data[name] = {}
        return new

    def _tell(self, key: str, text: str) -> bool:
        place = self.data if self.section is None else self.section
        new = key not in place
        place[key] = text
        return new

    def _inside(self, line: str) -> bool:
        if entry := _ENTRY.fullmatch(line):
            self._add(entry.groups())
            return True
        if self.entries is not None and (sentence := _SENTENCE.fullmatch(line)):
            self.entries.append(sentence[1])
            return True
        self.entries = None if line == "]" else self.entries
        return line == "]"

    def _open(self, key: str) -> bool:
        if self.section is None or key in self.section:
            return False
        self.entries = self.section[key] = []
        return True

    def _close(self, one: re.Match[str]) -> bool:
        if one[2] is not None:
            self._add(one.groups()[1:])
        self.entries = None
        return True

    def _add(self, fields: tuple[str | Any, ...]) -> None:
        if self.entries is not None:
            self.entries.append(dict(zip(("text", "sure", "source"), fields, strict=True)))
