"""Finds the values of named tokens in text: in inputs, in scripts, in addresses, in JSON."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from .placeholder import is_placeholder

_QUOTE = r"""(?:\\{0,16}["']|&quot;|&#0{0,8}39;|\\{1,16}u0022)"""
_TAG = re.compile(r"(?:<|\\{1,8}u003[Cc])input\b[^<>]{0,4000}?(?:>|\\{1,8}u003[Ee])", re.IGNORECASE)
_VALUE = re.compile(
    rf"\bvalue\s{{0,4}}=\s{{0,4}}(?:(?P<o>{_QUOTE})(?P<quoted>.{{0,4000}}?)(?P=o)|(?P<bare>[^\s\"'>\\]+))",
    re.IGNORECASE | re.DOTALL,
)
_SHORTEST = 4  # a shorter value, such as the "0" of nobody signed in, is no secret


@dataclass(frozen=True)
class Token:
    """One value of a token: its name, the value, and where the value stands in the text.

    A bare one is a number without quotes, where only a number may stand.
    """

    name: str
    value: str
    start: int
    end: int
    bare: bool = False


class TokenFinder:
    """Looks for the values of these names, wherever a page may carry them."""

    def __init__(self, names: Collection[str]) -> None:
        words = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)"
        # what begins with a plus is the script between two strings: '?lsd=' + form.lsd.value + '&a=1'
        name, quoted = rf"(?P<name>{words})", rf"(?P<o>{_QUOTE})(?P<value>(?!\+)[^<>\s]{{0,4000}}?)(?P=o)"
        self._tag_name = re.compile(rf"\bname\s{{0,8}}=\s{{0,8}}{_QUOTE}?{name}(?:{_QUOTE}|[\s/>])", re.IGNORECASE)
        self._pairs = (
            # "lsd":"…" and "__hsi":123, also escaped inside another string, and lsd: '…' in a script
            re.compile(rf"(?<!\w)(?P<q>{_QUOTE})?{name}(?(q)(?P=q))\s{{0,8}}:\s{{0,8}}{quoted}"),
            re.compile(rf"(?P<q>{_QUOTE}){name}(?P=q)\s{{0,8}}:\s{{0,8}}(?P<value>(?P<bare>\d+))"),
            # nonce="…" of a tag, and lsd = '…' in a script
            re.compile(rf"(?<!\w){name}\s{{0,8}}=\s{{0,8}}{quoted}"),
            # ?lsd=… in an address, also encoded inside another one; never lsd=… of a script
            re.compile(
                rf"(?:(?<=[?&])|(?<=&amp;)|(?<=\\u0026)|(?<=%26)|(?<=%3[Ff])){name}(?:=|%3[Dd])"
                r"(?P<value>(?:(?!%26)[^&\"'\s<>;\\#,()])+)",
            ),
        )

    def find(self, text: str) -> Iterator[Token]:
        """Every value that is not yet a placeholder, in no particular order; some may overlap."""
        for token in (*self._in_tags(text), *self._in_pairs(text)):
            if len(token.value) >= _SHORTEST and not is_placeholder(token.value):
                yield token

    def replace(self, text: str, by: Callable[[Token], str]) -> str:
        """The text with each token's value replaced."""
        pieces: list[str] = []
        done = 0
        for token in sorted(self.find(text), key=lambda one: (one.start, -one.end)):
            if token.start >= done:
                pieces += [text[done : token.start], by(token)]
                done = token.end
        return "".join([*pieces, text[done:]])

    def _in_tags(self, text: str) -> Iterator[Token]:
        for tag in _TAG.finditer(text):
            name, value = self._tag_name.search(tag[0]), _VALUE.search(tag[0])
            if name and value:
                group = "bare" if value["quoted"] is None else "quoted"
                start, end = value.span(group)
                yield Token(name["name"], value[group], tag.start() + start, tag.start() + end)

    def _in_pairs(self, text: str) -> Iterator[Token]:
        for pattern in self._pairs:
            for found in pattern.finditer(text):
                bare = "bare" in pattern.groupindex
                yield Token(found["name"], found["value"], *found.span("value"), bare)
