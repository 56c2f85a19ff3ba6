"""An answer that a verb needs and was not given is asked for at a terminal, and never without one."""

import json
from pathlib import Path

import pytest

from meta_objection.languages import texts_of
from tests.command import Desk
from tests.terminal import Terminal, sit_down

FIXTURE = ("--replay", "facebook/2024-en", "--code", "246810")
REASON = "I posted those pictures for my friends, and nobody asked me about this."
ASKED = ("country", "email", "reason")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    environment = {"META_OBJECTION_HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8", "COLUMNS": "80", "LINES": "24"}
    return Desk(tmp_path, environment | {"TERM": "xterm", "NO_COLOR": ""})


def answers(terminal: Terminal, question: str, line: str) -> None:
    terminal.read_until(question[:30])
    terminal.read_until("> ")
    terminal.type(f"{line}\n")


def says_all(terminal: Terminal, tag: str, country: str) -> None:
    say = texts_of(tag, "guide")
    terminal.read_until(say["missing"][:30])
    answers(terminal, say["country"], country)
    answers(terminal, say["email"], "kim@example.org")
    answers(terminal, say["reason"], "1")
    answers(terminal, say["reason_type"], REASON)
    terminal.read_until("> ")
    terminal.type("\n")


def filed(desk: Desk) -> dict[str, object]:
    (folder,) = desk.receipts()
    receipt: dict[str, object] = json.loads((folder / "receipt.json").read_text())
    return receipt


def test_submit_asks_for_what_is_missing_and_the_review_shows_it(desk: Desk, sitting: list[Terminal]) -> None:
    terminal = sit_down(desk, sitting, "submit", *FIXTURE, "--locale", "de")
    say = texts_of("de", "guide")
    says_all(terminal, "de", "Irland")
    shown = terminal.read_until(say["review_send"])
    terminal.type("ja\n")

    assert texts_of("de", "guide")["short"].partition("{")[0] in shown
    assert "Your reason has" not in shown
    assert "kim@example.org" in shown[shown.index(say["review"]) :]
    assert REASON in shown[shown.index(say["review"]) :].replace("\r\n    ", " ")
    ended = terminal.ended()
    assert ended.code == 0
    assert texts_of("de", "ending")["replayed"][:40] in ended.out
    assert texts_of("de", "ending")["done"]["send"] in ended.out
    assert "nothing was sent to Meta" not in ended.out
    receipt = filed(desk)
    assert receipt["outcome"] == "submitted"
    assert receipt["answers"] == {"country": "IE", "email": "kim@example.org", "reason": REASON}


def test_rehearse_asks_for_what_is_missing(desk: Desk, sitting: list[Terminal]) -> None:
    terminal = sit_down(desk, sitting, "rehearse", *FIXTURE)
    says_all(terminal, "en", "Ireland")

    assert terminal.ended().code == 0
    assert filed(desk)["answers"] == {"country": "IE", "email": "kim@example.org", "reason": REASON}


def test_only_what_is_missing_is_asked_for(desk: Desk, sitting: list[Terminal]) -> None:
    terminal = sit_down(desk, sitting, "rehearse", *FIXTURE, "--country", "IE", "--reason", REASON)
    say = texts_of("en", "guide")
    answers(terminal, say["email"], "kim")
    shown = terminal.read_until(say["email_wrong"][:30])
    answers(terminal, say["email"], "kim@example.org")

    assert say["country"][:30] not in shown
    assert terminal.ended().code == 0


def test_enter_alone_keeps_the_address_that_the_page_holds(desk: Desk, sitting: list[Terminal]) -> None:
    terminal = sit_down(desk, sitting, "rehearse", *FIXTURE, "--country", "IE", "--reason", REASON)
    answers(terminal, texts_of("en", "guide")["email"], "")

    assert terminal.ended().code == 0
    receipt = filed(desk)
    assert receipt["answers"] == {"country": "IE", "reason": REASON}
    assert "@" in str(receipt["asked"])


def test_enter_alone_at_what_no_page_knows_ends_as_if_nobody_had_been_asked(
    desk: Desk, sitting: list[Terminal]
) -> None:
    terminal = sit_down(desk, sitting, "rehearse", *FIXTURE, "--email", "kim@example.org", "--reason", REASON)
    answers(terminal, texts_of("en", "guide")["country"], "")
    ended = terminal.ended()

    assert (ended.code, "--country was not given" in ended.out.replace("\r\n", " ")) == (2, True)


def test_ctrl_c_at_a_question_ends_with_nothing_sent(desk: Desk, sitting: list[Terminal]) -> None:
    terminal = sit_down(desk, sitting, "submit", *FIXTURE)
    terminal.read_until(texts_of("en", "guide")["country"][:30])
    terminal.type("\x03")

    assert terminal.ended().code == 130
    assert desk.receipts() == []


@pytest.mark.parametrize("words", [("--yes",), ("--json",), ("--unattended",)], ids=" ".join)
def test_who_wants_no_questions_gets_none(desk: Desk, sitting: list[Terminal], words: tuple[str, ...]) -> None:
    ended = sit_down(desk, sitting, "rehearse", *FIXTURE, *words).ended()

    assert (ended.code, "was not given" in ended.out.replace("\r\n", " ")) == (2, True)


@pytest.mark.parametrize("verb", [("submit", "--yes"), ("rehearse",)], ids=" ".join)
def test_without_a_terminal_a_missing_answer_ends_the_run(desk: Desk, verb: tuple[str, ...]) -> None:
    ended = desk.run(*verb, *FIXTURE, "--json")

    assert (ended.code, ended.report["why"]) == (2, "answer-missing")


def test_a_letter_asks_for_the_country_it_hangs_on(desk: Desk, sitting: list[Terminal]) -> None:
    terminal = sit_down(desk, sitting, "letter", "objection", "--locale", "fr")
    answers(terminal, texts_of("fr", "guide")["country"], "Belgique")
    ended = terminal.ended()

    assert ended.code == 0
    assert "Meta" in ended.out


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_without_a_terminal_a_letter_asks_nothing(desk: Desk, words: tuple[str, ...]) -> None:
    assert desk.run("letter", "objection", *words).code == 2


def test_a_letter_that_a_program_reads_asks_nothing(desk: Desk, sitting: list[Terminal]) -> None:
    assert sit_down(desk, sitting, "letter", "objection", "--json").ended().code == 2
