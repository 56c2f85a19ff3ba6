import io
import os
import re
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from meta_objection.console import terminal as at_terminal
from meta_objection.console.person import Present
from meta_objection.console.signals import Signals
from meta_objection.errors import Interrupted
from tests.test_house_rules import SOURCES

ASKED = {"Email address": "kim@example.org", "Anything else?": ""}


def somebody(typed: str | None = None, *, yes: bool = False, given: str | None = None) -> Present:
    terminal = None if typed is None else io.StringIO(typed)
    return Present(Signals(), yes=yes, given=given, terminal=terminal)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "yes\n",
            "y\n",
            " YES \n",
            "ja\n",
            "J\n",
            "Oui\n",
            "sí\n",
            "Sì\n",
            "SIM\n",
            "tak\n",
            "Ano\n",
            "igen\n",
            "da\n",
        ),
        *("kyllä\n", "Evet\n", "Ναι\n", "はい\n", "네\n"),
    ],
)
def test_a_yes_in_any_of_the_languages_agrees(typed: str) -> None:
    assert somebody(typed).agrees(ASKED)


@pytest.mark.parametrize(
    "typed", ["no\n", "n\n", "\n", "", "yess\n", "yes please\n", "nein\n", "non\n", "nie\n", "いいえ\n", "k\n"]
)
def test_anything_else_does_not(typed: str) -> None:
    assert not somebody(typed).agrees(ASKED)


def test_nobody_agrees_to_nothing() -> None:
    assert not somebody().agrees(ASKED)


def test_who_agreed_in_advance_is_not_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert somebody("no\n", yes=True).agrees(ASKED)
    assert capsys.readouterr() == ("", "")


def test_everything_that_will_be_sent_is_shown_beside_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    somebody("yes\n").agrees(ASKED)
    told = capsys.readouterr()

    assert told.out == ""
    assert told.err.splitlines() == [
        "This will be sent to Meta:",
        "  Email address",
        "    kim@example.org",
        "  Anything else?",
        "    (left empty)",
        "Send it? Type yes: ",
    ]


def test_a_code_known_in_advance_is_given_once_and_then_asked_for() -> None:
    person = somebody("222222\n", given="111111")

    assert person.code(None) == "111111"
    assert person.code("Wrong.") == "222222"


def test_what_meta_said_of_the_last_code_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    somebody("222222\n").code("The code is incorrect.")

    assert capsys.readouterr().err.startswith("Meta says: The code is incorrect.\n")


@pytest.mark.parametrize("typed", ["", "\n", "  \n", None])
def test_no_code_is_none(typed: str | None) -> None:
    assert somebody(typed).code(None) is None


@pytest.mark.parametrize(
    ("typed", "given", "may"), [(None, None, False), ("", None, True), (None, "1", True), ("", "1", True)]
)
def test_a_code_may_be_known_or_asked_for(typed: str | None, given: str | None, may: bool) -> None:  # noqa: FBT001 - a column of the table
    assert somebody(typed, given=given).may_know_code is may


def test_ctrl_c_at_the_question_stops_the_run() -> None:
    leader, follower = os.openpty()
    with os.fdopen(leader, "w"), os.fdopen(follower) as terminal, Signals() as signals:
        person = Present(signals, yes=False, given=None, terminal=terminal)
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        before = signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
        try:
            with pytest.raises(Interrupted):
                person.agrees(ASKED)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


@pytest.fixture
def pseudo() -> Iterator[tuple[int, TextIO]]:
    """Somebody's keyboard, and the terminal that the program reads."""
    leader, follower = os.openpty()
    with os.fdopen(follower) as terminal:
        yield leader, terminal
    os.close(leader)


def answers_after(question: threading.Event, keyboard: int, typed: bytes) -> threading.Thread:
    """Type once the question is on the screen."""

    def type_it() -> None:
        question.wait(10)
        os.write(keyboard, typed)

    thread = threading.Thread(target=type_it)
    thread.start()
    return thread


@pytest.mark.parametrize(("typed", "agrees"), [(b"no\n", False), (b"yes\n", True)])
def test_what_was_typed_before_the_question_is_no_answer_to_it(
    pseudo: tuple[int, TextIO],
    typed: bytes,
    agrees: bool,  # noqa: FBT001 - a column of the table
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keyboard, terminal = pseudo
    asked, put = threading.Event(), at_terminal.put
    os.write(keyboard, b"yes\nno\n" if agrees else b"yes\nyes\n")

    def put_and_tell(question: str, terminal: TextIO) -> None:
        put(question, terminal)
        asked.set()

    monkeypatch.setattr(at_terminal, "put", put_and_tell)
    thread = answers_after(asked, keyboard, typed)
    person = Present(Signals(), yes=False, given=None, terminal=terminal)

    assert person.agrees(ASKED) is agrees
    thread.join()


def test_while_a_question_is_open_what_takes_it_back_is_noticed(pseudo: tuple[int, TextIO]) -> None:
    person = Present(Signals(), yes=False, given=None, terminal=pseudo[1])
    person.meanwhile = closed
    with pytest.raises(LookupError):
        person.agrees(ASKED)


def closed() -> None:
    raise LookupError("the window")


def test_a_terminal_that_is_gone_agrees_to_nothing() -> None:
    leader, follower = os.openpty()
    with os.fdopen(follower) as terminal:
        os.close(leader)

        assert not Present(Signals(), yes=False, given=None, terminal=terminal).agrees(ASKED)


def test_the_review_names_the_files_that_settings_were_read_from(capsys: pytest.CaptureFixture[str]) -> None:
    person = Present(Signals(), yes=False, given=None, terminal=io.StringIO("no\n"), files=(Path(".env"),))
    person.agrees(ASKED)

    assert "Settings were read from .env." in capsys.readouterr().err


def test_every_question_is_put_in_one_place() -> None:
    reading = [path.name for path in SOURCES if re.search(r"\.readline\(|\binput\(", path.read_text(encoding="utf-8"))]

    assert reading == ["terminal.py"]
