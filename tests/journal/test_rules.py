"""Sent once: no order of presses, endings, kills and losses lets a second sending through unasked."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from meta_objection.errors import AlreadySubmitted, BadSettings, CodeNeeded, Stop, Unconfirmed
from meta_objection.journal.persons import known_as
from meta_objection.journal.rules import Asking, Memory
from meta_objection.journal.store import Journal, Matter, Stage
from meta_objection.outcome import Doubt, Mode, Outcome, Sent
from meta_objection.plan.genuine import scopes_of
from meta_objection.receipts import Draft, audit, unfinished
from meta_objection.receipts.mend import mend
from meta_objection.report import Receipt, Times
from tests.receipts.examples import STARTED, a_receipt

EMAIL = "kim@example.org"
KIM = known_as(email=EMAIL)
MATTER = Matter(KIM, "facebook", "object", "live", ("live-unchecked",))
PRESSED = [outcome for outcome in Outcome if outcome not in {Outcome.REHEARSED, Outcome.ALREADY_SUBMITTED}]
MAY_HAVE_LEFT = {outcome for outcome in PRESSED if 20 <= outcome.exit_code < 30} | {Outcome.SUBMITTED}
PRESS_AND_HANG = """
import signal, sys
from pathlib import Path
from meta_objection.journal.rules import Asking, Memory
from meta_objection.outcome import Outcome
from tests.journal.test_rules import MATTER
with Memory(Path(sys.argv[1]), 1).press(Asking(MATTER), "a-receipt", lambda _: Outcome.SUBMITTED):
    print("pressing", flush=True)
    signal.pause()
"""


def asking(persons: tuple[str, ...] = KIM, *, again: bool = False, code: bool = False, press: bool = True) -> Asking:
    return Asking(replace(MATTER, persons=persons), press=press, again=again, code_given=code)


def memory_of(home: Path) -> Memory:
    return Memory(home, patience=0.1)


def sent(home: Path, outcome: Outcome, persons: tuple[str, ...] = KIM, *, again: bool = False) -> None:
    with memory_of(home).press(asking(persons, code=True, again=again), "a-receipt", lambda _: outcome):
        pass


def forbidden(home: Path, persons: tuple[str, ...] = KIM, *, code: bool = False, again: bool = False) -> Stop | None:
    earlier = memory_of(home).earlier(asking(persons, code=code, again=again))
    return earlier[1] if earlier else None


def killed_in(home: Path) -> None:
    """A run that was killed while it was pressing."""
    command: list[str | Path] = [sys.executable, "-c", PRESS_AND_HANG, home]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "pressing\n"
        os.kill(other.pid, signal.SIGKILL)


POINTS = ["begun", "written", "noted", "pressed", "answered", "concluded", "remembered", "filed", None]
"""Where a run may be killed, in the order of things; `None` is nowhere."""
SPELLINGS = ["kim@example.org", "Kim@EXAMPLE.org", "KIM@example.org"]


@dataclass(frozen=True)
class OneRun:
    """The order of things in one run, with real files: it may die at each point."""

    home: Path
    ends: Outcome
    dies: str | None
    asking: Asking

    def go(self) -> None:
        """Look back, draft, write down, press, hear, conclude, remember, file."""
        memory = memory_of(self.home)
        memory.begin()
        for mended in mend(self.home):
            memory.settle(mended.id, mended.outcome)
        with closing(Draft.begin(self.home, "facebook", datetime.now(UTC))) as draft:
            draft.note(told(Outcome.INTERRUPTED, pressed=False))
            self.point("begun")
            with memory.press(self.asking, draft.id, lambda _: self.conclude(draft)):
                self.point("written")
                draft.note(told(Outcome.UNCONFIRMED))
                self.point("noted")
                with (self.home / "arrived").open("a") as wire:
                    wire.write("one\n")
                self.point("pressed")
                draft.put("response.json", b"{}")
                draft.note(told(Outcome.UNCONFIRMED))
                self.point("answered")
            self.point("remembered")
            draft.file(told(self.ends), is_all=False)
            self.point("filed")
            draft.leave()

    def conclude(self, draft: Draft) -> Outcome:
        draft.note(told(self.ends))
        self.point("concluded")
        return self.ends

    def point(self, name: str) -> None:
        if self.dies == name:
            os._exit(9)


def told(outcome: Outcome, *, pressed: bool = True) -> Receipt:
    times = Times(started=STARTED, pressed=datetime.now(UTC) if pressed else None, answered=None, ended=STARTED)
    sent = {True: Sent.YES, False: Sent.NO}[outcome in MAY_HAVE_LEFT]
    return a_receipt(outcome=outcome, exit_code=outcome.exit_code, sent=sent, times=times, answers={"email": EMAIL})


def in_a_process(run: OneRun) -> bool:
    """Carry out a run in a process of its own; say whether it came to its end."""
    child = os.fork()
    if child == 0:
        code = 1
        with suppress(Stop):
            run.go()
            code = 0
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


class SendingOnce(RuleBasedStateMachine):
    """Runs one after another on one home, killed wherever one can be.

    `left` is how the last one ended after which something may have been sent, `doubts` whether a journal was lost.
    """

    @initialize()
    def begin(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.home = Path(self._folder.name)
        self.left: Outcome | None = None
        self.doubts = False

    def teardown(self) -> None:
        if hasattr(self, "_folder"):
            self._folder.cleanup()

    @rule(
        ends=st.sampled_from(PRESSED),
        dies=st.sampled_from(POINTS),
        email=st.sampled_from(SPELLINGS),
        again=st.booleans(),
        code=st.booleans(),
    )
    def run(self, ends: Outcome, dies: str | None, email: str, again: bool, code: bool) -> None:  # noqa: FBT001 - drawn
        before = self.sendings()
        in_a_process(OneRun(self.home, ends, dies, asking(known_as(email=email), again=again, code=code)))
        may = again or (self.left is None and not self.doubts) or (self.left is Outcome.CODE_NEEDED and code)

        assert self.sendings() - before == (may and dies not in {"begun", "written", "noted"})
        if may and dies != "begun":
            # Where the journal still says «about to press», only what says that something was sent settles it.
            unsettled = dies in {"written", "noted", "pressed", "answered"}
            doubtful = unsettled or (dies == "concluded" and ends not in MAY_HAVE_LEFT)
            known = Outcome.UNCONFIRMED if doubtful else ends
            self.left = known if known in MAY_HAVE_LEFT else self.left

    @rule()
    def lose_the_journal(self) -> None:
        self.doubts = (self.home / "keys").exists()
        for path in self.home.glob("journal.sqlite3*"):
            path.unlink()

    @rule()
    def somebody_else(self) -> None:
        sent(self.home, Outcome.SUBMITTED, known_as(email="lee@example.org"), again=True)

    def sendings(self) -> int:
        wire = self.home / "arrived"
        return len(wire.read_text().splitlines()) if wire.exists() else 0

    @invariant()
    def nothing_is_lost(self) -> None:
        for mended in mend(self.home):
            memory_of(self.home).settle(mended.id, mended.outcome)
        assert unfinished(self.home) == []
        assert [found for _, found in audit(self.home) if found.problems] == []


TestSendingOnce = SendingOnce.TestCase
TestSendingOnce.settings = settings(max_examples=12, stateful_step_count=8, deadline=None)


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


def test_with_the_code_given_a_half_sent_objection_goes_on_and_a_terminal_to_ask_at_is_none(tmp_path: Path) -> None:
    sent(tmp_path, Outcome.CODE_NEEDED)
    said = forbidden(tmp_path, code=False)

    assert said
    assert "--again sends the form anew" in said.next_move
    assert forbidden(tmp_path, code=True) is None


def test_a_rehearsal_is_never_forbidden(tmp_path: Path) -> None:
    sent(tmp_path, Outcome.SUBMITTED)

    assert memory_of(tmp_path).earlier(asking(press=False)) is None


def test_the_earlier_attempt_says_when_and_where_its_receipt_is(tmp_path: Path) -> None:
    sent(tmp_path, Outcome.SUBMITTED)
    earlier = memory_of(tmp_path).earlier(asking())

    assert earlier
    assert earlier[0].receipt == "a-receipt"
    assert f"{earlier[0].pressed_at:%Y-%m-%d %H:%M} UTC" in earlier[1].message


@pytest.mark.parametrize("shared", ["email", "phone", "account"])
def test_one_name_in_common_makes_two_the_same_person(tmp_path: Path, shared: str) -> None:
    names = {"email": EMAIL, "phone": "+49 151 23456789", "account": "Kim Example"}
    others = {"email": "lee@example.org", "phone": "+49 30 123456", "account": "Lee Example"}
    sent(tmp_path, Outcome.SUBMITTED, known_as(**names))

    assert forbidden(tmp_path, known_as(**others | {shared: names[shared]}))
    assert forbidden(tmp_path, known_as(**others)) is None


def test_a_press_is_written_down_before_it_happens(tmp_path: Path) -> None:
    with memory_of(tmp_path).press(asking(), "a-receipt", lambda _: Outcome.SUBMITTED):
        attempt = Journal(tmp_path).last(MATTER)

        assert attempt
        assert attempt.stage is Stage.PRESSING


@pytest.mark.parametrize("error", [None, LookupError(), KeyboardInterrupt()])
def test_the_ending_is_written_down_before_anybody_else_may_send(tmp_path: Path, error: BaseException | None) -> None:
    heard: list[BaseException | None] = []

    def outcome_of(given: BaseException | None) -> Outcome:
        heard.append(given)
        with pytest.raises(AlreadySubmitted, match="Another run is sending"):
            forbidden(tmp_path)
        return Outcome.REFUSED_AFTER_SENDING

    with suppress(LookupError, KeyboardInterrupt), memory_of(tmp_path).press(asking(), "a-receipt", outcome_of):
        if error:
            raise error
    attempt = Journal(tmp_path).last(MATTER)

    assert heard == [error]
    assert attempt
    assert attempt.stage is Stage.REFUSED


def test_while_one_run_sends_another_one_waits_and_stops(tmp_path: Path) -> None:
    with memory_of(tmp_path).press(asking(), "a-receipt", lambda _: Outcome.SUBMITTED):
        with pytest.raises(AlreadySubmitted) as at_the_start:
            forbidden(tmp_path)
        with (
            pytest.raises(AlreadySubmitted) as at_the_press,
            memory_of(tmp_path).press(asking(("email:lee@example.org",)), "b", lambda _: Outcome.SUBMITTED),
        ):
            pytest.fail("both may send")

    assert at_the_start.value.why == at_the_press.value.why == "another-run"


def test_the_right_to_send_outlives_every_file_of_the_home(tmp_path: Path) -> None:
    with memory_of(tmp_path).press(asking(), "a-receipt", lambda _: Outcome.SUBMITTED):
        for path in tmp_path.iterdir():
            if "journal" not in path.name:
                path.unlink()
        (tmp_path / "sending.lock").touch()
        with pytest.raises(AlreadySubmitted, match="Another run is sending"):
            forbidden(tmp_path)


def test_who_waits_for_another_run_can_be_stopped(tmp_path: Path) -> None:
    def stop() -> None:
        raise LookupError

    with (
        memory_of(tmp_path).press(asking(), "a-receipt", lambda _: Outcome.SUBMITTED),
        pytest.raises(LookupError),
    ):
        Memory(tmp_path, patience=60, look=stop).earlier(asking())


def test_after_a_kill_in_the_middle_of_a_sending_the_next_run_says_unconfirmed(tmp_path: Path) -> None:
    killed_in(tmp_path)
    said = forbidden(tmp_path)

    assert type(said) is Unconfirmed
    assert "broke off while it was sending" in said.message
    with (
        pytest.raises(Unconfirmed),
        memory_of(tmp_path).press(asking(code=True), "b", lambda _: Outcome.SUBMITTED),
    ):
        pytest.fail("sent twice")


def test_a_run_that_broke_off_and_got_its_receipt_stays_unconfirmed(tmp_path: Path) -> None:
    killed_in(tmp_path)
    memory = memory_of(tmp_path)
    earlier = memory.earlier(asking())
    assert earlier
    memory.told_of(earlier[0], "second")
    later = memory.earlier(asking())

    assert later
    assert (later[0].stage, later[0].receipt, type(later[1])) == (Stage.UNCONFIRMED, "second", Unconfirmed)


@pytest.mark.parametrize(
    ("doubts", "counts"),
    [((), True), ((Doubt.NOT_CHECKED,), True), ((Doubt.HOST_RULES,), False)],
)
def test_what_may_have_gone_to_meta_counts_for_the_live_site_and_nothing_else(
    tmp_path: Path,
    doubts: tuple[Doubt, ...],
    counts: bool,  # noqa: FBT001 - pytest gives parameters by name
) -> None:
    scope, also = scopes_of(Mode.LIVE.value, doubts)
    matter = replace(MATTER, scope=scope, also=also)
    with memory_of(tmp_path).press(Asking(matter), "a-receipt", lambda _: Outcome.SUBMITTED):
        pass

    assert (forbidden(tmp_path) is not None) == counts
    assert memory_of(tmp_path).earlier(Asking(matter))


def test_fixtures_and_the_live_site_are_remembered_apart(tmp_path: Path) -> None:
    replayed = replace(MATTER, scope=f"replay:{tmp_path}", also=())
    with memory_of(tmp_path).press(Asking(replayed), "a-receipt", lambda _: Outcome.SUBMITTED):
        pass

    assert memory_of(tmp_path).earlier(Asking(replayed))
    assert forbidden(tmp_path) is None


# --- a memory that is lost ------------------------------------------------------------------------------------------


def a_home_that_sent(home: Path, outcome: Outcome = Outcome.SUBMITTED) -> str:
    assert in_a_process(OneRun(home, outcome, None, asking()))
    return next((home / "receipts").iterdir()).name


def lose(home: Path, loss: str) -> None:
    for path in home.glob("journal.sqlite3-*"):
        path.unlink()
    journal = home / "journal.sqlite3"
    if loss == "deleted":
        journal.unlink()
    else:
        journal.write_bytes(b"")


@pytest.mark.parametrize("loss", ["deleted", "emptied"])
def test_without_a_journal_the_receipts_are_asked(tmp_path: Path, loss: str) -> None:
    receipt = a_home_that_sent(tmp_path)
    lose(tmp_path, loss)
    earlier = memory_of(tmp_path).earlier(asking())

    assert earlier
    assert earlier[0].receipt == receipt
    assert type(earlier[1]) is AlreadySubmitted


@pytest.mark.parametrize("loss", ["deleted", "emptied"])
def test_where_the_journal_is_gone_whoever_no_receipt_tells_of_decides_for_themselves(
    tmp_path: Path, loss: str
) -> None:
    a_home_that_sent(tmp_path)
    lose(tmp_path, loss)
    lee = known_as(email="lee@example.org")
    with pytest.raises(BadSettings, match="journal is gone") as stop:
        forbidden(tmp_path, lee)

    assert (stop.value.why, "--again" in stop.value.next_move) == ("journal-lost", True)
    assert forbidden(tmp_path, lee, again=True) is None


def test_a_home_that_is_new_is_in_no_doubt(tmp_path: Path) -> None:
    assert forbidden(tmp_path) is None


def a_folder(path: Path) -> None:
    path.mkdir()


def another_program_s(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE messages (text)")


def of_a_later_version(path: Path) -> None:
    sent(path.parent, Outcome.SUBMITTED)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE attempts SET stage = 'granted'")


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 300)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("put", [a_folder, another_program_s, of_a_later_version, garbage, a_pipe])
def test_a_journal_that_cannot_be_read_is_named_and_nothing_may_be_sent(
    tmp_path: Path, put: Callable[[Path], None]
) -> None:
    put(tmp_path / "journal.sqlite3")
    with pytest.raises(BadSettings, match="journal") as stop:
        forbidden(tmp_path)

    assert stop.value.why == "journal"
    with pytest.raises(BadSettings), memory_of(tmp_path).press(asking(), "b", lambda _: Outcome.SUBMITTED):
        pytest.fail("sent without knowing")


def test_a_receipt_of_the_local_copy_says_nothing_about_meta(tmp_path: Path) -> None:
    Draft.begin(tmp_path, "facebook", STARTED).finish(
        a_receipt(answers={"email": EMAIL}, doubts=(Doubt.HOST_RULES,), verified=False)
    )
    with pytest.raises(BadSettings, match="journal is gone"):
        forbidden(tmp_path)
