"""Until when Meta has to answer: only where a law says so, never surer than the sending."""

from datetime import UTC, date, datetime, timedelta

import pytest

from meta_objection.outcome import Mode, Outcome, Sent
from meta_objection.receipts.deadlines import Deadline, deadline, received_at
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


@pytest.mark.parametrize("country", ["US", "CH", "BR", "JP", "IN", "AU", "ZZ"])
def test_where_no_law_names_a_day_none_is_named(country: str) -> None:
    assert due(country) is None


def test_without_a_confirmation_the_day_is_not_certain() -> None:
    found = due(outcome=Outcome.UNCONFIRMED, sent=Sent.PERHAPS)

    assert found
    assert not found.certain


@pytest.mark.parametrize("country", ["KR", "TR"])
def test_a_day_is_not_certain_where_nobody_checked_how_the_law_reckons(country: str) -> None:
    found = due(country)

    assert found
    assert not found.certain


def test_of_a_country_that_is_not_known_no_day_is_named() -> None:
    assert due(None) is None


def test_the_day_meta_took_a_code_counts_and_not_the_day_of_the_press() -> None:
    later = PRESSED + timedelta(days=1)

    assert received_at(PRESSED, later) == later
    assert received_at(PRESSED, None) == PRESSED
    assert received_at(None, None) is None


def test_an_extension_ends_three_months_after_the_receipt_and_not_two_after_the_first_end() -> None:
    found = due(pressed=datetime(2026, 1, 31, 12, tzinfo=UTC))

    assert found
    assert (found.day, found.extended) == (date(2026, 3, 2), date(2026, 4, 30))


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


@pytest.mark.parametrize("right", load_rights().rights, ids=lambda right: right.id)
def test_a_day_is_named_where_the_law_gives_one_and_nowhere_else(right: Right) -> None:
    given = ("within one month", "ten days from", "within thirty days")
    assert bool(right.term) is any(words in right.answer.casefold() for words in given)
    assert right.term is None or right.law.split(",")[0].split()[0] in right.term.law or right.id in {"pipa", "kvkk"}
