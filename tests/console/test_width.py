import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.console.width import cells, wrapped
from tests.screen_lines import places

WORDS = st.text(alphabet="abé가ダ字。（「ー👩\u200d\u0301 ?:«»", max_size=60)
A_PLACE_TO_BREAK = re.compile("(?<!«) (?![?!:;»])")


@given(line=WORDS, width=st.integers(20, 80))
def test_no_line_is_wider_than_it_may_be_unless_it_is_one_word(line: str, width: int) -> None:
    for one in wrapped(line, width):
        assert places(one) <= width or not A_PLACE_TO_BREAK.search(one.strip())


@given(line=WORDS, width=st.integers(20, 80))
def test_nothing_is_lost_and_nothing_is_added(line: str, width: int) -> None:
    assert "".join("".join(wrapped(line, width)).split()) == "".join(line.split())


@given(text=WORDS)
def test_a_text_takes_as_many_places_as_its_signs_do(text: str) -> None:
    assert cells(text) == places(text)


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("", [""]),
        ("  question asked in many words", ["  question asked in", "  many words"]),
        ("日本語は、空白がなくても折り返す。", ["日本語は、空白がなく", "ても折り返す。"]),
        ("一二三四五六七八九十。次", ["一二三四五六七八九", "十。次"]),
        ("일이삼사오육 칠팔구십백천", ["일이삼사오육", "칠팔구십백천"]),
        ("Voulez-vous envoyer ? Oui", ["Voulez-vous", "envoyer ? Oui"]),
        ("see https://www.facebook.com/help/contact/1 now", ["see", "https://www.facebook.com/help/contact/1", "now"]),
    ],
)
def test_a_line_is_broken_where_a_reader_would(line: str, lines: list[str]) -> None:
    assert wrapped(line, 20) == lines


def test_what_follows_a_number_is_set_in() -> None:
    assert wrapped("1. one two three four five", 20, "  ") == ["1. one two three", "  four five"]
