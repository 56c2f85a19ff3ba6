"""What a language's texts lack, and what is wrong in them, beside the English ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from meta_objection.languages import DEFAULT, gaps, languages_with, part_of

PARTS = ("pages", "answers", "receipt", "letters", "panel", "guide", "ending")
"""The files of a language."""
TEXTS = ("receipt", "letters", "panel", "guide", "ending")
"""Those among them that say something to the person."""


class _Kind(StrEnum):
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True)
class Slip:
    """One text that is missing, or that cannot be used as it is."""

    Kind: ClassVar = _Kind

    kind: _Kind
    part: str
    key: str
    what: str


def slips_in(tag: str, part: str) -> Iterator[Slip]:
    """Give what a part of a language lacks, and what is wrong in it. Raises DataFileError for what is no TOML."""
    if tag not in languages_with(part):
        yield Slip(_Kind.MISSING, part, "the whole file", f"everything in it is said in {DEFAULT}")
        return
    own, english = flat(part_of(tag, part)), flat(part_of(DEFAULT, part))
    for key in english.keys() - own.keys():
        yield Slip(_Kind.MISSING, part, key, f"it is said in English: {english[key]!r}")
    for key, said in own.items():
        if problem := _problem(said, english.get(key)):
            yield Slip(_Kind.WRONG, part, key, problem)


def _problem(own: object, english: object) -> str | None:
    if english is None:
        return "English knows no such text"
    if isinstance(own, str) and isinstance(english, str):
        return _problem_of_text(own, english)
    if isinstance(own, list) and isinstance(english, list):
        return None if len(own) == len(english) else f"there must be {len(english)} of them"
    return None if type(own) is type(english) else "English has another kind of thing there"


def _problem_of_text(own: str, english: str) -> str | None:
    if not own.strip():
        return "it is empty"
    try:
        mine, theirs = gaps(own), gaps(english)
    except ValueError as error:
        return f"its braces are not closed ({error})"
    return f"it must name {_named(theirs)} and names {_named(mine)}" if mine - theirs else None


def _named(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "nothing in braces"


def flat(texts: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Give the texts of a part by their names, those of its sections too."""
    found: dict[str, Any] = {}
    for name, value in texts.items():
        found |= flat(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}": value}
    return found
