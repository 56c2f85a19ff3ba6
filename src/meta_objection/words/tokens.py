"""A text as sentences, and a sentence as tokens: words, numbers, signs."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

_QUOTES = frozenset('"“”„‟«»‹›「」『』＂')  # noqa: RUF001 - the quotation marks of all our languages
_BETWEEN = frozenset(".,、")
_SAME = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'"})  # noqa: RUF001 - kinds of one apostrophe
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_END = re.compile(r"[.!?…。！？]+[)\]”’»\"']*(?=\s|$)|[。！？]+")  # noqa: RUF001 - as above
_ADDRESS = r"https?://\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_WORD = re.compile(rf"{_ADDRESS}|[^\W_]+(?:[-'.@/:·][^\W_]+)*|\S")
_ELIDED = re.compile(rf"{_ADDRESS}|[^\W_]+'|[^\W_]+(?:[-.@/:·][^\W_]+)*|\S")
_SIGN = re.compile(r"[a-z0-9]+(?:[-'.@/:][a-z0-9]+)*|\S")
_DOTLESS = "\N{LATIN SMALL LETTER DOTLESS I}"
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Sentence:
    """One sentence, in which line of the text it stands, and whether it stands between quotation marks."""

    text: str
    line: int
    quoted: bool = False


def sentences(text: str, abbreviations: frozenset[str] = frozenset()) -> list[Sentence]:
    """Give the sentences of a text, each line for itself.

    No sentence ends after an abbreviation, a single letter or a number: "3.12.", "p.m.", "réf. 123".
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    found = list[Sentence]()
    marks = [place for place, letter in enumerate(text) if letter in _QUOTES]
    first, last = (marks[0], marks[-1]) if marks else (len(text), -1)
    passed = 0
    for number, line in enumerate(text.split("\n")):
        for start, end in _cuts(line, abbreviations):
            quoted = passed + end > first and passed + start <= last
            if line[start:end].strip():
                found.append(Sentence(" ".join(line[start:end].split()), number, quoted=quoted))
        passed += len(line) + 1
    return found


def _cuts(line: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _END.finditer(line):
        if end[0].startswith(".") and _goes_on(line[start : end.start()], abbreviations):
            continue
        yield start, end.end()
        start = end.end()
    yield start, len(line)


def _goes_on(before: str, abbreviations: frozenset[str]) -> bool:
    """Whether the full stop behind these words is none."""
    word = (before.split() or [""])[-1].lower().lstrip("([")
    letters = [part for part in word.split(".") if part]
    initials = bool(letters) and all(len(part) == 1 for part in letters)
    return initials or word[-1:].isdigit() or word in abbreviations


def fold(text: str, tag: str) -> str:
    """Give a text in one writing: one case, one kind of apostrophe, without invisible signs and Greek accents."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_SAME)
    if tag == "tr":
        text = text.replace("İ", "i").replace("I", _DOTLESS)
    if tag == "ro":
        text = text.translate(str.maketrans("şţŞŢ", "șțȘȚ"))
    text = text.casefold()
    if tag == "el":
        text = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return text


folded = lru_cache(maxsize=8192)(fold)
"""The same for what is asked again and again: sentences, and not whole mails."""


def tokenize(text: str, tag: str, *, elision: bool = False, unspaced: bool = False) -> list[str]:
    """Cut a text into tokens: `l'` is one where the language elides, each sign is one where it writes no blanks."""
    pattern = _SIGN if unspaced else _ELIDED if elision else _WORD
    # A full stop behind an abbreviation and a comma between clauses say nothing by themselves.
    return [word for word in pattern.findall(folded(text, tag)) if word not in _BETWEEN]


@cache
def is_number(token: str) -> bool:
    """Whether a token is a number, but not nought: what was counted nought times was not."""
    return bool(_DIGITS.fullmatch(token)) and bool(int(token))


@cache
def is_reference(token: str) -> bool:
    """Whether a token is a date, a time or a number under which something is filed."""
    digits = sum(map(str.isdigit, token))
    parted = len(token) > digits > 0
    return bool(digits) and (len(token) > _SHORT_REFERENCE or (parted and digits > 1)) and any(map(_counts, token))


_SHORT_REFERENCE = 3


def _counts(sign: str) -> bool:
    return sign.isdigit() and sign != "0"


def is_address(token: str) -> bool:
    """Whether a token is an e-mail address or the address of a page."""
    return len(token) > 1 and ("@" in token or "://" in token)


@cache
def is_name(token: str) -> bool:
    """Whether a token could be somebody's name, or a sign of it where each sign is a token."""
    if len(token) == 1:
        return unicodedata.category(token) == "Lo"  # a letter without case: an ideograph, a kana, a Korean syllable
    return token.replace("-", "").replace("'", "").isalpha()
