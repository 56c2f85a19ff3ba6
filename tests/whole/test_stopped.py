"""A signal ends a run within a second wherever it is, with 130 before the press and with what was sent after it."""

import signal
import time
from pathlib import Path

import pytest

from tests.breaking import broken, holds, listed
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
    "about to press": ("at_step('send', stop)", 20),
    "with the answer": ("before(Progress, 'answered', stop)", 0),
    "at the confirmation": ("at_step('confirmation', stop)", 0),
    "before the last page": (LAST_PAGE, 0),
    "before it is filed": ("before(Draft, 'file', stop)", 0),
    "before it is printed": ("before(Draft, 'complete', stop)", 0),
}
"""With the answer there, the run may come to its verdict within the second: then the ending is that, and else 20."""
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
def test_a_signal_after_the_press_ends_the_run_within_a_second_and_what_was_sent_is_said(
    desk: Desk, when: str, how: signal.Signals
) -> None:
    change, code = AFTER[when]
    ended = stopped(desk, change, how)

    assert ended.code in {code, 20}, ended.err
    assert (ended.report["outcome"], ended.report["sent"]) == {0: ("submitted", "yes"), 20: ("unconfirmed", "perhaps")}[
        ended.code
    ]
    assert [one["outcome"] for one in listed(desk)] == [ended.report["outcome"]]
    assert holds(desk)
