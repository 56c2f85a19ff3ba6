from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.receipts import ids
from tests.receipts.examples import STARTED


def test_a_name_says_when_and_for_which_form() -> None:
    name = ids.new_id(STARTED, "third-party")

    assert name.startswith("2026-11-22T101500Z-third-party-")
    assert ids.moment_and_form(name) == (STARTED, "third-party")


def test_a_time_elsewhere_is_named_in_universal_time() -> None:
    there = datetime(2026, 11, 22, 12, 15, tzinfo=timezone(timedelta(hours=2)))

    assert ids.new_id(there, "facebook").startswith("2026-11-22T101500Z-")


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ids.new_id(STARTED.replace(tzinfo=None), "facebook")


@pytest.mark.parametrize("form", ["", "..", "a/b", "Facebook", "-a", "a\n", "é"])
def test_a_form_that_cannot_be_in_a_folder_name_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="cannot be part"):
        ids.new_id(STARTED, form)


@given(st.datetimes(min_value=datetime(1000, 1, 1)), st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True))  # noqa: DTZ001 — Hypothesis takes naive bounds
def test_every_name_made_is_read_back(moment: datetime, form: str) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)

    assert ids.moment_and_form(ids.new_id(moment, form)) == (moment, form)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "latest",
        ".draft-2026-11-22T101500Z-facebook-3f9c",
        "2026-13-22T101500Z-facebook-3f9c",
        "2026-11-22T101500Z-facebook-3F9C",
    ],
)
def test_other_names_are_not_receipts(name: str) -> None:
    assert not ids.is_id(name)
    with pytest.raises(ValueError, match="not a receipt"):
        ids.moment_and_form(name)


@given(st.text(max_size=20))
def test_a_plain_name_stays_in_its_folder(name: str) -> None:
    if ids.is_plain(name):
        assert not set(name) & set("/\\:\0\n ")
        assert not name.startswith(".")
