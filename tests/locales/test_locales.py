import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.locales import Lexicon, Sure, Word, Words, known_tags, load_locale, match_tag
from meta_objection.locales.patterns import pattern_of
from meta_objection.pages import INTERRUPTIONS, QUESTIONS

ENTRIES = [
    (tag, section, key, word)
    for tag in known_tags()
    for section, keys in load_locale(tag).items()
    for key, words in keys.items()
    for word in words
]
APOSTROPHES = "'’‘"
PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: bool(text.split()))


LANGUAGES = {
    *("cs", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it"),
    *("ja", "ko", "nb", "nl", "pl", "pt-BR", "pt-PT", "ro", "sv", "tr"),
}


def test_the_languages_that_people_use_are_known() -> None:
    assert set(known_tags()) >= LANGUAGES


def test_every_word_says_how_sure_it_is_and_from_where() -> None:
    assert all(word.text.strip() and word.source.strip() and word.sure in Sure for *_, word in ENTRIES)


@pytest.mark.parametrize("tag", known_tags())
def test_no_language_has_words_for_what_english_does_not_know(tag: str) -> None:
    english = load_locale("en")

    assert [(name, key) for name, keys in load_locale(tag).items() for key in keys if key not in english[name]] == []


def test_no_key_names_the_same_words_twice() -> None:
    seen = Counter((tag, section, key, word.text.casefold()) for tag, section, key, word in ENTRIES)

    assert [entry for entry, times in seen.items() if times > 1] == []


def test_every_question_and_interruption_has_its_section() -> None:
    names = {*QUESTIONS, *(kind.name for kind in INTERRUPTIONS)}

    assert names <= set(load_locale("en"))


@pytest.mark.parametrize(
    ("page_tag", "tag"),
    [
        ("en", "en"),
        ("de", "de"),
        ("DE", "de"),
        ("de-AT", "de"),
        ("de_DE", "de"),
        ("en-GB", "en"),
        ("pt-BR", "pt-BR"),
        ("pt-PT", "pt-PT"),
        ("pt", "pt-BR"),
        ("pt-AO", "pt-PT"),
        ("es-419", "es"),
        ("fr-CA", "fr"),
        ("nb-NO", "nb"),
        ("no", "nb"),
        ("no-NO", "nb"),
        ("nn", None),
        ("zh", None),
        ("zh-Hant-TW", None),
        ("fil", None),
        ("vi", None),
        ("", None),
        ("den", None),
        ("x-de", None),
    ],
)
def test_a_pages_language_is_matched_by_its_primary_tag(page_tag: str, tag: str | None) -> None:
    assert match_tag(page_tag) == tag


@given(st.text(max_size=12))
def test_any_language_tag_is_known_or_not(page_tag: str) -> None:
    assert match_tag(page_tag) in {None, *known_tags()}


@given(PLAIN)
def test_a_pattern_finds_its_own_text(text: str) -> None:
    pattern = pattern_of([text])

    assert pattern
    assert pattern.search(" ".join(text.split()))


@given(st.sampled_from(ENTRIES), st.sampled_from([str.upper, str.lower, str.swapcase]), st.data())
def test_case_blanks_and_apostrophes_make_no_difference(
    entry: tuple[str, str, str, Word], case: Callable[[str], str], data: st.DataObject
) -> None:
    word = entry[3]
    written = re.sub(f"[{APOSTROPHES}]", lambda _: data.draw(st.sampled_from(APOSTROPHES)), word.text)
    blank = data.draw(st.sampled_from(["  ", "\n   ", "\t", "\u00a0"]))
    pattern = pattern_of([word.text])

    assert pattern
    assert pattern.search(case(blank.join(written.split())))


def test_signs_of_the_pattern_language_stand_for_themselves() -> None:
    pattern = pattern_of(["Is it (you)? a.b* [c] {2} ^x$ a|b \\d /x/ 1+1"])

    assert pattern
    assert pattern.search("is it (you)? A.B* [c] {2} ^x$ a|b \\d /x/ 1+1")
    assert not pattern.search("is it you a.b* c 2 x a 5 x 1+1")


def test_no_words_make_no_pattern_instead_of_one_that_finds_everything() -> None:
    assert pattern_of([]) is None


def test_a_page_is_read_in_its_own_language_first_and_in_any_that_is_known() -> None:
    words = Lexicon("de-AT").section("submit")
    own, known = words.own("button"), words.any("button")

    assert own
    assert known
    assert [bool(pattern.search(text)) for pattern, text in product((own, known), ("Absenden", "Submit"))] == [
        True,
        False,
        True,
        True,
    ]


def test_a_language_nobody_knows_has_no_words_of_its_own() -> None:
    assert Lexicon("vi").section("submit").own("button") is None
    assert Lexicon("vi").section("submit").require("button").search("Senden")


def test_words_that_no_language_has_are_an_error_and_not_an_empty_pattern() -> None:
    with pytest.raises(KeyError, match=r"submit\.nothing"):
        Words("submit", "en").require("nothing")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("İsteğe bağlı çerezleri reddet", "İSTEĞE BAĞLI ÇEREZLERİ REDDET"),
        ("İsteğe bağlı çerezleri reddet", "isteğe bağlı çerezleri reddet"),
        ("itiraz hakkı", "İTİRAZ HAKKI"),
        ("Submit", "SUBMİT"),
        ("Υποβολή", "ΥΠΟΒΟΛΗ"),
        ("Χώρα διαμονής", "χώρα διαμονής"),
        ("Χώρα διαμονής", "ΧΩΡΑ ΔΙΑΜΟΝΗΣ"),
        ("100文字以上", "１００文字以上"),
        ("オプションのCookieを拒否", "オプションの Cookie を拒否"),
        ("MetaのAI", "Meta の AI"),
        ("Țara în care locuiești", "Ţara în care locuieşti"),
        ("Příliš krátká", "PŘÍLIŠ KRÁTKÁ"),
        ("d’opposition", "D'OPPOSITION"),
    ],
)
def test_capitals_and_spellings_of_each_language_make_no_difference(ours: str, theirs: str) -> None:
    pattern = pattern_of([ours])

    assert pattern
    assert pattern.search(theirs)


@pytest.mark.parametrize(("ours", "theirs"), [("Land", "Lånd"), ("Stat", "Štat"), ("kod 1", "kod 2"), ("ano", "año")])
def test_another_letter_is_another_word(ours: str, theirs: str) -> None:
    pattern = pattern_of([ours])

    assert pattern
    assert not pattern.search(theirs)


@given(st.lists(st.text("ab i1ı ή'の", min_size=1, max_size=6).filter(lambda text: bool(text.split())), min_size=1))
def test_a_pattern_of_many_texts_is_each_of_them_and_nothing_shorter(texts: list[str]) -> None:
    pattern = pattern_of(texts)

    assert pattern
    assert all(pattern.fullmatch(" ".join(text.split())) for text in texts)
    assert not pattern.search("")


def test_every_text_is_written_with_composed_letters() -> None:
    assert [word.text for *_, word in ENTRIES if unicodedata.normalize("NFC", word.text) != word.text] == []
