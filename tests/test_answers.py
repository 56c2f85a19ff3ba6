import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.answers import Answers, mask_email, tidy_text

GIVEN = Answers(
    country="DE",
    email="kim@example.org",
    name="Kim Example",
    phone="+49 30 000000",
    reason="My own words.",
    evidence=(Path("folder/one.png"), Path("two.png")),
    code="246810",
)
CONTROLS = [chr(number) for number in range(0x110000) if unicodedata.category(chr(number)) == "Cc"]
REFUSED = [control for control in CONTROLS if control not in "\n\r\t"]


@given(st.text())
def test_text_is_tidied_or_refused_and_nothing_else(text: str) -> None:
    if any(control in text for control in REFUSED) or any(unicodedata.category(c) == "Cs" for c in text):
        with pytest.raises(ValueError, match=r"control character U\+[0-9A-F]{4}; remove it"):
            tidy_text(text)
    else:
        assert tidy_text(text) == text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_tidying_twice_is_as_good_as_once_and_changes_no_character(text: str) -> None:
    assert tidy_text(tidy_text(text)) == tidy_text(text) == text


@pytest.mark.parametrize(
    "text",
    ["👩‍👩‍👧 🙅🏽‍♀️", "أعترض على ذلك", "‮abc‬ ‏", "zwölf Boxkämpfer", "a\u2028b", "a b", "one\ttwo\n\nthree"],  # noqa: PLE2502 - direction marks and blanks of every kind must go through
)
def test_emoji_and_direction_marks_go_through_untouched(text: str) -> None:
    assert tidy_text(text) == text


@pytest.mark.parametrize("control", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\ud800"])
def test_a_control_character_is_named(control: str) -> None:
    with pytest.raises(ValueError, match=f"U\\+{ord(control):04X}"):
        tidy_text(f"before{control}after")


LOCALS = st.text(st.characters(codec="ascii", categories=["Ll", "Lu", "Nd"], include_characters="._+-'"), min_size=2)
DOMAINS = st.from_regex(r"[a-z][a-z0-9-]{0,10}\.[a-z]{2,5}", fullmatch=True)


@given(LOCALS, LOCALS, DOMAINS)
def test_a_masked_address_tells_nothing_of_its_local_part_but_the_first_letter(one: str, other: str, at: str) -> None:
    assert mask_email(f"{one}@{at}") == mask_email(f"{one[0]}{other}@{at}") == f"{one[0]}•••@{at}"


def test_answers_never_show_their_values() -> None:
    shown = f"{GIVEN!r} {GIVEN} {[GIVEN]}"

    assert "email" in shown
    assert not [value for name, value in GIVEN.given().items() if name != "country" and value in shown]


def test_what_was_given_is_told_by_question_without_the_code() -> None:
    assert GIVEN.given() == {
        "country": "DE",
        "email": "kim@example.org",
        "name": "Kim Example",
        "phone": "+49 30 000000",
        "reason": "My own words.",
        "evidence": "one.png, two.png",
    }


def test_what_was_not_given_is_not_told() -> None:
    assert Answers().given() == {}
