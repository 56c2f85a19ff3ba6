"""What a mail says: that it arrived, yes, no, a question, a code … in any language, whatever the run's language was.

A mail is longer than what a page shows, and its sender is known before its words count; so it is sorted by stems, where
a page must be understood word for word. What it must not do is the same: a yes is heard only in a sentence of the
mail's own that speaks of this person's objection, and that nothing in it denies, sets a condition to, puts off, asks
or quotes. Denials and conditions are a language's few small words, which can be listed; what grants cannot, and a word
that nobody listed grants nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict, Field

from meta_objection.data_files import read_data
from meta_objection.languages import languages_with, path_of
from meta_objection.outcome import MailKind
from meta_objection.words.grammar import grammar_of
from meta_objection.words.tokens import folded, sentences

_PART = "mails"
_WHOLE_WORDS = {"negate", "hedge", "yet", "code", "topic", "objection", "joins"}
_ENDS = re.compile(r"[.!?:;。！？：…]\s*$")  # noqa: RUF001 - signs of Japanese text
_ASKS = re.compile(r"[?？]\s*$")  # noqa: RUF001 - as above
_CODE = re.compile(r"(?<![\d./-])(\d(?:[ \u00a0]?\d){4,7})(?![\d./-])")
_CLAUSES = re.compile(r"[,;:，、；：]|\s[–—-]\s")  # noqa: RUF001 - as above
_DENIES_BEHIND = {"ja", "ko"}
_UNQUOTED = {MailKind.OTHER, MailKind.ANNOUNCEMENT}
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
    announce: tuple[str, ...] = Field(min_length=1)
    matter: tuple[str, ...] = Field(min_length=1)
    wrote: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Meaning:
    """What a mail is, the sentence that says it, and the code in one that brings a code."""

    kind: MailKind
    sentence: str | None = None
    code: str | None = None


@dataclass(frozen=True)
class _Said:
    """A sentence of a mail, and the lists that have something in it."""

    text: str
    tags: tuple[str, ...]
    has: frozenset[str]
    is_conditional: bool

    @property
    def parts(self) -> "list[_Said]":
        """What stands between its commas, colons, dashes and the words that join."""
        found = _CLAUSES.split(self.text)
        for tag in self.tags:
            found = [part for clause in found for part in _patterns(tag)["joins"].split(clause)]
        return [_said(part, self.tags) for part in found if part.strip()]

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
        return bool(_ASKS.search(self.text))


def meaning_of(subject: str, text: str) -> Meaning:
    """Sort a mail by its own words. Where it says two things that cannot both be, it says nothing."""
    tags = _languages(f"{subject}\n{text}")
    said = list(_sentences(text, tags))
    title = _said(subject, tags)
    if code := _code(title, said):
        return code
    whole = (title, *said)
    is_ours = not any("matter" in one.has or _takes_back(one) for one in whole)
    is_of_ai = any("topic" in one.has for one in whole)
    stating = said if is_ours else []
    accepted = _first(stating, lambda one: _grants(one) and (is_of_ai or "objection" in one.has))
    refused = _first(stating, _refuses)
    evidence, question = _first(said, _wants_evidence), _first(said, _wants_answer)
    is_about = any({"about", "objection"} & one.has for one in whole)
    received = _first(stating, _states_arrival) if is_about or is_of_ai else None
    weighed = (
        (MailKind.EVIDENCE_WANTED, evidence if is_about and not accepted else None),
        (MailKind.OTHER, refused if accepted else None),
        (MailKind.QUESTION, question if refused else None),
        (MailKind.REFUSED, refused),
        (MailKind.ACCEPTED, accepted),
        (MailKind.ANNOUNCEMENT, title if is_of_ai and _announces(title, said) else None),
        (MailKind.QUESTION, question if is_about or is_of_ai else None),
        (MailKind.RECEIVED, received),
    )
    kind, one = next((found for found in weighed if found[1]), (MailKind.OTHER, None))
    return Meaning(kind, one.text if one and kind not in _UNQUOTED else None)


def _grants(one: _Said) -> bool:
    """Whether a sentence says yes: as a whole, or in one part, the others denying only that AI goes on using it."""
    if one.asks or one.is_conditional or one.has & {"matter", "against", "refuse", "hedge"}:
        return False
    parts = one.parts
    yes = [part for part in parts if {"about", "accept"} <= part.has]
    if "negate" not in one.has:
        return {"about", "accept"} <= one.has
    no = [part for part in parts if "negate" in part.has]
    return bool(yes) and all("topic" in part.has and not part.has & {"about", "accept"} for part in no)


def _refuses(one: _Said) -> bool:
    if one.asks or one.is_conditional or one.has & {"yet", "matter", "against"}:
        return False
    return "about" in one.has and any(map(_turns_down, one.parts))


def _turns_down(part: _Said) -> bool:
    """Whether a part turns down: in so many words, or by a denial of what grants. Two denials turn nothing down.

    Who cannot say that something arrived, or could not send it, has refused nothing.
    """
    if "refuse" in part.has:
        return bool({"about", "accept"} & part.has) and not part.is_denied("refuse")
    if "cannot" in part.has:
        return bool({"about", "accept"} & part.has) and "receive" not in part.has
    return {"about", "accept", "negate"} <= part.has and not {"hedge", "receive"} & part.has


def _takes_back(one: _Said) -> bool:
    """Whether it says that the objection was taken back; that it can be is no news."""
    return "withdrawn" in one.has and not (one.is_conditional or "hedge" in one.has)


def _wants_evidence(one: _Said) -> bool:
    wanted = {"evidence", "want"} <= one.has and "matter" not in one.has
    return wanted and ("negate" not in one.has or bool(one.has & {"refuse", "cannot"}))


def _wants_answer(one: _Said) -> bool:
    return "answer" in one.has and not (one.is_conditional or one.has & {"negate", "matter"})


def _states_arrival(one: _Said) -> bool:
    return "receive" in one.has and not (one.asks or one.is_conditional or one.has & {"negate", "matter"})


def _announces(title: _Said, said: list[_Said]) -> bool:
    announcing = sum("announce" in one.has for one in said)
    return "announce" in title.has or announcing > 1


def _code(title: _Said, said: list[_Said]) -> Meaning | None:
    """Find the one code of a mail that brings one: in its subject, or beside the sentence that speaks of it.

    Two codes that differ are none (facts: mails.md 7.6), and one to sign in or to register is another matter.
    """
    if not any("code" in one.has for one in said) or any("matter" in one.has for one in (title, *said)):
        return None
    near = [one.text for place, one in enumerate(said) if _is_near(said, place)]
    found = {re.sub(r"\D", "", hit) for text in near for hit in _CODE.findall(text)}
    if not found:
        return None
    found |= {re.sub(r"\D", "", hit) for hit in _CODE.findall(title.text)}
    return Meaning(MailKind.CODE, code=found.pop() if len(found) == 1 else None)


def _is_near(said: list[_Said], place: int) -> bool:
    around = said[max(0, place - 2) : place + 2]
    return any("code" in one.has for one in around)


def _first(said: Iterable[_Said], is_it: Callable[[_Said], bool]) -> _Said | None:
    return next((one for one in said if is_it(one)), None)


def _sentences(text: str, tags: tuple[str, ...]) -> Iterator[_Said]:
    abbreviations = frozenset().union(*(grammar_of(tag).abbreviations for tag in tags))
    is_theirs = False
    for paragraph in _paragraphs(text):
        found = [one for one in sentences(paragraph, abbreviations) if not one.quoted][:_MOST_SENTENCES]
        told = [_said(one.text, tags) for one in found]
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
def _said(text: str, tags: tuple[str, ...]) -> _Said:
    has = {name for tag in tags for name, pattern in _patterns(tag).items() if pattern.search(folded(text, tag))}
    return _Said(text, tags, frozenset(has), any(grammar_of(tag).is_conditional(text) for tag in tags))


@cache
def _patterns(tag: str) -> dict[str, re.Pattern[str]]:
    lists = read_data(path_of(tag, _PART), _Lists)
    names = _Lists.model_fields.keys() - {"tag", "unspaced"}
    return {name: _compiled(getattr(lists, name), name, lists) for name in names}


def _compiled(written: Iterable[str], name: str, lists: _Lists) -> re.Pattern[str]:
    each = (folded(one, lists.tag).replace(" .. ", r"\b.{0,60}?\b") for one in written)
    whole = "|".join(f"(?:{one})" for one in each)
    if lists.unspaced:
        return re.compile(whole)
    return re.compile(rf"(?<!\w)(?:{whole})" + (r"(?!\w)" if name in _WHOLE_WORDS else ""))


def _languages(text: str) -> tuple[str, ...]:
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
