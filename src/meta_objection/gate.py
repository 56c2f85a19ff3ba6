"""Lets one sending through a press, and none without.

Chromium repeats a POST by itself when its connection is reset before the first byte of an answer, below anything a
router sees. So the sending is not Chromium's to send: the gate holds it, the program puts it on the wire once, and
whatever looks like it again is refused.
"""

import re
from collections.abc import Iterable
from enum import Enum
from urllib.parse import unquote, unquote_plus, urlsplit

from playwright.sync_api import Route

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


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
        self._answers: tuple[str, ...] = ()
        self._open = False
        self.held: Route | None = None
        self.refused = 0
        self.posted_otherwise = 0

    def watch_for(self, answers: Iterable[str]) -> None:
        """Say which texts mark a request as a sending."""
        self._answers = tuple(answer for answer in answers if answer)

    def open(self) -> None:
        """Let one sending be held; what was held before is forgotten."""
        self._open, self.held, self.posted_otherwise = True, None, 0

    def close(self) -> None:
        """Let nothing be sent any more."""
        self._open = False

    def decide(self, method: str, url: str, body: bytes | None) -> Passage:
        """Say what becomes of a request; the one that may be held closes the gate behind it."""
        if not self.is_sending(method, url, body):
            self.posted_otherwise += method not in {"GET", "HEAD", "OPTIONS"}
            return Passage.PASS
        if not self._open:
            self.refused += 1
            return Passage.REFUSE
        self._open = False
        return Passage.HOLD

    def is_sending(self, method: str, url: str, body: bytes | None) -> bool:
        """Whether this request would carry the objection, or any answer of it, away."""
        if method == "POST" and urlsplit(url).path.rstrip("/") in self._sends_to:
            return True
        carried = [unquote(url), *_readings(body or b"")]
        return any(answer in text for answer in self._answers for text in carried)


def _readings(body: bytes) -> tuple[str, ...]:
    """Give the body as plain, form-encoded and JSON text: an answer may be written in any of the three."""
    text = body.decode("utf-8", errors="replace")
    from_json = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text).replace(r"\n", "\n").replace(r"\"", '"')
    return text, unquote_plus(text).replace("\r\n", "\n"), from_json
