"""What looks like a credential whatever it is called: by its beginning, by its letters, by the place it stands in."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from string import ascii_letters, digits

_KNOWN = re.compile(
    r"(?<![A-Za-z0-9_-])(?:"
    r"eyJ[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{4,4000}){1,2}"  # a JSON web token
    r"|EA[A-Z][A-Za-z0-9]{12,2000}"  # an access token
    r"|IG(?:T|QV?[A-Z]?)[:A-Za-z0-9_=+/.-]{12,2000}"
    r"|AQ[A-Za-z0-9_-]{24,2000}"
    r")",
)
_BEARER = re.compile(r"(?i:\b(?:bearer|basic|oauth)\s{1,4})(?P<value>[A-Za-z0-9._~+/=:-]{8,4000})")
# a piece of an address, a number with a unit, a class name are cut by the signs between them; a token is one run
_WORD = re.compile(r"[A-Za-z0-9_-]{16,4000}={0,2}")
_LOOSE = re.compile(r"[A-Za-z0-9_+/:-]{20,4000}={0,2}")
_SIGNED = re.compile(r"[+:]|=$")
_PLACED = re.compile(r"(?<=[\"'=/:>#])[A-Za-z0-9_+.~%:-]{12,4000}={0,2}(?=[\"'<&;,#/\\?\s\])}]|$)")
_PICTURE = re.compile(r"data:(?:image|font|audio|video)/[\w.+-]{1,40}(?:;[\w=-]{1,40}){0,3};base64,[A-Za-z0-9+/=\s%]*")
_OWN_NAME = re.compile(
    r"cid:[\w-]{1,80}@mhtml\.blink|-{2,8}MultipartBoundary--\w{1,80}-{2,4}|sha(?:256|384|512)[-:][\w+/=-]{20,128}"
)
_SIGNS = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9]")
_KIND = str.maketrans(ascii_letters + digits, "a" * 26 + "A" * 26 + "0" * 10)
_TURN = re.compile(r"a(?=[A0])|A(?=0)|0(?=[aA])")
_CAPITAL_NEXT = re.compile(r"[aA](?=A)")
_OFTEN_WITHOUT_NUMBERS = 0.38
_NUMBERS = re.compile(r"0+")
_SCATTERED = 3
_LONGER = 24
_OFTEN, _OFTEN_OF_TWO = 0.3, 0.22
_WRITTEN = re.compile(r"[\d._:%-]*+(?:[A-Z]{0,2}[a-z]++[\d._:%-]*+)++")
"""What a programmer calls something: words, each with a capital or none, and numbers between them."""
_PIECE = re.compile(r"[A-Z]{0,2}[a-z]+")
_PIECES_LENGTH = 3.2
_DATE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.,]{6,20}(?:Z|[+-]\d\d:?\d\d)?")


def credentials(text: str) -> Iterator[tuple[int, int]]:
    """Where something stands that looks like a credential, but for pictures and the names that a saved page gives."""
    spared = sorted(found.span() for pattern in (_PICTURE, _OWN_NAME, _DATE) for found in pattern.finditer(text))
    begins = [begin for begin, _ in spared]
    for start, end in _found(text):
        before = bisect_left(begins, end)
        if not before or spared[before - 1][1] <= start:
            yield start, end


def is_random(run: str) -> bool:
    """Whether a run of letters is none that a person wrote: kinds of letters follow each other at random."""
    letters = _SIGNS.sub("", run)
    kinds = letters.translate(_KIND)
    if len(set(kinds)) < 2 or _is_written(run):  # noqa: PLR2004 - nothing changes in it
        return False
    # A capital before a small letter begins a word, which is no turn.
    turns = len(_TURN.findall(kinds)) / (len(kinds) - 1)
    if len(set(kinds)) == len("aA0"):
        return turns >= _OFTEN or len(_NUMBERS.findall(kinds)) >= _SCATTERED
    if "0" in kinds:
        return len(letters) >= _LONGER and turns >= _OFTEN_OF_TWO
    return len(letters) >= _LONGER and len(_CAPITAL_NEXT.findall(kinds)) / len(kinds) >= _OFTEN_WITHOUT_NUMBERS


def is_mixed(run: str) -> bool:
    """Whether capitals, small letters and digits all stand in it, otherwise than in a name that somebody made up."""
    return len(set(_SIGNS.sub("", run).translate(_KIND))) == len("aA0") and not _is_written(run)


def _is_written(run: str) -> bool:
    if not _WRITTEN.fullmatch(run):
        return False
    pieces = _PIECE.findall(run)
    return sum(map(len, pieces)) >= _PIECES_LENGTH * len(pieces)


def _found(text: str) -> Iterator[tuple[int, int]]:
    yield from (found.span() for found in _KNOWN.finditer(text))
    yield from (found.span("value") for found in _BEARER.finditer(text))
    yield from (found.span() for found in _WORD.finditer(text) if is_random(found[0]))
    yield from (found.span() for found in _LOOSE.finditer(text) if _SIGNED.search(found[0]) and is_random(found[0]))
    yield from (found.span() for found in _PLACED.finditer(text) if is_mixed(found[0]) and _is_one_piece(found[0]))


def _is_one_piece(run: str) -> bool:
    return len(run) >= 16 and not re.search(r"\.[a-z]{2,5}$", run)  # noqa: PLR2004 - a shorter one, or a file's name
