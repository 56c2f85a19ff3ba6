"""Where an objection stands: the receipt, the mails and the clock decide, and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.followup.mails import MailSeen
from meta_objection.followup.states import State, deadline_for, evidence_with, is_over, state_of
from meta_objection.outcome import Effect, MailEvidence, MailKind, Outcome, Sent
from meta_objection.report import Receipt
from tests.followup.examples import CODE_NEEDED, PRACTICE, PRESSED, REFUSED, UNCONFIRMED, an_objection, lives_in

NEVER = datetime(2026, 12, 1, tzinfo=UTC)
LAST_MOMENT = datetime(2026, 12, 22, 23, 59, tzinfo=UTC)
DAY_AFTER = datetime(2026, 12, 23, 0, 0, tzinfo=UTC)
MAILS = st.lists(
    st.builds(
        MailSeen,
        receipt=st.just("a mail"),
        date=st.datetimes(datetime(2026, 11, 22), datetime(2027, 3, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - beside
        kind=st.sampled_from(MailKind),
        effect=st.sampled_from(Effect),
    ),
    max_size=4,
)
RECEIPTS = st.sampled_from(
    [
        an_objection(),
        an_objection(**UNCONFIRMED),
        an_objection(**CODE_NEEDED),
        an_objection(**REFUSED),
        an_objection(**lives_in(None)),
        an_objection(**lives_in("CH")),
        an_objection(verified=False),
        an_objection(outcome=Outcome.RECEIPT_UNSAVED, exit_code=21),
    ]
)
MOMENTS = st.datetimes(datetime(2026, 11, 22), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - beside


def mail(kind: MailKind, effect: Effect, days: int = 1) -> MailSeen:
    return MailSeen(receipt="a mail", date=PRESSED + timedelta(days=days), kind=kind, effect=effect)


def stands(receipt: Receipt, *mails: MailSeen, now: datetime = NEVER) -> State:
    return state_of(receipt, mails, deadline_for(receipt, mails, None), now)


RECEIVED = mail(MailKind.RECEIVED, Effect.CONFIRMED)
ACCEPTED = mail(MailKind.ACCEPTED, Effect.CONFIRMED, 2)
TURNED_DOWN = mail(MailKind.REFUSED, Effect.REFUSED, 2)
ASKED = mail(MailKind.QUESTION, Effect.NOTED, 2)


@pytest.mark.parametrize(
    ("changes", "state"),
    [({}, State.WAITING), (UNCONFIRMED, State.UNCONFIRMED), (CODE_NEEDED, State.CODE_WANTED), (REFUSED, State.REFUSED)],
)
def test_without_a_mail_the_receipt_decides(changes: dict[str, object], state: State) -> None:
    assert stands(an_objection(**changes)) is state


def test_it_is_overdue_from_the_day_after_the_last_one_and_not_a_minute_before() -> None:
    assert stands(an_objection(), now=LAST_MOMENT) is State.WAITING
    assert stands(an_objection(), now=DAY_AFTER) is State.OVERDUE


def test_the_day_ends_where_meta_has_its_seat_and_not_in_utc() -> None:
    due = deadline_for(an_objection(datetime(2026, 7, 3, 12, tzinfo=UTC)), (), None)

    assert due
    assert due.day == date(2026, 8, 4)  # a Tuesday: the Monday before is a holiday there
    assert is_over(due, datetime(2026, 8, 4, 22, 59, tzinfo=UTC)) is False
    assert is_over(due, datetime(2026, 8, 4, 23, 0, tzinfo=UTC)) is True


@pytest.mark.parametrize("country", ["CH", "BR", "JP", "KR", "TR", "US", None])
def test_nothing_is_overdue_where_no_law_names_a_certain_day(country: str | None) -> None:
    assert stands(an_objection(**lives_in(country)), now=DAY_AFTER + timedelta(days=900)) is State.WAITING


@pytest.mark.parametrize(
    ("mails", "state"),
    [
        ((RECEIVED,), State.WAITING),
        ((RECEIVED, ACCEPTED), State.GRANTED),
        ((RECEIVED, TURNED_DOWN), State.REFUSED),
        ((RECEIVED, ASKED), State.QUESTION),
        ((ASKED, mail(MailKind.RECEIVED, Effect.CONFIRMED, 3)), State.WAITING),
        ((ACCEPTED, mail(MailKind.REFUSED, Effect.REFUSED, 9)), State.REFUSED),
        ((TURNED_DOWN, mail(MailKind.ACCEPTED, Effect.CONFIRMED, 9)), State.GRANTED),
        ((ACCEPTED, TURNED_DOWN), State.REFUSED),  # of the same moment
    ],
)
def test_metas_latest_mail_decides(mails: tuple[MailSeen, ...], state: State) -> None:
    assert stands(an_objection(), *mails) is state
    assert stands(an_objection(), *reversed(mails)) is state


def test_a_mail_confirms_what_nothing_confirmed_and_then_its_day_is_certain() -> None:
    receipt = an_objection(**UNCONFIRMED)

    assert stands(receipt, RECEIVED) is State.WAITING
    assert stands(receipt, RECEIVED, now=DAY_AFTER) is State.OVERDUE
    assert stands(receipt, now=DAY_AFTER) is State.UNCONFIRMED


def test_where_it_is_not_shown_that_the_site_was_metas_a_mail_of_metas_shows_it() -> None:
    receipt = an_objection(verified=False)

    assert deadline_for(receipt, (), None) is None
    assert deadline_for(receipt, (RECEIVED,), None) is not None


def test_practice_is_reckoned_as_if_it_had_gone_to_meta() -> None:
    assert deadline_for(an_objection(**PRACTICE), (), None, practice=True) is not None


def test_a_country_is_taken_from_the_settings_only_where_the_receipt_knows_none() -> None:
    here, nowhere = an_objection(), an_objection(**lives_in(None))

    assert deadline_for(nowhere, (), None) is None
    assert deadline_for(nowhere, (), "DE") == deadline_for(here, (), "GB")


@given(RECEIPTS, MAILS, MOMENTS)
def test_nobody_is_told_a_success_or_a_refusal_that_no_mail_vouches_for(
    receipt: Receipt, mails: list[MailSeen], now: datetime
) -> None:
    state = stands(receipt, *mails, now=now)

    if state is State.GRANTED:
        assert any((mail.kind, mail.effect) == (MailKind.ACCEPTED, Effect.CONFIRMED) for mail in mails)
    if state is State.REFUSED and receipt.outcome is not Outcome.REFUSED_AFTER_SENDING:
        assert any(mail.effect is Effect.REFUSED for mail in mails)
    if state is State.OVERDUE:
        assert receipt.sent is Sent.YES or any(mail.effect is Effect.CONFIRMED for mail in mails)
        assert now.date() > date(2026, 12, 22)


@given(RECEIPTS, MAILS, MOMENTS)
def test_a_mail_without_effect_changes_nothing(receipt: Receipt, mails: list[MailSeen], now: datetime) -> None:
    silent = [one.model_copy(update={"effect": Effect.NONE}) for one in mails]

    assert stands(receipt, *silent, now=now) is stands(receipt, now=now)
    assert evidence_with(receipt.evidence, silent) == receipt.evidence


@given(RECEIPTS, MAILS, MOMENTS, st.integers(0, 400))
def test_time_alone_does_nothing_but_let_a_day_pass(
    receipt: Receipt, mails: list[MailSeen], now: datetime, days: int
) -> None:
    before, after = (stands(receipt, *mails, now=moment) for moment in (now, now + timedelta(days=days)))

    assert before is after or (before, after) == (State.WAITING, State.OVERDUE)


def test_the_evidence_is_what_the_latest_mail_says() -> None:
    told = an_objection().evidence

    assert evidence_with(told, [RECEIVED]).mail is MailEvidence.CONFIRMED
    assert evidence_with(told, [TURNED_DOWN, RECEIVED]).mail is MailEvidence.REFUSED
    assert evidence_with(told, [RECEIVED]).server is told.server
