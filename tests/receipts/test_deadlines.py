"""Until when Meta has to answer: only where a law says so, never surer than the sending."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.outcome import Mode, Outcome, Sent
from meta_objection.receipts.deadlines import Deadline, _months_later, deadline
from meta_objection.rights import Right, load_rights

PRESSED = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def due(
    country: str | None = "DE",
    outcome: Outcome = Outcome.SUBMITTED,
    sent: Sent = Sent.YES,
    mode: Mode = Mode.LIVE,
    pressed: datetime | None = PRESSED,
) -> Deadline | None:
    return deadline(pressed, country, outcome=outcome, sent=sent, mode=mode)


@pytest.mark.parametrize(("country", "law"), [("DE", "GDPR"), ("NO", "GDPR"), ("GB", "UK GDPR")])
def test_a_confirmed_objection_is_to_be_answered_within_a_month(country: str, law: str) -> None:
    found = due(country)

    assert found
    assert (found.day, found.certain) == (date(2026, 12, 22), True)
    assert found.law.startswith(law)


@pytest.mark.parametrize("country", ["US", "CH", "ZZ"])
def test_where_no_law_names_a_day_none_is_named(country: str) -> None:
    assert due(country) is None


def test_without_a_country_or_a_confirmation_the_day_is_not_certain() -> None:
    assert [found.certain for found in (due(None), due(outcome=Outcome.UNCONFIRMED, sent=Sent.PERHAPS)) if found] == [
        False,
        False,
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"sent": Sent.NO, "outcome": Outcome.REHEARSED},
        {"sent": Sent.HALF, "outcome": Outcome.CODE_NEEDED},
        {"outcome": Outcome.REFUSED_AFTER_SENDING},
        {"mode": Mode.REPLAY},
        {"pressed": None},
    ],
)
def test_nothing_is_due_for_what_was_not_sent_or_is_answered(changes: dict[str, object]) -> None:
    assert due(**changes) is None  # type: ignore[arg-type]  # parametrised


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 5), date(2027, 1, 5)),
    ],
)
def test_a_month_ends_on_its_last_day_where_it_is_shorter(day: date, later: date) -> None:
    assert _months_later(day, 1) == later


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.integers(1, 24))
def test_months_later_is_that_many_months_later(day: date, months: int) -> None:
    later = _months_later(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


@pytest.mark.parametrize("right", load_rights().rights, ids=lambda right: right.id)
def test_a_day_is_named_where_the_law_gives_a_month_and_nowhere_else(right: Right) -> None:
    assert bool(right.term) is ("within one month" in right.answer.casefold())
    assert right.term is None or right.law.split(",")[0] == right.term.law.split(",")[0]
