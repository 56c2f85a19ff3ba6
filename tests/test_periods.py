"""Last days: the rules of Regulation 1182/71, and the examples that our review worked out by hand."""

import calendar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.rights import Right, Term, load_rights
from meta_objection.rights.periods import Period, months_later, period, working_day

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2045, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is given beside
TERMS = [right for right in load_rights().rights if right.term]


def term_in(country: str) -> Term:
    term = load_rights().right_in(country).term
    assert term
    return term


def due(country: str, received: str) -> tuple[str, str]:
    days = period(datetime.fromisoformat(received), term_in(country))
    assert days.extended
    return days.end.isoformat(), days.extended.isoformat()


@pytest.mark.parametrize(
    ("received", "end", "extended"),
    [
        ("2026-11-25T12:00+00:00", "2026-12-28", "2027-02-25"),
        ("2026-11-27T12:00+00:00", "2026-12-28", "2027-03-01"),
        ("2026-12-01T12:00+00:00", "2027-01-04", "2027-03-01"),
        ("2026-01-31T12:00+00:00", "2026-03-02", "2026-04-30"),
        ("2026-07-31T23:30+00:00", "2026-09-01", "2026-11-02"),
        ("2026-11-22T10:15+00:00", "2026-12-22", "2027-02-22"),
        ("2027-02-17T12:00+00:00", "2027-03-18", "2027-05-17"),  # the 17th of March is a holiday in Ireland
        ("2026-09-26T12:00+00:00", "2026-10-27", "2026-12-28"),  # Monday the 26th of October is one
        ("2028-01-31T12:00+00:00", "2028-02-29", "2028-05-02"),  # a Sunday, and then the first Monday of May
    ],
)
def test_the_examples_of_the_review_for_ireland(received: str, end: str, extended: str) -> None:
    assert due("DE", received) == (end, extended)


@pytest.mark.parametrize(
    ("received", "end"),
    [
        ("2026-11-25T12:00+00:00", "2026-12-29"),  # the 28th stands in for Boxing Day
        ("2026-11-27T12:00+00:00", "2026-12-29"),
        ("2026-12-01T12:00+00:00", "2027-01-04"),
        ("2027-02-26T12:00+00:00", "2027-03-30"),  # Good Friday, Saturday, Sunday, Easter Monday
    ],
)
def test_the_united_kingdom_has_its_own_holidays(received: str, end: str) -> None:
    assert due("GB", received)[0] == end


def test_good_friday_is_a_working_day_in_ireland() -> None:
    assert due("DE", "2027-02-26T12:00+00:00")[0] == "2027-03-26"


def test_a_holiday_on_a_weekend_is_not_moved_in_ireland() -> None:
    assert working_day(date(2027, 12, 25), "IE") == date(2027, 12, 27)


def test_the_day_is_that_of_the_place_where_meta_receives() -> None:
    just_before, just_after = datetime(2026, 7, 31, 22, 59, tzinfo=UTC), datetime(2026, 7, 31, 23, 0, tzinfo=UTC)

    assert period(just_before, term_in("DE")).received == date(2026, 7, 31)
    assert period(just_after, term_in("DE")).received == date(2026, 8, 1)


def test_turkey_ends_the_time_for_a_complaint_sixty_days_after_the_application() -> None:
    found = period(datetime(2026, 11, 25, 12, tzinfo=UTC), term_in("TR"))

    assert found == Period(date(2026, 11, 25), date(2026, 12, 25), None, date(2027, 1, 24))


def test_a_moment_without_its_zone_is_none() -> None:
    with pytest.raises(ValueError, match="zone"):
        period(datetime(2026, 1, 1), term_in("DE"))  # noqa: DTZ001 - the point of it


@pytest.mark.parametrize("right", TERMS, ids=lambda right: right.id)
@given(moment=MOMENTS)
def test_no_last_day_is_ever_a_day_off(right: Right, moment: datetime) -> None:
    assert right.term
    found = period(moment, right.term)

    for day in filter(None, (found.end, found.extended)):
        assert day.weekday() < 5
        assert working_day(day, right.term.holidays) == day


@pytest.mark.parametrize("right", TERMS, ids=lambda right: right.id)
@given(moment=MOMENTS)
def test_a_term_is_never_cut_short_and_never_much_longer(right: Right, moment: datetime) -> None:
    term = right.term
    assert term
    found = period(moment, term)
    earliest = months_later(found.received, term.months) if term.months else found.received + timedelta(term.days or 0)

    assert found.received == moment.astimezone(ZoneInfo(term.zone)).date()
    assert earliest <= found.end <= earliest + timedelta(days=15)
    assert found.extended is None or found.extended > found.end


@given(first=MOMENTS, second=MOMENTS)
def test_what_is_received_later_is_never_due_earlier(first: datetime, second: datetime) -> None:
    earlier, later = sorted((first, second))

    assert period(earlier, term_in("DE")).end <= period(later, term_in("DE")).end


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.integers(1, 24))
def test_months_later_is_that_many_months_later(day: date, months: int) -> None:
    later = months_later(day, months)
    last = calendar.monthrange(later.year, later.month)[1]

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, last)
