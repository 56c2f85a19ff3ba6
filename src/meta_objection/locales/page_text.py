"""All that one page says, so that the words which stand nowhere in it need not be looked for in the browser.

Twenty languages have some five thousand words, and a page has a handful of them. Looked up here first, they cost a
thousandth of what a pattern of them all costs in the browser, and nothing of how a control is found changes: `fold`
makes equal whatever `pattern_of` takes for equal, and more.
"""

import re
import unicodedata
from functools import cache

_DOTLESS = "\N{LATIN SMALL LETTER DOTLESS I}"
_NO_LETTERS = re.compile("[\\s\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]+")
_SAME = str.maketrans({"’": "'", "‘": "'", _DOTLESS: "i"})


def fold(text: str) -> str:
    """Give a text without case, blanks, accents and invisible signs, with one kind of apostrophe, digit and i."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKD", decomposed)).translate(_SAME)


_folded = cache(fold)


class PageText:
    """A page's text in which our words are looked up: `words in text` is false only where no pattern finds them."""

    def __init__(self, text: str) -> None:
        self._text = fold(text)
        self._seen: dict[str, bool] = {}

    def __contains__(self, words: str) -> bool:
        seen = self._seen.get(words)
        if seen is None:
            seen = self._seen[words] = _folded(words) in self._text
        return seen
