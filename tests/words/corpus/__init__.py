"""Sentences that try the reader of Meta's words, each language's written by somebody who had not seen its words.

`confirms` really confirm, `nothing` must not be taken for it, and `frames` are the ways in which a language turns any
confirmation into none.
"""

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from meta_objection.words import find_confirmation

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Corpus:
    """One language's sentences."""

    tag: str
    confirms: tuple[str, ...]
    nothing: tuple[str, ...]
    frames: tuple[str, ...]

    def missed(self) -> list[str]:
        """Give the confirmations that are not known."""
        return [text for text in self.confirms if not _confirmed(text)]

    def falsely_confirmed(self) -> list[str]:
        """Give what is taken for a confirmation and is none."""
        return [text for text in self.nothing if _confirmed(text)]

    def falsely_confirmed_when_changed(self) -> list[str]:
        """Give what is still taken for a confirmation after the language's own denial, condition, question …"""
        return [text for text in self.changed() if _confirmed(text)]

    def changed(self) -> tuple[str, ...]:
        """Give every confirmation in every frame."""
        return self._changed

    @cached_property
    def _changed(self) -> tuple[str, ...]:
        return tuple(frame.replace("{text}", text) for frame in self.frames for text in self.confirms)


@cache
def _confirmed(text: str) -> bool:
    return find_confirmation(text) is not None


@cache
def corpora() -> tuple[Corpus, ...]:
    """Give every language's sentences."""
    return tuple(map(_read, sorted(_FOLDER.glob("*.toml"))))


def _read(path: Path) -> Corpus:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    confirms, nothing = (tuple(entry["text"] for entry in data[key]) for key in ("confirms", "nothing"))
    return Corpus(data["tag"], confirms, nothing, tuple(frame for kind in data["frames"].values() for frame in kind))
