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
_OTHER = re.compile(rf"\[([a-z_]+)\]|([a-z_]+) = \[|(\])|tag = {_FIELD}")


def read_language(text: str) -> dict[str, Any]:
    """Read a language's file: its tag, and its sections of keys with their entries. Raises TOMLDecodeError."""
    plain = _Plain()
    return plain.data if all(map(plain.take, text.split("\n"))) and plain.closed else tomllib.loads(text)


class _Plain:
    """What was read so far of a file in the plain form."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.section: dict[str, list[Entry]] | None = None
        self.entries: list[Entry] | None = None

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
        other = _OTHER.fullmatch(line)
        if not other or other[3]:
            return False
        name, key, _, tag = other.groups()
        if key:
            return self._open(key)
        new = not self.data if tag is not None else name not in self.data
        self.data["tag" if name is None else name] = tag if name is None else {}
        self.section = self.data[name] if name else None
        return new

    def _inside(self, line: str) -> bool:
        if entry := _ENTRY.fullmatch(line):
            self._add(entry.groups())
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
