"""One pattern for many texts, that Python and the browser's JavaScript read alike.

Texts that begin alike share their beginning (a trie). Tried one after the other at every letter of a page, the words of
twenty languages would cost a look eight times as much in the browser, and twenty-five times as much here.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

NOTHING = re.compile(r"(?!)")
"""Finds nothing, in Python and in the browser."""

_Node = dict[str, "_Node"]
_END = ""
_SPECIAL = set(".*+?^${}()|[]\\/")
_DOTLESS = "\N{LATIN SMALL LETTER DOTLESS I}"
_SAME = {
    **dict.fromkeys("'’‘", "['’‘]"),
    **dict.fromkeys(f"iI{_DOTLESS}İ", f"[i{_DOTLESS}İ]"),  # Turkish capitals: the dotted i is İ, the dotless one I
    **dict.fromkeys("şșŞȘ", "[şș]"),  # Romanian is written with a comma below and, in older texts, a cedilla
    **dict.fromkeys("ţțŢȚ", "[ţț]"),
}
"""Letters that stand for one another, whoever wrote the page."""

_DIGITS = "0123456789"
_WIDE_DIGITS = "０１２３４５６７８９"  # noqa: RUF001 - the digits of Japanese text


def pattern_of(texts: Iterable[str]) -> re.Pattern[str] | None:
    """Give one pattern that finds any of these texts, whatever the case, blanks and kind of apostrophe.

    `None` for no texts: an empty pattern would find everything.
    """
    root: _Node = {}
    for text in texts:
        node = root
        for atom in _atoms(text):
            node = node.setdefault(atom, {})
        node[_END] = {}
    return re.compile(_written(root), re.IGNORECASE) if root else None


def _written(node: _Node) -> str:
    # Playwright hands the pattern to the page as JavaScript: only syntax both languages share is written here.
    ways = [atom + _written(below) for atom, below in node.items() if atom != _END]
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 and _END not in node else f"(?:{'|'.join(ways)})"
    return f"{joined}?" if _END in node else joined


def _atoms(text: str) -> Iterator[str]:
    before = ""
    for letter in " ".join(text.split()):
        if not (before + letter).isascii() and _is_seam(before, letter):
            yield r"\s*"
        yield _letter(letter)
        before = letter


@cache
def _letter(letter: str) -> str:
    if letter == " ":
        return r"\s+"
    if letter in _SAME:
        return _SAME[letter]
    if letter in _SPECIAL:
        return f"\\{letter}"
    if letter in _DIGITS:
        return f"[{letter}{_WIDE_DIGITS[int(letter)]}]"
    if unicodedata.name(letter, "").startswith("GREEK") and len(plain := unicodedata.normalize("NFD", letter)) > 1:
        return f"[{letter.lower()}{plain[0].lower()}]"  # Greek capitals carry no accents
    return letter.lower() if len(letter.lower()) == 1 else letter


def _is_seam(before: str, after: str) -> bool:
    """Whether Japanese meets another script here: some put a blank between them, some do not."""
    return (_is_japanese(before) and after.isascii() and after.isalnum()) or (
        _is_japanese(after) and before.isascii() and before.isalnum()
    )


@cache
def _is_japanese(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("HIRAGANA", "KATAKANA", "CJK")) if letter else False
