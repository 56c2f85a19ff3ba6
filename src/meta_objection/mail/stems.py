"""A mail's sentences, and which of a language's lists of stems have something in each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict, Field

from meta_objection.data_files import read_data
from meta_objection.languages import languages_with, path_of
from meta_objection.words.grammar import grammar_of
from meta_objection.words.tokens import fold, folded, sentences

_PART = "mails"
_WHOLE_WORDS = {"negate", "hedge", "yet", "code", "topic", "objection", "joins"}
_ANYWHERE = {"entry"}
"""Lists whose stems count inside a word as well: languages write compounds."""
_ENDS = re.compile(r"[.!?:;。！？：…]\s*$")  # noqa: RUF001 - signs of Japanese text
_ASKS = re.compile(r"[?？]\s*$")  # noqa: RUF001 - as above
_CLAUSES = re.compile(r"[,;:，、；：]|\s[–—-]\s")  # noqa: RUF001 - as above
_DENIES_BEHIND = {"ja", "ko"}
_MOST_SENTENCES = 400
_CLOSE = 0.85  # how near another language's share of known words must come to be asked as well


class _Lists(BaseModel):
    """What a language's file lists, as patterns: regular expressions in which ` .. ` is a gap of some words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tag: str
    unspaced: bool = False
    objection: tuple[str, ...] = Field(min_length=1)
    topic: tuple[str, ...] = Field(min_length=1)
    about: tuple[str, ...] = Field(min_length=1)
    accept: tuple[str, ...] = Field(min_length=1)
    receive: tuple[str, ...] = Field(min_length=1)
    refuse: tuple[str, ...] = Field(min_length=1)
    negate: tuple[str, ...] = Field(min_length=1)
    hedge: tuple[str, ...] = Field(min_length=1)
    yet: tuple[str, ...] = Field(min_length=1)
    withdrawn: tuple[str, ...] = Field(min_length=1)
    against: tuple[str, ...] = Field(min_length=1)
    joins: tuple[str, ...] = Field(min_length=1)
    cannot: tuple[str, ...] = Field(min_length=1)
    evidence: tuple[str, ...] = Field(min_length=1)
    want: tuple[str, ...] = Field(min_length=1)
    answer: tuple[str, ...] = Field(min_length=1)
    code: tuple[str, ...] = Field(min_length=1)
    confirm: tuple[str, ...] = Field(min_length=1)
    mailbox: tuple[str, ...] = Field(min_length=1)
    entry: tuple[str, ...] = Field(min_length=1)
    announce: tuple[str, ...] = Field(min_length=1)
    matter: tuple[str, ...] = Field(min_length=1)
    wrote: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Said:
    """A sentence of a mail, and the lists that have something in it."""

    text: str
    tags: tuple[str, ...]
    has: frozenset[str]
    is_conditional: bool

    @property
    def parts(self) -> "list[Said]":
        """What stands between its commas, colons, dashes and the words that join."""
        found = _CLAUSES.split(self.text)
        for tag in self.tags:
            found = [part for clause in found for part in _patterns(tag)["joins"].split(clause)]
        return [said_in(part, self.tags) for part in found if part.strip()]

    def is_denied(self, name: str) -> bool:
        """Whether a denial stands before the words of this list, or behind them where a language denies at the end."""
        for tag in self.tags:
            text = folded(self.text, tag)
            found = _patterns(tag)[name].search(text)
            around = [text[: found.start()], text[found.end() :] if tag in _DENIES_BEHIND else ""] if found else []
            if any(_patterns(tag)["negate"].search(part) for part in around):
                return True
        return False

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return bool(_ASKS.search(self.text))


def says(text: str, *names: str) -> bool:
    """Whether a language has something in this text of each of these lists."""
    texts = ((tag, fold(text, tag)) for tag in languages_with(_PART))
    return any(all(_patterns(tag)[name].search(folded_text) for name in names) for tag, folded_text in texts)


def sentences_of(text: str, tags: tuple[str, ...]) -> Iterator[Said]:
    """Give the sentences that are the mail's own, none that it says somebody wrote."""
    abbreviations = frozenset().union(*(grammar_of(tag).abbreviations for tag in tags))
    is_theirs = False
    for paragraph in _paragraphs(text):
        found = [one for one in sentences(paragraph, abbreviations) if not one.quoted][:_MOST_SENTENCES]
        told = [said_in(one.text, tags) for one in found]
        if not is_theirs:
            yield from told
        is_theirs = bool(told) and "wrote" in told[-1].has and told[-1].text.rstrip().endswith((":", "："))  # noqa: RUF001 - a colon of Japanese text


def _paragraphs(text: str) -> list[str]:
    """The paragraphs, each sentence in one line: mail programs wrap lines wherever they are full."""
    paragraphs = []
    for block in re.split(r"\n\s*\n", text):
        lines: list[str] = []
        for line in filter(None, (line.strip() for line in block.split("\n"))):
            if lines and not _ENDS.search(lines[-1]):  # what goes on there may take it back
                lines[-1] = f"{lines[-1]} {line}"
            else:
                lines.append(line)
        if lines:
            paragraphs.append("\n".join(lines))
    return paragraphs


@lru_cache(maxsize=4096)
def said_in(text: str, tags: tuple[str, ...]) -> Said:
    """Give one sentence with the lists that have something in it."""
    has = {name for tag in tags for name, pattern in _patterns(tag).items() if pattern.search(folded(text, tag))}
    return Said(text, tags, frozenset(has), any(grammar_of(tag).is_conditional(text) for tag in tags))


@cache
def _patterns(tag: str) -> dict[str, re.Pattern[str]]:
    lists = read_data(path_of(tag, _PART), _Lists)
    names = _Lists.model_fields.keys() - {"tag", "unspaced"}
    return {name: _compiled(getattr(lists, name), name, lists) for name in names}


def _compiled(written: Iterable[str], name: str, lists: _Lists) -> re.Pattern[str]:
    each = (folded(one, lists.tag).replace(" .. ", r"\b.{0,60}?\b") for one in written)
    whole = "|".join(f"(?:{one})" for one in each)
    if lists.unspaced or name in _ANYWHERE:
        return re.compile(whole)
    return re.compile(rf"(?<!\w)(?:{whole})" + (r"(?!\w)" if name in _WHOLE_WORDS else ""))


def languages_of(text: str) -> tuple[str, ...]:
    """The languages that it may be in: the one that knows most of its words, and those that know nearly as many."""
    words = [word for word in re.findall(r"[^\W\d_]+", text.casefold())[:2000] if len(word) > 1]
    shares = {tag: sum(_knows(tag, word) for word in words) for tag in languages_with(_PART)}
    if re.search(r"[\u3040-\u30ff]", text):
        return ("ja",)
    most = max(shares.values(), default=0)
    return tuple(tag for tag, share in shares.items() if share and share >= _CLOSE * most) or ("en",)


def _knows(tag: str, word: str) -> bool:
    return word in _vocabulary(tag)


@cache
def _vocabulary(tag: str) -> frozenset[str]:
    language = grammar_of(tag).language
    texts = [
        *language.received,
        *language.sent,
        *language.honoured,
        *language.filler,
        *language.around,
        *language.labels,
    ]
    texts += [text for several in language.classes.values() for text in several]
    return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]+", text.casefold()))
