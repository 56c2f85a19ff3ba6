import pytest

from meta_objection.errors import Interrupted
from meta_objection.flow.ledger import Ledger
from meta_objection.outcome import FoundBy
from meta_objection.report import StepDone


class Listener:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def begun(self, step: str) -> None:
        self.told.append(f"begun {step}")

    def done(self, step: StepDone) -> None:
        self.told.append(f"done {step.name}")

    def waiting(self, message: str) -> None:
        self.told.append(f"waiting: {message}")

    def acting(self, account: str) -> None:
        self.told.append(f"acting for {account}")


def test_a_step_is_told_when_it_begins_and_when_it_is_done() -> None:
    listener = Listener()
    ledger = Ledger(listener)
    with ledger.step("country", FoundBy.WORDS):
        assert listener.told == ["begun country"]

    assert listener.told == ["begun country", "done country"]
    assert [(step.name, step.found_by) for step in ledger.steps] == [("country", FoundBy.WORDS)]
    assert 0 <= ledger.steps[0].seconds < 5


def test_a_step_that_fails_is_not_a_step_done() -> None:
    listener = Listener()
    ledger = Ledger(listener)
    with pytest.raises(LookupError), ledger.step("country"):
        raise LookupError

    assert ledger.steps == ()
    assert listener.told == ["begun country"]


def test_steps_stand_in_the_order_in_which_they_ended() -> None:
    ledger = Ledger(Listener())
    for name in ("open", "email", "send"):
        with ledger.step(name):
            pass

    assert [step.name for step in ledger.steps] == ["open", "email", "send"]


def test_everybody_who_listens_is_told_the_same() -> None:
    first, second = Listener(), Listener()
    ledger = Ledger(first)
    ledger.tell_also(second)
    with ledger.step("email"):
        ledger.wait_for_person("Sign in.")

    assert first.told == second.told == ["begun email", "waiting: Sign in.", "done email"]


@pytest.mark.parametrize(
    "error", [BrokenPipeError(), UnicodeEncodeError("ascii", "✓", 0, 1, "no"), ValueError("closed")]
)
def test_somebody_who_cannot_be_told_costs_the_run_and_the_others_nothing(error: Exception) -> None:
    class Gone(Listener):
        def begun(self, _step: str) -> None:
            raise error

        def done(self, _step: StepDone) -> None:
            raise error

        def waiting(self, _message: str) -> None:
            raise error

    listener = Listener()
    ledger = Ledger(Gone())
    ledger.tell_also(listener)
    with ledger.step("email"):
        ledger.wait_for_person("Sign in.")

    assert listener.told == ["begun email", "waiting: Sign in.", "done email"]
    assert [step.name for step in ledger.steps] == ["email"]


def test_a_teller_may_still_stop_the_run() -> None:
    class Stopping(Listener):
        def begun(self, _step: str) -> None:
            raise Interrupted("You stopped the run.")

    with pytest.raises(Interrupted), Ledger(Stopping()).step("email"):
        pytest.fail("it went on")
