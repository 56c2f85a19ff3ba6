"""What words say that confirm nothing."""

import pytest

from meta_objection.words import Finding, hear_text

THANKS = "We've received your objection."


@pytest.mark.parametrize(
    "text",
    [
        "If something went wrong, we'll tell you.",
        "Falls etwas schiefgelaufen ist, melden wir uns.",
    ],
)
def test_a_refusal_that_is_only_set_as_a_condition_is_none(text: str) -> None:
    assert hear_text(text).finding is Finding.UNKNOWN


def test_a_refusal_beside_a_confirmation_leaves_nothing_of_both() -> None:
    assert hear_text(f"{THANKS}\nSorry, something went wrong.").finding is Finding.UNKNOWN


def test_the_bars_of_a_page_can_refuse_and_never_confirm() -> None:
    assert hear_text("Hello there", THANKS).finding is Finding.UNKNOWN
    assert hear_text(THANKS, "Sorry, something went wrong.").finding is Finding.UNKNOWN
    assert hear_text(THANKS, "English (US)").finding is Finding.CONFIRMED
