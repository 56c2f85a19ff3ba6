"""Somebody who types `meta-objection` and nothing else, at a terminal of 80 columns, and answers what is asked."""

import json
import stat
from pathlib import Path

import pytest

from meta_objection.countries import country_name
from meta_objection.languages import languages_with, texts_of
from tests.command import Desk
from tests.replica import Replica, Story
from tests.screen_lines import SCREEN, too_long
from tests.terminal import Terminal, sit_down

REASON = "I posted those pictures for my friends, and nobody asked me about this."


@pytest.fixture
def desk(tmp_path: Path, replica: Replica) -> Desk:
    replica.story = Story()
    environment = {
        "META_OBJECTION_HOME": str(tmp_path / "home"),
        "META_OBJECTION_BROWSER_ARGS": json.dumps(replica.browser_args),
        "META_OBJECTION_TIMEOUT": "5",
        "META_OBJECTION_IGNORE_HTTPS_ERRORS": "true",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "COLUMNS": str(SCREEN),
        "LINES": "24",
        "DISPLAY": "",
        "WAYLAND_DISPLAY": "",
        "LC_ALL": "en_US.UTF-8",
        "BROWSER": "true",
        "TERM": "xterm",
        "NO_COLOR": "",
    }
    return Desk(tmp_path, environment)


def answers(terminal: Terminal, question: str, line: str) -> str:
    """Wait until this is asked, and type a line; give what stood on the screen."""
    terminal.read_until(question)
    shown = terminal.read_until("> ")
    terminal.type(f"{line}\n")
    return shown


def beginning(text: str) -> str:
    """So much of a text that it stands in one line of the screen."""
    return text.partition("{")[0][:30]


def goes_through(terminal: Terminal, tag: str) -> str:
    say = texts_of(tag, "guide")
    yes = say["yes_or_no"].split()[0]
    seen = [answers(terminal, beginning(say["country"]), country_name("DE", tag))]
    for key, line in (("forms", "1"), ("email", "kim@example.org"), ("reason", "1")):
        seen.append(answers(terminal, beginning(say[key]), line))
    seen.append(answers(terminal, beginning(say["reason_type"]), REASON))
    terminal.read_until("> ")
    terminal.type("\n")
    seen += [answers(terminal, beginning(say[key]), yes) for key in ("rehearse_unseen", "send_now")]
    terminal.read_until(say["review_send"])
    seen.append(terminal.seen)
    terminal.type(f"{yes}\n")
    seen += [answers(terminal, beginning(say[key]), yes) for key in ("calendar", "keep")]
    ended = terminal.ended()
    assert ended.code == 0, ended.out
    assert beginning(say["done"]) in ended.out
    return "".join([*seen, ended.out])


def file_of(desk: Desk) -> dict[str, object]:
    (told,) = (json.loads((one / "receipt.json").read_text()) for one in desk.receipts() if _is_submitted(one))
    return dict(told)


def _is_submitted(folder: Path) -> bool:
    return bool(json.loads((folder / "receipt.json").read_text())["outcome"] == "submitted")


EVERY_DAY = {"en", "de"}


@pytest.mark.parametrize(
    "tag",
    [pytest.param(tag, marks=() if tag in EVERY_DAY else (pytest.mark.all_only,)) for tag in languages_with("guide")],
)
def test_who_answers_nothing_but_what_is_asked_comes_to_a_filed_receipt(
    desk: Desk, sitting: list[Terminal], replica: Replica, tag: str
) -> None:
    shown = goes_through(sit_down(desk, sitting, "--locale", tag), tag)

    assert [one.fields["email"] for one in replica.received] == [["kim@example.org"]]
    assert file_of(desk)["answers"]["reason"] == REASON  # type: ignore[index] # it is an object
    assert too_long(shown) == []
    kept = desk.folder / "config/meta-objection/config.toml"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert 'email = "kim@example.org"' in kept.read_text()
    assert not (desk.home / "guide.json").exists()
    assert "\x1b" not in shown.replace("\x1b[K", "")


@pytest.mark.parametrize(
    ("tag", "variable", "value"),
    [
        ("de", "TERM", "dumb"),
        pytest.param("ja", "TERM", "dumb", marks=pytest.mark.all_only),
        pytest.param("ja", "NO_COLOR", "1", marks=pytest.mark.all_only),
    ],
)
def test_a_terminal_that_takes_nothing_back_gets_plain_lines(
    desk: Desk, sitting: list[Terminal], tag: str, variable: str, value: str
) -> None:
    desk.environment[variable] = value
    shown = goes_through(sit_down(desk, sitting, "--locale", tag), tag)

    assert "\x1b" not in shown
    assert "\b" not in shown
    assert "\r" not in shown.replace("\r\n", "")
    assert too_long(shown) == []
    assert file_of(desk)["outcome"] == "submitted"


def test_what_was_said_is_not_asked_again_after_ctrl_c(desk: Desk, sitting: list[Terminal]) -> None:
    say = texts_of("en", "guide")
    terminal = sit_down(desk, sitting)
    answers(terminal, beginning(say["country"]), "Germany")
    answers(terminal, beginning(say["forms"]), "1")
    terminal.read_until(beginning(say["email"]))
    terminal.type("\x03")
    assert terminal.ended().code == 130
    assert stat.S_IMODE((desk.home / "guide.json").stat().st_mode) == 0o600

    again = sit_down(desk, sitting)
    answers(again, beginning(say["again"]), "yes")
    shown = again.read_until(beginning(say["email"]))
    assert beginning(say["country"]) not in shown
    assert beginning(say["forms"]) not in shown


def test_what_cannot_be_right_is_asked_for_again(desk: Desk, sitting: list[Terminal]) -> None:
    say = texts_of("en", "guide")
    terminal = sit_down(desk, sitting)
    answers(terminal, beginning(say["country"]), "Atlantis")
    answers(terminal, "no country we know", "Germany")
    answers(terminal, beginning(say["forms"]), "7")
    terminal.read_until("Write a number from 1 to")
    answers(terminal, beginning(say["forms"]), "1")
    answers(terminal, beginning(say["email"]), "kim")
    terminal.read_until("cannot be an e-mail address")


def test_a_starting_point_with_its_gaps_is_not_taken_for_a_reason(
    desk: Desk, sitting: list[Terminal], tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\ntrue\n")
    editor.chmod(0o755)
    desk.environment["VISUAL"] = str(editor)
    say = texts_of("en", "guide")
    terminal = sit_down(desk, sitting)
    for key, line in (("country", "Germany"), ("forms", "1"), ("email", "kim@example.org"), ("reason", "3")):
        answers(terminal, beginning(say[key]), line)
    terminal.read_until(beginning(say["reason_gap"]))
    answers(terminal, beginning(say["reason"]), "1")
    assert list(desk.home.glob("reason*")) == []


def test_without_a_terminal_there_is_the_help(desk: Desk) -> None:
    ended = desk.run()

    assert (ended.code, "Usage: meta-objection" in ended.out) == (0, True)
