"""Fixtures are found at any depth, replayed by an invented person, and compared with how they say they end."""

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from meta_objection.drift.fixtures import Replayed, fixtures_in, junit, listed, name_of
from meta_objection.errors import BadSettings
from meta_objection.replay import shipped_fixtures
from tests.command import Desk

ONE = shipped_fixtures() / "facebook/2025-de"


def copied(to: Path, ends: str = "submitted") -> Path:
    shutil.copytree(ONE, to)
    about = to / "fixture.toml"
    about.write_text(about.read_text("utf-8").replace('ends = "submitted"', f'ends = "{ends}"'), "utf-8")
    return to


def test_every_fixture_below_a_folder_is_found(tmp_path: Path) -> None:
    deep, near = copied(tmp_path / "a/b/c"), copied(tmp_path / "near")
    assert fixtures_in([tmp_path]) == [deep, near]
    assert fixtures_in([near]) == [near]


def test_without_a_folder_it_is_the_shipped_ones() -> None:
    assert {name_of(one) for one in fixtures_in([])} >= {"facebook/2024-en", "facebook/2025-de", "instagram/2025-en"}
    assert {row["fixture"] for row in listed()} == {name_of(one) for one in fixtures_in([])}


def test_a_folder_without_any_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=f"no fixture in {tmp_path}"):
        fixtures_in([tmp_path])
    with pytest.raises(BadSettings, match="nowhere"):
        fixtures_in([tmp_path / "nowhere"])


@pytest.mark.parametrize("broken", ["no recording", "no JSON", "a way out of the folder", "a body nobody has"])
def test_one_that_cannot_be_read_is_named_before_anything_is_replayed(broken: str, tmp_path: Path) -> None:
    fixture = copied(tmp_path / "broken-one")
    recording = fixture / "site.har"
    if broken == "no recording":
        recording.unlink()
    elif broken == "no JSON":
        recording.write_text("{")
    else:
        har = json.loads(recording.read_text("utf-8"))
        content = next(one for one in har["log"]["entries"])["response"]["content"]
        content.pop("text", None)
        ways = {"a way out of the folder": "../../secret.txt", "a body nobody has": f"../../bodies/{'0' * 64}.html"}
        content["_file"] = ways[broken]
        recording.write_text(json.dumps(har))

    with pytest.raises(BadSettings, match="broken-one"):
        fixtures_in([tmp_path])


def replayed(name: str, *, ok: bool) -> Replayed:
    outcome = "submitted" if ok else "form-changed"
    return Replayed(
        fixture=f"facebook/{name}",
        expected="submitted",
        outcome=outcome,
        ok=ok,
        seconds=1.5,
        message="Something <b>else</b>.",
    )


def test_the_results_are_written_as_servers_read_them() -> None:
    suite = ET.fromstring(junit([replayed("one", ok=True), replayed("other", ok=False)]))  # noqa: S314 - our own

    assert suite.attrib | {"name": ""} == {"name": "", "tests": "2", "failures": "1", "time": "3.0"}
    assert [(case.get("classname"), case.get("name")) for case in suite] == [("facebook", "one"), ("facebook", "other")]
    failures = [failure.get("message") for failure in suite.iter("failure")]
    assert failures == ["expected submitted, ended form-changed: Something <b>else</b>."]


def test_what_ends_otherwise_is_told_and_its_receipt_kept(tmp_path: Path) -> None:
    desk, results = Desk(tmp_path), tmp_path / "results.xml"
    copied(tmp_path / "mine/as-it-says"), copied(tmp_path / "mine/otherwise", ends="code-needed")
    words = ["--json", "--home", str(desk.home), "--junit", str(results), "--jobs", "2"]

    ended = desk.run("fixtures", "check", str(tmp_path / "mine"), *words)

    assert ended.code == 11, ended.err
    told = [{name: one[name] for name in one if name != "seconds"} for one in ended.report["fixtures"]]
    assert ended.report["failed"] == 1
    assert told == [
        {"fixture": "mine/as-it-says", "expected": "submitted", "outcome": "submitted", "ok": True},
        {"fixture": "mine/otherwise", "expected": "code-needed", "outcome": "submitted", "ok": False},
    ]
    assert "✗ mine/otherwise  submitted, not code-needed" in ended.err
    assert [path.name for path in (desk.home / "fixtures-check").iterdir()] == ["mine-otherwise"]
    assert (desk.home / "fixtures-check/mine-otherwise/receipt.json").is_file()
    assert 'failures="1"' in results.read_text()


def test_no_setting_of_the_folder_it_is_run_in_is_obeyed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.work.mkdir(parents=True)
    (desk.work / "meta-objection.toml").write_text('email = "somebody@example.org"\nform = "instagram"\n')

    ended = desk.run("fixtures", "check", str(ONE), "--home", str(desk.home))

    assert ended.code == 0, ended.err
    assert "✓ facebook/2025-de  submitted" in ended.out
    assert list(desk.home.glob("**/receipt.json")) == []
