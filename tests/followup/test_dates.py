"""The calendar: read by another library than the one that writes it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject

from meta_objection.followup.dates import calendar_of
from meta_objection.followup.objections import Asked, objections
from meta_objection.outcome import Effect, MailKind
from tests.followup.examples import PRACTICE, PRESSED, UNCONFIRMED, a_mail, filed, lives_in

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def made(home: Path) -> bytes | None:
    return calendar_of(objections(home, Asked(NOW)))


def events(home: Path) -> list[Any]:
    calendar = made(home)
    return list(vobject.readOne(calendar.decode()).vevent_list) if calendar else []


def test_another_library_reads_one_event_a_due_date_with_two_alarms(tmp_path: Path) -> None:
    folder = filed(tmp_path)
    (event,) = events(tmp_path)

    assert event.dtstart.value == date(2026, 12, 22)
    assert event.dtend.value == date(2026, 12, 23)
    assert event.uid.value == f"{folder.name}-answer@meta-objection"
    assert event.summary.value == "Meta (facebook): Meta has to answer by 22 December 2026 (GDPR, Article 12(3))."
    assert "22 February 2027" in event.description.value
    assert [alarm.trigger.value for alarm in event.valarm_list] == [timedelta(days=-7), timedelta(days=-1)]


def test_it_is_the_same_to_the_byte_each_time(tmp_path: Path) -> None:
    filed(tmp_path)

    assert made(tmp_path) == made(tmp_path)


def test_lines_are_as_the_format_wants_them(tmp_path: Path) -> None:
    filed(tmp_path, locale="el")
    calendar = made(tmp_path)

    assert calendar
    assert calendar.replace(b"\r\n", b"").count(b"\n") == 0
    assert max(len(line) for line in calendar.split(b"\r\n")) <= 75


def test_nobody_is_named_in_it(tmp_path: Path) -> None:
    filed(tmp_path)
    calendar = made(tmp_path)

    assert calendar
    assert b"ada" not in calendar
    assert b"bakery" not in calendar


def test_a_day_that_is_not_certain_is_said_to_be_so(tmp_path: Path) -> None:
    filed(tmp_path, **UNCONFIRMED)
    (event,) = events(tmp_path)

    assert "If it arrived" in event.summary.value


def test_turkey_has_a_second_day_after_which_a_complaint_comes_too_late(tmp_path: Path) -> None:
    filed(tmp_path, **lives_in("TR"))

    assert [event.dtstart.value for event in events(tmp_path)] == [date(2026, 12, 22), date(2027, 1, 21)]


@pytest.mark.parametrize("country", ["CH", None])
def test_without_a_day_there_is_no_calendar(tmp_path: Path, country: str | None) -> None:
    filed(tmp_path, **lives_in(country))

    assert made(tmp_path) is None


def test_what_was_answered_has_no_day_any_more(tmp_path: Path) -> None:
    folder = filed(tmp_path)
    a_mail(tmp_path, folder.name, MailKind.ACCEPTED, Effect.CONFIRMED, PRESSED + timedelta(days=2))

    assert made(tmp_path) is None


def test_practice_is_called_practice_in_the_calendar_too(tmp_path: Path) -> None:
    filed(tmp_path, **PRACTICE)
    (event,) = events(tmp_path)

    assert event.summary.value.startswith("PRACTICE.")
