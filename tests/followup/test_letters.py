"""The letters' texts: every language says the same things, cites the same law, and claims what may be claimed."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from meta_objection.followup.letters import known_languages, language
from meta_objection.languages import part_of
from meta_objection.receipts.texts import known_languages as languages_of_receipts

PATTERN = part_of("en", "letters")
TAGS = known_languages()
ONLY_ENGLISH = {("reminder", "uk_complaint")}
CITED = re.compile(r"\{(\w+)\}")


def texts(tag: str) -> Iterator[tuple[tuple[str, str], str]]:
    for section, keys in part_of(tag, "letters").items():
        if section != "tag":
            yield from (((section, key), text) for key, text in keys.items())


def test_there_are_letters_in_the_twenty_languages_of_the_receipts() -> None:
    assert languages_of_receipts() == TAGS
    assert len(TAGS) == 20


@pytest.mark.parametrize("tag", TAGS)
def test_a_language_says_what_english_says_and_nothing_else(tag: str) -> None:
    said, wanted = dict(texts(tag)), dict(texts("en"))

    assert part_of(tag, "letters")["tag"] == tag
    assert said.keys() == (wanted.keys() if tag == "en" else wanted.keys() - ONLY_ENGLISH)
    assert [key for key, text in said.items() if text.strip() != text or not text] == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_language_names_what_is_filled_in_as_english_does(tag: str) -> None:
    different = [key for key, text in texts(tag) if set(CITED.findall(text)) != set(CITED.findall(_english(key)))]

    assert different == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_language_leaves_the_same_gaps(tag: str) -> None:
    def gaps(text: str) -> int:
        assert text.count("[") == text.count("]")
        return text.count("[")

    assert [key for key, text in texts(tag) if gaps(text) != gaps(_english(key))] == []


@pytest.mark.parametrize("tag", TAGS)
def test_no_two_sentences_of_a_language_are_the_english_ones(tag: str) -> None:
    same = [key for key, text in texts(tag) if text == _english(key) and len(text.split()) > 3]

    assert tag == "en" or same == []


@pytest.mark.parametrize("tag", TAGS)
def test_whatever_is_cited_stands_in_brackets_where_it_bends_no_grammar(tag: str) -> None:
    loose = [key for key, text in texts(tag) if re.search(r"\{(?:a\d|law\})", _outside_brackets(text))]

    assert [key for key in loose if key[0] != "cite"] == []


@pytest.mark.parametrize(
    "words", ["88c", "BfDI", "21(2)", "withdraw", "damages", "fine", "police", "unlawful", "illegal"]
)
def test_what_may_never_be_claimed_is_not(words: str) -> None:
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")

    assert [key for key, text in texts("en") if whole.search(text)] == []


def test_a_language_is_found_by_its_tag_and_another_is_not() -> None:
    assert (language("de-AT"), language("pt"), language("no"), language("bg")) == ("de", "pt-BR", "nb", None)


def _english(key: tuple[str, str]) -> str:
    section: dict[str, Any] = PATTERN[key[0]]
    return str(section[key[1]])


def _outside_brackets(text: str) -> str:
    return re.sub(r"[(（][^()（）]*[)）]", "", text)
