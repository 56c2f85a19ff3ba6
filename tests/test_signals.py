import os
import signal

import pytest

from meta_objection.errors import Interrupted
from meta_objection.outcome import Outcome
from meta_objection.signals import Signals, stopped

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
