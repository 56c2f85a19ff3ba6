"""One language as the reader knows it: what an objection is called, what can have happened to it, and what is harmless.

Nothing here lists what Meta must not say. A sentence is known to confirm only where **every** word of it is understood:
the words of one of the language's patterns, in their order, and between them nothing but words that change nothing. A
denial, a condition, a question, another matter, or a word that nobody thought of is then simply not understood.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from meta_objection.words.phrases import Phrases, variants
from meta_objection.words.tokens import is_address, is_reference, tokenize

_SUBJECT = "SUBJECT"
_SIGNS = frozenset(",;–—-!.()[]•·✓✔☑✅🎉👍😊、・。~&#*|")
_GREEK_QUESTION = ";"


class Event(StrEnum):
    """What happened to an objection, as Meta's words have it."""

    RECEIVED = "received"
    SENT = "sent"
    HONOURED = "honoured"


class Language(BaseModel):
    """A language's file, as written. Phrases as in `words.phrases`, patterns as in `Grammar`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tag: str
    elision: bool = False
    unspaced: bool = False
    abbreviations: tuple[str, ...] = ()
    classes: dict[str, tuple[str, ...]]
    received: tuple[str, ...]
    sent: tuple[str, ...]
    honoured: tuple[str, ...]
    filler: tuple[str, ...]
    around: tuple[str, ...]
    danger: tuple[str, ...] = Field(min_length=1)
    conditions: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True)
class _Pattern:
    event: Event
    elements: tuple[Phrases, ...]


class Grammar:
    """A language ready to read with.

    A pattern is the names of classes (`SUBJECT`, `WE` …) and words, in their order. Words of `filler` may stand
    anywhere in it, words of `around` only behind it.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.tag = language.tag
        self.abbreviations = frozenset(word.lower().removesuffix(".") for word in language.abbreviations)
        self._filler = self._phrases(language.filler)

    def confirms(self, text: str) -> Event | None:
        """Give what this sentence says has happened to an objection, `None` where it is not understood to say so."""
        tokens = self.tokens(text)
        if not self._subject.stand_in(tokens):
            return None
        return next((one.event for one in self._patterns if self._covers(tokens, one.elements)), None)

    def is_harmless(self, text: str) -> bool:
        """Whether every word of this sentence is understood, and none of them changes anything."""
        return self.confirms(text) is not None or self._covers(self.tokens(text), ())

    def is_dangerous(self, text: str) -> bool:
        """Whether a word in it may take something back."""
        return self._danger.stand_in(self.tokens(text))

    def is_conditional(self, text: str) -> bool:
        """Whether a word in it sets a condition."""
        return self._conditions.stand_in(self.tokens(text))

    def tokens(self, text: str) -> list[str]:
        """Cut a text into this language's tokens."""
        return tokenize(text, self.tag, elision=self.language.elision, unspaced=self.language.unspaced)

    @cached_property
    def _around(self) -> Phrases:
        return self._phrases((*self.language.filler, *self.language.around, _SUBJECT))

    @cached_property
    def _danger(self) -> Phrases:
        return self._phrases(self.language.danger)

    @cached_property
    def _conditions(self) -> Phrases:
        return self._phrases(self.language.conditions)

    @cached_property
    def _subject(self) -> Phrases:
        return self._phrases([_SUBJECT])

    @cached_property
    def _patterns(self) -> tuple[_Pattern, ...]:
        written = ((event, getattr(self.language, event)) for event in Event)
        return tuple(
            _Pattern(event, tuple(self._phrases([word]) for word in variant.split()))
            for event, patterns in written
            for pattern in patterns
            for variant in variants(pattern)
        )

    def _phrases(self, texts: Iterable[str]) -> Phrases:
        return Phrases(texts, self.tokens, self.language.classes, unspaced=self.language.unspaced)

    def _covers(self, tokens: list[str], elements: tuple[Phrases, ...]) -> bool:
        """Whether the elements stand in the tokens in their order, and nothing else does that is not allowed."""
        seen, waiting = set[tuple[int, int]](), [(0, 0)]
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            place, element = at
            done = element == len(elements)
            if place == len(tokens):
                if done:
                    return True
                continue
            between = self._around if done else self._filler
            waiting.extend((end, element) for end in between.found_at(tokens, place))
            if self._means_nothing(tokens[place]):
                waiting.append((place + 1, element))
            if not done:
                waiting.extend((end, element + 1) for end in elements[element].found_at(tokens, place))
        return False

    def _means_nothing(self, token: str) -> bool:
        if token == _GREEK_QUESTION and self.tag == "el":
            return False
        return token in _SIGNS or is_reference(token) or is_address(token)


_FOLDER = files("meta_objection.words").joinpath("languages")


@cache
def grammars() -> tuple[Grammar, ...]:
    """Give every language that the reader knows."""
    names = sorted(entry.name for entry in _FOLDER.iterdir() if entry.name.endswith(".toml"))
    return tuple(Grammar(Language(**tomllib.loads(_FOLDER.joinpath(name).read_text("utf-8")))) for name in names)


@cache
def grammar_of(tag: str) -> Grammar:
    """Give one language. Raises KeyError for one that the reader does not know."""
    return {grammar.tag: grammar for grammar in grammars()}[tag]
