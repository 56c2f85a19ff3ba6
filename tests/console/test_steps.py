import io
import json
import re

import pytest

from meta_objection.console.steps import Lines, LiveList, _done, harmless, lines_for, tell_json, tell_report
from meta_objection.languages import languages_with, part_of
from meta_objection.outcome import FoundBy
from meta_objection.pages import QUESTIONS
from meta_objection.report import StepDone
from tests.receipts.examples import a_receipt

STEP = StepDone(name="country", found_by=FoundBy.ATTRIBUTES, seconds=0.08)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _terminal_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


def seen(text: str) -> str:
    """What stays on a terminal's screen: each line after its last clearing."""
    return "\n".join(re.split(r"\r\x1b\[K", line)[-1] for line in text.split("\n"))


def test_plain_lines_tell_a_step_once_it_is_done() -> None:
    stream = io.StringIO()
    lines = Lines(stream)
    lines.begun("country")
    assert stream.getvalue() == ""
    lines.done(STEP)

    assert stream.getvalue() == "✓ country — found by its attributes (0.1 s)\n"


@pytest.mark.parametrize("found_by", FoundBy)
def test_every_way_of_finding_has_its_words(found_by: FoundBy) -> None:
    stream = io.StringIO()
    Lines(stream).done(STEP.model_copy(update={"found_by": found_by}))

    assert " — " in stream.getvalue()


def test_a_step_without_a_control_says_nothing_of_finding() -> None:
    stream = io.StringIO()
    Lines(stream).done(StepDone(name="open", found_by=None, seconds=1.25))

    assert stream.getvalue() == "✓ form opened (1.2 s)\n"


def test_a_terminal_shows_the_step_under_way_and_then_the_list() -> None:
    stream = Terminal()
    lines = lines_for(stream)
    lines.begun("country")
    assert seen(stream.getvalue()) == "… country"
    lines.done(STEP)
    lines.begun("email")

    assert seen(stream.getvalue()) == "✓ country — found by its attributes (0.1 s)\n… email"


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_what_only_the_person_can_do_is_told(stream: io.StringIO) -> None:
    lines = lines_for(stream)
    lines.begun("open")
    lines.waiting("Sign in in the window.")

    assert "● Sign in in the window." in stream.getvalue().splitlines()[-1]


def test_the_list_lives_only_on_a_terminal() -> None:
    assert type(lines_for(io.StringIO())) is Lines
    assert type(lines_for(Terminal())) is LiveList


@pytest.mark.parametrize(("variable", "value"), [("TERM", "dumb"), ("NO_COLOR", "1")])
def test_where_nothing_can_be_taken_back_there_are_only_plain_lines(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    stream = Terminal()
    lines = lines_for(stream)
    lines.begun("country")
    lines.done(STEP)
    lines.waiting("Sign in in the window.")
    tell_report(a_receipt(receipt=None), stream)

    assert type(lines) is Lines
    assert "\x1b" not in stream.getvalue()
    assert "\r" not in stream.getvalue()


@pytest.mark.parametrize("tag", languages_with("ending"))
def test_a_step_is_told_in_the_persons_language(tag: str) -> None:
    stream = Terminal()
    lines = lines_for(stream, tag)
    lines.begun("country")
    lines.done(STEP)
    lines.acting("Kim")

    done, account = seen(stream.getvalue()).splitlines()
    assert part_of(tag, "ending")["done"]["country"] in done or tag == "en"
    assert part_of(tag, "panel")["account"].format(account="Kim") in account


def test_every_question_of_a_form_has_its_words_and_a_step_of_the_way_those_of_any() -> None:
    done = part_of("de", "ending")["done"]
    told = {name: _done(name, "de") for name in QUESTIONS}

    assert [name for name, words in told.items() if words == done["onward"]] == []
    assert _done("privacy_center", "de") == done["onward"]


def test_a_button_that_was_pressed_is_not_told_as_something_sent() -> None:
    stream = io.StringIO()
    Lines(stream, "de").done(StepDone(name="send", found_by=FoundBy.WORDS, seconds=0.2))

    assert stream.getvalue() == "✓ Knopf gedrückt — an seinen Worten (0.2 s)\n"


def test_the_end_is_one_sentence_the_next_move_and_the_receipt() -> None:
    stream = io.StringIO()
    tell_report(a_receipt(receipt="/somewhere/receipt"), stream)

    assert stream.getvalue().splitlines() == [
        "submitted: Meta confirmed that your objection arrived.",
        "Next: Keep this folder. Meta writes to your e-mail address; read what it says, and answer if it asks.",
        "Receipt: /somewhere/receipt",
    ]


def test_the_end_clears_the_step_that_was_under_way() -> None:
    stream = Terminal()
    lines_for(stream).begun("send")
    tell_report(a_receipt(receipt=None), stream)

    assert seen(stream.getvalue()).startswith("submitted: ")
    assert "Receipt" not in stream.getvalue()


def test_json_is_one_line_in_any_script() -> None:
    stream = io.StringIO()
    tell_json(a_receipt(message="Größe 🙅 أعترض\nzwei"), stream)

    assert stream.getvalue().count("\n") == 1
    assert "Größe 🙅 أعترض" in stream.getvalue()
    assert json.loads(stream.getvalue())["message"] == "Größe 🙅 أعترض\nzwei"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain — Größe 🙅 أعترض\nnext line", "plain — Größe 🙅 أعترض\nnext line"),
        ("\x1b[2J\x1b]0;title\x07", "\\u001b[2J\\u001b]0;title\\u0007"),
        ("\x9b31m\x7f\r", "\\u009b31m\\u007f\\u000d"),
        ("fdp\u202etxt.exe", "fdp\\u202etxt.exe"),
        ("\ud800", "\\ud800"),
    ],
)
def test_nothing_a_receipt_says_commands_the_terminal(text: str, shown: str) -> None:
    assert harmless(text) == shown
