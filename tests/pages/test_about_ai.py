import pytest
from playwright.sync_api import Page

from meta_objection.answers import Answers
from meta_objection.errors import FormChanged
from meta_objection.locales import load_locale
from meta_objection.pages.about_ai import YES, AboutAiPage
from tests.pages.snippets import ATTRIBUTES, WORDS, asked, engine_form, found_by, row

TEXT = {lang: load_locale(lang)["about_ai"]["question"][0].text for lang in ("en", "de")}


def radios(question: str, yes: str = "Yes", no: str = "No", name: str = "Field1", number: int = 1) -> str:
    return row(
        f'<div>{question}</div><label><input type="radio" name="{name}" value="Yes">{yes}</label>'
        f'<label><input type="radio" name="{name}" value="No">{no}</label>',
        number,
    )


@pytest.mark.parametrize(("lang", "yes", "no"), [("en", "Yes", "No"), ("de", "Ja", "Nein")])
def test_it_is_found_by_its_words(page: Page, lang: str, yes: str, no: str) -> None:
    assert found_by(asked(AboutAiPage, page, engine_form(radios(TEXT[lang], yes, no)), lang)) is WORDS


def test_it_is_found_by_its_english_value(page: Page) -> None:
    question = asked(AboutAiPage, page, engine_form(radios(TEXT["en"], "Jes", "Neniu")))

    assert found_by(question) is ATTRIBUTES
    assert question.control.get_attribute("value") == "Yes"


def test_a_no_that_begins_with_the_letters_of_a_yes_is_never_chosen(page: Page) -> None:
    question = asked(AboutAiPage, page, engine_form(radios(TEXT["en"], "Oui", "Jamais")), "fr")

    assert question.control.get_attribute("value") == "Yes"


def test_another_question_with_a_yes_is_not_taken_for_it(page: Page) -> None:
    form = engine_form(radios("Are you a minor?"))

    assert found_by(asked(AboutAiPage, page, form)) is None


def test_a_yes_in_another_row_makes_no_second_candidate(page: Page) -> None:
    form = engine_form(radios("Are you a minor?", name="Field2", number=2), radios(TEXT["en"]))

    assert asked(AboutAiPage, page, form).control.get_attribute("name") == "Field1"


def test_of_two_that_ask_the_same_none_is_guessed(page: Page) -> None:
    with pytest.raises(FormChanged, match="“about_ai”"):
        asked(AboutAiPage, page, engine_form(radios(TEXT["en"]), radios(TEXT["en"], name="Field2", number=2)))


def test_yes_is_chosen_and_read_back(page: Page) -> None:
    question = asked(AboutAiPage, page, engine_form(radios(TEXT["en"])))
    assert question.holds() == ""
    question.complete(Answers())

    assert question.holds() == question.wanted(Answers()) == YES


def test_a_choice_that_is_lost_is_noticed(page: Page) -> None:
    question = asked(AboutAiPage, page, engine_form(radios(TEXT["en"])))
    question.complete(Answers())
    page.evaluate("document.querySelectorAll('[type=radio]').forEach(radio => { radio.checked = false; })")

    assert question.holds() == ""
