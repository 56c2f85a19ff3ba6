"""Bad input is refused before a browser opens: one sentence that names the setting, and what to do about it."""

import re
import shutil
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from meta_objection.replay import shipped_fixtures
from tests.command import Desk, Ended, Objector, to_replica
from tests.replica import Replica

SECRET_EMAIL = "kim.secret"
SECRET_REASON = "my very own words"
GOOD = {"--email": "kim@example.org", "--country": "DE", "--reason": "They are mine."}


@dataclass(frozen=True)
class Bad:
    """Something a person may get wrong: `flags` replace those of a good command, `None` takes one away."""

    name: str
    names: str
    flags: dict[str, str | None] = field(default_factory=dict)
    words: tuple[str, ...] = ("--yes",)
    variables: dict[str, str] = field(default_factory=dict)
    toml: str = ""
    remedy: str = ""


def without_reason(**flags: str) -> dict[str, str | None]:
    return {"--reason": None} | {f"--{name.replace('_', '-')}": value for name, value in flags.items()}


def address(url: str) -> Bad:
    return Bad(f"url {url}", "--url", {"--url": url}, remedy="the form's own address")


def email(text: str) -> Bad:
    return Bad(f"email {text}", "--email", {"--email": text}, remedy="name@example.org")


SETTINGS = [
    Bad("country with a typing error", "--country", {"--country": "Germny"}, remedy="Germany"),
    Bad("country in another language, mistyped", "--country", {"--country": "Atlantis"}, remedy="DE"),
    Bad("no country", "--country", {"--country": ""}, remedy="DE"),
    email(f"{SECRET_EMAIL}"),
    email(f"{SECRET_EMAIL}@"),
    email(f"{SECRET_EMAIL}@localhost"),
    email(f"{SECRET_EMAIL}@@example.org"),
    email(f"{SECRET_EMAIL} too@example.org"),
    email(f"{SECRET_EMAIL}@example..org"),
    email(f"{SECRET_EMAIL}@example.org, other@example.org"),
    email(""),
    Bad("empty reason", "--reason", {"--reason": ""}),
    Bad("blank reason", "--reason", {"--reason": " \n\t "}),
    Bad("endless reason", "--reason", {"--reason": (SECRET_REASON * 2000)[:20_000]}, remedy="Shorten"),
    Bad("a bell in the reason", "--reason", {"--reason": f"{SECRET_REASON}\a"}, remedy="control characters"),
    Bad("an escape in the reason", "--reason", {"--reason": f"\x1b[31m{SECRET_REASON}"}, remedy="control characters"),
    Bad("a control character of the second kind", "--reason", {"--reason": f"{SECRET_REASON}\x85"}),
    Bad("reason file not there", "--reason-file", without_reason(reason_file="nowhere.txt"), remedy="readable"),
    Bad("a folder as reason file", "--reason-file", without_reason(reason_file="."), remedy="readable"),
    Bad("reason file in an old encoding", "--reason-file", without_reason(reason_file="latin-1.txt"), remedy="UTF-8"),
    Bad("empty reason file", "--reason-file", without_reason(reason_file="empty.txt")),
    Bad("reason file with a null byte", "--reason-file", without_reason(reason_file="null.txt")),
    Bad("two reasons", "--reason-file", {"--reason-file": "good.txt"}, remedy="one of them"),
    Bad("code of letters", "--code", {"--code": "abcdef"}, remedy="Meta's mail"),
    Bad("watched and not watched", "--headless", words=("--yes", "--headed", "--headless")),
    Bad("no such fixture", "--replay", {"--replay": "facebook/1999-xx"}),
    Bad("a folder that is no fixture", "--replay", {"--replay": "."}),
    Bad("a replay through a proxy", "--proxy", {"--replay": "facebook/2025-en", "--proxy": "http://127.0.0.1:9"}),
    Bad("home below a file", "--home", {"--home": "good.txt/home"}, remedy="--home"),
    Bad("a browser that is not there", "--browser", {"--browser": "nowhere/chrome"}, remedy="--browser"),
    Bad("a browser that is no program", "--browser", {"--browser": "good.txt"}, remedy="--browser"),
    Bad("nobody to ask", "--yes", words=(), remedy="--yes"),
    Bad("no display", "--headed", words=("--yes", "--headed"), remedy="xvfb-run"),
    Bad("no such form", "--form", {"--form": "myspace"}),
    Bad("no such route", "--route", {"--route": "helicopter"}),
    Bad("a profile outside its folder", "--profile", {"--profile": "../elsewhere"}),
    Bad("a timeout that is no number", "--timeout", {"--timeout": "soon"}),
    Bad("no time at all", "--timeout", {"--timeout": "0"}),
    Bad("a negative pause", "--slow-mo", {"--slow-mo": "-1"}),
    Bad("not a number", "--timeout", {"--timeout": "nan"}),
    Bad("a language that is none", "--locale", {"--locale": "not a language"}),
    Bad("a log level that is none", "--log-level", {"--log-level": "loud"}),
    Bad("a flag that is none", "--unheard-of", words=("--yes", "--unheard-of")),
    Bad("variable that is no number", "timeout", variables={"META_OBJECTION_TIMEOUT": "soon"}),
    Bad(
        "variable that is neither yes nor no",
        "ignore-https-errors",
        variables={"META_OBJECTION_IGNORE_HTTPS_ERRORS": "?"},
    ),
    Bad("variable that is no list", "browser-arg", variables={"META_OBJECTION_BROWSER_ARGS": "--no-list"}),
    Bad("variable with an impossible address", "--email", {"--email": None}, variables={"META_OBJECTION_EMAIL": "kim"}),
    Bad("key that is no number", "timeout", toml='timeout = "soon"'),
    Bad("key that is no list", "--evidence", toml="evidence = 3"),
    Bad("key that only the person may give", "browser_args", toml="browser_args = 3", remedy="your own settings file"),
    Bad("settings file that is no TOML", "meta-objection.toml", toml="timeout ="),
]
ADDRESSES = [
    address("http://www.facebook.com/help/contact/1"),
    address("https://example.org/help/contact/1"),
    address("https://facebook.com.evil.example/help/contact/1"),
    address("https://notfacebook.com/help/contact/1"),
    address("https://kim@www.facebook.com/help/contact/1"),
    address("https://www.facebook.com@evil.example/help/contact/1"),
    address("https://evil.example\\.facebook.com/help/contact/1"),
    address("https://evil.example#.facebook.com/help/contact/1"),
    address("www.facebook.com/help/contact/1"),
    address("javascript:alert('www.facebook.com')"),
    address("file:///etc/passwd"),
    address("https://["),
    address(""),
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with files on it, and a browser that writes down when somebody opens it."""
    desk = Desk(tmp_path)
    desk.work.mkdir()
    for name, content in {
        "good.txt": b"Mine.",
        "empty.txt": b"",
        "null.txt": b"a\0b",
        "latin-1.txt": b"F\xfcr",
    }.items():
        (desk.work / name).write_bytes(content)
    browser = desk.folder / "browser"
    browser.write_text('#!/bin/sh\n: > "$0.opened"\n', encoding="utf-8")
    browser.chmod(0o700)
    return desk


def refused(desk: Desk, bad: Bad, *words: str) -> Ended:
    """Run the command with what is bad."""
    good = GOOD | {"--home": str(desk.home), "--browser": str(desk.folder / "browser")}
    flags = [word for flag, value in (good | bad.flags).items() if value is not None for word in (flag, value)]
    if bad.toml:
        (desk.work / "meta-objection.toml").write_text(bad.toml, encoding="utf-8")
    here = Desk(desk.folder, {"DISPLAY": "", "WAYLAND_DISPLAY": ""} | bad.variables)
    return here.run("submit", *flags, *bad.words, *words)


def assert_refused(desk: Desk, ended: Ended, names: str, remedy: str) -> None:
    assert ended.code == 2, ended.err
    said, next_move = ended.err.splitlines()
    assert said.startswith("bad-settings: ")
    assert names in said
    assert said.endswith((".", "?"))
    assert next_move.startswith("Next: ")
    assert remedy in next_move
    assert SECRET_EMAIL not in ended.err + ended.out
    assert SECRET_REASON not in ended.err + ended.out
    assert not (desk.folder / "browser.opened").exists()
    assert not (desk.home / "receipts").exists()


@pytest.mark.parametrize("bad", [pytest.param(bad, id=bad.name) for bad in [*SETTINGS, *ADDRESSES]])
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_opened(bad: Bad, desk: Desk) -> None:
    plain = refused(desk, bad)
    assert_refused(desk, plain, bad.names, bad.remedy)
    assert plain.out == ""


JSON_TOO = ["country with a typing error", "empty reason", "home below a file", "no time at all", "nobody to ask"]


@pytest.mark.parametrize("bad", [pytest.param(bad, id=bad.name) for bad in SETTINGS if bad.name in JSON_TOO])
@pytest.mark.parametrize("how", ["flag", "variable"])
def test_a_script_gets_the_same_as_one_json_object(bad: Bad, how: str, desk: Desk) -> None:
    if how == "flag":
        ended = refused(desk, bad, "--json")
    else:
        ended = refused(desk, replace(bad, variables={"META_OBJECTION_JSON": "true"}))
    assert_refused(desk, ended, bad.names, bad.remedy)
    report = ended.report
    assert (report["outcome"], report["exit_code"], report["sent"]) == ("bad-settings", 2, "no")
    assert bad.names in report["message"]
    assert report["next"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere browsers stand in places that no variable can hide")
def test_a_machine_without_a_browser_is_told_how_to_get_one(desk: Desk) -> None:
    nothing = desk.folder / "nothing"
    nothing.mkdir()
    bare = Desk(desk.folder, {"PATH": str(nothing), "PLAYWRIGHT_BROWSERS_PATH": str(nothing)})
    ended = bare.run("submit", *(word for pair in GOOD.items() for word in pair), "--home", str(desk.home), "--yes")
    assert_refused(desk, ended, "--browser", "playwright install chromium")


@pytest.mark.parametrize("verb", ["rehearse", "plan"])
def test_the_other_verbs_refuse_the_same(verb: str, desk: Desk) -> None:
    ended = desk.run(verb, "--country", "Germny", "--browser", str(desk.folder / "browser"))
    assert_refused(desk, ended, "--country", "Germany")


@pytest.mark.parametrize("verb", ["submit", "check"])
@pytest.mark.parametrize("name", ["../../secret.txt", f"../../bodies/{'0' * 64}.html"])
def test_a_recording_whose_body_is_elsewhere_is_refused_before_a_browser_opens(
    verb: str, name: str, desk: Desk
) -> None:
    recording = Path(shutil.copytree(shipped_fixtures() / "facebook/2025-en", desk.work / "mine")) / "site.har"
    recording.write_text(re.sub(r'"_file":"[^"]+"', f'"_file":"{name}"', recording.read_text("utf-8")), "utf-8")
    (desk.folder / "secret.txt").write_text("mine")
    answers = ["--email", "kim@example.org", "--yes"] if verb == "submit" else []
    ended = desk.run(verb, "--replay", "mine", *answers, "--browser", str(desk.folder / "browser"))
    body = "its body" if "bodies" in name else "the body"
    assert_refused(desk, ended, f"site.har cannot be used: {body} '{name}'", "another fixture")


def test_a_rehearsal_needs_no_yes(desk: Desk) -> None:
    ended = desk.run("rehearse", "--replay", "nowhere")
    assert "--yes" not in ended.err
    assert_refused(desk, ended, "--replay", "")


def test_an_unknown_verb_is_refused(desk: Desk) -> None:
    assert_refused(desk, desk.run("resubmit"), "resubmit", "--help")


def test_a_reason_comes_from_a_file_or_from_standard_input_to_the_letter(desk: Desk) -> None:
    reason = "Für mich.\r\nنعم 🙈\n\n"
    (desk.work / "reason.txt").write_bytes(b"\xef\xbb\xbf" + reason.encode())
    with Replica() as replica:
        who = Objector(reason=None)
        from_file = desk.object_to(replica, "--reason-file", "reason.txt", who=who)
        given = ["--yes", "--json", "--again", "--home", str(desk.home), "--url", replica.address()]
        words = ["--reason-file", "-", *who.words(), *given, *to_replica(replica)]
        from_input = desk.run("submit", *words, stdin=reason)
        sent = [received.first("objection_reason") for received in replica.sent()]
    assert (from_file.code, from_input.code) == (0, 0)
    assert sent == ["Für mich.\nنعم 🙈"] * 2
