"""Lets one sending through a press, and none without.

Chromium repeats a POST by itself when its connection is reset before the first byte of an answer, below anything a
router sees. So the sending is not Chromium's to send: the gate holds it, the program puts it on the wire once, and
whatever looks like it again is refused.
"""

import re
from collections.abc import Callable, Iterable
from enum import Enum
from urllib.parse import unquote, unquote_plus, urlsplit

from playwright.sync_api import Route

_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+|\\[^u]")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_DEEPEST = 3  # JSON inside JSON inside a form: Meta's own way of asking for several things at once
_SHORTEST = 5
"""The shortest answer that marks a request: a mailed code. A shorter one stands in half of all requests."""


def _wait(_: Route) -> None:
    """Leave a held sending to whoever opened the gate."""


class Passage(Enum):
    """What becomes of a request."""

    PASS = "pass"  # noqa: S105 - a way, no password
    HOLD = "hold"
    REFUSE = "refuse"


class Gate:
    """Closed until the press; open for one sending; closed again.

    A request is a sending when it is posted to one of the form's own paths, or carries one of the person's answers.
    """

    def __init__(self, sends_to: Iterable[str]) -> None:
        self._sends_to = frozenset(path.rstrip("/") for path in sends_to)
        self._answers: frozenset[str] = frozenset()
        self._open = False
        self._on_hold: Callable[[Route], None] = _wait
        self.held: Route | None = None
        self.refused = 0
        self.posted_otherwise = 0

    def watch_for(self, answers: Iterable[str]) -> None:
        """Say which texts mark a request as a sending, from now on and beside those already said."""
        told = {answer.strip().replace("\r\n", "\n") for answer in answers}
        self._answers |= {answer for answer in told if len(answer) >= _SHORTEST}

    def open(self, on_hold: Callable[[Route], None] = _wait) -> None:
        """Let one sending be held, and do this with it at once; what was held before is forgotten.

        At once, because a page that is being left for a held sending answers no question before that is answered.
        """
        self._open, self.held, self.posted_otherwise, self._on_hold = True, None, 0, on_hold

    def hold(self, route: Route) -> None:
        """Hold this sending."""
        self.held = route
        self._on_hold(route)

    def close(self) -> None:
        """Let nothing be sent any more."""
        self._open = False

    def decide(self, method: str, url: str, body: Callable[[], bytes | None]) -> Passage:
        """Say what becomes of a request; the one that may be held closes the gate behind it.

        The body is read only where an answer may stand in it: what the person types to sign in is nobody's business.
        """
        if not self.is_sending(method, url, body):
            self.posted_otherwise += method not in {"GET", "HEAD", "OPTIONS"}
            return Passage.PASS
        if not self._open:
            self.refused += 1
            return Passage.REFUSE
        self._open = False
        return Passage.HOLD

    def is_sending(self, method: str, url: str, body: Callable[[], bytes | None]) -> bool:
        """Whether this request would carry the objection, or any answer of it, away."""
        if method == "POST" and urlsplit(url).path.rstrip("/") in self._sends_to:
            return True
        return bool(self._answers) and (self._carries(url) or self._carries(_text(body())))

    def _carries(self, text: str) -> bool:
        return any(answer in reading for reading in _readings(text) for answer in self._answers)


def _text(body: bytes | None) -> str:
    return (body or b"").decode("utf-8", errors="replace")


def _readings(text: str) -> set[str]:
    """Give the text as it is and taken out of form encoding and JSON, also where one stands inside the other."""
    known = {text}
    newest = known
    for _ in range(_DEEPEST):
        newest = {read(one) for one in newest for read in (unquote, unquote_plus, _unescaped)} - known
        known = known | newest
    return {one.replace("\r\n", "\n") for one in known}


def _unescaped(text: str) -> str:
    return _ESCAPES.sub(_meant, text)


def _meant(escape: re.Match[str]) -> str:
    written = escape[0]
    if written[1] != "u":
        return _LETTERS.get(written[1], written[1])
    units = bytes.fromhex(written.replace("\\u", ""))  # two of them where one character needs two
    return units.decode("utf-16-be", errors="replace")
