"""From the moment of a sending and a law's term to the last day for an answer (Regulation (EEC, Euratom) No 1182/71).

The day of receipt does not count (article 3(1)). A period in months ends with the last hour of the same date, or of
the month's last day where it has no such date (3(2)(c)). An end on a Saturday, a Sunday or a public holiday moves to
the end of the next working day (3(4)). The holidays are those of the state in which action is to be taken (2(1)): where
Meta, which has to answer, has its seat.
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from meta_objection.rights import Term

if TYPE_CHECKING:
    from holidays import HolidayBase

_SATURDAY = 5


@dataclass(frozen=True)
class Period:
    """A term as days: received on, ends with, ends with where it is extended, and until when one may complain."""

    received: date
    end: date
    extended: date | None
    complain_until: date | None


def period(received: datetime, term: Term) -> Period:
    """The days of this term for what was received then. Raises ValueError for a moment without its zone."""
    if received.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    day = received.astimezone(ZoneInfo(term.zone)).date()
    end = months_later(day, term.months) if term.months else day + timedelta(days=term.days or 0)
    extended = months_later(day, term.extended_months) if term.extended_months else None
    return Period(
        received=day,
        end=working_day(end, term.holidays),
        extended=working_day(extended, term.holidays) if extended else None,
        complain_until=day + timedelta(days=term.complain_days) if term.complain_days else None,
    )


def months_later(day: date, months: int) -> date:
    """The same date some months later, or that month's last one where it has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def working_day(day: date, place: str) -> date:
    """This day, or the first after it that is no Saturday, Sunday or public holiday there (`IE`, `GB-ENG`)."""
    free = _holidays(place)
    while day.weekday() >= _SATURDAY or day in free:
        day += timedelta(days=1)
    return day


@cache
def _holidays(place: str) -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415 - needed only where a law names a day

    country, _, part = place.partition("-")
    return country_holidays(country, subdiv=part or None)
