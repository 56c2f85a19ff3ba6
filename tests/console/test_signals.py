import os
import signal
from threading import Event
from time import monotonic

import pytest

from meta_objection.console.signals import Signals, stopped
from meta_objection.errors import Interrupted
from meta_objection.outcome import Outcome

STOPPING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def send_to_myself(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


def wait_for(signals: Signals, number: signal.Signals) -> None:
    with signals.at_once():
        send_to_myself(number)
        pytest.fail("the wait went on")


@pytest.mark.parametrize("number", STOPPING)
def test_a_signal_is_remembered_and_breaks_nothing(number: signal.Signals) -> None:
    with Signals() as signals:
        assert not signals.interrupted
        send_to_myself(number)

        assert signals.interrupted


@pytest.mark.parametrize("number", STOPPING)
def test_a_signal_ends_a_wait_at_once(number: signal.Signals) -> None:
    with Signals() as signals, pytest.raises(Interrupted):
        wait_for(signals, number)


def test_an_earlier_signal_ends_a_wait_before_it_begins() -> None:
    with Signals() as signals:
        send_to_myself(signal.SIGINT)
        with pytest.raises(Interrupted), signals.at_once():
            pytest.fail("the wait began")


def test_after_the_wait_a_signal_is_only_remembered_again() -> None:
    with Signals() as signals:
        with signals.at_once():
            pass
        send_to_myself(signal.SIGINT)

        assert signals.interrupted


def test_after_a_wait_that_failed_a_signal_is_only_remembered_again() -> None:
    with Signals() as signals:
        with pytest.raises(LookupError), signals.at_once():
            raise LookupError
        send_to_myself(signal.SIGINT)

        assert signals.interrupted


def test_the_signals_are_given_back() -> None:
    before = [signal.getsignal(number) for number in STOPPING]
    with Signals():
        assert [signal.getsignal(number) for number in STOPPING] != before

    assert [signal.getsignal(number) for number in STOPPING] == before


def test_stopping_is_an_ending_of_its_own() -> None:
    assert stopped().outcome is Outcome.INTERRUPTED


# --- a browser that hangs, and a person who means it ----------------------------------------------------------------


def test_a_browser_that_does_not_answer_is_ended() -> None:
    ended = Event()
    with Signals() as signals, signals.guarded(ended.set, patience=0.1):
        assert ended.wait(10)
    assert signals.stalled


def test_a_run_that_looks_or_waits_for_the_person_is_left_alone() -> None:
    ended = Event()
    with Signals() as signals, signals.guarded(ended.set, patience=0.5):
        for _ in range(20):
            signals.look()
            assert not ended.wait(0.05)
        with signals.at_once():
            assert not ended.wait(1)
    assert not signals.stalled


@pytest.mark.parametrize("number", STOPPING)
def test_after_a_signal_a_browser_that_does_not_answer_is_ended_within_a_second(number: signal.Signals) -> None:
    ended = Event()
    with Signals() as signals, signals.guarded(ended.set, patience=60):
        send_to_myself(number)
        since = monotonic()
        assert ended.wait(10)
        assert monotonic() - since >= 0.4, "it had no time to answer"
        with pytest.raises(Interrupted):
            signals.look()


def test_a_browser_is_not_even_used_once_the_person_stopped_the_run() -> None:
    with Signals() as signals:
        send_to_myself(signal.SIGINT)
        with pytest.raises(Interrupted), signals.guarded(lambda: None, patience=60):
            pytest.fail("it was used")


def test_a_second_signal_ends_it_where_it_stands_and_two_at_once_are_one() -> None:
    said: list[str] = []
    with Signals() as signals:
        signals.last_words = lambda: said.append("last words")
        send_to_myself(signal.SIGHUP)
        send_to_myself(signal.SIGTERM)  # a terminal that closes sends both
        assert said == []
        Event().wait(0.4)
        send_to_myself(signal.SIGINT)

    assert said == ["last words"]


def test_a_guard_that_is_over_ends_nothing_any_more() -> None:
    ended = Event()
    with Signals() as signals:
        with signals.guarded(ended.set, patience=60):
            pass
        signals.give_up()
        send_to_myself(signal.SIGINT)
        assert not ended.wait(1)
