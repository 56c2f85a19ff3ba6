"""The journal: on the disk before the press, nobody's name in it, one sender at a time."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from meta_objection.journal.persons import known_as
from meta_objection.journal.store import Journal, JournalError, Matter, OtherRunError, Stage

KIM = known_as(email="kim@example.org")
MATTER = Matter(KIM, "facebook", "object", "live")
PRESS_AND_HANG = """
import signal, sys
from pathlib import Path
from meta_objection.journal.store import Journal, Matter
journal = Journal(Path(sys.argv[1]))
with journal.sending(5):
    journal.about_to_press(Matter(("email:kim@example.org",), "facebook", "object", "live"), "a-receipt")
    print("about to press", flush=True)
    signal.pause()
"""
SAVED_STAGES = [stage for stage in Stage if stage is not Stage.NOT_TAKEN]


@contextmanager
def another_process(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another run, which has written that it is about to press and holds the right to send."""
    with subprocess.Popen([sys.executable, "-c", PRESS_AND_HANG, home], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert running.stdout.readline() == "about to press\n"
        try:
            yield running
        finally:
            running.kill()


@pytest.fixture
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def press(journal: Journal, matter: Matter = MATTER, receipt: str = "a-receipt") -> int:
    with journal.sending(1):
        return journal.about_to_press(matter, receipt)


def test_nothing_was_sent_from_a_new_home(tmp_path: Path) -> None:
    assert Journal(tmp_path).last(MATTER) is None


def test_what_is_about_to_happen_is_remembered_by_the_next_run(tmp_path: Path) -> None:
    number = press(Journal(tmp_path))
    attempt = Journal(tmp_path).last(MATTER)

    assert attempt
    assert (attempt.id, attempt.stage, attempt.receipt) == (number, Stage.PRESSING, "a-receipt")
    assert datetime.now(UTC) - attempt.pressed_at < timedelta(minutes=1)


@pytest.mark.parametrize("stage", SAVED_STAGES)
def test_an_ending_is_remembered(tmp_path: Path, stage: Stage) -> None:
    journal = Journal(tmp_path)
    journal.ended(press(journal), stage)
    attempt = Journal(tmp_path).last(MATTER)

    assert attempt
    assert attempt.stage is stage


def test_an_attempt_that_meta_turned_back_does_not_hide_an_earlier_one(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.ended(press(journal, receipt="first"), Stage.SUBMITTED)
    journal.ended(press(journal, receipt="second"), Stage.NOT_TAKEN)
    attempt = journal.last(MATTER)

    assert attempt
    assert attempt.receipt == "first"


def test_an_ending_may_come_with_another_receipt(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.ended(press(journal), Stage.UNCONFIRMED, "another-receipt")
    attempt = journal.last(MATTER)

    assert attempt
    assert attempt.receipt == "another-receipt"


@pytest.mark.parametrize(
    "other",
    [
        Matter(known_as(email="lee@example.org"), "facebook", "object", "live"),
        Matter(KIM, "instagram", "object", "live"),
        Matter(KIM, "facebook", "delete", "live"),
        Matter(KIM, "facebook", "object", "replay:/somewhere"),
    ],
)
def test_matters_are_kept_apart(tmp_path: Path, other: Matter) -> None:
    journal = Journal(tmp_path)
    press(journal)

    assert journal.last(other) is None


@pytest.mark.parametrize("written", ["Kim@Example.org", " kim@example.org\n", "KIM@EXAMPLE.ORG"])
def test_a_person_is_the_same_however_the_address_is_written(tmp_path: Path, written: str) -> None:
    journal = Journal(tmp_path)
    press(journal)

    assert journal.last(Matter(known_as(email=written), "facebook", "object", "live"))


def test_the_person_never_stands_in_the_files(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    with journal._open():  # while it is open, the newest pages stand in a file of their own
        press(journal)
        content = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"a-receipt" in content
    assert b"kim" not in content.lower()


def test_two_homes_know_the_same_person_by_different_names(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        press(Journal(tmp_path / name))
    names = [_persons(tmp_path / name) for name in ("one", "two")]

    assert names[0] != names[1]


def _persons(home: Path) -> list[tuple[str]]:
    database = sqlite3.connect(home / "journal.sqlite3")
    try:
        return database.execute("SELECT person FROM attempts").fetchall()
    finally:
        database.close()


@pytest.mark.usefixtures("_open_umask")
def test_every_file_is_private_under_any_umask_also_while_it_is_open(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    with journal._open(), journal.sending(1):
        journal.about_to_press(MATTER, "a-receipt")
        modes = {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in tmp_path.iterdir()}

    assert "journal.sqlite3" in modes
    assert set(modes.values()) == {"0o600"}


def test_a_commit_is_on_the_disk_when_it_returns(tmp_path: Path) -> None:
    with Journal(tmp_path)._open() as database:
        assert database.execute("PRAGMA synchronous").fetchone() == (2,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_another_process_cannot_send_at_the_same_time(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    with another_process(tmp_path):
        with pytest.raises(OtherRunError), journal.sending(0.1):
            pytest.fail("both may send")
        assert journal.last(MATTER)  # reading is always possible


def test_who_waits_long_enough_may_send_after_the_other(tmp_path: Path) -> None:
    with another_process(tmp_path) as other:
        other.send_signal(signal.SIGTERM)
        with Journal(tmp_path).sending(10):
            pass


def test_a_killed_process_leaves_its_trace_and_gives_the_right_to_send_back(tmp_path: Path) -> None:
    with another_process(tmp_path) as other:
        os.kill(other.pid, signal.SIGKILL)
        assert other.wait(10) == -signal.SIGKILL
    journal = Journal(tmp_path)
    with journal.sending(1):
        attempt = journal.last(MATTER)

    assert attempt
    assert (attempt.stage, attempt.receipt) == (Stage.PRESSING, "a-receipt")


def test_a_damaged_journal_is_an_error_and_not_an_empty_memory(tmp_path: Path) -> None:
    press(Journal(tmp_path))
    (tmp_path / "journal.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(JournalError, match="not a database"):
        Journal(tmp_path).last(MATTER)
