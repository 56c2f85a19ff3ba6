"""How wide a text stands on a terminal, and in which lines: some signs take two places there, and some none."""

import re
from itertools import pairwise
from unicodedata import category, east_asian_width

_WORDS = re.compile(r"( *)((?:« )?[^ ]+(?: [?!:;»](?![^ ]))*)")
"""A word with what may not be parted from it: French sets a blank before some signs."""
_NEVER_FIRST = frozenset(",.:;?!)]}。、，．・：；？！ー）」』】〕〉》”’…々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")  # noqa: RUF001 - Japanese
_NEVER_LAST = frozenset("([{（「『【〔〈《“‘")  # noqa: RUF001 - as above
_NARROWEST = 20


def cells(text: str) -> int:
    """Give how many places of a line a text takes."""
    return sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def wrapped(line: str, width: int, indent: str = "") -> list[str]:
    """Give a line in as many as it takes; those after the first begin as it does, and with the indent.

    It is broken at blanks, and within words only where the script knows none. A word that is too long stays whole: it
    may be an address.
    """
    width = max(width, _NARROWEST)
    lead = line[: len(line) - len(line.lstrip(" "))]
    lines, current = [], lead
    for blanks, word in _WORDS.findall(line[len(lead) :]):
        space = blanks
        for piece in _pieces(word):
            if current.strip() and cells(current + space + piece) > width:
                lines.append(current)
                current = f"{lead}{indent}{piece}"
            else:
                current += space + piece
            space = ""
    return [*lines, current] if current.strip() else [line.strip()]


def _pieces(word: str) -> list[str]:
    """Part a word where a line may end within it."""
    cuts = [place for place, (one, other) in enumerate(pairwise(word), 1) if _may_part(one, other)]
    return [word[begin:end] for begin, end in pairwise([0, *cuts, len(word)])]


def _may_part(one: str, other: str) -> bool:
    if other in _NEVER_FIRST or one in _NEVER_LAST or not (_cells_of(one) and _cells_of(other)):
        return False
    return _has_no_blanks(one) or _has_no_blanks(other)


def _has_no_blanks(character: str) -> bool:
    """Whether it is of a script that parts its words by none: wide, and no Korean one."""
    return _cells_of(character) > 1 and not "\uac00" <= character <= "\ud7a3"
