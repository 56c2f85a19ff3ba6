"""Which receipts are objections that somebody waits for, and which mails belong to them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from meta_objection.followup.objections import Asked, Objection, objections
from meta_objection.followup.states import State
from meta_objection.outcome import Doubt, Effect, MailKind, Mode
from tests.followup.examples import (
    CODE_NEEDED,
    PRACTICE,
    PRESSED,
    REHEARSED,
    UNCONFIRMED,
    a_mail,
    filed,
    lives_in,
)

LATER = PRESSED + timedelta(hours=1)
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def looked_at(home: Path) -> list[Objection]:
    return objections(home, Asked(NOW))


@pytest.mark.parametrize("changes", [{"mode": Mode.REPLAY, "verified": None}, REHEARSED])
def test_replays_and_rehearsals_are_not_listed(tmp_path: Path, changes: dict[str, object]) -> None:
    filed(tmp_path, **changes)

    assert looked_at(tmp_path) == []


def test_practice_is_listed_and_called_so(tmp_path: Path) -> None:
    filed(tmp_path, **PRACTICE)
    filed(tmp_path, LATER)

    assert [one.practice for one in looked_at(tmp_path)] == [False, True]


def test_what_went_out_past_unchecked_certificates_is_listed_but_has_no_day(tmp_path: Path) -> None:
    filed(tmp_path, verified=False, doubts=(Doubt.NOT_CHECKED,))
    (one,) = looked_at(tmp_path)

    assert (one.state, one.due) == (State.WAITING, None)


def test_the_newest_stands_first(tmp_path: Path) -> None:
    older, newer = filed(tmp_path), filed(tmp_path, LATER, form="instagram")

    assert [one.id for one in looked_at(tmp_path)] == [newer.name, older.name]


def test_nobody_waits_for_a_receipt_that_somebody_changed(tmp_path: Path) -> None:
    folder = filed(tmp_path)
    path = folder / "receipt.json"
    path.write_bytes(path.read_bytes().replace(b'"DE"', b'"GB"'))

    assert looked_at(tmp_path) == []


@pytest.mark.parametrize("changes", [CODE_NEEDED, UNCONFIRMED])
def test_what_came_to_nothing_is_left_out_once_the_same_was_filed(tmp_path: Path, changes: dict[str, object]) -> None:
    filed(tmp_path, **changes)
    assert len(looked_at(tmp_path)) == 1
    another = filed(tmp_path, LATER, **{**lives_in("DE"), "answers": {"country": "DE", "email": "bob@example.org"}})
    assert len(looked_at(tmp_path)) == 2
    same = filed(tmp_path, LATER)
    assert {one.id for one in looked_at(tmp_path)} == {another.name, same.name}


def test_mails_are_found_beside_the_objection_they_belong_to(tmp_path: Path) -> None:
    folder, other = filed(tmp_path), filed(tmp_path, LATER)
    second = a_mail(tmp_path, folder.name, MailKind.ACCEPTED, Effect.CONFIRMED, PRESSED + timedelta(days=2))
    first = a_mail(tmp_path, folder.name, MailKind.RECEIVED, Effect.CONFIRMED, PRESSED + timedelta(days=1))

    mails = {one.id: [mail.receipt for mail in one.mails] for one in looked_at(tmp_path)}
    assert mails == {folder.name: [first.name, second.name], other.name: []}
    assert {one.id: one.state for one in looked_at(tmp_path)} == {
        folder.name: State.GRANTED,
        other.name: State.WAITING,
    }


def test_a_mail_that_somebody_changed_says_nothing(tmp_path: Path) -> None:
    folder = filed(tmp_path)
    mail = a_mail(tmp_path, folder.name, MailKind.RECEIVED, Effect.CONFIRMED, PRESSED + timedelta(days=1))
    path = mail / "receipt.json"
    path.write_bytes(path.read_bytes().replace(b"received", b"accepted"))

    assert [one.mails for one in looked_at(tmp_path)] == [()]


def test_an_empty_home_has_none(tmp_path: Path) -> None:
    assert looked_at(tmp_path) == []
