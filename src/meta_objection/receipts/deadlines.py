"""Until when Meta has to answer, as far as a law says so."""

import calendar
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from meta_objection.outcome import Mode, Outcome, Sent
from meta_objection.report import Receipt
from meta_objection.rights import load_rights

_MAY_HAVE_ARRIVED = {Sent.YES, Sent.PERHAPS}
_ANSWERED = {Outcome.REFUSED_AFTER_SENDING}
_MOST_PEOPLE = "DE"  # a form that asks for no country is shown where the GDPR holds


class Deadline(BaseModel):
    """The last day for Meta's answer; `certain` only where the sending was confirmed and the country is known."""

    model_config = ConfigDict(frozen=True)

    day: date
    law: str
    certain: bool


def deadline(
    pressed: datetime | None,
    country: str | None,
    *,
    outcome: Outcome,
    sent: Sent,
    mode: Mode,
) -> Deadline | None:
    """The last day for an answer to what was sent then (UTC) from this country; None where no law names one."""
    if pressed is None or mode is not Mode.LIVE or sent not in _MAY_HAVE_ARRIVED or outcome in _ANSWERED:
        return None
    term = load_rights().right_in(country or _MOST_PEOPLE).term
    if term is None:
        return None
    certain = country is not None and sent is Sent.YES
    return Deadline(day=_months_later(pressed.date(), term.months), law=term.law, certain=certain)


def deadline_of(receipt: Receipt) -> Deadline | None:
    """The same for a whole receipt."""
    if receipt.verified is False:
        return None  # who was not shown to be Meta owes nobody an answer
    return deadline(
        receipt.times.pressed,
        receipt.answers.get("country"),
        outcome=receipt.outcome,
        sent=receipt.sent,
        mode=receipt.mode,
    )


def _months_later(day: date, months: int) -> date:
    """The same day some months later, or that month's last one where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
