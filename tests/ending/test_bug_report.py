"""What can be sent to anybody about a bug: kinds and places, never a word that was said."""

import pytest
from playwright.sync_api import Error

from meta_objection.answers import split_name
from meta_objection.ending.bug_report import bug_report

SAID = "kim.real@gmail.com, 864209, C:/kim"


def caught(error: BaseException) -> BaseException:
    try:
        try:
            split_name(None)  # type: ignore[arg-type]  # so that a place in the program is among those told
        except AttributeError as first:
            raise error from first
    except type(error) as both:
        return both
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize("error", [ValueError(SAID), Error(SAID), KeyError(SAID), OSError(2, SAID, SAID)])
def test_a_report_tells_the_kind_and_the_place_and_nothing_that_was_said(error: BaseException) -> None:
    told = bug_report(caught(error))

    assert type(error).__qualname__ in told
    assert "meta_objection/answers.py" in told
    assert "builtins.AttributeError" in told
    for word in ("kim", "864209", "NoneType", "/tests", str(__file__)):
        assert word not in told
