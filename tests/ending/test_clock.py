"""The time zone by its name, where the system says it."""

import time
from pathlib import Path

import pytest

from meta_objection.ending import clock


@pytest.mark.parametrize(
    ("zone", "name", "offset"),
    [("Asia/Kolkata", "Asia/Kolkata", "+05:30"), (":Asia/Kolkata", "Asia/Kolkata", "+05:30")],
)
def test_a_zone_that_the_environment_names(monkeypatch: pytest.MonkeyPatch, zone: str, name: str, offset: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    said = clock.own_clock()
    monkeypatch.undo()
    time.tzset()

    assert (said.zone, said.offset) == (name, offset)


def test_a_zone_that_nobody_names_is_said_as_the_clock_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(clock, "_LINK", Path("/nowhere"))
    said = clock.own_clock()

    assert said.zone
    assert said.offset[0] in "+-"
