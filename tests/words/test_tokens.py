"""A text as sentences, and a sentence as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.words.tokens import is_name, is_number, is_reference, sentences, tokenize

SHORT = frozenset({"réf", "dec"})


def cut(text: str) -> list[str]:
    return [one.text for one in sentences(text, SHORT)]


@pytest.mark.parametrize(
    "whole",
    [
        "We cannot tell residents of the U.S. that we've received it.",
        "As of 3 p.m. today nothing came.",
        "Non prima del 3.12. che abbiamo ricevuto tutto.",
        "Nous n'avons rien (réf. 123) reçu.",
        "On Dec. 3 it came.",
    ],
)
def test_no_sentence_ends_inside_a_date_a_time_a_number_or_an_abbreviation(whole: str) -> None:
    assert cut(f"Hello. {whole} Bye.") == ["Hello.", whole, "Bye."]


def test_a_sentence_ends_with_its_line() -> None:
    assert cut("Received\nNot saved") == ["Received", "Not saved"]


def test_japanese_sentences_end_without_a_blank() -> None:
    assert cut("受け付けました。保存していません。") == ["受け付けました。", "保存していません。"]


def test_all_between_the_first_and_the_last_quotation_mark_is_quoted() -> None:
    assert [one.quoted for one in sentences("Look. “One. Two. Three.” End. Bye.")] == [
        False,
        True,
        True,
        True,
        False,
        False,
    ]


@given(st.text())
def test_cutting_a_text_loses_no_word(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join("".join(one.text for one in sentences(text)).split())


@given(st.text())
def test_any_text_is_cut_into_tokens_in_any_way(text: str) -> None:
    assert all(tokenize(text, "fr", elision=True))
    assert all(tokenize(text, "ja", unspaced=True))


@pytest.mark.parametrize("nought", ["0", "00"])
def test_nought_counts_nothing(nought: str) -> None:
    assert not is_number(nought)
    assert not is_reference(nought)


@pytest.mark.parametrize("reference", ["12345", "3.12", "9:41", "2026", "ab-123"])
def test_dates_times_and_numbers_of_files_are_references(reference: str) -> None:
    assert is_reference(reference)


@pytest.mark.parametrize("small", ["1", "12", "007"])
def test_a_small_number_by_itself_is_none(small: str) -> None:
    assert not is_reference(small)


def test_words_are_cut_as_their_language_writes_them() -> None:
    assert tokenize("L’opposition reçue", "fr", elision=True) == ["l'", "opposition", "reçue"]
    assert tokenize("We've got it", "en") == ["we've", "got", "it"]
    assert tokenize("İTİRAZIN ALINDI", "tr") == tokenize("itirazın alındı", "tr")
    assert tokenize("ΤΟ ΑΙΤΗΜΑ", "el") == tokenize("το αίτημα", "el")
    assert tokenize("Metaの要求", "ja", unspaced=True) == ["meta", "の", "要", "求"]


@pytest.mark.parametrize("name", ["Ayşe", "Jean-Luc", "O'Brien", "山", "さ", "김"])
def test_a_name_is_letters_and_may_be_one_sign_where_signs_have_no_case(name: str) -> None:
    assert is_name(name)


@given(st.sampled_from("aZéИ1-.,、。「？"))
def test_one_other_sign_is_no_name(sign: str) -> None:
    assert not is_name(sign)
