"""One language as the reader knows it: what an objection is called, what can have happened to it, and what is harmless.

Nothing here lists what Meta must not say. A sentence is known to confirm only where **every** word of it is understood:
the words of one of the language's patterns, in their order, and between them nothing but words that change nothing. A
denial, a condition, a question, another matter, or a word that nobody thought of is then simply not understood.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property, lru_cache

from pydantic import BaseModel, ConfigDict, Field

from meta_objection.data_files import read_data
from meta_objection.languages import languages_with, path_of
from meta_objection.words.phrases import Memo, Phrases, variants
from meta_objection.words.tokens import is_address, is_reference, tokenize

_SUBJECT = "SUBJECT"
_NAME = "@"
_SIGNS = frozenset(",;–—-!.()[]•·✓✔☑✅🎉👍😊、・。~&#*|")
_BRANDS = ("(from|) meta (# |)", "facebook", "instagram", "whatsapp", "messenger", "threads", "# meta")
_LABEL_SIGNS = frozenset("©×✕✖·•|‹›<>.")  # noqa: RUF001 - the signs of a button that closes
_GREEK_QUESTION = ";"
_NAMES = re.compile(r"[A-Z][A-Z_]+")


class Event(StrEnum):
    """What happened to an objection, as Meta's words have it."""

    RECEIVED = "received"
    SENT = "sent"
    HONOURED = "honoured"


_ANY = Event.RECEIVED  # what a sentence without a pattern is said to say, where only its words are asked about


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
    labels: tuple[str, ...] = Field(min_length=1)
    conditions: tuple[str, ...] = Field(min_length=1)


@dataclass(eq=False)
class _Step:
    """A place in the patterns, which share their beginnings: what may come next, and what is said if nothing does."""

    then: dict[str, "_Step"] = field(default_factory=dict)
    event: Event | None = None


_At = tuple[int, _Step, bool]
"""A place in a sentence, one in the patterns, and whether a pattern is complete."""


class Grammar:
    """A language ready to read with.

    A pattern is the names of classes (`SUBJECT`, `WE` …) and words, in their order. Words of `filler` may stand
    anywhere in it, words of `around` only behind it.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.tag = language.tag
        self.abbreviations = frozenset(word.lower().removesuffix(".") for word in language.abbreviations)
        self._classes: dict[str, Phrases] = {}
        self.confirms = lru_cache(maxsize=4096)(self._confirms)
        self.is_harmless = lru_cache(maxsize=4096)(self._is_harmless)

    def _confirms(self, text: str) -> Event | None:
        """Give what this sentence says has happened to an objection, `None` where it is not understood to say so."""
        tokens = self._tokens(text)
        if not self._subject.stand_in(tokens):
            return None
        said = self._covered(tokens, (0, self._patterns, False))
        return max(said, key=list(Event).index, default=None)

    def _is_harmless(self, text: str) -> bool:
        """Whether every word of this sentence is understood, and none of them changes anything."""
        return self.confirms(text) is not None or bool(self._covered(self._tokens(text), (0, _Step(event=_ANY), True)))

    def is_greeting(self, text: str) -> bool:
        """Whether it only calls the person by a name."""
        tokens = self._tokens(text)
        return len(tokens) in self._greetings.found_at(tokens, 0)

    def is_label(self, text: str) -> bool:
        """Whether it is one of the buttons and links known to stand beside what a page says, and nothing else."""
        tokens = [token for token in self._tokens(text) if token not in _LABEL_SIGNS]
        return not tokens or len(tokens) in self._labels.found_at(tokens, 0)

    def is_conditional(self, text: str) -> bool:
        """Whether a word in it sets a condition."""
        return self._conditions.stand_in(self._tokens(text))

    @cached_property
    def _filler(self) -> Phrases:
        return self._phrases(self.language.filler)

    @cached_property
    def _around(self) -> Phrases:
        return self._phrases((*self.language.filler, *self.language.around, _SUBJECT))

    @cached_property
    def _greetings(self) -> Phrases:
        return self._phrases([phrase for phrase in self.language.around if _NAME in phrase])

    @cached_property
    def _labels(self) -> Phrases:
        return self._phrases((*self.language.labels, *_BRANDS))

    @cached_property
    def _conditions(self) -> Phrases:
        return self._phrases(self.language.conditions)

    @cached_property
    def _subject(self) -> Phrases:
        return self._phrases([_SUBJECT])

    @cached_property
    def _patterns(self) -> _Step:
        root = _Step()
        for event in Event:
            for pattern in getattr(self.language, event):
                for variant in variants(pattern):
                    step = root
                    for word in variant.split():
                        step = step.then.setdefault(word, _Step())
                    step.event = event
        return root

    def _tokens(self, text: str) -> list[str]:
        return tokenize(text, self.tag, elision=self.language.elision, unspaced=self.language.unspaced)

    def _phrases(self, texts: Iterable[str]) -> Phrases:
        written = tuple(texts)
        named = {name for text in written for name in _NAMES.findall(text)} & self.language.classes.keys()
        classes = {name: self._class(name) for name in named}
        return Phrases(written, self._tokens, classes, unspaced=self.language.unspaced)

    def _class(self, name: str) -> Phrases:
        if name not in self._classes:
            self._classes[name] = self._phrases(self.language.classes[name])
        return self._classes[name]

    @cache  # noqa: B019 - a language lives as long as the program
    def _element(self, word: str) -> Phrases:
        return self._phrases([word])

    def _covered(self, tokens: list[str], start: _At) -> set[Event]:
        """Give what patterns say that cover these tokens with nothing between but what is allowed there."""
        memo: Memo = {}
        seen, waiting = set[_At](), [start]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting.extend(self._next(tokens, at, memo))
        return {step.event for place, step, done in seen if done and place == len(tokens) and step.event}

    def _next(self, tokens: list[str], at: _At, memo: Memo) -> Iterator[_At]:
        place, step, done = at
        if step.event and not done:
            yield place, step, True
        if place == len(tokens):
            return
        between = self._around if done else self._filler
        yield from ((end, step, done) for end in between.found_at(tokens, place, memo))
        if self._means_nothing(tokens[place]):
            yield place + 1, step, done
        if not done:
            for word, then in step.then.items():
                yield from ((end, then, False) for end in self._element(word).found_at(tokens, place, memo))

    def _means_nothing(self, token: str) -> bool:
        if token == _GREEK_QUESTION and self.tag == "el":
            return False
        return token in _SIGNS or is_reference(token) or is_address(token)


_PART = "answers"


@cache
def grammars() -> tuple[Grammar, ...]:
    """Give every language that the reader knows."""
    return tuple(Grammar(read_data(path_of(tag, _PART), Language)) for tag in languages_with(_PART))


@cache
def grammar_of(tag: str) -> Grammar:
    """Give one language. Raises KeyError for one that the reader does not know."""
    return {grammar.tag: grammar for grammar in grammars()}[tag]
