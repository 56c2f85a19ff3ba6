"""What fixtures share is packed once, and the same each time."""

import tarfile
from datetime import UTC, datetime
from pathlib import Path

from meta_objection.replay import Exchange, FixtureAbout, Recorder, Redactor, Request, Response, read_har
from meta_objection.replay.bodies import ARCHIVE, packed
from tests.recorder.packing import pack, packed_bytes

ABOUT = FixtureAbout("reconstructed", "a test", "2026-11-22", "facebook", "2025", "en", "", "direct", "", "submitted")
SCRIPT = b"let shared = 1;"


def recorded(folder: Path, *bodies: bytes) -> Path:
    recorder = Recorder(Redactor({}), datetime(2026, 11, 22, tzinfo=UTC))
    for at, body in enumerate(bodies):
        answer = Response(200, (("content-type", "text/javascript"),), body)
        recorder.add(Exchange(Request("GET", f"https://site.example/{at}"), answer))
    recorder.write(folder, ABOUT, shared=True)
    return folder


def bodies_of(folder: Path) -> list[bytes]:
    return [one.response.body for one in read_har(folder)]


def test_a_body_of_two_fixtures_is_kept_once(tmp_path: Path) -> None:
    first, second = recorded(tmp_path / "a/one", SCRIPT, b"1"), recorded(tmp_path / "b/two", b"2", SCRIPT)
    pack(tmp_path)
    assert sorted(packed(tmp_path / ARCHIVE).values()) == [b"1", b"2", SCRIPT]
    assert (bodies_of(first), bodies_of(second)) == ([SCRIPT, b"1"], [b"2", SCRIPT])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", ARCHIVE]


def test_what_no_fixture_names_any_more_is_left_out(tmp_path: Path) -> None:
    recorded(tmp_path / "a/one", b"old", SCRIPT)
    pack(tmp_path)
    recorded(tmp_path / "a/one", b"new", SCRIPT)
    pack(tmp_path)
    assert sorted(packed(tmp_path / ARCHIVE).values()) == sorted([b"new", SCRIPT])


def test_an_archive_that_holds_all_already_is_not_written_again(tmp_path: Path) -> None:
    recorded(tmp_path / "a/one", SCRIPT)
    pack(tmp_path)
    (tmp_path / ARCHIVE).chmod(0o400)
    before = (tmp_path / ARCHIVE).stat()
    recorded(tmp_path / "a/one", SCRIPT)
    pack(tmp_path)
    assert (tmp_path / ARCHIVE).stat().st_mtime_ns == before.st_mtime_ns


def test_the_same_bodies_give_the_same_archive_in_whatever_order_they_come() -> None:
    bodies = {"bodies/a.js": b"1", "bodies/b.html": b"2"}
    assert packed_bytes(bodies) == packed_bytes(dict(reversed(bodies.items())))


def test_the_archive_unpacks_to_the_files_that_the_hars_name(tmp_path: Path) -> None:
    folder = recorded(tmp_path / "a/one", SCRIPT)
    pack(tmp_path)
    with tarfile.open(tmp_path / ARCHIVE) as archive:
        archive.extractall(tmp_path, filter="data")
    (tmp_path / ARCHIVE).unlink()
    assert bodies_of(folder) == [SCRIPT]
