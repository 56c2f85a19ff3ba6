"""The verbs beside `submit`, and the ways in which a setting can be given, met from outside."""

import json
import quopri
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from meta_objection import __version__
from tests.command import KEYS, Desk, Objector, objection
from tests.replica import Replica, Story

KIM = Objector()
VERBS = [
    "submit",
    "rehearse",
    "demo",
    "plan",
    "forms",
    "reasons",
    "doctor",
    "receipts list",
    "receipts show",
    "receipts verify",
]
SHIPPED = Path(__file__).parents[2] / "fixtures"
REPLAYED = "facebook/2025-en"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def no_browser(desk: Desk) -> Iterator[str]:
    """A browser that writes down when somebody opens it, which nobody may."""
    desk.folder.mkdir(exist_ok=True)
    browser = desk.folder / "browser"
    browser.write_text('#!/bin/sh\n: > "$0.opened"\n', encoding="utf-8")
    browser.chmod(0o700)
    yield str(browser)
    assert not (desk.folder / "browser.opened").exists()


# --- help -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str, desk: Desk) -> None:
    ended = desk.run(*verb.split(), "--help")
    assert (ended.code, ended.err) == (0, "")
    assert f"meta-objection {verb}" in ended.out
    assert "--home" in ended.out


def test_the_help_names_every_verb_and_does_nothing(desk: Desk) -> None:
    ended = desk.run("--help")
    assert all(verb.partition(" ")[0] in ended.out for verb in VERBS)
    assert list(desk.work.iterdir()) == []
    assert not (desk.folder / "data").exists()


def test_the_program_says_its_version(desk: Desk) -> None:
    assert desk.run("--version").out.strip() == __version__


# --- plan and forms -------------------------------------------------------------------------------------------------


def test_a_plan_shows_each_step_and_masks_the_address(desk: Desk, no_browser: str) -> None:
    ended = desk.run("plan", *KIM.words(), "--home", str(desk.home), "--browser", no_browser)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("\n")
    for shown in ("help/contact/712876720715583", "Germany (DE)", "@example.org", "“no”", "press the button once"):
        assert shown in ended.out
    assert "kim+meta" not in ended.out
    assert not desk.home.exists()


def test_a_plan_is_there_for_scripts_too(desk: Desk, no_browser: str) -> None:
    ended = desk.run("plan", *KIM.words(), "--json", "--browser", no_browser)
    plan = ended.report
    assert (plan["form"], plan["route"], plan["mode"]) == ("facebook", "direct", "live")
    assert [step["step"] for step in plan["steps"]] == ["open", "country", "email", "reason", "extra", "review", "send"]
    assert "kim+meta" not in ended.out


def test_the_catalogue_says_how_well_each_form_is_known(desk: Desk) -> None:
    plain, scripted = desk.run("forms"), desk.run("forms", "--json")
    assert (plain.code, scripted.code) == (0, 0)
    for shown in ("facebook", "712876720715583", "6359191084165019", "reconstructed: cs, da, de, el, en"):
        assert shown in plain.out
    by_id = {form["id"]: [generation["id"] for generation in form["generations"]] for form in json.loads(scripted.out)}
    assert by_id["facebook"][:2] == ["2025", "2024"]


# --- doctor ---------------------------------------------------------------------------------------------------------


def test_the_doctor_launches_the_browser_and_finds_nothing(desk: Desk) -> None:
    ended = desk.run("doctor", "--home", str(desk.home), "--offline")
    assert (ended.code, ended.err) == (0, "")
    assert "launched and closed" in ended.out
    assert "✗" not in ended.out
    assert ended.out.splitlines()[-1].startswith("Nothing needs mending.")


def test_the_doctor_names_a_remedy_for_everything_that_is_wrong(desk: Desk) -> None:
    desk.work.mkdir(parents=True)
    (desk.work / "meta-objection.toml").write_text("tiemout = 3", encoding="utf-8")
    desk.home.mkdir(mode=0o755)
    desk.home.chmod(0o755)
    ended = desk.run("doctor", "--home", str(desk.home), "--browser", "nowhere/chrome", "--json", "--offline")
    wrong = {finding["what"]: finding["remedy"] for finding in json.loads(ended.out) if finding["remedy"]}
    assert ended.code == 1
    assert set(wrong) == {"browser", "file modes", "settings files"}
    assert all("could not be checked" not in finding["found"] for finding in json.loads(ended.out))
    assert "--browser" in wrong["browser"]
    assert "chmod" in wrong["file modes"]


def test_the_doctor_looks_at_journal_profile_and_network_where_they_are_broken(desk: Desk) -> None:
    (desk.home / "profiles").mkdir(parents=True, mode=0o700)
    desk.home.chmod(0o700)
    (desk.home / "journal.sqlite3").write_bytes(b"no database")
    (desk.home / "profiles" / "default").symlink_to(desk.folder)
    broken = Desk(desk.folder, {"HTTPS_PROXY": "https://proxy.example:1", "NO_PROXY": "", "no_proxy": ""})
    ended = broken.run("doctor", "--home", str(desk.home), "--json")
    wrong = {finding["what"]: finding["found"] for finding in json.loads(ended.out) if finding["remedy"]}

    assert (ended.code, ended.err) == (1, "")
    assert {"journal", "profile", "network"} <= set(wrong)
    assert "HTTPS_PROXY" in wrong["network"]


# --- receipts -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with two receipts: an objection that Meta confirmed, and one that it refused."""
    desk = Desk(tmp_path_factory.mktemp("kept"))
    with Replica() as replica:
        assert desk.object_to(replica).code == 0
        replica.story = Story(ending="went-wrong")
        assert desk.object_to(replica, "--again").code == 23
    return desk


def test_receipts_are_listed_newest_first(kept: Desk) -> None:
    plain, scripted = (kept.run("receipts", "list", "--home", str(kept.home), *words) for words in ((), ("--json",)))
    lines, listed = plain.out.splitlines(), json.loads(scripted.out)
    assert (plain.code, scripted.code) == (0, 0)
    assert ["refused-after-sending" in lines[0], "submitted" in lines[1]] == [True, True]
    assert [one["outcome"] for one in listed] == ["refused-after-sending", "submitted"]
    assert [Path(one["folder"]) for one in listed] == sorted(kept.receipts(), reverse=True)


def test_a_receipt_is_shown_by_the_beginning_of_its_name(kept: Desk) -> None:
    first = kept.receipts()[0]
    plain = kept.run("receipts", "show", first.name, "--home", str(kept.home))
    scripted = kept.run("receipts", "show", first.name[:-2], "--home", str(kept.home), "--json")
    assert "submitted:" in plain.out
    assert KIM.email is not None
    assert KIM.email in plain.out
    assert str(first) in plain.out
    assert scripted.report == json.loads((first / "receipt.json").read_text(encoding="utf-8"))


def test_without_a_name_the_newest_receipt_is_shown(kept: Desk) -> None:
    ended = kept.run("receipts", "show", "--home", str(kept.home), "--json")
    assert ended.report["outcome"] == "refused-after-sending"
    assert "something went wrong" in ended.report["message"]


def test_a_receipt_that_is_not_there_is_bad_input(kept: Desk) -> None:
    ended = kept.run("receipts", "show", "1999", "--home", str(kept.home))
    assert (ended.code, ended.out) == (2, "")
    assert "receipts list" in ended.err


def test_where_nothing_was_kept_the_list_says_so(desk: Desk) -> None:
    plain, scripted = (desk.run("receipts", "list", "--home", str(desk.home), *words) for words in ((), ("--json",)))
    assert (plain.code, plain.out) == (0, "No receipts yet.\n")
    assert json.loads(scripted.out) == []
    assert not desk.home.exists()


def test_receipts_hold_until_a_byte_changes(kept: Desk, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(kept.home, home)
    before = kept.run("receipts", "verify", "--home", str(home))
    (victim,) = (home / "receipts").glob("*/confirmation.txt")
    victim.write_bytes(victim.read_bytes().replace(b"e", b"a", 1))
    after = kept.run("receipts", "verify", "--home", str(home), "--json")
    by_name = {one["receipt"]: one["holds"] for one in json.loads(after.out)}
    alone = kept.run("receipts", "verify", victim.parent.name, "--home", str(home))
    assert (before.code, before.out.count("holds")) == (0, 2)
    assert (after.code, [name for name, holds in by_name.items() if not holds]) == (1, [victim.parent.name])
    assert alone.code == 1
    assert "confirmation.txt" in alone.out


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="this machine has no sha256sum")
def test_the_manifest_can_be_checked_without_the_program(kept: Desk) -> None:
    for folder in kept.receipts():
        checked = subprocess.run(
            ["sha256sum", "--check", "--strict", "MANIFEST.sha256"],  # noqa: S607 - the person's own, from their path
            cwd=folder,
            capture_output=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stderr


def test_a_receipt_of_a_success_holds_all_that_is_proof(kept: Desk) -> None:
    folder = kept.receipts()[0]
    names = {path.name for path in folder.iterdir()}
    whole = {"receipt.json", "receipt.html", "MANIFEST.sha256", "response.json", "confirmation.txt", "page.mhtml"}
    assert whole <= names
    assert {"01-email.png", "02-reason.png", "03-review.png", "04-end.png"} <= names
    assert "honor your objection" in (folder / "confirmation.txt").read_text(encoding="utf-8")
    receipt = json.loads((folder / "receipt.json").read_text(encoding="utf-8"))
    assert receipt["schema_version"] == 2
    assert receipt["times"]["pressed"] <= receipt["times"]["answered"] <= receipt["times"]["ended"]
    assert receipt["locale"] == "en"
    assert all(file["hash"].startswith("sha256:") for file in receipt["files"])


def test_no_token_and_no_cookie_of_the_site_is_kept(desk: Desk) -> None:
    with Replica() as replica:
        ended = desk.object_to(replica, "--trace")
        (sending,) = replica.sent()
    cookie = sending.headers["cookie"].partition("datr=")[2].partition(";")[0]
    secrets = [secret.encode() for secret in (sending.first("fb_dtsg"), sending.first("lsd"), cookie)]
    contents = dict(everything_in(ended.receipt))
    assert ended.code == 0
    assert all(len(secret) > 10 for secret in secrets)
    assert any(name.startswith("trace.zip/") for name in contents)
    assert [name for name, content in contents.items() if any(secret in content for secret in secrets)] == []


def everything_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a receipt as it is and without a mail's line ends, and what is packed in its trace."""
    for path in folder.iterdir():
        yield path.name, path.read_bytes()
        yield f"{path.name} unfolded", quopri.decodestring(path.read_bytes())
    with zipfile.ZipFile(folder / "trace.zip") as trace:
        for name in trace.namelist():
            yield f"trace.zip/{name}", trace.read(name)


# --- ways to give a setting -----------------------------------------------------------------------------------------

SETTINGS = {
    "email": "kim@example.org",
    "country": "Ireland",
    "reason": "It's mine.\nReally 🙈.",
    "url": "https://www.facebook.com/help/contact/1",
}


def planned(desk: Desk, *words: str) -> object:
    ended = desk.run("plan", *words, "--json")
    assert ended.code == 0, ended.err
    return ended.report


def test_a_setting_means_the_same_however_it_is_given(desk: Desk) -> None:
    by_flags = planned(desk, *(word for name, value in SETTINGS.items() for word in (f"--{name}", value)))
    variables = {f"META_OBJECTION_{name.upper()}": value for name, value in SETTINGS.items()}
    by_variables = planned(Desk(desk.folder, variables))
    toml = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in SETTINGS.items())
    by_files = [by_file(desk, path, toml) for path in (desk.work / "meta-objection.toml", desk.config)]
    dotenv = "".join(f"{name}={json.dumps(value, ensure_ascii=False)}\n" for name, value in variables.items())
    by_files.append(by_file(desk, desk.work / ".env", dotenv))
    assert by_flags != planned(desk)
    assert [by_variables, *by_files] == [by_flags] * 4


def by_file(desk: Desk, path: Path, content: str) -> object:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    try:
        return planned(desk)
    finally:
        path.unlink()


def test_a_whole_objection_can_be_set_up_without_a_flag(desk: Desk) -> None:
    with Replica(Story(generation="2024", ending="code", prefilled="")) as replica:
        variables = {
            "EMAIL": KIM.email,
            "COUNTRY": KIM.country,
            "REASON": KIM.reason,
            "CODE": replica.story.code,
            "URL": replica.address(),
            "HOME": str(desk.home),
            "YES": "true",
            "JSON": "1",
            "TIMEOUT": "3",
            "IGNORE_HTTPS_ERRORS": "true",
            "BROWSER_ARGS": json.dumps(replica.browser_args),
        }
        named = {f"META_OBJECTION_{name}": value for name, value in variables.items() if value is not None}
        ended = Desk(desk.folder, named).run("submit")
        (sending,) = replica.sent()
    assert (ended.code, ended.report["outcome"]) == (0, "submitted")
    assert sending.first("objection_reason") == KIM.reason


# --- rehearse, replay, demo -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("story", [Story(), Story(generation="2024", lang="de")])
def test_a_rehearsal_does_everything_but_the_press(story: Story, desk: Desk) -> None:
    with Replica(story) as replica:
        words = [word for word in objection(desk, replica)[1:] if word != "--yes"]
        ended = desk.run("rehearse", *words)
        assert replica.received == []
    report = ended.report
    assert (ended.code, report["outcome"], report["sent"]) == (0, "rehearsed", "no")
    assert report["evidence"] == {"server": "none", "page": "none", "mail": "none"}
    assert report["steps"][-1]["name"] == "review"
    kept = json.loads((ended.receipt / "receipt.json").read_text(encoding="utf-8"))
    assert kept["outcome"] == "rehearsed"
    assert KIM.reason in kept["asked"].values()


def test_a_rehearsal_finds_a_button_that_cannot_be_pressed(desk: Desk) -> None:
    with Replica(Story(obstacle="unknown-required")) as replica:
        ended = desk.run("rehearse", *objection(desk, replica)[1:])
    assert (ended.code, ended.report["outcome"]) == (11, "form-changed")


needs_fixtures = pytest.mark.skipif(not (SHIPPED / REPLAYED).is_dir(), reason="no fixture is there yet")


def replay(desk: Desk, verb: str, *words: str) -> list[str]:
    return [verb, *KIM.words(), "--replay", REPLAYED, "--home", str(desk.home), "--json", "--timeout", "5", *words]


@needs_fixtures
def test_a_rehearsal_works_in_a_replay(desk: Desk) -> None:
    ended = desk.run(*replay(desk, "rehearse"))
    assert (ended.code, ended.report["outcome"], ended.report["mode"]) == (0, "rehearsed", "replay")


@needs_fixtures
def test_a_replay_can_never_pass_for_an_objection(desk: Desk) -> None:
    replayed = desk.run(*replay(desk, "submit", "--yes"))
    with Replica() as replica:
        live = desk.object_to(replica)
        assert len(replica.sent()) == 1
    assert (replayed.code, replayed.report["mode"]) == (0, "replay")
    assert "nothing was sent to Meta" in replayed.report["message"]
    page = (replayed.receipt / "receipt.html").read_text(encoding="utf-8")
    assert "watermark" in page
    assert (live.code, live.report["mode"]) == (0, "live")
    # A copy of Meta's pages is not shown to be Meta's own, and its receipt says so as plainly as a replay's.
    assert live.report["verified"] is False
    assert 'class="watermark"' in (live.receipt / "receipt.html").read_text(encoding="utf-8")


@needs_fixtures
def test_the_demo_needs_neither_network_nor_settings(desk: Desk) -> None:
    alone = Desk(desk.folder, {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"})
    ended = alone.run("demo", "--json", "--home", str(desk.home))
    assert set(ended.report) == KEYS
    assert (ended.code, ended.report["outcome"], ended.report["mode"]) == (0, "submitted", "replay")
    assert ended.receipt.is_dir()


@needs_fixtures
def test_the_demo_obeys_no_setting_of_a_persons_own_objection(desk: Desk) -> None:
    own = {
        *(("FORM", "instagram"), ("ROUTE", "menu"), ("REQUEST", "delete"), ("URL", "http://evil.example")),
        *(("NAME", "Kim Secret"), ("EMAIL", "nobody"), ("PHONE", "1"), ("COUNTRY", "Atlantis"), ("CODE", "x")),
        *(("REASON", ""), ("REASON_FILE", "nowhere.txt"), ("EXTRA", "\x07"), ("PROMPTS", ""), ("ASSIST", "1")),
        *(("REPLAY", "nowhere"), ("EVIDENCE", '["nowhere.png"]'), ("PROXY", "http://127.0.0.1:9"), ("LOCALE", "?")),
        *(("IGNORE_HTTPS_ERRORS", "1"), ("PROFILE", "kim"), ("TIMESTAMPS", '["https://127.0.0.1:9"]')),
    }
    asked = Desk(desk.folder, {f"META_OBJECTION_{name}": value for name, value in own})
    ended = asked.run("demo", "--json", "--home", str(desk.home))

    assert (ended.code, ended.report["outcome"], ended.report["form"]) == (0, "submitted", "facebook")
    assert b"Kim Secret" not in (ended.receipt / "receipt.json").read_bytes()


@needs_fixtures
def test_the_demo_tells_a_person_what_happens_one_line_a_step(desk: Desk) -> None:
    ended = desk.run("demo", "--home", str(desk.home))
    lines = ended.out.splitlines()
    assert (ended.code, ended.err) == (0, "")
    assert [line for line in lines if line.startswith("✓ ")] == lines[:-3]
    assert lines[-3].startswith("submitted: ")
    assert lines[-2].startswith("Next: ")
    assert lines[-1] == f"Receipt: {desk.receipts()[0]}"


# --- certificates ---------------------------------------------------------------------------------------------------


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(desk: Desk) -> None:
    with Replica() as replica:
        resolver = next(argument for argument in replica.browser_args if "host-resolver" in argument)
        given = [*KIM.words(), "--yes", "--json", "--home", str(desk.home), "--url", replica.address()]
        ended = desk.run("submit", *given, "--browser-arg", resolver)
        assert replica.received == []
    assert (ended.code, ended.report["outcome"], ended.report["sent"]) == (15, "site-unavailable", "no")
    assert "CERT" in ended.report["message"]


def test_nothing_of_the_run_is_left_in_the_working_folder(desk: Desk) -> None:
    with Replica() as replica:
        assert desk.object_to(replica).code == 0
    assert list(desk.work.iterdir()) == []
    assert {path.name for path in desk.home.iterdir()} == {
        "CHAIN.sha256",
        "journal.sqlite3",
        "keys",
        "receipts",
    }
