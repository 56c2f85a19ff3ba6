"""What counts as proof.

Two witnesses are heard, the server's answer and the page. A success needs one that confirms in words we know, and
no other that contradicts it.
"""

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
from meta_objection.network.http_client import Answer
from meta_objection.outcome import PageEvidence, ServerEvidence
from meta_objection.report import Evidence
from meta_objection.words import Finding, Witness, hear_text
from meta_objection.words.answer import brings_check, complaint_in, is_empty, parse_answer, says_failed, texts_in
from meta_objection.words.marks import all_understood

_BLOCK_ERRORS = (1390008,)
"""Meta's number for «You can't use this feature right now» (dossier 5, C-GH-BLOCK)."""
_NOBODY_KNOWS = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
_DONE = {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT}
_CHECKPOINTS = ("/checkpoint", "/challenge")
_SIGN_INS = ("/login", "/accounts/login")


def hear_server(answer: Answer, *, is_page: bool = False) -> Witness:
    """Read Meta's answer to the sending: where it leads, its status, its marks of failure, its words.

    The answer to a form that posts itself `is_page`, and is read there.
    """
    by_place = _place(answer)
    if by_place:
        return Witness(by_place)
    if answer.status in _NOBODY_KNOWS:
        return Witness(Finding.UNREADABLE, f"status {answer.status}")
    data = parse_answer(answer.body)
    heard = hear_text(texts_in(data)) if data is not None else Witness(_unread(answer, is_page=is_page))
    is_blocked = isinstance(data, dict) and data.get("error") in _BLOCK_ERRORS
    if (answer.status == HTTPStatus.TOO_MANY_REQUESTS or is_blocked) and heard.finding is not Finding.CONFIRMED:
        return Witness(Finding.RATE_LIMITED, complaint_in(data))
    failed = is_blocked or answer.status >= HTTPStatus.BAD_REQUEST or says_failed(data)
    if failed and heard.finding in {Finding.UNKNOWN, Finding.UNREADABLE, Finding.CONFIRMED}:
        return Witness(Finding.REFUSED, complaint_in(data) or f"status {answer.status}")
    if heard.finding is Finding.CONFIRMED and not (answer.status in _DONE and all_understood(data)):
        return Witness(Finding.UNKNOWN)
    return Witness(Finding.CAPTCHA) if heard.finding is Finding.UNKNOWN and brings_check(answer.body) else heard


def _unread(answer: Answer, *, is_page: bool) -> Finding:
    is_fine = answer.status in _DONE or (is_page and answer.status // 100 in {2, 3})
    return Finding.UNKNOWN if is_fine and (is_page or is_empty(answer.body)) else Finding.UNREADABLE


def _place(answer: Answer) -> Finding | None:
    data = parse_answer(answer.body)
    redirect = data.get("redirect") if isinstance(data, dict) else None
    for path in (_path(answer.location or answer.url), _path(redirect) if isinstance(redirect, str) else ""):
        if path.startswith(_CHECKPOINTS):
            return Finding.CHECKPOINT
        if path.startswith(_SIGN_INS):
            return Finding.SIGN_IN
    return None


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def evidence_of(server: Witness, page: Witness) -> Evidence:
    """Give the two findings as the lights a receipt shows."""
    return Evidence(server=_server_light(server), page=_page_light(page))


def _server_light(witness: Witness) -> ServerEvidence:
    if witness.finding is Finding.CONFIRMED:
        return ServerEvidence.ACCEPTED
    if witness.finding is Finding.NONE:
        return ServerEvidence.NONE
    if witness.finding is Finding.CAPTCHA:
        return ServerEvidence.UNKNOWN  # it asks for more and says nothing
    return ServerEvidence.REFUSED if _tells_of_it(witness) else ServerEvidence.UNKNOWN


def _page_light(witness: Witness) -> PageEvidence:
    if witness.finding in {Finding.CONFIRMED, Finding.NONE}:
        return PageEvidence(witness.finding)
    return PageEvidence.REFUSED if _tells_of_it(witness) else PageEvidence.UNKNOWN


def _tells_of_it(witness: Witness) -> bool:
    """Whether a witness says anything about the sending: being led to a check or to sign in says nothing about it."""
    led_away = witness.finding is Finding.CHECKPOINT or (witness.finding is Finding.SIGN_IN and not witness.quote)
    return witness.finding.says_something and not led_away


def conclude(server: Witness, page: Witness, *, after_code: bool) -> Stop | None:
    """Give the ending that the two witnesses mean; `None` for a success, and only for that."""
    if server.finding is Finding.CAPTCHA and page.finding is not Finding.CAPTCHA:
        server = Witness(Finding.UNREADABLE)
    said = [witness for witness in (server, page) if witness.finding.says_something]
    findings = {witness.finding for witness in said}
    if findings == {Finding.CONFIRMED}:
        # An answer must have come, and be one: a page may thank before its server has said a word.
        return _unconfirmed() if server.finding in {Finding.NONE, Finding.UNREADABLE} else None
    if not findings:
        return _unconfirmed()
    if Finding.CONFIRMED in findings:
        return _contradicted(findings)
    telling = [witness for witness in said if _tells_of_it(witness)]
    # A check that came up by itself, beside an answer that has none, says nothing about that answer.
    if not telling or (findings == {Finding.CAPTCHA} and server.finding in {Finding.UNKNOWN, Finding.UNREADABLE}):
        return _led_away(said[0].finding)
    first = min(telling, key=lambda witness: list(Finding).index(witness.finding))
    return _turned_back(first, after_code=after_code)


def _led_away(to: Finding) -> Stop:
    where = "its sign-in" if to is Finding.SIGN_IN else "a security check"
    return Unconfirmed(f"It was sent, and Meta then led to {where}, which says nothing about the sending.", why=to)


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
        case Finding.CAPTCHA:
            message = "Meta took nothing yet: it shows a security check that only you can pass."
            return PersonNeeded(message, why=witness.finding)
        case Finding.SIGN_IN:
            return PersonNeeded("Meta took nothing: it asks you to sign in again.", why=witness.finding)
        case Finding.INVALID if not after_code:
            return AnswerRefused(f"The form refuses an answer: {quote}.", why="validation")
        case _:
            return RefusedAfterSending(f"It was sent, and Meta refused it: {quote}.", why=witness.finding)
