"""The one next thing to do about an objection, as a command that can be copied."""

import shlex
from collections.abc import Sequence
from datetime import date

from meta_objection.followup.objections import Objection
from meta_objection.followup.states import State
from meta_objection.outcome import MailEvidence, MailKind

_PROGRAM = "meta-objection"
_ASKING = {MailKind.QUESTION, MailKind.EVIDENCE_WANTED}


def next_command(one: Objection, more: Sequence[str] = ()) -> str:
    """The command; `more` are words that every command of this person needs, such as another `--home`."""
    return shlex.join([_PROGRAM, *_words(one), *more])


def _words(one: Objection) -> Sequence[str]:
    words: Sequence[str] = ("receipts", "open", one.id)
    match one.state:
        case State.CODE_WANTED:
            words = ("submit", "--form", one.receipt.form, "--code", "CODE")
        case State.QUESTION:
            words = ("receipts", "open", next(mail.receipt for mail in reversed(one.mails) if mail.kind in _ASKING))
        case State.OVERDUE:
            words = ("letter", "reminder", one.id, "-o", "reminder.eml")
        case State.REFUSED if one.evidence.mail is MailEvidence.REFUSED:
            words = ("letter", "complaint", one.id, "-o", "complaint.html")
        case State.WAITING if one.due:
            words = ("calendar", one.id, "-o", "meta-objection.ics")
    return words


def standing(one: Objection) -> str:
    """Say in one sentence where it stands, and until when what may happen."""
    said = _SAID[one.state]
    if one.state not in {State.WAITING, State.OVERDUE}:
        return said
    if one.due is None:
        return f"waiting for Meta's answer; {_without_a_day(one)}"
    law = f"({one.due.law}{'' if one.due.certain else ', not certain'})"
    longer = f", by {_iso(one.due.extended)} if it says in time that it takes longer" if one.due.extended else ""
    last = f"; a complaint is possible until {_iso(one.due.complain_until)}" if one.due.complain_until else ""
    return f"{said} by {_iso(one.due.day)} {law}{longer}{last}"


_SAID = {
    State.UNCONFIRMED: "sent or perhaps sent, and nothing of Meta's confirms it; read the mail, spam too",
    State.CODE_WANTED: "half done: Meta mailed a code and waits for it",
    State.WAITING: "Meta has to answer",
    State.QUESTION: "Meta asked something, and how long it may take then is not certain; read its mail and answer",
    State.GRANTED: "Meta said yes; keep the receipt and the mail",
    State.REFUSED: "refused; read what came back",
    State.OVERDUE: "overdue: Meta had to answer",
}


def _without_a_day(one: Objection) -> str:
    if one.country is None:
        return "until when is not known without the country: say it with --country"
    if one.receipt.verified is False:
        return "until when is not said, as it is not shown that this was Meta's own site"
    return "the law there names no day"


def _iso(day: date) -> str:
    return day.isoformat()
