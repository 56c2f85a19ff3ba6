"""Every fixture is what it says it is: the real command, run against it, ends as it says."""

import hashlib
import json
import re
import subprocess
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from meta_objection.forms import load_form
from meta_objection.outcome import Outcome
from meta_objection.plan.fixtures import fixtures_of
from meta_objection.replay import read_about, read_har, scan
from meta_objection.replay.bodies import ARCHIVE, packed
from meta_objection.settings import Route
from tests.command import Desk
from tests.everyday import LANGUAGES, first_of_each
from tests.recorder.from_replica import PERSON
from tests.recorder.wanted import HAPPY, WANTED

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
MEGABYTE = 1_000_000
FOLDERS = sorted(path.parent for path in FIXTURES.glob("*/*/fixture.toml"))
SHIPPED = [str(folder.relative_to(FIXTURES)) for folder in FOLDERS]

SOMEBODY_ELSE = {
    "country": "Norway",
    "email": "Zoë.O'Brien+meta@mail.example.net",
    "reason": "لا أوافق — סירוב — “No” 🙅🏽‍♀️ & <never>\nnot even 100 % = once\n{{email}}",
    "extra": "И ещё: nein.",
    "code": "13579",
    "name": "Ní Bhriain, Zoë",
    "phone": "+47 40 12 34 56",
    "prompts": "Who is «Zoë»?",
}


def submit(desk: Desk, fixture: Path | str, person: dict[str, str]) -> tuple[int, dict[str, object]]:
    answers = [word for name, value in person.items() for word in (f"--{name}", value)]
    ended = desk.run(
        *("submit", "--replay", str(fixture), "--json", "--yes", "--home", str(desk.home), "--timeout", "5"),
        *flags_of(FIXTURES / fixture),
        *answers,
    )
    return ended.code, ended.report


PLAIN = {"email": "zoe.obrien+meta@mail.example.net"}
"""An address that a browser's own check of a form accepts: it knows no letters beyond ASCII there."""
GUARDED, PAGE = b"for (;;);{", b"<!DOCTYPE html>"
WHATSAPPS_PATH = "/contact/forms/submit/"
"""Where the replica's copy of WhatsApp's form posts to; Meta's own path is unknown, so no form's file names it."""


def flags_of(fixture: Path) -> tuple[str, ...]:
    about = read_about(fixture)
    return "--form", about.form, "--route", about.route, "--request", about.request


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def kind_of(name: str) -> tuple[object, ...]:
    """Every day each form and version is met once, and once more in each language of every day."""
    about = read_about(FIXTURES / name)
    return (about.form, about.generation) if about.lang not in LANGUAGES[1:] else (about.form, about.lang)


@pytest.fixture(params=SHIPPED)
def folder(request: pytest.FixtureRequest) -> Path:
    return FIXTURES / str(request.param)


def test_every_fixture_that_is_wanted_is_there() -> None:
    assert {one.folder for one in WANTED} <= set(SHIPPED)


def test_a_fixture_keeps_nothing_of_anybody(folder: Path) -> None:
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    kept = b"\n".join([*files, *(one.response.body for one in read_har(folder))]).decode()
    assert scan(folder) == []
    assert [name for name, value in PERSON.items() if name != "country" and value in kept] == []


def test_a_fixture_says_whether_it_was_recorded_and_from_where(folder: Path) -> None:
    about = read_about(folder)
    assert about.kind == "reconstructed" if about.source == "replica" else about.kind == "recorded"
    assert date.fromisoformat(about.date)
    assert folder.parent.name == about.form
    assert f"{folder.name}-".startswith(f"{about.generation}-{about.lang}-")
    assert Outcome(about.ends)


def test_a_fixture_is_of_a_generation_that_is_known(folder: Path) -> None:
    about = read_about(folder)
    (known,) = [one for one in load_form(about.form).generations if one.id == about.generation]
    assert about.address == known.address or about.route != Route.DIRECT
    assert fixtures_of(about.form, about.generation)[about.lang] in {"recorded", about.kind}


def test_a_recording_holds_each_sending_once_with_its_answer(folder: Path) -> None:
    about = read_about(folder)
    paths = {*load_form(about.form).sends_to, WHATSAPPS_PATH}
    sent = [one for one in read_har(folder) if urlsplit(one.request.url).path in paths]
    asked_for_code = [dict(one.request.fields).get("code") == "{{code}}" for one in sent]
    assert asked_for_code in ([], [False], [False, True])
    kind = PAGE if "mobile" in folder.name else GUARDED
    assert about.ends != Outcome.SUBMITTED or sent[-1].response.body.startswith(kind)


@pytest.mark.parametrize("name", first_of_each(sorted(SHIPPED, key=lambda name: "-en" not in name), kind_of))
def test_another_person_comes_to_the_end_that_the_fixture_names(name: str, desk: Desk) -> None:
    folder = FIXTURES / name
    ends = Outcome(read_about(folder).ends)
    code, report = submit(desk, folder, SOMEBODY_ELSE | (PLAIN if "mobile" in folder.name else {}))
    assert (report["outcome"], code) == (ends, ends.exit_code), report
    assert report["mode"] == "replay"


@pytest.mark.parametrize("named", first_of_each([one.folder for one in HAPPY], lambda name: name.partition("/")[0]))
def test_the_recorded_person_succeeds_too_and_the_receipt_holds_their_words(named: str, desk: Desk) -> None:
    code, report = submit(desk, named, PERSON)
    assert (report["outcome"], code) == (Outcome.SUBMITTED, 0), report
    receipt = json.loads((Path(str(report["receipt"])) / "receipt.json").read_text())
    assert receipt["answers"]["email"] == PERSON["email"]
    assert PERSON["reason"] in receipt["asked"].values()


@pytest.mark.all_only
@pytest.mark.parametrize("name", ["2024-en", "2025-en-mobile", "2025-en-menu-banner"])
def test_recording_again_changes_not_a_byte(name: str, tmp_path: Path) -> None:
    subprocess.run(
        [ROOT / "scripts" / "record", "replica", "--only", name, "--into", tmp_path], check=True, capture_output=True
    )
    assert files(tmp_path / "facebook" / name) == files(FIXTURES / "facebook" / name)
    assert packed(tmp_path / ARCHIVE).items() <= packed(FIXTURES / ARCHIVE).items()


def test_the_archive_holds_the_shared_bodies_and_no_other() -> None:
    hars = b"\n".join((folder / "site.har").read_bytes() for folder in FOLDERS).decode()
    kept = packed(FIXTURES / ARCHIVE)
    assert set(re.findall(r'"\.\./\.\./(bodies/[^"]+)"', hars)) == set(kept)
    assert all(hashlib.sha256(body).hexdigest() == Path(name).stem for name, body in kept.items())


def test_all_fixtures_together_weigh_less_than_a_megabyte() -> None:
    written = [path for path in FIXTURES.rglob("*") if "bodies" not in path.parts]
    assert sum(path.stat().st_size for path in written if path.is_file()) < 600_000
    assert sum(path.stat().st_size for path in written) < MEGABYTE


def test_a_fixture_that_nobody_wants_is_not_recorded(tmp_path: Path) -> None:
    asked = ["replica", "--only", "1999-*", "--into", str(tmp_path)]
    assert subprocess.run([ROOT / "scripts" / "record", *asked], check=False).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_the_demo_ends_well_from_any_folder(desk: Desk) -> None:
    ended = desk.run("demo", "--json", "--home", str(desk.home))
    assert (ended.code, ended.report["outcome"], ended.report["mode"]) == (0, "submitted", "replay")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
