"""Lets one sending through a press, and none without.

Chromium repeats a POST by itself when its connection is reset before the first byte of an answer, below anything a
router sees. So the sending is not Chromium's to send: the gate holds it, the program puts it on the wire once, and
whatever looks like it again is refused.
"""

import base64
import binascii
import gzip
import html
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import Enum
from posixpath import normpath
from urllib.parse import unquote, unquote_plus, urlsplit

from playwright.sync_api import Route

from meta_objection.hosts import is_form_host

_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+|\\[^u]")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){5,}")
_DEEPEST = 3  # JSON inside JSON inside a form: Meta's own way of asking for several things at once
_SHORTEST = 5
"""The shortest answer that marks a request: a mailed code. A shorter one stands in half of all requests."""
_LONGEST = 4_000_000
"""Bytes of a packed body that are unpacked to be looked at."""
_ASKING = {"GET", "HEAD", "OPTIONS"}
_TELLING = 48
"""Signs of a query that could hold an answer; the questions of a page for its own parts are mostly shorter."""


def _wait(_: Route) -> None:
    """Leave a held sending to whoever opened the gate."""


class Passage(Enum):
    """What becomes of a request."""

    PASS = "pass"  # noqa: S105 - a way, no password
    HOLD = "hold"
    REFUSE = "refuse"


class SendGate:
    """Closed until the press; open for one sending; closed again.

    A request is the sending when it is posted to one of the form's own paths, or, where those are not known, when it
    carries all of the person's answers. Whatever else carries one of them is refused, open or closed.
    """

    def __init__(self, sends_to: Iterable[str]) -> None:
        self._sends_to = frozenset(map(_normal, sends_to))
        self._answers: frozenset[str] = frozenset()
        self._marks: frozenset[str] = frozenset()
        self._open = False
        self._is_for_code = False
        self._on_hold: Callable[[Route], None] = _wait
        self.held: Route | None = None
        self.refused = 0
        self.posted_otherwise = 0
        self._asked: set[str] = set()

    def watch_for(self, answers: Iterable[str]) -> None:
        """Say which texts no other request may carry, from now on and beside those already said."""
        self._answers |= {answer for answer in map(_plain, answers) if len(answer) >= _SHORTEST}

    def open(
        self, on_hold: Callable[[Route], None] = _wait, *, code: str | None = None, typed: Iterable[str] = ()
    ) -> None:
        """Let one sending be held, and do this with it at once; what was held before is forgotten.

        At once, because a page that is being left for a held sending answers no question before that is answered.
        With a `code` the sending is what carries that, wherever it is posted, and nothing else: the form itself has
        been sent. Where no path is known it is what carries all that was `typed` into the form.
        """
        self._open, self.held, self.posted_otherwise, self._on_hold = True, None, 0, on_hold
        self._is_for_code = code is not None
        if code or self._sends_to:
            self._marks = frozenset({_plain(code)} if code else ())
        else:
            self._marks = frozenset(filter(None, map(_plain, typed))) or self._answers

    def hold(self, route: Route) -> None:
        """Hold this sending."""
        self.held = route
        self._on_hold(route)

    def close(self) -> None:
        """Let nothing be sent any more."""
        self._open = False

    def decide(self, method: str, url: str, body: Callable[[], bytes | None], kind: str = "") -> Passage:
        """Say what becomes of a request; the one that may be held closes the gate behind it.

        The body is read only where an answer may stand in it: what the person types to sign in is nobody's business.
        `kind` is its content type; a body that has one and cannot be read may carry anything.
        """
        is_form = method not in _ASKING and _normal(urlsplit(url).path) in self._sends_to
        is_one = is_form and not self._is_for_code
        told = "" if is_one or not (self._answers or self._marks) else self._told(url, body, kind)
        if is_one or (self._open and self._marks and self._carries_all(told)):
            return self._one()
        if is_form or told is None or self._carries(told):
            self.refused += 1
            return Passage.REFUSE
        self.posted_otherwise += method not in _ASKING or self._note_question(url)
        return Passage.PASS

    def _note_question(self, url: str) -> bool:
        """Note a question, and say whether it tells more after the press than any before: an answer may be in it.

        Only hosts where forms live can take one.
        """
        parts = urlsplit(url)
        carried = f"{parts.path}?{parts.query}"
        is_new = self._open and carried not in self._asked and is_form_host(parts.hostname or "")
        self._asked.add(carried)
        return is_new and len(parts.query) + len(parts.path.rpartition("/")[2]) >= _TELLING

    def _one(self) -> Passage:
        if not self._open:
            self.refused += 1
            return Passage.REFUSE
        self._open = False
        return Passage.HOLD

    def _told(self, url: str, body: Callable[[], bytes | None], kind: str) -> str | None:
        """Give all that a request may say, in every reading; `None` where a part of it cannot be read."""
        carried = body()
        if carried is None and kind:
            return None
        return "\0".join({*_readings(url), *_readings(_text(carried))})

    def _carries(self, told: str) -> bool:
        return any(answer in told for answer in self._answers)

    def _carries_all(self, told: str | None) -> bool:
        return told is not None and all(mark in told for mark in self._marks)


def _plain(text: str) -> str:
    """Give a text in one writing, so that a request cannot carry it in another."""
    # By way of capitals, because some letters share theirs with another: a dotless i becomes an I.
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").upper().casefold()).strip()


def _normal(path: str) -> str:
    """Give a path as a server reads it, however it was written."""
    return normpath("/" + unquote(path).lstrip("/")).casefold()


def _text(body: bytes | None) -> str:
    body = body or b""
    if body.startswith(b"\x1f\x8b"):
        with suppress(OSError, EOFError, zlib.error):
            body = gzip.decompress(body)[:_LONGEST] if len(body) < _LONGEST else body
    if b"\0" in body[:64]:
        return body.decode("utf-16-be" if body[:1] == b"\0" else "utf-16", errors="replace")
    return body.decode("utf-8", errors="replace")


def _readings(text: str) -> set[str]:
    """Give the text as it is and taken out of every dress it may be in, also where one stands inside the other."""
    known = {text}
    newest = known
    for _ in range(_DEEPEST):
        newest = {read(one) for one in newest for read in _READERS} - known
        known = known | newest
    return set(map(_plain, known))


def _unpacked(text: str) -> str:
    return _BASE64.sub(lambda packed: _out_of_base64(packed[0]), text)


def _out_of_base64(packed: str) -> str:
    padded = packed.rstrip("=") + "=" * (-len(packed.rstrip("=")) % 4)
    try:
        return base64.b64decode(padded, altchars=b"-_" if set(packed) & set("-_") else None).decode()
    except (binascii.Error, ValueError):
        return packed


def _unescaped(text: str) -> str:
    return _ESCAPES.sub(_meant, text)


def _meant(escape: re.Match[str]) -> str:
    written = escape[0]
    if written[1] != "u":
        return _LETTERS.get(written[1], written[1])
    units = bytes.fromhex(written.replace("\\u", ""))  # two of them where one character needs two
    return units.decode("utf-16-be", errors="replace")


def _out_of_hex(text: str) -> str:
    return _HEX.sub(lambda packed: bytes.fromhex(packed[0]).decode("utf-8", errors="replace"), text)


_READERS = (unquote, unquote_plus, _unescaped, html.unescape, _unpacked, _out_of_hex)
