"""Every form of a name: whole, turned round, run together, each part of it, inflected, in any script."""

import re
from collections.abc import Iterator
from itertools import permutations
from unicodedata import name as letter_name
from unicodedata import normalize

from .readings import fold

_LETTERS = re.compile(r"[^\W\d_]+")
_BORDERED = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN")
"""Scripts that part words from each other and put endings behind a name only."""
_TRANSLITERATED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
_ENDINGS = r"(?:s|es|n|en|in|a|i|u|y|ov|ova|nak|nek)?"
_SURE = 5  # letters of a part that is known with any ending; a shorter one begins too many words
_SHORTEST_JOINED = 6
_SYLLABLES = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]{2,}")
_MOST_PARTS = 5
_LONGEST_UNPARTED = 8


def forms_of_name(whole: str) -> Iterator[str]:
    """Expressions for the forms of a name as `fold` spells texts; they overlap, so the longest is to be tried first."""
    for spelling in dict.fromkeys((whole, whole.translate(_TRANSLITERATED))):
        parts = parts_of(normalize("NFC", spelling))
        for part in dict.fromkeys(parts):
            yield from _of_part(part)
        some = parts[:_MOST_PARTS]
        for count in range(2, len(some) + 1):
            for chosen in permutations(some, count):
                yield _in_a_row([fold(part) for part in chosen])


def _in_a_row(parts: list[str]) -> str:
    """The parts one after the other, run together only where that is long enough to be nothing else."""
    joined, written = "".join(parts), [re.escape(part) for part in parts]
    if len(joined) >= _SHORTEST_JOINED or not _is_bordered(joined):
        return r"[\W_]{0,3}".join(written)
    apart = r"[\W_]{1,3}".join(written)
    return rf"(?<![^\W\d_]){apart}(?![^\W\d_])"


def parts_of(name: str) -> list[str]:
    """The parts of a name, cut at whatever is no letter."""
    # an accent that is written apart from its letter does not part the name
    return [
        part
        for part in re.split(r"(?:[\W\d_](?<![\u0300-\u036f\u1160-\u11ff\u3099\u309a\u00ad\u200b-\u200f]))+", name)
        if part
    ]


def _of_part(part: str) -> Iterator[str]:
    written = re.escape(fold(part))
    if _is_bordered(part):
        if len(part) == 1:
            return
        after = r"\w{0,12}" if len(part) >= _SURE else (_ENDINGS if len(part) > 2 else "")  # noqa: PLR2004 - such as Li
        yield rf"(?<![^\W\d_]){written}{after}(?![^\W\d_])"
    elif len(part) == 1:
        yield rf"(?<!\w){written}(?!\w)"
    else:
        yield written
        # family and given name stand together without a blank, and either may stand alone
        for run in _SYLLABLES.findall(part):
            longest = min(len(run), _LONGEST_UNPARTED)
            for length in range(longest, 1, -1):
                yield from (re.escape(fold(run[at : at + length])) for at in range(len(run) - length + 1))


def _is_bordered(part: str) -> bool:
    return all(letter_name(letter, "").startswith(_BORDERED) for letter in part)
