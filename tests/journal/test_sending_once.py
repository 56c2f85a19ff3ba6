"""One objection is sent once: after a crash, a signal, a second run, and two runs at the same time."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.command import PATIENCE, Desk, Objector, end, finish, objection
from tests.replica import Replica, Story
from tests.terminal import Terminal

KIM = Objector()
HELD = 60.0
"""Seconds for which an answer is held back: longer than any test takes, so that it never comes by itself."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@contextmanager
def sending(desk: Desk, replica: Replica, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A run whose objection has arrived, and whose answer is held back."""
    started = desk.start(*objection(desk, replica, *words, timeout=40))
    try:
        assert replica.wait_for_sent(1, PATIENCE)
        yield started
    finally:
        end(started)


def killed(desk: Desk, replica: Replica) -> None:
    """A run that was killed while its objection was held, and whose browser did not send it again as it went."""
    with sending(desk, replica) as started:
        started.kill()
        started.wait(PATIENCE)
        assert not replica.wait_for_sent(2, 1.0)
    replica.story = replace(replica.story, delay=0.0)


def lines_of(log: Path) -> list[str]:
    return [json.loads(line)["path"] for line in log.read_text(encoding="utf-8").splitlines()]


# --- a crash while sending ------------------------------------------------------------------------------------------


def test_after_a_kill_while_sending_the_next_run_says_so_and_sends_nothing(desk: Desk) -> None:
    log = desk.folder / "received.jsonl"
    with Replica(Story(delay=HELD), log=log) as replica:
        killed(desk, replica)
        second = desk.object_to(replica)
        assert len(lines_of(log)) == len(replica.sent()) == 1
    report = second.report
    assert (second.code, report["outcome"], report["sent"]) == (20, "unconfirmed", "perhaps")
    assert "broke off" in report["message"]
    assert "nothing was sent again" in report["message"]
    assert "--again" in report["next"]


def test_a_run_that_was_killed_gets_its_receipt_from_the_next_one(desk: Desk) -> None:
    with Replica(Story(delay=HELD)) as replica:
        killed(desk, replica)
        second, third = desk.object_to(replica), desk.object_to(replica)
    assert desk.receipts() == [second.receipt]
    assert third.receipt == second.receipt
    assert (third.code, third.report["sent"]) == (20, "perhaps")
    assert [path.name for path in second.receipt.glob("*review.png")] != []


def test_after_a_kill_a_run_that_is_told_to_sends_again(desk: Desk) -> None:
    with Replica(Story(delay=HELD)) as replica:
        killed(desk, replica)
        second = desk.object_to(replica, "--again")
        third = desk.object_to(replica)
        assert len(replica.sent()) == 2
    assert (second.code, third.code) == (0, 3)


# --- a signal -------------------------------------------------------------------------------------------------------


def ask_to_stop(started: subprocess.Popen[str], how: signal.Signals, *, all_of_it: bool) -> None:
    """Send a signal: to the program alone as `kill` does, or to all of its processes as Ctrl-C at a terminal does."""
    if all_of_it:
        os.killpg(started.pid, how)
    else:
        started.send_signal(how)


SIGNALS = [(signal.SIGINT, False), (signal.SIGINT, True), (signal.SIGTERM, False), (signal.SIGHUP, True)]


@pytest.mark.parametrize(("how", "all_of_it"), SIGNALS)
def test_a_signal_while_sending_leaves_doubt_and_a_receipt(how: signal.Signals, all_of_it: bool, desk: Desk) -> None:  # noqa: FBT001 - pytest gives parameters by name
    with Replica(Story(delay=HELD)) as replica:
        with sending(desk, replica) as started:
            ask_to_stop(started, how, all_of_it=all_of_it)
            ended = finish(started)
        second = desk.object_to(replica)
        assert len(replica.sent()) == 1
    assert (ended.code, ended.report["outcome"], ended.report["sent"]) == (20, "unconfirmed", "perhaps")
    assert ended.receipt.is_dir()
    assert (second.code, second.receipt) == (20, ended.receipt)


@pytest.mark.parametrize(("how", "all_of_it"), SIGNALS)
def test_a_signal_before_the_press_sends_nothing(how: signal.Signals, all_of_it: bool, desk: Desk) -> None:  # noqa: FBT001 - as above
    with Replica() as replica:
        started = desk.start(*objection(desk, replica, "--slow-mo", "300"))
        assert started.stderr is not None
        assert any(
            "open" in line for line in iter(started.stderr.readline, "")
        )  # as root it says first what is missing
        ask_to_stop(started, how, all_of_it=all_of_it)
        ended = finish(started)
        second = desk.object_to(replica)
        assert len(replica.sent()) == 1
    assert (ended.code, ended.report["outcome"], ended.report["sent"]) == (130, "interrupted", "no")
    assert ended.receipt.is_dir()
    assert second.code == 0


# --- what the next run does -----------------------------------------------------------------------------------------


def test_after_a_success_the_next_run_names_the_receipt_and_sends_nothing(desk: Desk) -> None:
    with Replica() as replica:
        first = desk.object_to(replica)
        second = desk.object_to(replica, who=replace(KIM, email="KIM+Meta@Example.org", reason="Another reason."))
        assert len(replica.sent()) == 1
    assert (first.code, second.code, second.report["outcome"]) == (0, 3, "already-submitted")
    assert second.report["sent"] == "no"
    assert second.receipt == first.receipt
    assert desk.receipts() == [first.receipt]


def test_a_prefilled_address_is_recognised_before_the_press(desk: Desk) -> None:
    with Replica(Story(prefilled=KIM.email or "")) as replica:
        first = desk.object_to(replica)
        second = desk.object_to(replica, who=replace(KIM, email=None))
        assert len(replica.sent()) == 1
    assert (first.code, second.code) == (0, 3)


def test_an_objection_with_another_address_is_another_one(desk: Desk) -> None:
    with Replica() as replica:
        codes = [
            desk.object_to(replica, who=replace(KIM, email=email)).code for email in ("a@b.example", "c@d.example")
        ]
        assert len(replica.sent()) == 2
    assert codes == [0, 0]


def test_a_success_may_be_repeated_on_purpose(desk: Desk) -> None:
    with Replica() as replica:
        assert [desk.object_to(replica, *words).code for words in ((), ("--again",))] == [0, 0]
        assert len(replica.sent()) == 2


def test_after_a_doubt_the_next_run_stays_in_doubt_and_sends_nothing(desk: Desk) -> None:
    with Replica(Story(ending="cut")) as replica:
        first = desk.object_to(replica)
        replica.story = Story()
        second, third = desk.object_to(replica), desk.object_to(replica, "--again")
        assert len(replica.sent()) == 2
    assert (first.code, second.code, third.code) == (20, 20, 0)
    assert second.receipt == first.receipt


def test_what_meta_turned_back_may_be_sent_again(desk: Desk) -> None:
    with Replica(Story(ending="validation-before")) as replica:
        first = desk.object_to(replica)
        replica.story = Story()
        second = desk.object_to(replica)
    assert (first.code, second.code) == (13, 0)


def test_what_meta_refused_is_not_sent_again_unasked(desk: Desk) -> None:
    with Replica(Story(ending="went-wrong")) as replica:
        first = desk.object_to(replica)
        replica.story = Story()
        second = desk.object_to(replica)
        assert len(replica.sent()) == 1
    assert (first.code, second.code) == (23, 3)


def test_a_run_that_lacked_the_code_goes_on_once_the_code_is_there(desk: Desk) -> None:
    with Replica(Story(generation="2024", ending="code")) as replica:
        first, without = desk.object_to(replica), desk.object_to(replica)
        assert len(replica.sent()) == 1
        third = desk.object_to(replica, "--code", replica.story.code)
        assert len(replica.codes()) == 1
    assert (first.code, without.code, third.code) == (22, 22, 0)


def test_a_rehearsal_neither_counts_nor_is_held_up(desk: Desk) -> None:
    with Replica() as replica:
        rehearsal = ["rehearse", *objection(desk, replica)[1:]]
        codes = [desk.run(*rehearsal).code, desk.object_to(replica).code, desk.run(*rehearsal).code]
        assert len(replica.sent()) == 1
    assert codes == [0, 0, 0]


def test_of_two_runs_at_once_only_one_sends(desk: Desk) -> None:
    with Replica(Story(delay=1.0)) as replica:
        runs = [desk.start(*objection(desk, replica)) for _ in range(2)]
        ended = [finish(run) for run in runs]
        assert len(replica.sent()) == 1
    assert sorted(run.code for run in ended) == [0, 3]
    assert all(run.report["outcome"] in {"submitted", "already-submitted"} for run in ended)


# --- a person at a terminal -----------------------------------------------------------------------------------------


@contextmanager
def at_terminal(desk: Desk, replica: Replica, *words: str) -> Iterator[Terminal]:
    """The person's objection begun at a terminal, without having agreed to anything in advance."""
    given = [word for word in objection(desk, replica) if word not in {"--json", "--yes"}]
    terminal = Terminal(desk, *given, *words)
    try:
        yield terminal
    finally:
        terminal.close()


def test_at_a_terminal_what_will_be_sent_is_shown_and_a_yes_sends_it(desk: Desk) -> None:
    with Replica() as replica:
        with at_terminal(desk, replica) as terminal:
            shown = terminal.read_until("Type yes:")
            assert replica.received == []
            terminal.type("yes\n")
            ended = terminal.ended()
        assert len(replica.sent()) == 1
    assert "Email address" in shown
    assert KIM.email is not None
    assert KIM.email in shown
    assert "משפט בעברית" in shown
    assert (ended.code, "submitted:" in ended.out) == (0, True)
    assert str(desk.receipts()[0]) in ended.out


@pytest.mark.parametrize("answer", ["no\n", "\n", "yes please\n", "\x04"])
def test_anything_but_a_yes_sends_nothing(answer: str, desk: Desk) -> None:
    with Replica() as replica:
        with at_terminal(desk, replica) as terminal:
            terminal.read_until("Type yes:")
            terminal.type(answer)
            ended = terminal.ended()
        assert replica.received == []
    assert (ended.code, "interrupted:" in ended.out) == (130, True)
    assert len(desk.receipts()) == 1


def test_ctrl_c_at_the_question_sends_nothing(desk: Desk) -> None:
    with Replica() as replica:
        with at_terminal(desk, replica) as terminal:
            terminal.read_until("Type yes:")
            terminal.type("\x03")
            ended = terminal.ended()
        assert replica.received == []
    assert (ended.code, "interrupted:" in ended.out) == (130, True)
    assert len(desk.receipts()) == 1


def test_a_code_is_asked_for_at_the_terminal_until_it_is_right(desk: Desk) -> None:
    with Replica(Story(generation="2024", ending="code")) as replica:
        with at_terminal(desk, replica, "--yes") as terminal:
            assert "incorrect" not in terminal.read_until("Type it here:")
            terminal.type("111111\n")
            assert "incorrect" in terminal.read_until("Type it here:")
            terminal.type(f"{replica.story.code}\n")
            ended = terminal.ended()
        assert [received.first("code") for received in replica.codes()] == ["111111", replica.story.code]
        assert len(replica.sent()) == 1
    assert (ended.code, "submitted:" in ended.out) == (0, True)


def test_a_terminal_to_ask_for_a_code_at_is_no_leave_to_send_the_form_once_more(desk: Desk) -> None:
    with Replica(Story(generation="2024", ending="code")) as replica:
        first = desk.object_to(replica)
        with at_terminal(desk, replica, "--yes") as terminal:
            ended = terminal.ended()
        assert len(replica.sent()) == 1
    assert (first.code, ended.code) == (22, 22)
    assert "--code" in ended.out


def test_ctrl_c_at_the_question_for_the_code_leaves_the_objection_half_sent(desk: Desk) -> None:
    with Replica(Story(generation="2024", ending="code")) as replica:
        with at_terminal(desk, replica, "--yes") as terminal:
            terminal.read_until("Type it here:")
            terminal.type("\x03")
            ended = terminal.ended()
        assert (len(replica.sent()), replica.codes()) == (1, [])
    assert ended.code // 10 == 2
    assert len(desk.receipts()) == 1
