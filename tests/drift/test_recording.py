"""A person's own visit as a fixture: it replays as it went, and nothing in it tells who they are."""

from pathlib import Path

import pytest

from meta_objection.replay import read_about
from tests.command import Desk, Ended, Objector, to_replica
from tests.redaction.guises import holding
from tests.replica import Replica, Story

WHO = Objector(email="kim.recorded@example.org", reason="Nobody asked me, and Recordedville is small.")
PERSONAL = ("kim.recorded@example.org", "kim.recorded", "Nobody asked me", "Recordedville")


def recording(desk: Desk, replica: Replica, folder: Path, *words: str) -> Ended:
    given = [*WHO.words(), "--home", str(desk.home), "--headless", "--url", replica.address(), *to_replica(replica)]
    return desk.run("fixtures", "record", str(folder), *given, *words)


@pytest.fixture
def desk(tmp_path: Path, replica: Replica) -> Desk:
    replica.story = Story()
    return Desk(tmp_path)


@pytest.mark.parametrize(("words", "ends"), [((), "rehearsed"), (("--to-its-end",), "submitted")])
def test_a_visit_is_recorded_up_to_the_button_or_to_its_end_and_replays_as_it_went(
    desk: Desk, replica: Replica, words: tuple[str, ...], ends: str
) -> None:
    folder = desk.folder / "mine" / "facebook" / "2026-en"
    ended = recording(desk, replica, folder, "--yes", *words)

    assert ended.code == 0, ended.err
    assert "It replays as it went." in ended.out
    assert [one for one in replica.received if one.fields] == ([] if ends == "rehearsed" else replica.received)
    about = read_about(folder)
    assert (about.form, about.generation, about.lang, about.ends) == ("facebook", "2025", "en", ends)
    assert about.kind == "reconstructed"  # it was a local copy, and is not called a recording of Meta's page
    assert desk.run("fixtures", "check", str(folder), "--json").code == 0


def test_nothing_of_the_person_or_of_the_session_is_in_it(desk: Desk, replica: Replica) -> None:
    replica.story = Story(generation="2024", prefilled=WHO.email or "")
    folder = desk.folder / "mine"
    ended = recording(desk, replica, folder, "--yes", "--to-its-end", "--code", "246810")

    assert ended.code == 0, ended.err
    tokens = {value for one in replica.received for name, value in _tokens(one.fields)}
    assert tokens
    assert {
        secret: holding(folder, secret) for secret in (*PERSONAL, "246810", *tokens) if holding(folder, secret)
    } == {}
    assert {oct(path.stat().st_mode & 0o777) for path in folder.rglob("*") if path.is_file()} == {"0o600"}
    assert all(secret not in ended.err for secret in PERSONAL[:1])


def _tokens(fields: dict[str, list[str]]) -> list[tuple[str, str]]:
    named = ("fb_dtsg", "lsd", "jazoest")
    return [(name, value) for name, values in fields.items() if name in named for value in values if len(value) > 6]


def test_nothing_is_kept_without_a_yes_nor_in_the_place_of_something(desk: Desk, replica: Replica) -> None:
    folder = desk.folder / "mine"

    assert "--yes" in recording(desk, replica, folder).err
    folder.mkdir()
    ended = recording(desk, replica, folder, "--yes")
    assert (ended.code, "already" in ended.err) == (2, True)
    assert list(folder.iterdir()) == []


def test_what_ends_before_a_form_was_seen_leaves_nothing(desk: Desk, replica: Replica) -> None:
    folder = desk.folder / "mine"
    ended = recording(desk, replica, folder, "--yes", "--email", "kim")

    assert ended.code == 2
    assert not folder.exists()
