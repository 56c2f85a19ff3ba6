"""What Meta's answer says of itself, whatever its marks are called."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.words import Finding, hear_text
from meta_objection.words.answer import complaint_in, parse_answer, says_failed, texts_in

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["error", "success", "status"]), inner),
    max_leaves=10,
)


@pytest.mark.parametrize(
    "mark",
    [
        {"success": False},
        {"isSuccess": False},
        {"was_submitted": False},
        {"requestAccepted": "false"},
        {"errors": [{"message": "x"}]},
        {"errorCode": 17},
        {"has_errors": True},
        {"field_errors": {"email": "No."}},
        {"status": "error"},
        {"result": "FORM_REJECTED"},
        {"submission_state": "x", "state": "failed"},
    ],
)
def test_a_mark_of_failure_is_known_by_its_words_at_any_depth(mark: dict[str, object]) -> None:
    assert says_failed(mark)
    assert says_failed({"data": {"form": [{"node": mark}]}})


@pytest.mark.parametrize(
    "mark",
    [
        {"success": True},
        {"errors": []},
        {"error": None},
        {"errorCode": 0},
        {"error_handler_module": "ErrorSignal"},
        {"show_saved_posts": False},
        {"status": "ok"},
        {"is_employee": False},
    ],
)
def test_what_marks_no_failure_is_none(mark: dict[str, object]) -> None:
    assert not says_failed({"payload": mark})


def test_what_is_wrong_with_a_field_is_quoted() -> None:
    data = {"payload": {"errors": [{"field": "reason", "message": "Tell us <b>more</b>, please."}]}}

    assert complaint_in(data) == "Tell us more , please."


def test_blocks_of_markup_are_lines_and_inline_marks_are_none() -> None:
    assert texts_in(["<h1>Thanks</h1><p>We've <b>got</b>\n it.</p>"]) == "Thanks\nWe've got it."


def test_numbers_and_names_for_machines_are_no_words() -> None:
    assert (
        texts_in({"lid": "0", "rid": "a-1", "said": "Rejected", "more": "申請を受け付けました。"})
        == "Rejected\n申請を受け付けました。"
    )


def is_mixed(token: str) -> bool:
    """Whether it has small letters and capitals as no word has them."""
    return not token.isupper() and not token[1:].islower()


@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=22, max_size=22).filter(is_mixed))
def test_a_token_of_letters_alone_takes_no_confirmation_away(token: str) -> None:
    answer = json.dumps({"rid": token, "payload": {"layer": "<p>We've received your objection.</p>"}})
    assert hear_text(texts_in(parse_answer(answer.encode()))).finding is Finding.CONFIRMED


@pytest.mark.parametrize("word", ["Denied", "denied", "PENDING", "Draft"])
def test_a_single_word_is_somebodys_and_does(word: str) -> None:
    answer = json.dumps({"title": word, "text": "We've received your objection."})
    assert hear_text(texts_in(parse_answer(answer.encode()))).finding is not Finding.CONFIRMED


@given(JSON)
def test_any_data_can_be_asked(data: object) -> None:
    says_failed(data)
    complaint_in(data)
    texts_in(data)


@given(st.binary())
def test_any_bytes_can_be_parsed(body: bytes) -> None:
    parse_answer(body)


@pytest.mark.timeout(60)
def test_an_answer_of_a_million_parts_is_read_in_its_time() -> None:
    assert parse_answer(b"1 " * 1_000_000) == [1] * 1_000_000


@pytest.mark.parametrize("text", ["for (;;);", "while(1);", ")]}'"])
def test_what_guards_an_answer_is_taken_off_its_beginning_alone(text: str) -> None:
    assert parse_answer(f'{text}{{"a": "{text}"}}'.encode()) == {"a": text}
