"""The words of a confirmation are proof: in no language may they stand in a denial, a question or a promise."""

import pytest

from meta_objection.locales import Words, known_tags, load_examples, load_locale
from meta_objection.words import Finding, hear_text

TELLING = (
    *(("confirmation", "text"), ("refusal", "text"), ("validation", "text"), ("rate_limit", "text")),
    *(("sign_in", "expired"), ("not_offered", "text"), ("checkpoint", "text"), ("page_identity", "text")),
)
ASKING = (
    *(("country", "question"), ("email", "question"), ("reason", "question"), ("extra", "question")),
    *(("about_ai", "question"), ("submit", "button"), ("objection_link", "link"), ("right_section", "link")),
)


@pytest.mark.parametrize("tag", known_tags())
def test_a_confirmation_is_heard_in_every_language(tag: str) -> None:
    assert hear_text(load_examples(tag).confirms).finding is Finding.CONFIRMED


@pytest.mark.parametrize("text", [text for tag in known_tags() for text in load_examples(tag).proves_nothing])
def test_a_denial_a_question_or_a_promise_is_no_confirmation(text: str) -> None:
    assert hear_text(text).finding is not Finding.CONFIRMED


@pytest.mark.parametrize("tag", known_tags())
def test_every_language_has_its_denials_and_promises(tag: str) -> None:
    assert len(load_examples(tag).proves_nothing) > 2


def test_a_sentence_before_it_takes_no_confirmation_back() -> None:
    text = "If you need help, visit our Help Center. We've received your objection."

    assert hear_text(text).finding is Finding.CONFIRMED


def test_one_kept_confirmation_is_enough() -> None:
    text = (
        "We'll write once we've reviewed it. We've received your request. Once we've received your request, we read it."
    )

    assert hear_text(text).finding is Finding.CONFIRMED


@pytest.mark.parametrize("tag", known_tags())
def test_every_word_of_a_confirmation_is_one_in_any_language(tag: str) -> None:
    """No language's refusals, complaints or blocks may be found in another's confirmation: it would be doubted."""
    words = [word.text for word in load_locale(tag)["confirmation"]["text"]]

    assert [text for text in words if hear_text(text).finding is not Finding.CONFIRMED] == []


@pytest.mark.parametrize(("section", "key"), TELLING)
def test_what_tells_how_it_ended_is_found_in_nothing_that_asks_or_leads(section: str, key: str) -> None:
    pattern = Words(section, None).require(key)
    others = [word.text for tag in known_tags() for name, kind in ASKING for word in load_locale(tag)[name][kind]]

    assert [text for text in others if pattern.search(text)] == []


@pytest.mark.parametrize("tag", known_tags())
@pytest.mark.parametrize("section", ["country", "email", "reason", "extra", "about_ai"])
def test_no_question_is_taken_for_another_in_any_language(tag: str, section: str) -> None:
    pattern = Words(section, None).require("question")
    other_sections = {"country", "email", "reason", "extra", "about_ai"} - {section}
    others = [word.text for name in other_sections for word in load_locale(tag)[name]["question"]]

    assert [text for text in others if pattern.search(text)] == []


NO = [
    "No",
    "Nein",
    "Non",
    "Nee",
    "Não",
    "Nie",
    "Nej",
    "Nei",
    "Ei",
    "Ne",
    "Nem",
    "Nu",
    "Όχι",
    "아니요",
    "아니오",
    "いいえ",
    "Hayır",
]


def test_no_languages_yes_is_anothers_no() -> None:
    yes = {word.text.casefold() for tag in known_tags() for word in load_locale(tag)["about_ai"]["yes"]}

    assert yes.isdisjoint(word.casefold() for word in NO)
