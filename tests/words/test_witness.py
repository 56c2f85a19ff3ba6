"""What words say that confirm nothing."""

import pytest

from meta_objection.locales import Words, known_tags, load_locale
from meta_objection.words import Finding, find_confirmation, hear_text
from tests.words.corpus import Corpus, corpora

THANKS = "We've received your objection."


@pytest.mark.parametrize(
    "text",
    [
        "If something went wrong, we'll tell you.",
        "Falls etwas schiefgelaufen ist, melden wir uns.",
    ],
)
def test_a_refusal_that_is_only_set_as_a_condition_is_none(text: str) -> None:
    assert hear_text(text).finding is Finding.UNKNOWN


def test_a_refusal_beside_a_confirmation_leaves_nothing_of_both() -> None:
    assert hear_text(f"{THANKS}\nSorry, something went wrong.").finding is Finding.UNKNOWN


def test_the_bars_of_a_page_can_refuse_and_never_confirm() -> None:
    assert hear_text("Hello there", THANKS).finding is Finding.UNKNOWN
    assert hear_text(THANKS, "Sorry, something went wrong.").finding is Finding.UNKNOWN
    assert hear_text(THANKS, "English (US)").finding is Finding.CONFIRMED


TELLING = (
    *(("refusal", "text"), ("validation", "text"), ("rate_limit", "text"), ("sign_in", "expired")),
    *(("not_offered", "text"), ("checkpoint", "text"), ("page_identity", "text")),
)
ASKING = (
    *(("country", "question"), ("email", "question"), ("reason", "question"), ("extra", "question")),
    *(("about_ai", "question"), ("submit", "button"), ("objection_link", "link"), ("right_section", "link")),
)


@pytest.mark.parametrize(("section", "key"), TELLING)
def test_what_tells_how_it_ended_is_found_in_nothing_that_asks_or_leads(section: str, key: str) -> None:
    pattern = Words(section, None).require(key)
    others = [word.text for tag in known_tags() for name, kind in ASKING for word in load_locale(tag)[name][kind]]

    assert [text for text in others if pattern.search(text)] == []


@pytest.mark.parametrize("corpus", corpora(), ids=lambda corpus: corpus.tag)
def test_no_languages_refusal_is_heard_in_a_confirmation(corpus: Corpus) -> None:
    troubled = [
        text
        for text in corpus.confirms
        if find_confirmation(text, of_now=True) and hear_text(text).finding is not Finding.CONFIRMED
    ]

    assert troubled == []


def test_a_refusal_inside_a_longer_word_is_none() -> None:
    assert hear_text("Vaši námitku jsme nezamítli jsme.").finding is Finding.UNKNOWN
