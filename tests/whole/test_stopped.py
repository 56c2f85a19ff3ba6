"""A signal ends a run within a second wherever it is, with 130 before the press and 20 after it."""

import signal
import time
from pathlib import Path

import pytest

from tests.breaking import KIM, broken, holds, listed
from tests.command import Desk, Ended

BEFORE = {
    "at its beginning": "before(Run, 'finish', stop)",
    "looking back": "before(Run, '_look_back', stop)",
    "before the browser": "before(Run, '_objection', stop)",
    "opening the form": "at_step('open', stop)",
    "at the first question": "at_step('email', stop)",
    "at the last question": "at_step('reason', stop)",
    "at the review": "at_step('review', stop)",
    "before agreeing": "before(Run, '_agreed', stop)",
    "before the press": "before(Run, '_send', stop)",
}
LAST_PAGE = "run.keep_last_page = (lambda real: lambda *given: (stop(), real(*given)))(run.keep_last_page)"
AFTER = {
    "about to press": "at_step('send', stop)",
    "with the answer": "before(Progress, 'answered', stop)",
    "at the confirmation": "at_step('confirmation', stop)",
    "before the last page": LAST_PAGE,
    "before it is filed": "before(Draft, 'file', stop)",
    "once it is filed": "after(Draft, 'file', stop)",
}
SIGNALS = [signal.SIGTERM, signal.SIGINT]
A_SECOND = 1.0
_SPIN = 0.2  # seconds of work


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def stopped(desk: Desk, change: str, how: signal.Signals) -> Ended:
    """A run that a signal reached there, and that ended within a second of a machine that it has for itself."""
    ended = broken(desk, f"HOW = {int(how)}\n{change}")
    took = time.time() - float((desk.work / "asked").read_text())

    assert took <= A_SECOND * slowness(), f"{took:.2f} s"
    return ended


def slowness() -> float:
    """How many times longer work takes here at this moment than on a machine that does nothing else."""
    begun, until = time.monotonic(), time.process_time() + _SPIN
    while time.process_time() < until:
        pass
    return max(1.0, (time.monotonic() - begun) / _SPIN)


@pytest.mark.all_only
@pytest.mark.parametrize("how", SIGNALS)
@pytest.mark.parametrize("when", BEFORE)
def test_a_signal_before_the_press_ends_the_run_within_a_second_and_nothing_was_sent(
    desk: Desk, when: str, how: signal.Signals
) -> None:
    ended = stopped(desk, BEFORE[when], how)

    assert (ended.code, ended.report["outcome"], ended.report["sent"]) == (130, "interrupted", "no"), ended.err
    assert [one["outcome"] for one in listed(desk)] == ["interrupted"]
    assert holds(desk)


@pytest.mark.all_only
@pytest.mark.parametrize("how", SIGNALS)
@pytest.mark.parametrize("when", AFTER)
def test_a_signal_after_the_press_ends_the_run_within_a_second_with_20_whatever_was_heard_by_then(
    desk: Desk, when: str, how: signal.Signals
) -> None:
    ended = stopped(desk, AFTER[when], how)

    assert (ended.code, ended.report["outcome"], ended.report["sent"]) == (20, "unconfirmed", "perhaps"), ended.err
    assert ended.report["why"] == "signal"
    assert [one["outcome"] for one in listed(desk)] == ["unconfirmed"]
    assert holds(desk)


def test_after_a_signal_past_the_confirmation_the_receipt_keeps_what_was_heard_and_nothing_is_sent_again(
    desk: Desk,
) -> None:
    ended = stopped(desk, AFTER["before it is filed"], signal.SIGTERM)
    later = desk.run("submit", "--replay", "facebook/2025-en", "--home", str(desk.home), *KIM)

    assert ended.report["evidence"] == {"server": "accepted", "page": "confirmed", "mail": "none"}
    assert "Meta had confirmed it by then" in ended.report["message"]
    assert (later.code, later.report["outcome"], later.report["why"]) == (3, "already-submitted", "earlier-run")
    assert len(desk.receipts()) == 1
