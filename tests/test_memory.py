"""Sent once: no order of presses, endings and crashes lets a second sending through unasked."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from meta_objection.answers import Answers
from meta_objection.errors import AlreadySubmitted, CodeNeeded, Stop, Unconfirmed
from meta_objection.forms import load_form
from meta_objection.journal import Journal, Stage
from meta_objection.memory import Memory
from meta_objection.outcome import Outcome, Sent
from meta_objection.plan import Plan
from meta_objection.settings import Request, Route

EMAIL = "kim@example.org"
PLAN = Plan(load_form("facebook"), Route.DIRECT, Request.OBJECT, ("https://www.facebook.com/",), Answers(), True, False)  # noqa: FBT003 - press, and not again
PRESSED = [outcome for outcome in Outcome if outcome not in {Outcome.REHEARSED, Outcome.ALREADY_SUBMITTED}]
MAY_HAVE_LEFT = {outcome for outcome in PRESSED if 20 <= outcome.exit_code < 30} | {Outcome.SUBMITTED}
PRESS_AND_HANG = """
import signal, sys
from pathlib import Path
from meta_objection.journal import Journal
from meta_objection.memory import Memory
from tests.test_memory import EMAIL, PLAN
with Memory(Journal(Path(sys.argv[1])), PLAN, "default", 1).press(EMAIL, "a-receipt", code_at_hand=False):
    print("pressing", flush=True)
    signal.pause()
"""


class CrashError(Exception):
    """The process died."""


def memory_of(home: Path, *, again: bool = False, press: bool = True, profile: str = "default") -> Memory:
    return Memory(Journal(home), replace(PLAN, again=again, press=press), profile, patience=0.1)


def sent(home: Path, outcome: Outcome, email: str | None = EMAIL) -> None:
    memory = memory_of(home)
    with memory.press(email, "a-receipt", code_at_hand=True):
        memory.ended(outcome)


def forbidden(home: Path, email: str | None = EMAIL, *, code: bool = False, again: bool = False) -> Stop | None:
    earlier = memory_of(home, again=again).earlier(email, code_at_hand=code)
    return earlier[1] if earlier else None


class SendingOnce(RuleBasedStateMachine):
    """Runs one after another on one home. `open` is the last ending after which something may have been sent."""

    @initialize()
    def begin(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.home = Path(self._folder.name)
        self.open: Outcome | None = None

    def teardown(self) -> None:
        if hasattr(self, "_folder"):
            self._folder.cleanup()

    @rule(outcome=st.sampled_from(PRESSED), again=st.booleans(), code=st.booleans())
    def run(self, outcome: Outcome, again: bool, code: bool) -> None:  # noqa: FBT001 - drawn
        memory = memory_of(self.home, again=again)
        with self.allowed_or_stopped(again=again, code=code), memory.press(EMAIL, "a", code_at_hand=code):
            memory.ended(outcome)
            if outcome in MAY_HAVE_LEFT:
                self.open = outcome

    @rule(again=st.booleans(), code=st.booleans())
    def crash(self, again: bool, code: bool) -> None:  # noqa: FBT001 - drawn
        memory = memory_of(self.home, again=again)
        may = self.allowed_or_stopped(again=again, code=code)
        with suppress(CrashError), may, memory.press(EMAIL, "a", code_at_hand=code):
            self.open = Outcome.UNCONFIRMED
            raise CrashError

    @rule()
    def somebody_else(self) -> None:
        with memory_of(self.home, again=True).press("lee@example.org", "b", code_at_hand=False):
            pass

    def allowed_or_stopped(self, *, again: bool, code: bool) -> AbstractContextManager[object]:
        may = self.open is None or again or (self.open is Outcome.CODE_NEEDED and code)
        return nullcontext() if may else pytest.raises(Stop)

    @invariant()
    def nobody_is_let_through_unasked(self) -> None:
        stop = forbidden(self.home)

        assert (stop is None) == (self.open is None)
        assert forbidden(self.home, again=True) is None


TestSendingOnce = SendingOnce.TestCase
TestSendingOnce.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)


@pytest.mark.parametrize(
    ("outcome", "stop", "sent_then"),
    [
        (Outcome.SUBMITTED, AlreadySubmitted, Sent.NO),
        (Outcome.RECEIPT_UNSAVED, AlreadySubmitted, Sent.NO),
        (Outcome.UNCONFIRMED, Unconfirmed, Sent.PERHAPS),
        (Outcome.REFUSED_AFTER_SENDING, AlreadySubmitted, Sent.NO),
        (Outcome.CODE_NEEDED, CodeNeeded, Sent.HALF),
    ],
)
def test_what_went_out_is_said_and_not_sent_again(
    tmp_path: Path, outcome: Outcome, stop: type[Stop], sent_then: Sent
) -> None:
    sent(tmp_path, outcome)
    said = forbidden(tmp_path)

    assert type(said) is stop
    assert said.sent is sent_then


@pytest.mark.parametrize("outcome", [outcome for outcome in PRESSED if outcome not in MAY_HAVE_LEFT])
def test_where_meta_took_nothing_the_next_run_may_send(tmp_path: Path, outcome: Outcome) -> None:
    sent(tmp_path, outcome)

    assert forbidden(tmp_path) is None


def test_with_the_code_at_hand_a_half_sent_objection_goes_on(tmp_path: Path) -> None:
    sent(tmp_path, Outcome.CODE_NEEDED)

    assert forbidden(tmp_path, code=False)
    assert forbidden(tmp_path, code=True) is None


def test_a_rehearsal_is_never_forbidden(tmp_path: Path) -> None:
    sent(tmp_path, Outcome.SUBMITTED)

    assert memory_of(tmp_path, press=False).earlier(EMAIL, code_at_hand=False) is None


def test_the_earlier_attempt_says_when_and_where_its_receipt_is(tmp_path: Path) -> None:
    sent(tmp_path, Outcome.SUBMITTED)
    earlier = memory_of(tmp_path).earlier(EMAIL, code_at_hand=False)

    assert earlier
    assert earlier[0].receipt == "a-receipt"
    assert f"{earlier[0].pressed_at:%Y-%m-%d %H:%M} UTC" in earlier[1].message


def test_without_an_address_the_profile_stands_for_the_person(tmp_path: Path) -> None:
    sent(tmp_path, Outcome.SUBMITTED, email=None)

    assert forbidden(tmp_path, email=None)
    assert memory_of(tmp_path, profile="another").earlier(None, code_at_hand=False) is None


def test_a_run_that_never_pressed_leaves_no_trace(tmp_path: Path) -> None:
    memory_of(tmp_path).ended(Outcome.FORM_CHANGED)

    assert forbidden(tmp_path) is None


def test_a_press_is_written_down_before_it_happens(tmp_path: Path) -> None:
    with memory_of(tmp_path).press(EMAIL, "a-receipt", code_at_hand=False):
        journal = Journal(tmp_path)
        attempt = journal.last(memory_of(tmp_path)._matter(EMAIL))

        assert attempt
        assert attempt.stage is Stage.PRESSING


def test_while_one_run_sends_another_one_waits_and_stops(tmp_path: Path) -> None:
    with memory_of(tmp_path).press(EMAIL, "a-receipt", code_at_hand=False):
        with pytest.raises(AlreadySubmitted) as at_the_start:
            forbidden(tmp_path)
        with (
            pytest.raises(AlreadySubmitted) as at_the_press,
            memory_of(tmp_path).press("lee@example.org", "b", code_at_hand=True),
        ):
            pytest.fail("both may send")

    assert at_the_start.value.why == at_the_press.value.why == "another-run"


def test_after_a_kill_in_the_middle_of_a_sending_the_next_run_says_unconfirmed(tmp_path: Path) -> None:
    command: list[str | Path] = [sys.executable, "-c", PRESS_AND_HANG, tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "pressing\n"
        os.kill(other.pid, signal.SIGKILL)
    said = forbidden(tmp_path)

    assert type(said) is Unconfirmed
    assert "broke off while it was sending" in said.message
    with pytest.raises(Unconfirmed), memory_of(tmp_path).press(EMAIL, "b", code_at_hand=True):
        pytest.fail("sent twice")


def test_a_run_that_broke_off_and_got_its_receipt_stays_unconfirmed(tmp_path: Path) -> None:
    with suppress(CrashError), memory_of(tmp_path).press(EMAIL, "first", code_at_hand=False):
        raise CrashError
    memory = memory_of(tmp_path)
    earlier = memory.earlier(EMAIL, code_at_hand=False)
    assert earlier
    memory.told_of(earlier[0], "second")
    later = memory.earlier(EMAIL, code_at_hand=False)

    assert later
    assert (later[0].stage, later[0].receipt, type(later[1])) == (Stage.UNCONFIRMED, "second", Unconfirmed)


def test_fixtures_and_the_live_site_are_remembered_apart(tmp_path: Path) -> None:
    memory = Memory(Journal(tmp_path), replace(PLAN, fixture=tmp_path / "fixture"), "default", 0.1)
    with memory.press(EMAIL, "a-receipt", code_at_hand=False):
        memory.ended(Outcome.SUBMITTED)

    assert memory.earlier(EMAIL, code_at_hand=False)
    assert forbidden(tmp_path) is None
