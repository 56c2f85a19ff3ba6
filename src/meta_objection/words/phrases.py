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

Tokenizer = Callable[[str], list[str]]
"""Cuts a piece of text into the tokens of one language."""

_INNERMOST = re.compile(r"\(([^()]*)\)")
_PIECE = re.compile(r"[()|]|[^()|]+")
_MOST_VARIANTS = 500


@cache
def variants(phrase: str) -> tuple[str, ...]:
    """Give every text a phrase stands for, its groups written out. Raises ValueError for one that is not closed."""
    found = _INNERMOST.search(phrase)
    if found is None:
        return (" ".join(phrase.split()),)
    ways = (phrase[: found.start()] + way + phrase[found.end() :] for way in found[1].split("|"))
    every = tuple(dict.fromkeys(text for way in ways for text in variants(way)))
    if len(every) > _MOST_VARIANTS:
        raise ValueError(f"“{phrase}” stands for more than {_MOST_VARIANTS} texts")
    return every


def _whole_words(phrase: str) -> str:
    """Give a phrase in which no group stands inside a word: such a word becomes a group of all that it may be."""
    return " ".join(map(_whole_word, _parts(phrase, " ")))


def _whole_word(word: str) -> str:
    if "(" not in word:
        return word
    inside = word[1:-1]
    if word[0] == "(" and word[-1] == ")" and len(_parts(inside, ")")) == 1:
        return f"({'|'.join(map(_whole_words, _parts(inside, '|')))})"
    return f"({'|'.join(variants(word))})"


def _parts(text: str, sign: str) -> list[str]:
    """Cut a text at a sign, but not inside a group."""
    parts, depth = [""], 0
    for letter in text:
        if letter == sign and not depth:
            parts.append("")
            continue
        depth += (letter == "(") - (letter == ")")
        parts[-1] += letter
    return parts


Memo = dict[tuple["Phrases", int], frozenset[int]]
"""What was found at each place of one sentence: a class is looked for there once, however many phrases name it."""


@dataclass(eq=False)
class _Node:
    """A place between two tokens of phrases, with every way on."""

    exact: dict[str, list["_Node"]] = field(default_factory=dict)
    stems: list[tuple[str, "_Node"]] = field(default_factory=list)
    classes: list[tuple["Phrases", "_Node"]] = field(default_factory=list)
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
        self,
        texts: Iterable[str],
        tokenize: Tokenizer,
        classes: Mapping[str, "Phrases"] | None = None,
        *,
        unspaced: bool = False,
    ) -> None:
        """Take the phrases in. Raises ValueError for one that is not well written."""
        self._start, self._end = _Node(), _Node()
        self._tokenize, self._classes = tokenize, classes or {}
        for text in texts:
            pieces = _PIECE.findall(text if unspaced else _whole_words(text))
            if self._ways(pieces, self._start, self._end) or pieces:
                raise ValueError(f"“{text}” is no phrase")

    def found_at(self, tokens: list[str], place: int, memo: Memo | None = None) -> frozenset[int]:
        """Give every place at which a phrase that begins here ends; a phrase has one token at the least."""
        memo = {} if memo is None else memo
        known = memo.get((self, place))
        if known is None:
            known = memo[self, place] = self._ends(tokens, place, memo)
        return known

    def stand_in(self, tokens: list[str]) -> bool:
        """Whether any of the phrases stands anywhere in these tokens."""
        memo: Memo = {}
        return any(self.found_at(tokens, place, memo) for place in range(len(tokens)))

    def _ends(self, tokens: list[str], start: int, memo: Memo) -> frozenset[int]:
        seen, waiting = set[tuple[_Node, int]](), [(self._start, start)]
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            node, place = at
            waiting.extend((below, place) for below in node.free)
            if place < len(tokens):
                waiting.extend((below, place + 1) for below in node.after(tokens[place]))
                waiting.extend((below, end) for one, below in node.classes for end in one.found_at(tokens, place, memo))
        return frozenset(place for node, place in seen if node is self._end and place > start)

    def _ways(self, pieces: list[str], start: _Node, end: _Node) -> bool:
        """Write the next pieces, up to the end of their group, as ways from start to end; say whether it was closed."""
        here, empty = start, True
        while pieces:
            piece = pieces.pop(0)
            if piece in {"|", ")"}:
                here.free.append(end)
                if piece == ")":
                    return True
                here, empty = start, True
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
                here.classes.append((self._classes[word], after))
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
