import io
import os
import signal

import pytest

from meta_objection.errors import Interrupted
from meta_objection.person import Present
from meta_objection.signals import Signals

ASKED = {"Email address": "kim@example.org", "Anything else?": ""}


def somebody(typed: str | None = None, *, yes: bool = False, given: str | None = None) -> Present:
    terminal = None if typed is None else io.StringIO(typed)
    return Present(Signals(), yes=yes, given=given, terminal=terminal)


@pytest.mark.parametrize("typed", ["yes\n", "y\n", " YES \n", "ja\n", "J\n"])
def test_a_yes_in_either_language_agrees(typed: str) -> None:
    assert somebody(typed).agrees(ASKED)


@pytest.mark.parametrize("typed", ["no\n", "n\n", "\n", "", "yess\n", "yes please\n", "nein\n"])
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
