"""Takes everything personal and everything secret out of text, before it touches the disk."""

import html
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import quote

from .encodings import pattern_of
from .mail import ADDRESS, belongs_to_nobody
from .noise import Noise
from .placeholder import is_placeholder, placeholder
from .tokens import Token, TokenFinder
from .volatile import META, Volatile

_SHORTEST = 3  # a shorter secret would be found everywhere
_TELLING = 8  # a shorter token is replaced where it is named, and nowhere else
_WORD = 16  # letters alone, up to this many, may be a word of the page
_NO_NUMBER = "0"  # stands for a token where only a number may stand


class Redactor:
    """Replaces secrets and tokens by placeholders, equal ones by equal placeholders.

    `secrets` maps a placeholder's name to the person's value, `{"email": "kim@example.org"}`; empty
    values are passed over. `kept` are posted names whose values may be kept, beside those of
    `volatile.told`. Raises ValueError for a secret of one or two characters.
    """

    def __init__(
        self,
        secrets: Mapping[str, str],
        *,
        kept: Collection[str] = (),
        volatile: Volatile = META,
    ) -> None:
        given = _longest_first(secrets)
        self._names = [name for name, _ in given]
        self._secrets = _alternatives(f"({_pattern(value)})" for _, value in given)
        self._volatile = volatile
        self._own = re.compile(rf"({_placeholders({*self._names, *volatile.tokens})})")
        self._noise = Noise(volatile.noise)
        self._finder = TokenFinder(volatile.tokens)
        self._kept = volatile.told | frozenset(kept)
        self._tokens: dict[str, str] = {}
        self._guises: dict[str, str] = {}
        self._elsewhere = _alternatives(())
        self._addresses: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def learn(self, text: str) -> None:
        """Remembers the tokens named in this text, to know them where nothing names them."""
        before = len(self._tokens)
        for token in self._finder.find(text):
            self._token(token)
        if len(self._tokens) > before:
            telling = {value: mark for value, mark in self._tokens.items() if _is_telling(value)}
            self._guises = {guise: mark for value, mark in telling.items() for guise in _guises(value)}
            self._elsewhere = _alternatives(map(re.escape, sorted(self._guises, key=len, reverse=True)))

    def text(self, text: str) -> str:
        """The text without secrets, tokens and strangers' mail addresses; twice is as good as once."""
        self.learn(text)
        # a value taken out can lay bare another one; each round leaves less to take
        while (cleaner := self._round(text)) != text:
            text = cleaner
        return self._noise.settle(text)

    def address(self, url: str) -> str:
        """The address, cleaned, with a placeholder for each query value that changes with every load."""
        front, mark, query = self.text(url).partition("?")
        fields, hash_mark, rest = query.partition("#")
        return front + mark + "&".join(map(self._query_field, fields.split("&"))) + hash_mark + rest

    def posted(self, name: str, value: str) -> str:
        """What may be kept of a posted value: a placeholder, unless its name says that it tells nothing."""
        cleaned = self.text(value)
        return cleaned if name in self._kept or is_placeholder(cleaned) else placeholder(name)

    def _query_field(self, field: str) -> str:
        name, _, value = field.partition("=")
        return f"{name}={placeholder(name)}" if value and self._volatile.covers(name) else field

    def _round(self, text: str) -> str:
        pieces = self._own.split(self._finder.replace(text, self._token))
        pieces[::2] = map(self._piece, pieces[::2])
        return "".join(pieces)

    def _piece(self, text: str) -> str:
        if self._guises:
            text = self._elsewhere.sub(self._known_token, text)
        pieces = self._own.split(text)
        for at in range(0, len(pieces), 2):
            cleaned = self._secrets.sub(self._secret, pieces[at]) if self._names else pieces[at]
            pieces[at] = ADDRESS.sub(self._address, cleaned)
        return "".join(pieces)

    def _secret(self, found: re.Match[str]) -> str:
        return placeholder(self._names[(found.lastindex or 1) - 1])

    def _token(self, token: Token) -> str:
        if token.value not in self._tokens:
            self._counts[token.name] += 1
            self._tokens[token.value] = placeholder(token.name, self._counts[token.name])
        return _NO_NUMBER if token.bare else self._tokens[token.value]

    def _known_token(self, found: re.Match[str]) -> str:
        around = found.string[: found.start()][-1:] + found.string[found.end() :][:1]
        bare = found[0].isdigit() and re.fullmatch(r"[:,\[\s][,}\]]", around)
        return _NO_NUMBER if bare else self._guises[found[0]]

    def _address(self, found: re.Match[str]) -> str:
        if belongs_to_nobody(found):
            return found[0]
        known = f"{found['local']}@{found['domain']}".lower()
        return self._addresses.setdefault(known, f"address-{len(self._addresses) + 1}@example.org")


def _longest_first(secrets: Mapping[str, str]) -> list[tuple[str, str]]:
    given = [(name, value.strip()) for name, value in secrets.items() if value.strip()]
    short = [name for name, value in given if len(value) < _SHORTEST]
    if short:
        raise ValueError(f"Too short to be taken out of a recording: {', '.join(short)}.")
    return sorted(given, key=lambda one: len(one[1]), reverse=True)


def _pattern(secret: str) -> str:
    return pattern_of(secret, any_case="@" in secret)


def _alternatives(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def _placeholders(names: Collection[str]) -> str:
    stems = "|".join(re.escape(placeholder(name)[2:-2]) for name in sorted(names))
    return r"\{\{(?:" + stems + r")(?:-\d+)?\}\}"


def _is_telling(value: str) -> bool:
    return len(value) >= _TELLING and not (value.isalpha() and len(value) < _WORD)


def _guises(value: str) -> set[str]:
    spelled = json.dumps(value)[1:-1]
    return {value, quote(value, safe=""), html.escape(value), spelled, spelled.replace("/", r"\/")}
