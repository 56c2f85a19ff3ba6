"""A home that a service copies to other machines is noticed, and what such a service makes of a journal forbids."""

from pathlib import Path

import pytest

from meta_objection.errors import BadSettings
from meta_objection.journal.copies import copied_by, other_journals
from meta_objection.journal.store import FILE
from meta_objection.outcome import Outcome
from tests.journal.test_rules import forbidden, memory_of, sent

CONFLICTS = [
    "journal (Kim's conflicted copy 2026-11-26).sqlite3",
    "journal.sync-conflict-20261126-101500-ABCDEFG.sqlite3",
    "journal (conflicted copy 2026-11-26 101500).sqlite3",
    "journal-LAPTOP.sqlite3",
    "journal (1).sqlite3",
    "journal 2.sqlite3",
]


@pytest.mark.parametrize("above", ["Dropbox", "Dropbox (Personal)", "OneDrive - Example", "Nextcloud", "iCloud Drive"])
def test_a_home_below_the_folder_of_a_service_is_noticed(tmp_path: Path, above: str) -> None:
    assert copied_by(tmp_path / above / "deep" / "home") == tmp_path / above


def test_a_service_is_noticed_by_what_it_leaves_at_the_top(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert copied_by(tmp_path / "deep" / "home") == tmp_path


def test_any_other_home_is_nobodys(tmp_path: Path) -> None:
    assert copied_by(tmp_path / "home") is None


@pytest.mark.parametrize("name", CONFLICTS)
def test_another_journal_beside_ours_keeps_the_program_from_sending_what_it_does_not_know_of(
    tmp_path: Path, name: str
) -> None:
    memory_of(tmp_path).begin()
    (tmp_path / name).touch()

    assert other_journals(tmp_path, FILE) == [name]
    with pytest.raises(BadSettings, match="another journal") as stop:
        forbidden(tmp_path)
    assert stop.value.why == "journal-copies"
    assert forbidden(tmp_path, again=True) is None


def test_what_the_journal_itself_knows_is_said_whatever_lies_beside_it(tmp_path: Path) -> None:
    sent(tmp_path, Outcome.SUBMITTED)
    (tmp_path / CONFLICTS[0]).touch()

    assert forbidden(tmp_path) is not None


def test_what_belongs_to_the_journal_is_no_other_one(tmp_path: Path) -> None:
    for name in (FILE, f"{FILE}-wal", f"{FILE}-shm", "other.sqlite3"):
        (tmp_path / name).touch()

    assert other_journals(tmp_path, FILE) == []
