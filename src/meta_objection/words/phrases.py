"""Phrases of a language's file, as they are written there and as they are found in a sentence.

A phrase is words with blanks between. `(a|b)` is one or the other, `(a|)` may be left out, `stem*` is every word that
begins so, `#` is a number, `@` is a name, and a name in capitals is any phrase of the class that is called so. In a
language without blanks the signs themselves are the words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from meta_objection.words.tokens import is_name, is_number

Classes = Mapping[str, tuple[str, ...]]
"""Phrases by the name in capitals that stands for any of them."""

Tokenizer = Callable[[str], list[str]]
"""Cuts a piece of text into the tokens of one language."""

_INNERMOST = re.compile(r"\(([^()]*)\)")
_INSIDE_A_WORD = re.compile(r"(?:(?<=\w)\(([^()\s]*)\)|\(([^()\s]*)\)(?=\w))")
_PIECE = re.compile(r"[()|]|[^()|]+")
_MOST_VARIANTS = 500


@cache
def variants(phrase: str) -> tuple[str, ...]:
    """Give every text a phrase stands for, its groups written out. Raises ValueError for one that is not closed."""
    return _written_out(phrase, _INNERMOST)


def _written_out(phrase: str, group: re.Pattern[str]) -> tuple[str, ...]:
    found = group.search(phrase)
    if found is None:
        return (" ".join(phrase.split()),)
    inside = next(part for part in found.groups() if part is not None)
    ways = (phrase[: found.start()] + way + phrase[found.end() :] for way in inside.split("|"))
    every = tuple(dict.fromkeys(text for way in ways for text in _written_out(way, group)))
    if len(every) > _MOST_VARIANTS:
        raise ValueError(f"“{phrase}” stands for more than {_MOST_VARIANTS} texts")
    return every


@dataclass(eq=False)
class _Node:
    """A place between two tokens of phrases, with every way on."""

    exact: dict[str, list["_Node"]] = field(default_factory=dict)
    stems: list[tuple[str, "_Node"]] = field(default_factory=list)
    free: list["_Node"] = field(default_factory=list)

    def after(self, token: str) -> Iterator["_Node"]:
        """Give where this token leads."""
        yield from self.exact.get(token, ())
        if "#" in self.exact and is_number(token):
            yield from self.exact["#"]
        if "@" in self.exact and is_name(token):
            yield from self.exact["@"]
        yield from (node for stem, node in self.stems if token.startswith(stem))


class Phrases:
    """Many phrases, so that all that begin at one place of a sentence are found in one walk."""

    def __init__(
        self, texts: Iterable[str], tokenize: Tokenizer, classes: Classes | None = None, *, unspaced: bool = False
    ) -> None:
        """Take the phrases in. Raises ValueError for one that is not well written."""
        self._start, self._end = _Node(), _Node()
        self._tokenize, self._classes, self._unspaced = tokenize, classes or {}, unspaced
        self._take(texts, self._start, self._end)

    def found_at(self, tokens: list[str], place: int) -> set[int]:
        """Give every place at which a phrase that begins here ends."""
        ends, here = set[int](), _reached([self._start])
        while place < len(tokens) and here:
            here = _reached(node for one in here for node in one.after(tokens[place]))
            place += 1
            if self._end in here:
                ends.add(place)
        return ends

    def stand_in(self, tokens: list[str]) -> bool:
        """Whether any of the phrases stands anywhere in these tokens."""
        return any(self.found_at(tokens, place) for place in range(len(tokens)))

    def _take(self, texts: Iterable[str], start: _Node, end: _Node) -> None:
        for text in texts:
            for phrase in (text,) if self._unspaced else _written_out(text, _INSIDE_A_WORD):
                pieces = _PIECE.findall(phrase)
                if self._ways(pieces, start, end) or pieces:
                    raise ValueError(f"“{text}” is no phrase")

    def _ways(self, pieces: list[str], start: _Node, end: _Node) -> bool:
        """Write the next pieces, up to the end of their group, as ways from start to end; say whether one opened it."""
        here, empty = start, True
        while pieces:
            piece = pieces.pop(0)
            if piece == "|":
                here.free.append(end)
                here, empty = start, True
            elif piece == ")":
                here.free.append(end)
                return True
            elif piece == "(":
                after = _Node()
                if not self._ways(pieces, here, after):
                    raise ValueError("a group is not closed")
                here, empty = after, False
            else:
                here, empty = self._words(piece, here), False
        if not empty:
            here.free.append(end)
        return False

    def _words(self, piece: str, here: _Node) -> _Node:
        for word in piece.split():
            if word in self._classes:
                after = _Node()
                self._take(self._classes[word], here, after)
                here = after
                continue
            tokens = self._tokenize(word.removesuffix("*"))
            for place, token in enumerate(tokens, 1):
                after = _Node()
                if word.endswith("*") and place == len(tokens):
                    here.stems.append((token, after))
                else:
                    here.exact.setdefault(token, []).append(after)
                here = after
        return here


def _reached(nodes: Iterable[_Node]) -> set[_Node]:
    """Give these nodes, and all that can be reached from them without a token."""
    reached, waiting = set[_Node](), list(nodes)
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting.extend(node.free)
    return reached
