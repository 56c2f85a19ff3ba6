"""When which letter may be drafted: nothing is called overdue that is not, and nobody gets what they turn away."""

from datetime import datetime
from zoneinfo import ZoneInfo

from meta_objection.followup.objections import Objection
from meta_objection.followup.states import State
from meta_objection.outcome import MailEvidence
from meta_objection.rights import load_rights
from meta_objection.rights.authorities import Authority, Takes


class NoLetterError(Exception):
    """This letter is not drafted: why, and what to do instead."""

    def __init__(self, message: str, instead: str) -> None:
        super().__init__(message)
        self.message = message
        self.instead = instead


GDPR = ("gdpr", "gdpr-parts")
_EUROPEAN = (*GDPR, "uk-gdpr")
_OBJECTION_KNOWN = (*_EUROPEAN, "fadp", "pipa")
"""The laws under which one may simply object; elsewhere a letter would claim more than is known."""
_STATUS = "See `meta-objection status`."
_NOTHING_TO_SAY = {
    State.GRANTED: "Meta said yes to this objection, so there is nothing to write.",
    State.QUESTION: "Meta asked something, so no time is known to be over; answer its question first.",
    State.CODE_WANTED: "This objection is not filed before Meta has its code, so nothing is due.",
    State.UNCONFIRMED: "Nothing of Meta's shows that this objection arrived, so nothing can be called overdue.",
}
_BY_LETTER = "`meta-objection letter objection {id}` drafts the objection itself, to be sent by post."


def require_reminder(one: Objection, now: datetime) -> None:
    """Raise NoLetterError where Meta need not be reminded of anything, or not yet."""
    _require_open(one)
    if one.state is State.REFUSED:
        raise NoLetterError("Meta refused this objection, so there is nothing to remind it of.", _after_refusal(one))
    _require_over(one, now, "a reminder")


def require_complaint(one: Objection, authority: Authority | None, now: datetime, *, by_mail: bool) -> None:
    """Raise NoLetterError where there is nothing to complain about yet, or the authority takes no such letter."""
    _require_open(one)
    if authority is None:
        raise NoLetterError("No authority is known for that country.", "See `meta-objection forms --country`.")
    if authority.takes is Takes.OWN_FORM or load_rights().right_in(one.country or "").id not in GDPR:
        raise NoLetterError(f"{authority.title} gets no letter from here. {authority.note}", _where(authority))
    if one.state is State.REFUSED and one.evidence.mail is not MailEvidence.REFUSED:
        message = "What came back was the form's own refusal or error, and no decision of Meta's to complain about."
        raise NoLetterError(message, _BY_LETTER.format(id=one.id))
    if one.state is not State.REFUSED:
        _require_over(one, now, "a complaint about Meta's silence")
    if by_mail and authority.takes is Takes.SIGNED_PAPER:
        message = f"{authority.title} takes no plain e-mail. {authority.note}"
        raise NoLetterError(message, "Write it with -o complaint.html, print it and sign it.")


def require_objection(country: str, state: State | None) -> None:
    """Raise NoLetterError where no law is known under which one may simply object, or Meta said yes already."""
    if state is State.GRANTED:
        raise NoLetterError(_NOTHING_TO_SAY[state], _STATUS)
    right = load_rights().right_in(country)
    if right.id not in _OBJECTION_KNOWN:
        message = (
            f"No law is known to us under which a letter from there could simply object. {right.law}: {right.says}"
        )
        raise NoLetterError(message, right.remains)


def _require_open(one: Objection) -> None:
    if one.receipt.request != "object":
        raise NoLetterError("Letters are drafted for objections; this was another request.", _STATUS)
    if one.country is None:
        message = "The receipt does not say in which country you live, and every letter hangs on that."
        raise NoLetterError(message, "Say it with --country.")
    if one.state in _NOTHING_TO_SAY:
        instead = _BY_LETTER.format(id=one.id) if one.state is State.UNCONFIRMED else _STATUS
        raise NoLetterError(_NOTHING_TO_SAY[one.state], instead)
    if one.receipt.verified is False and one.deadline is None and _names_a_day(one.country):
        message = "It is not shown that this went to Meta's own site, so nothing can be called overdue."
        raise NoLetterError(message, _BY_LETTER.format(id=one.id))


def _require_over(one: Objection, now: datetime, what: str) -> None:
    """Let pass what is overdue, and what claims no day: where the law names none, or an uncertain one has passed."""
    due = one.due
    if one.state is State.OVERDUE or (due is None and not _names_a_day(one.country or "")):
        return
    if due is None:
        raise NoLetterError("The receipt does not say when this was sent, so nothing can be called overdue.", _STATUS)
    if not due.certain and now.astimezone(ZoneInfo(due.zone)).date() > due.day:
        return
    message = f"This is not overdue: Meta has until {due.day.isoformat()} to answer ({due.law})."
    raise NoLetterError(message, f"From the day after on, {what} can be drafted.")


def _after_refusal(one: Objection) -> str:
    if one.evidence.mail is MailEvidence.REFUSED:
        return f"`meta-objection letter complaint {one.id}` drafts the complaint."
    return _BY_LETTER.format(id=one.id)


def _names_a_day(country: str) -> bool:
    return load_rights().right_in(country).term is not None


def _where(authority: Authority) -> str:
    return f"Its own page: {authority.form or authority.web}"
