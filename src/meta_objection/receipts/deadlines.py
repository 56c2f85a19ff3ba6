"""Until when Meta has to answer, as far as a law says so."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from meta_objection.outcome import Mode, Outcome, Sent
from meta_objection.report import Receipt
from meta_objection.rights import load_rights
from meta_objection.rights.periods import period

_MAY_HAVE_ARRIVED = {Sent.YES, Sent.PERHAPS}
_ANSWERED = {Outcome.REFUSED_AFTER_SENDING}


class Deadline(BaseModel):
    """The last day for Meta's answer, and the last one where Meta extends the time and says so.

    `certain` only where the sending was confirmed and nothing about the law's own reckoning is open. `complain_until`
    is the last day for a complaint, where a law ends that; `zone` where these days begin and end.
    """

    model_config = ConfigDict(frozen=True)

    day: date
    law: str
    certain: bool
    extended: date | None = None
    complain_until: date | None = None
    zone: str = "UTC"


def deadline(
    received: datetime | None,
    country: str | None,
    *,
    outcome: Outcome,
    sent: Sent,
    mode: Mode,
) -> Deadline | None:
    """The last day for an answer to what Meta received then from this country; None where no law names one.

    Of a country that is not known nothing is: Meta shows its forms under several laws.
    """
    if received is None or country is None or mode is not Mode.LIVE:
        return None
    if sent not in _MAY_HAVE_ARRIVED or outcome in _ANSWERED:
        return None
    return deadline_in(country, received, certain=sent is Sent.YES)


def deadline_in(country: str, received: datetime, *, certain: bool) -> Deadline | None:
    """The last day for an answer in this country to what was received then; None where no law names one."""
    term = load_rights().right_in(country).term
    if term is None:
        return None
    days = period(received, term)
    return Deadline(
        day=days.end,
        law=term.law,
        certain=certain and term.sure,
        extended=days.extended,
        complain_until=days.complain_until,
        zone=term.zone,
    )


def received_at(pressed: datetime | None, answered: datetime | None) -> datetime | None:
    """When Meta had it, as near as a receipt tells: its answer came after that, and after a mailed code was taken.

    Never too early, so that nothing is called overdue before it is.
    """
    return None if pressed is None else (answered or pressed)


def deadline_of(receipt: Receipt) -> Deadline | None:
    """The same for a whole receipt."""
    if receipt.verified is False:
        return None  # who was not shown to be Meta owes nobody an answer
    return deadline(
        received_at(receipt.times.pressed, receipt.times.answered),
        receipt.answers.get("country"),
        outcome=receipt.outcome,
        sent=receipt.sent,
        mode=receipt.mode,
    )
