import pytest
from pydantic import ValidationError

from meta_objection.report import Evidence, Receipt, Report, StepDone
from tests.receipts.examples import STARTED, a_receipt

PROMISED = [
    "outcome",
    "exit_code",
    "sent",
    "why",
    "message",
    "next",
    "form",
    "route",
    "request",
    "mode",
    "verified",
    "heard_by",
    "receipt",
    "evidence",
    "steps",
]


def test_a_report_has_the_promised_keys_and_no_other() -> None:
    assert list(Report.model_fields) == PROMISED


def test_a_receipt_begins_with_everything_a_report_has() -> None:
    assert list(Receipt.model_fields)[: len(PROMISED)] == PROMISED
    assert a_receipt().model_dump(mode="json")["schema_version"] == 2


def test_a_receipt_survives_being_written_and_read() -> None:
    receipt = a_receipt(message="Größe 🙅", why="validation")

    assert Receipt.model_validate_json(receipt.model_dump_json()) == receipt


def test_without_a_word_from_anybody_there_is_no_evidence() -> None:
    assert Evidence().model_dump(mode="json") == {"server": "none", "page": "none", "mail": "none"}


@pytest.mark.parametrize("change", [{"outcome": "fine"}, {"sent": "maybe"}, {"mode": "test"}, {"unheard": 1}])
def test_what_nobody_promised_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_receipt(**change)


def test_a_step_takes_no_less_than_no_time() -> None:
    with pytest.raises(ValidationError):
        StepDone(name="open", found_by=None, seconds=-0.1)


def test_a_time_without_its_zone_is_refused() -> None:
    times = {"started": STARTED.replace(tzinfo=None), "pressed": None, "answered": None, "ended": STARTED}
    with pytest.raises(ValidationError, match="timezone"):
        a_receipt(times=times)
