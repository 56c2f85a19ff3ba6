"""A recorded value fits what is asked, each placeholder fitting anything."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.redaction.placeholder import PLACEHOLDER, agrees


@given(st.text("ab{}x", max_size=14).map(lambda text: text.replace("{}", "{{a}}")), st.text("abx", max_size=9))
def test_a_value_fits_as_a_pattern_would_have_it(recorded: str, asked: str) -> None:
    pattern = ".*".join(map(re.escape, PLACEHOLDER.split(recorded)))

    assert agrees(recorded, asked) == (re.fullmatch(pattern, asked, re.DOTALL) is not None)


@pytest.mark.parametrize("asked", ["x" * 5_000, "x" * 5_000 + "y"])
def test_a_strangers_recording_cannot_slow_the_comparison_down(asked: str) -> None:
    begun = time.process_time()
    agrees("{{a}}x" * 20 + "z", asked)

    assert time.process_time() - begun < 1
