import pytest

from meta_objection import errors
from meta_objection.errors import Stop
from meta_objection.outcome import Outcome, Sent

PROMISED = {
    "submitted": 0,
    "rehearsed": 0,
    "failed": 1,
    "bad-settings": 2,
    "already-submitted": 3,
    "person-needed": 10,
    "form-changed": 11,
    "not-offered": 12,
    "answer-refused": 13,
    "rate-limited": 14,
    "site-unavailable": 15,
    "unconfirmed": 20,
    "receipt-unsaved": 21,
    "code-needed": 22,
    "refused-after-sending": 23,
    "interrupted": 130,
}
STOPS = Stop.__subclasses__()


def test_every_ending_has_the_code_that_was_promised() -> None:
    assert {outcome.value: outcome.exit_code for outcome in Outcome} == PROMISED


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.__name__)
def test_the_tens_digit_says_whether_something_may_have_been_sent(stop: type[Stop]) -> None:
    may_have_left = 20 <= stop.outcome.exit_code < 30

    assert (stop.sent is not Sent.NO) == may_have_left


def test_every_ending_that_is_no_success_has_its_own_stop() -> None:
    successes = {Outcome.SUBMITTED, Outcome.REHEARSED, Outcome.RECEIPT_UNSAVED}

    assert sorted(stop.outcome for stop in STOPS) == sorted(set(Outcome) - successes)


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.__name__)
def test_every_stop_says_what_to_do_next(stop: type[Stop]) -> None:
    assert stop("It stopped.").next_move.endswith(".")


def test_a_stop_may_know_a_better_next_move_than_its_kind() -> None:
    stop = errors.BadSettings("Wrong.", why="setting", next_move="Put it right.")

    assert (stop.message, stop.why, stop.next_move) == ("Wrong.", "setting", "Put it right.")
    assert errors.BadSettings("Wrong.").next_move != stop.next_move
