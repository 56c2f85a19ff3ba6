"""The shortcut past the browser: what stands nowhere on a page is not looked for, and nothing else is left out."""

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from meta_objection.locales import Words, known_tags, load_locale
from meta_objection.locales.page_text import PageText
from meta_objection.locales.patterns import pattern_of

TEXTS = sorted(
    {
        word.text
        for tag in known_tags()
        for keys in load_locale(tag).values()
        for words in keys.values()
        for word in words
    }
)
STAND_INS = {"'": "'’‘", "i": "iIİ\N{LATIN SMALL LETTER DOTLESS I}", "s": "sS\N{LATIN SMALL LETTER LONG S}"}
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def widen(text: str) -> str:
    return text.translate(WIDE)


def space_out(text: str) -> str:
    return re.sub(r"\s+", " \n\u00a0", text)


@given(
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from([str.upper, str.lower, str.title, widen, space_out]), max_size=3),
    st.text(),
    st.text(),
    st.data(),
)
def test_what_a_pattern_finds_in_a_text_is_never_left_out(
    words: str, changes: list[Callable[[str], str]], before: str, after: str, data: st.DataObject
) -> None:
    written = "".join(data.draw(st.sampled_from(STAND_INS.get(letter, letter))) for letter in words)
    for change in changes:
        written = change(written)
    page, pattern = f"{before}{written}{after}", pattern_of([words])

    assert pattern
    assert words in PageText(page) or not pattern.search(page)


def test_what_a_page_does_not_say_is_left_out() -> None:
    words = Words("submit", "en", PageText("Absenden"))

    assert not words.shown("question")
    assert words.require("button").search("Absenden")
    assert not words.require("button").search("Submit")
