"""What `status` and `calendar` print and write."""

import json
import shlex
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from meta_objection.cli.app import main
from meta_objection.outcome import Effect, MailKind
from tests.followup.examples import CODE_NEEDED, PRACTICE, REHEARSED, UNCONFIRMED, a_mail, filed, lives_in

pytestmark = pytest.mark.usefixtures("own_place")
LONG_AGO = datetime(2026, 1, 31, 12, tzinfo=UTC)
JUST_NOW = datetime.now(UTC) - timedelta(hours=1)
ANSWERED = JUST_NOW + timedelta(minutes=10)


def listed(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    assert main(["status", "--json", "--home", str(home), *words]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["objections"]
    return found


def test_scripts_hear_of_each_objection_what_the_contract_promises(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = filed(tmp_path, LONG_AGO)
    (one,) = listed(tmp_path, capsys)

    assert one["receipt"] == folder.name
    assert (one["form"], one["request"], one["state"]) == ("facebook", "object", "overdue")
    assert one["sent"] == "2026-01-31T12:00:00+00:00"
    assert one["evidence"] == {"server": "accepted", "page": "confirmed", "mail": "none"}
    assert (one["due"], one["extended_due"]) == ("2026-03-02", "2026-04-30")
    assert one["mails"] == []


@pytest.mark.parametrize(
    ("changes", "state", "begins"),
    [
        ({}, "waiting", ["calendar"]),
        (lives_in("CH"), "waiting", ["receipts", "open"]),
        (UNCONFIRMED, "unconfirmed", ["receipts", "open"]),
        (CODE_NEEDED, "code-wanted", ["submit", "--form", "facebook", "--code"]),
    ],
)
def test_the_next_thing_is_a_command_to_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, object], state: str, begins: list[str]
) -> None:
    filed(tmp_path, JUST_NOW, **changes)
    (one,) = listed(tmp_path, capsys)
    words = shlex.split(one["next"])

    assert one["state"] == state
    assert words[: len(begins) + 1] == ["meta-objection", *begins]
    assert words[-2:] == ["--home", str(tmp_path)]


@pytest.mark.parametrize(
    ("kind", "effect", "told"),
    [
        (MailKind.ACCEPTED, Effect.CONFIRMED, ("granted", "confirmed", "receipts open")),
        (MailKind.REFUSED, Effect.REFUSED, ("refused", "refused", "letter complaint")),
        (MailKind.QUESTION, Effect.NOTED, ("question", "none", "receipts open")),
        (MailKind.RECEIVED, Effect.CONFIRMED, ("waiting", "confirmed", "calendar")),
        (MailKind.ANNOUNCEMENT, Effect.NONE, ("unconfirmed", "none", "receipts open")),
    ],
)
def test_a_mail_of_metas_moves_an_objection_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: MailKind, effect: Effect, told: tuple[str, str, str]
) -> None:
    folder = filed(tmp_path, JUST_NOW, **UNCONFIRMED)
    mail = a_mail(tmp_path, folder.name, kind, effect, ANSWERED)
    (one,) = listed(tmp_path, capsys)

    assert (one["state"], one["evidence"]["mail"]) == told[:2]
    assert one["mails"] == [mail.name]
    assert one["next"].startswith(f"meta-objection {told[2]}")


def test_every_next_command_is_one_that_the_program_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filed(tmp_path, LONG_AGO)
    filed(tmp_path, JUST_NOW, form="instagram")
    for one in listed(tmp_path, capsys):
        words = shlex.split(one["next"])[1:]
        assert main([*words, "--help"]) == 0


def test_the_same_in_a_persons_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = filed(tmp_path, LONG_AGO)
    assert main(["status", "--home", str(tmp_path)]) == 0
    said = capsys.readouterr().out

    assert folder.name in said
    assert "overdue: Meta had to answer by 2026-03-02 (GDPR, Article 12(3)), by 2026-04-30 if" in said
    assert "next: meta-objection letter reminder" in said


def test_a_country_that_is_not_known_has_no_date_and_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filed(tmp_path, JUST_NOW, **lives_in(None))
    assert main(["status", "--home", str(tmp_path)]) == 0
    assert "say it with --country" in capsys.readouterr().out
    (one,) = listed(tmp_path, capsys, "--country", "Germany")
    assert one["due"]


def test_nothing_was_sent_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(tmp_path, capsys) == []
    assert main(["status", "--home", str(tmp_path)]) == 0
    assert "No objection was sent" in capsys.readouterr().out


def test_practice_is_listed_and_called_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filed(tmp_path, JUST_NOW, **PRACTICE)

    assert [one["practice"] for one in listed(tmp_path, capsys)] == [True]


def test_a_receipt_that_does_not_hold_is_named_and_not_believed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = filed(tmp_path)
    (folder / "receipt.json").write_text("{}", encoding="utf-8")
    assert main(["status", "--json", "--home", str(tmp_path)]) == 0
    said = capsys.readouterr()

    assert json.loads(said.out) == {"objections": []}
    assert folder.name in said.err
    assert main(["status", "--home", str(tmp_path)]) == 0
    assert "No objection was sent" not in capsys.readouterr().out


def test_a_calendar_is_written_for_nobody_else_to_read_and_again_in_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filed(tmp_path, JUST_NOW)
    path = tmp_path / "dates.ics"
    first = main(["calendar", "-o", str(path), "--home", str(tmp_path)]), path.read_bytes()
    second = main(["calendar", "latest", "--output", str(path), "--home", str(tmp_path)]), path.read_bytes()

    assert first == second == (0, path.read_bytes())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "Written" in capsys.readouterr().out


def test_another_file_in_its_place_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filed(tmp_path, JUST_NOW)
    path = tmp_path / "letter.txt"
    path.write_text("mine", encoding="utf-8")

    assert main(["calendar", "-o", str(path), "--home", str(tmp_path)]) == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert "no calendar of this program's" in capsys.readouterr().err


def test_a_calendar_on_standard_output_keeps_its_line_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filed(tmp_path, JUST_NOW)
    assert main(["calendar", "--home", str(tmp_path)]) == 0

    assert capsys.readouterr().out.startswith("BEGIN:VCALENDAR\r\n")


def test_without_a_date_there_is_no_calendar_and_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = filed(tmp_path, JUST_NOW, **lives_in("CH"))

    assert main(["calendar", folder.name, "--home", str(tmp_path)]) == 2
    assert "the law there names no day" in capsys.readouterr().err
    assert main(["calendar", "nothing", "--home", str(tmp_path)]) == 2


def test_a_rehearsal_has_no_place_in_a_calendar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = filed(tmp_path, JUST_NOW, **REHEARSED)

    assert main(["calendar", folder.name, "--home", str(tmp_path)]) == 2
    assert "no objection that was sent to Meta" in capsys.readouterr().err
