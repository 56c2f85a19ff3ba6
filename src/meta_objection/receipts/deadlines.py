"""Until when Meta has to answer, as far as a law says so."""

import calendar
import tomllib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from meta_objection.outcome import Mode, Outcome, Sent
from meta_objection.report import Receipt

_MAY_HAVE_ARRIVED = {Sent.YES, Sent.PERHAPS}
_ANSWERED = {Outcome.REFUSED_AFTER_SENDING}
_MOST_PEOPLE = "DE"  # a form that asks for no country is shown where the GDPR holds


class Deadline(BaseModel):
    """The last day for Meta's answer; `certain` only where the sending was confirmed and the country is known."""

    model_config = ConfigDict(frozen=True)

    day: date
    law: str
    certain: bool


class Term(BaseModel):
    """One law: so many months, for people in these countries."""

    law: str
    months: Annotated[int, Field(gt=0)]
    countries: frozenset[str]


def deadline(
    pressed: datetime | None, country: str | None, *, outcome: Outcome, sent: Sent, mode: Mode
) -> Deadline | None:
    """The last day for an answer to what was sent then (UTC) from this country; None where no law names one."""
    if pressed is None or mode is not Mode.LIVE or sent not in _MAY_HAVE_ARRIVED or outcome in _ANSWERED:
        return None
    term = next((one for one in _terms() if (country or _MOST_PEOPLE) in one.countries), None)
    if term is None:
        return None
    certain = country is not None and sent is Sent.YES
    return Deadline(day=_months_later(pressed.date(), term.months), law=term.law, certain=certain)


def deadline_of(receipt: Receipt) -> Deadline | None:
    """The same for a whole receipt."""
    return deadline(
        receipt.times.pressed,
        receipt.answers.get("country"),
        outcome=receipt.outcome,
        sent=receipt.sent,
        mode=receipt.mode,
    )


@cache
def _terms() -> tuple[Term, ...]:
    data = tomllib.loads(files("meta_objection.receipts").joinpath("deadlines.toml").read_text(encoding="utf-8"))
    return tuple(Term.model_validate(one) for one in data["term"])


def _months_later(day: date, months: int) -> date:
    """The same day some months later, or that month's last one where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
