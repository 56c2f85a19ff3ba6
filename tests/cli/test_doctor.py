"""What the doctor finds around the program, and that a report of it tells nothing of the person."""

import getpass
import json
import socket
import sqlite3
import ssl
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.browser.getting import _BY_SYSTEM, install_command, kind_of_linux
from meta_objection.browser.profiles import keeps_session
from meta_objection.cli import doctor_around as around
from meta_objection.cli.doctor_report import report_for
from meta_objection.cli.findings import Finding
from meta_objection.console.editor import find_editor
from meta_objection.settings import Examined
from tests.command import Desk

HOST, COOKIE = "www.facebook.com", "c_user"
SENT_ELSEWHERE = "--host-resolver-rules=MAP * 127.0.0.1:9"
EPOCH = 11_644_473_600
PRESENT_KEYS = {"what", "found", "remedy", "advice"}
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


# --- a browser for this system --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "like", "kind"),
    [
        ("debian", "", "debian"),
        ("ubuntu", "debian", "ubuntu"),
        ("linuxmint", "ubuntu debian", "ubuntu"),
        ("raspbian", "debian", "debian"),
        ("fedora", "", "fedora"),
        ("rocky", "rhel centos fedora", "fedora"),
        ("manjaro", "arch", "arch"),
        ("opensuse-tumbleweed", "opensuse suse", "suse"),
        ("somebody's", "", "linux"),
    ],
)
def test_a_distribution_is_of_the_first_kind_that_it_is_like(name: str, like: str, kind: str) -> None:
    assert kind_of_linux(name, like) == kind


@pytest.mark.parametrize("kind", [*_BY_SYSTEM, "linux"])
def test_every_system_has_one_line_that_installs_a_browser(kind: str) -> None:
    line = install_command(kind)
    assert "install" in line or "pacman -S" in line
    assert "\n" not in line


# --- sessions -------------------------------------------------------------------------------------------------------


def keep_cookie(home: Path, host: str, name: str, until: float | None, place: str = "") -> None:
    """Lay a store of cookies as Chromium has it, with the columns that are read."""
    store = home / "profiles" / "default" / "Default" / place / "Cookies"
    store.parent.mkdir(parents=True, exist_ok=True)
    expires = 0 if until is None else int((until + EPOCH) * 1_000_000)
    with closing(sqlite3.connect(store)) as database:
        database.execute("CREATE TABLE IF NOT EXISTS cookies (host_key, name, expires_utc, has_expires)")
        database.execute("INSERT INTO cookies VALUES (?, ?, ?, ?)", [host, name, expires, int(until is not None)])
        database.commit()


@pytest.mark.parametrize(
    ("cookie", "seconds", "is_kept"),
    [
        ((".facebook.com", COOKIE), 3600, True),
        (("www.facebook.com", COOKIE), None, True),
        ((".facebook.com", COOKIE), -3600, False),
        ((".facebook.com", "datr"), 3600, False),
        ((".instagram.com", COOKIE), 3600, False),
        ((".book.com", COOKIE), 3600, False),
        (("facebook.com", COOKIE), 3600, False),
    ],
)
@pytest.mark.parametrize("place", ["", "Network"])
def test_a_session_is_kept_where_its_cookie_is_for_this_host_and_still_holds(
    tmp_path: Path, cookie: tuple[str, str], seconds: int | None, place: str, *, is_kept: bool
) -> None:
    keep_cookie(tmp_path, *cookie, None if seconds is None else time.time() + seconds, place)
    assert keeps_session(tmp_path, "default", HOST, COOKIE) is is_kept


def test_the_doctor_tells_each_services_session_and_changes_nothing_in_the_profile(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    keep_cookie(desk.home, ".instagram.com", "sessionid", time.time() + 3600)
    found = told(desk, "--browser", "nowhere/chrome")
    store = desk.home / "profiles/default/Default/Cookies"
    assert "a session is kept" in found["sign-in Instagram"]["found"]
    assert "no session is kept" in found["sign-in Facebook"]["found"]
    assert found["sign-in Facebook"]["command"] == "meta-objection sign-in"
    assert [one.name for one in store.parent.iterdir()] == ["Cookies"]


# --- the clock ------------------------------------------------------------------------------------------------------


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 10))
def test_a_clock_is_called_wrong_only_where_no_delay_explains_it(off: int, took: int) -> None:
    finding = around.judged_clock(NOON, NOON + timedelta(seconds=off), NOON + timedelta(seconds=off + took))
    is_wrong = off > 121 or off + took < -120
    assert bool(finding.remedy) is is_wrong
    assert ("ahead" in finding.found, "behind" in finding.found) == (is_wrong and off > 0, is_wrong and off < 0)


def test_the_clock_is_held_against_the_time_of_an_answer() -> None:
    now = datetime.now(UTC)
    assert around.clock_by(lambda: format_datetime(now, usegmt=True)).state == "ok"
    assert around.clock_by(lambda: format_datetime(now - timedelta(days=1), usegmt=True)).shared == "ahead"


@pytest.mark.parametrize("said", [None, "", "soon", "Thu, 99 Nov 2026 12:00:00 GMT"])
def test_an_answer_without_a_time_judges_no_clock(said: str | None) -> None:
    assert around.clock_by(lambda: said).state == "unseen"


def test_a_certificate_that_is_not_valid_now_speaks_against_the_clock() -> None:
    def refused(code: int) -> str:
        error = ssl.SSLCertVerificationError("certificate verify failed")
        error.verify_code = code
        raise error

    told = [around.clock_by(partial(refused, code)).shared for code in (9, 10, 20)]
    assert told == ["wrong", "wrong", "untrusted"]


def test_a_host_that_is_not_there_judges_no_clock() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        assert around.clock_by(lambda: around._date_of("127.0.0.1", port)).state == "unseen"


@pytest.mark.parametrize(
    "words",
    [["--offline"], ["--proxy", "http://127.0.0.1:9"], ["--ignore-https-errors"], ["--browser-arg", SENT_ELSEWHERE]],
)
def test_what_is_not_looked_at_has_no_tick(tmp_path: Path, words: list[str]) -> None:
    found = told(Desk(tmp_path), "--browser", "nowhere/chrome", *words)
    assert {found[what]["state"] for what in ("names", "clock")} == {"unseen"}


# --- mail and editor ------------------------------------------------------------------------------------------------


def test_the_mailbox_is_told_without_its_user_and_without_its_command() -> None:
    host, user, command = "imap.mail.example", "kim@mail.example", "cat secret-of-kim"
    findings = [
        around.mail(Examined(imap_host=host, imap_user=user, imap_password_command=command)),
        around.mail(Examined(imap_host=host, imap_user=user, imap_token_command="no-such-program-here kim")),
        around.mail(Examined(imap_host=host)),
        around.mail(Examined()),
    ]
    assert [one.state for one in findings] == ["ok", "remedy", "remedy", "ok"]
    assert "password command" in findings[0].found
    assert not [one for one in findings for word in (user, "kim") if word in str(one)]


def test_an_editor_whose_quotation_mark_nobody_closed_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "vi '")
    assert find_editor() == ["vi '"]
    assert around.editor(Examined()).state == "advice"


# --- what scripts read ----------------------------------------------------------------------------------------------


def told(desk: Desk, *words: str) -> dict[str, dict[str, str]]:
    ended = desk.run("doctor", "--home", str(desk.home), "--json", *words)
    return {finding["what"]: finding for finding in json.loads(ended.out)}


def test_each_finding_has_the_same_keys_and_a_browser_that_is_missing_is_told_once(tmp_path: Path) -> None:
    found = told(Desk(tmp_path), "--browser", "nowhere/chrome", "--offline")
    assert {frozenset(one) for one in found.values()} == {frozenset(PRESENT_KEYS | {"command", "state"})}
    assert [what for what, one in found.items() if one["state"] == "remedy"] == ["browser"]
    assert found["browser"]["command"] == install_command()


def test_a_command_stands_in_a_line_of_its_own() -> None:
    finding = Finding("browser", "none", "Install one.", command="install it")
    assert finding.lines() == ["✗ browser: none", "    Install one.", "    install it"]


# --- the report -----------------------------------------------------------------------------------------------------

PLANTED = "zqxkim"
"""A word that no text of the program's holds; it stands in everything below."""


def planted_desk(folder: Path) -> Desk:
    """A person whose every value says who they are, wherever one can be written."""
    home = folder / PLANTED
    environment = {
        "HOME": str(home),
        "USER": PLANTED,
        "LOGNAME": PLANTED,
        "HOSTNAME": PLANTED,
        "EDITOR": f"/opt/{PLANTED}/edit",
        "LANG": f"{PLANTED}.UTF-8",
        "HTTPS_PROXY": f"http://{PLANTED}:{PLANTED}@{PLANTED}.example:3128",
        "META_OBJECTION_EMAIL": f"{PLANTED}@example.org",
        "META_OBJECTION_REASON": f"I am {PLANTED}.",
        "META_OBJECTION_IMAP_HOST": f"{PLANTED}.example.org",
        "META_OBJECTION_IMAP_USER": PLANTED,
        "META_OBJECTION_IMAP_PASSWORD_COMMAND": f"cat /opt/{PLANTED}",
        "META_OBJECTION_PROFILE": PLANTED,
    }
    desk = Desk(home, environment)
    desk.work.mkdir(parents=True)
    (desk.work / "meta-objection.toml").write_text(f'name = "{PLANTED}"\n{PLANTED} = 1\n', encoding="utf-8")
    desk.config.parent.mkdir(parents=True)
    desk.config.write_text(f'phone = "{PLANTED}"\n{PLANTED} = 2\n', encoding="utf-8")
    profile = desk.home / "profiles" / PLANTED
    (profile / "Default").mkdir(parents=True)
    (profile / "meta-objection-account.txt").write_text(PLANTED, encoding="utf-8")
    (profile / "Default" / "Cookies").write_text(PLANTED, encoding="utf-8")
    (desk.home / "receipts" / f".draft-{PLANTED}").mkdir(parents=True)
    (desk.home / "journal.sqlite3").write_text(PLANTED, encoding="utf-8")
    return desk


@pytest.mark.parametrize("browser", [None, f"/opt/{PLANTED}/browser"])
def test_a_report_tells_nothing_of_a_person_whose_every_value_says_who_they_are(
    tmp_path: Path, browser: str | None
) -> None:
    desk = planted_desk(tmp_path)
    named = ["--browser", browser] if browser else []
    plain = desk.run("doctor", "--home", str(desk.home), *named)
    report = desk.run("doctor", "--report", "--home", str(desk.home), *named)
    scripted = desk.run("doctor", "--report", "--json", "--home", str(desk.home), *named)
    assert PLANTED in plain.out  # there was something to keep out
    assert plain.code == 1
    assert (report.code, report.err) == (0, "")
    assert json.loads(scripted.out) == {"report": report.out}
    for word in (PLANTED, str(Path.home()), socket.gethostname(), str(tmp_path)):
        assert word not in report.out
    assert f" {getpass.getuser()} " not in report.out.replace("as root", "")
    assert "remedy journal: not readable" in report.out
    assert "remedy settings files: 2 unknown" in report.out


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=6)


@given(WORDS, st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS)))
def test_whatever_was_found_and_set_stays_out_of_a_report(planted: str, found: list[tuple[str, str, str, str]]) -> None:
    told = [[f"{planted}{word}" for word in words] for words in found]
    findings = [Finding("home", one, two, three, four) for one, two, three, four in told]
    assert report_for(findings, settings_of(planted)) == report_for(
        [Finding("home", *"xxxx")] * len(found), settings_of("x")
    )


def settings_of(value: str) -> Examined:
    """Every setting with this value, of whatever kind it is."""
    names: Any = dict.fromkeys(Examined.model_fields, value)
    return Examined.model_construct(**names)
