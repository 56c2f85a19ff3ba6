"""A value with placeholders fits whatever stands in their place, and is compared in no time."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.replay.placeholder import PLACEHOLDER, agrees

PARTS = st.lists(st.sampled_from(["{{a}}", "{{b-2}}", "x", "y", "xy", ""]), max_size=6).map("".join)


@given(PARTS, st.text(alphabet="xyz", max_size=12))
def test_each_placeholder_fits_anything_and_nothing_else_does(recorded: str, asked: str) -> None:
    loosely = ".*".join(map(re.escape, PLACEHOLDER.split(recorded)))

    assert agrees(recorded, asked) is bool(re.fullmatch(loosely, asked, re.DOTALL))


@pytest.mark.parametrize("times", [6, 12, 1000])
def test_many_placeholders_take_no_longer_than_few(times: int) -> None:
    began = time.process_time()

    assert not agrees("{{a}}x" * times + "!", "x" * 5000)
    assert time.process_time() - began < 1
