"""The marks of an answer beside its words: what nobody understands takes a confirmation away."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from meta_objection.flow.verdict import hear_server
from meta_objection.network.http_client import Answer
from meta_objection.words import Finding
from meta_objection.words.marks import _BESIDE, _SUCCESS, _THINGS, _words, all_understood, is_failure, members

SAID = "We received your objection."
URL = "https://www.facebook.com/ajax/help/contact/submit/page"
NOES: tuple[object, ...] = (False, 0, "0", "no", "false", None, "", [], {})
AGAINST: tuple[Mapping[str, object], ...] = (
    *({"success": no} for no in NOES),
    {"is_success": 0},
    {"submitted": None},
    {"ok": "no"},
    {"accepted": []},
    {"persisted": False},
    {"saved": "FALSE"},
    {"did_submit": False},
    {"not_submitted": True},
    {"unsuccessful": True},
    {"submitted": "not yet"},
    *(
        {"status": 500},
        {"statusCode": 422},
        {"status_code": "500"},
        {"code": 400},
        {"httpStatus": 503},
        {"http_code": 404},
    ),
    {"result": "ERR_VALIDATION"},
    {"outcome": "not_ok"},
    {"status": "NOT_SUBMITTED"},
    {"state": "pending"},
    {"status": "draft"},
    {"state": "queued"},
    {"stage": "expired"},
    {"result": "timeout"},
    {"mode": "simulation"},
    {"errorCount": 2},
    {"error_count": 1},
    {"errno": 5},
    {"exception": "FooException"},
    {"aborted": True},
    {"isSpam": True},
    {"throttled": True},
    {"captcha_required": True},
    {"needs_confirmation": True},
    {"requires_code": True},
    {"next": "verify_email"},
    {"dry_run": True},
    {"test": True},
    {"preview": True},
    {"objection_id": None},
    {"is_duplicate": True},
    {"exit_code": 1},
    {"rc": -1},
    {"willRetry": True},
    {"objection": {"id": None, "state": "draft"}},
    {"result": {"stored": 0}},
    {"objection": {}},
    {"receipt": None},
    {"data": {"objection": {"status": "NOT_FILED"}}},
    {"delivery": "deferred"},
    {"environment": "sandbox"},
)
HARMLESS: tuple[Mapping[str, object], ...] = (
    {"success": True},
    {"success": 1},
    {"status": "ok"},
    {"status": 200},
    {"code": 0},
    {"error": None},
    {"errors": []},
    {"hasErrors": False},
    {"errorCode": 0},
    {"objection_id": "88213470"},
    {"request": {"id": "17", "status": 200}},
    {"reference": "A-17"},
    {"title_id": "u_1_0"},
    {"href": "#"},
    {"locale": "en_US"},
    {"submitted_at": 1763800000},
    {"type": "success_dialog"},
    {"jsmods": {"require": [["FooBar", "handleIt", [], []]]}},
    {"bootloadable": {}},
    {"ixData": {"x": {"sprited": True}}},
)


def heard(mark: Mapping[str, object], at: str) -> Finding:
    within: dict[str, object] = {"message": SAID}
    placed = {"payload": {**mark, **within}} if at == "beside" else {**mark, "payload": within}
    body = f"for (;;);{json.dumps({'__ar': 1, 'rid': 'AbC', **placed, 'lid': '7'})}".encode()
    return hear_server(Answer(200, (("content-type", "application/json"),), body, URL, datetime.now(UTC))).finding


@pytest.mark.parametrize("at", ["beside", "above"])
def test_no_mark_against_the_words_leaves_them_a_confirmation(at: str) -> None:
    assert [mark for mark in AGAINST if heard(mark, at) is Finding.CONFIRMED] == []


@pytest.mark.parametrize("at", ["beside", "above"])
def test_marks_that_say_nothing_or_yes_leave_the_words_what_they_are(at: str) -> None:
    assert [mark for mark in HARMLESS if heard(mark, at) is not Finding.CONFIRMED] == []


WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9)


@given(st.lists(WORDS, min_size=1, max_size=3), st.booleans())
def test_a_yes_or_no_under_a_name_that_nobody_thought_of_is_not_understood(names: list[str], value: bool) -> None:  # noqa: FBT001 - hypothesis gives it by name
    assume(not any(map(_SUCCESS.match, names)))
    assume(not set(names) <= _THINGS | _BESIDE)
    assume(not is_failure("_".join(names), value=True))

    assert not all_understood({"message": SAID, "_".join(names): value})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_any_data_can_be_asked(data: object) -> None:
    all_understood(data)
    for name, value in members(data):
        is_failure(name, value)
        _words(name)
