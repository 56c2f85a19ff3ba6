"""The site's secrets, known by their values: one object a run, asked by whoever keeps anything."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from .literals import Literals
from .named import NamedFinder, is_telling
from .readings import Reading, readings
from .shapes import credentials
from .spans import Span, joined
from .volatile import META, Volatile

MARK = "[token removed]"
"""What stands in a receipt where a token stood: no page of the site's says so by itself."""
_MARKS = re.compile(r"\[?token(?:%20|\+|\s)removed\]?|\{\{[^{}\s]{1,80}\}\}")
_SECRET_HEADERS = frozenset({"cookie", "set-cookie", "authorization", "proxy-authorization", "www-authenticate"})
_PLAIN_HEADERS = frozenset(
    {"x-fb-debug", "x-fb-friendly-name", "x-requested-with", "x-frame-options", "x-content-type-options"}
)
_OWN_HEADERS = re.compile(r"x-|ig-|fb-|.*(?:token|csrf|claim|auth|session)", re.IGNORECASE)
_KEY_BEFORE = re.compile(r"(?P<q>\\{0,8}\"|&quot;)\s{0,4}:\s{0,4}$")


class SiteSecrets:
    """Remembers every value that must not be kept, from wherever in a run it was learnt, and finds it in any encoding.

    A value is learnt from the cookie jar, hidden inputs, request headers, posted fields, and from any text that names
    it or in which it looks like a credential. What is `public`, the person's own answers and the form's address, is
    never one.
    """

    def __init__(self, volatile: Volatile = META) -> None:
        self._named = NamedFinder(volatile.tokens, volatile.cookies)
        self._values = Literals()
        self._public: set[str] = set()
        self._seen: set[int] = set()

    def allow(self, *texts: str | None) -> None:
        """Know that these are no secrets, nor any run of letters in them: what the person said, an address."""
        for text in filter(None, texts):
            self._public |= {text, *re.findall(r"[\w-]{8,}", text)}

    def know(self, *values: str | None) -> None:
        """Know these values to be secret, whatever they look like."""
        for value in filter(None, values):
            for one in {value, *(reading.text for reading in readings(value))}:
                if one not in self._public and len(one) >= 4:  # noqa: PLR2004 - the shortest code
                    self._values.add(one)

    def suspect(self, *values: str | None) -> None:
        """Know those of these values to be secret that can be known again."""
        self.know(*(value for value in filter(None, values) if is_telling(value) and not self._is_public(value)))

    def know_jar(self, cookies: Iterable[Mapping[str, object]]) -> None:
        """Know what the browser's jar holds."""
        self.suspect(*(str(cookie["value"]).strip('"') for cookie in cookies))

    def know_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        """Know what a request or an answer carried besides what says nothing."""
        for name, value in ((name.lower(), value) for name, value in headers):
            if name in _SECRET_HEADERS:
                for part in re.split(r"[;,\s]\s*", value):
                    # what stands behind a cookie's name may hold the sign that ends the name
                    self.suspect(part.partition("=")[2], *re.split(r"(?<=[\w.-])=(?=[^=])", part))
            elif _OWN_HEADERS.match(name) and name not in _PLAIN_HEADERS:
                self.suspect(value)

    def know_fields(self, fields: Iterable[tuple[str, str]]) -> None:
        """Know what was posted and is none of the person's answers."""
        self.suspect(*(value for _, value in fields))

    def learn(self, text: str) -> None:
        """Know what this text names as a token, or shows as one."""
        if hash(text) not in self._seen:
            self._shown(list(readings(text)))
            self._seen.add(hash(text))

    def clean(self, text: str, by: Callable[[str], str] = lambda _: MARK) -> str:
        """The text without any of them, and without what it names itself; twice is as good as once."""
        read = list(readings(text))
        shown = self._shown(read)
        return self._without(text, [*shown, *self._spans(read)], by)

    def hide(self, text: str, by: Callable[[str], str] = lambda _: MARK) -> str:
        """The text without the values that are known so far; for texts of our own, in which nothing is to be learnt."""
        return self._without(text, list(self._spans(readings(text))), by)

    def holds(self, text: str) -> bool:
        """Whether a known value stands in the text."""
        return any(True for _ in self._spans(readings(text)))

    def holds_octets(self, octets: bytes) -> bool:
        """Whether a known value stands as it is in what is no text."""
        return self._values.stand_in(octets)

    def _shown(self, read: Iterable[Reading]) -> list[Span]:
        """Where readings name or show a token; each that can be known again is, from now on."""
        spans = []
        for reading in read:
            seen = (span for span in credentials(reading.text) if is_telling(reading.text[slice(*span)]))
            for start, end in {*self._named.find(reading.text), *seen}:
                value = reading.text[start:end]
                if not self._is_public(value) and not _MARKS.search(reading.text, max(start - 1, 0), end + 10):
                    self.suspect(value)
                    spans.append(reading.span(start, end))
        return spans

    def _spans(self, read: Iterable[Reading]) -> Iterator[Span]:
        """Where a known value stands."""
        for reading in read:
            yield from (reading.span(start, end) for start, end in self._values.spans(reading.text))

    def _is_public(self, value: str) -> bool:
        return value in self._public

    @staticmethod
    def _without(text: str, spans: Iterable[Span], by: Callable[[str], str]) -> str:
        pieces: list[str] = []
        done = 0
        kept = [found.span() for found in _MARKS.finditer(text)]
        for start, end in joined(piece for span in spans for piece in _around(span, kept)):
            pieces += [text[done:start], _fitting(text, start, end, by(text[start:end]))]
            done = end
        return "".join([*pieces, text[done:]])


def _around(span: Span, kept: list[Span]) -> Iterator[Span]:
    """The span without the marks that already stand in it."""
    start, end = span
    for begin, stop in kept:
        if begin < end and start < stop:
            if start < begin:
                yield start, begin
            start = max(start, stop)
    if start < end:
        yield start, end


def _fitting(text: str, start: int, end: int, mark: str) -> str:
    """The mark, in quotes where a number stood as a value of its own in JSON."""
    key = _KEY_BEFORE.search(text, max(start - 40, 0), start) if text[start:end].isdecimal() else None
    return f"{key['q']}{mark}{key['q']}" if key else mark
