"""What counts as proof.

Two witnesses are heard, the server's answer and the page. A success needs one that confirms in words we know, and
no other that contradicts it.
"""

import html
import json
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlsplit

from meta_objection.errors import (
    AnswerRefused,
    PersonNeeded,
    RateLimited,
    RefusedAfterSending,
    Stop,
    Unconfirmed,
)
from meta_objection.locales import Words, known_tags
from meta_objection.locales.page_text import PageText
from meta_objection.outcome import PageEvidence, ServerEvidence
from meta_objection.report import Evidence
from meta_objection.wire import Answer


class Finding(StrEnum):
    """What one witness says. The order is that of precedence between two that disagree without confirming."""

    CONFIRMED = "confirmed"
    RATE_LIMITED = "rate-limited"
    CAPTCHA = "captcha"
    CHECKPOINT = "checkpoint"
    SIGN_IN = "sign-in"
    INVALID = "invalid"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NONE = "none"

    @property
    def says_something(self) -> bool:
        """Whether the witness says anything that decides."""
        return self not in {Finding.UNKNOWN, Finding.NONE}


@dataclass(frozen=True)
class Witness:
    """One finding with the words it rests on."""

    finding: Finding
    quote: str | None = None


SILENT = Witness(Finding.NONE)

_PREFIX = "for (;;);"
_ENDS = ".!?。！？\n"  # noqa: RUF001 - Japanese sentences end so
_ASKS = re.compile(r"[^.!。！\n]*[?？]|;")  # noqa: RUF001 - as above; the last is the Greek question mark
_BLOCK_ERRORS = (1390008,)
"""Meta's number for «You can't use this feature right now» (dossier 5, C-GH-BLOCK)."""
_NOBODY_KNOWS = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
_BY_WORDS = {
    "confirmation": ("text", Finding.CONFIRMED),
    "rate_limit": ("text", Finding.RATE_LIMITED),
    "sign_in": ("expired", Finding.SIGN_IN),
    "validation": ("text", Finding.INVALID),
    "refusal": ("text", Finding.REFUSED),
}


def hear_server(answer: Answer) -> Witness:
    """Read Meta's answer to the sending: where it leads, its status, its error number, its words."""
    by_place = _place(answer)
    if by_place:
        return Witness(by_place)
    if answer.status in _NOBODY_KNOWS:
        return Witness(Finding.UNKNOWN, f"status {answer.status}")
    data = _json(answer.body)
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS or (isinstance(data, dict) and data.get("error") in _BLOCK_ERRORS):
        return Witness(Finding.RATE_LIMITED, _quote(data))
    heard = hear_text(_texts(data)) if data is not None else Witness(Finding.UNKNOWN)
    failed = answer.status >= HTTPStatus.BAD_REQUEST or (isinstance(data, dict) and bool(data.get("error")))
    if failed and heard.finding in {Finding.UNKNOWN, Finding.CONFIRMED}:
        return Witness(Finding.REFUSED, _quote(data) or f"status {answer.status}")
    return heard


def hear_text(text: str) -> Witness:
    """Read words of Meta's. Words that say two things say nothing, unless one of them is only a refusal."""
    text = unicodedata.normalize("NFC", text)
    said = PageText(text)
    heard: dict[Finding, str] = {}
    for section, (key, finding) in _BY_WORDS.items():
        match = Words(section, text=said).require(key).search(text)
        if match and finding is Finding.CONFIRMED:
            match = _confirmation(text, said)
        if match:
            heard[finding] = _sentence(text, match)
    if Finding.CONFIRMED in heard and len(heard) > 1:
        return Witness(Finding.UNKNOWN)
    first = next((finding for finding in Finding if finding in heard), Finding.UNKNOWN)
    return Witness(first, heard.get(first))


def _confirmation(text: str, said: PageText) -> re.Match[str] | None:
    """Give words that confirm and stand in no question, no denial and no promise of their own language."""
    for tag in known_tags():
        words = Words("confirmation", tag, said)
        confirming, unless = words.own("text"), words.own("unless")
        matches = confirming.finditer(text) if confirming else ()
        kept = next((match for match in matches if not _taken_back(text, match, unless)), None)
        if kept:
            return kept
    return None


def _taken_back(text: str, match: re.Match[str], unless: re.Pattern[str] | None) -> bool:
    if _ASKS.match(text, match.end()):
        return True
    start, _ = _around(text, match)
    whole = rf"(?<!\w)(?:{unless.pattern})(?!\w)" if unless else None
    return bool(whole and re.search(whole, text[start : match.start()], re.IGNORECASE))


def _place(answer: Answer) -> Finding | None:
    data = _json(answer.body)
    redirect = data.get("redirect") if isinstance(data, dict) else None
    for path in (_path(answer.location or answer.url), _path(redirect) if isinstance(redirect, str) else ""):
        if path.startswith("/checkpoint"):
            return Finding.CHECKPOINT
        if path.startswith("/login"):
            return Finding.SIGN_IN
    return None


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _json(body: bytes) -> object:
    text = body.decode("utf-8", errors="replace").removeprefix(_PREFIX)
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data


def _texts(data: object) -> str:
    """Give every text in the answer as a reader would see it: markup taken off, one a line."""
    seen, waiting = list[str](), [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            seen.append(" ".join(html.unescape(re.sub(r"<[^>]*>", " ", one)).split()))
        elif isinstance(one, dict | list):
            waiting.extend(reversed(list(one.values()) if isinstance(one, dict) else one))
    return "\n".join(filter(None, seen))


def _quote(data: object) -> str | None:
    if not isinstance(data, dict):
        return None
    parts = [data.get("errorSummary"), data.get("errorDescription")]
    return " ".join(_texts(part) for part in parts if isinstance(part, str)) or None


def _sentence(text: str, match: re.Match[str]) -> str:
    start, end = _around(text, match)
    return text[start:end].strip()


def _around(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Give where the sentence around a match begins and ends."""
    start = max(text.rfind(mark, 0, match.start()) for mark in _ENDS) + 1
    # Some of our words end with the sentence's own full stop.
    ends = [end for mark in _ENDS if (end := text.find(mark, match.end() - 1)) != -1]
    return start, min(ends) + 1 if ends else len(text)


def evidence_of(server: Witness, page: Witness) -> Evidence:
    """Give the two findings as the lights a receipt shows."""
    return Evidence(server=_SERVER.get(server.finding, ServerEvidence.REFUSED), page=_page_light(page.finding))


_SERVER = {
    Finding.CONFIRMED: ServerEvidence.ACCEPTED,
    Finding.UNKNOWN: ServerEvidence.UNKNOWN,
    Finding.NONE: ServerEvidence.NONE,
}


def _page_light(finding: Finding) -> PageEvidence:
    if finding is Finding.UNKNOWN:
        return PageEvidence.UNKNOWN
    return PageEvidence(finding) if finding in {Finding.CONFIRMED, Finding.NONE} else PageEvidence.REFUSED


def conclude(server: Witness, page: Witness, *, after_code: bool) -> Stop | None:
    """Give the ending that the two witnesses mean; `None` for a success, and only for that."""
    said = [witness for witness in (server, page) if witness.finding.says_something]
    findings = {witness.finding for witness in said}
    if findings == {Finding.CONFIRMED}:
        # An answer must have come: a page may thank before its server has said a word.
        return None if server.finding is not Finding.NONE else _unconfirmed()
    if not findings:
        return _unconfirmed()
    if Finding.CONFIRMED in findings:
        return _contradicted(findings)
    first = min(said, key=lambda witness: list(Finding).index(witness.finding))
    return _turned_back(first, after_code=after_code)


def _unconfirmed() -> Stop:
    return Unconfirmed("It was sent, and nothing that came back is a confirmation we know.", why="no-confirmation")


def _contradicted(findings: set[Finding]) -> Stop:
    if Finding.REFUSED in findings:
        return RefusedAfterSending("It was sent, and page and server contradict each other.", why="contradiction")
    return Unconfirmed("It was sent, and page and server contradict each other.", why="contradiction")


def _turned_back(witness: Witness, *, after_code: bool) -> Stop:
    quote = f"“{witness.quote.rstrip('.')}”" if witness.quote else "no reason given"
    match witness.finding:
        case Finding.RATE_LIMITED:
            return RateLimited(f"Meta took nothing and asks to slow down: {quote}.", why="temporary-block")
        case Finding.CAPTCHA | Finding.CHECKPOINT:
            message = "Meta took nothing yet: it shows a security check that only you can pass."
            return PersonNeeded(message, why=witness.finding)
        case Finding.SIGN_IN:
            return PersonNeeded("Meta took nothing: it asks you to sign in again.", why=witness.finding)
        case Finding.INVALID if not after_code:
            return AnswerRefused(f"The form refuses an answer: {quote}.", why="validation")
        case _:
            return RefusedAfterSending(f"It was sent, and Meta refused it: {quote}.", why=witness.finding)
