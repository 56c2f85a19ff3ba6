import pytest
from playwright.sync_api import Page

from meta_objection.errors import FormChanged
from meta_objection.locales import Lexicon
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import Found
from meta_objection.pages.forms import form_in_question
from meta_objection.pages.submit import SubmitButton
from tests.pages.snippets import ATTRIBUTES, STRUCTURE, WORDS, engine_form, show

PLAIN = '<button type="button">{}</button>'
SENDS = '<button type="submit">{}</button>'


def button_of(page: Page, form: str, lang: str = "en") -> Found | None:
    show(page, form, lang)
    return SubmitButton(page, form_in_question(page), Lexicon(lang)).recognise()


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Submit"), ("en", "Send"), ("de", "Senden"), ("de", "Absenden"), ("vi", "Submit")]
)
@pytest.mark.parametrize(
    "button",
    [PLAIN, SENDS, '<input type="submit" value="{}">', '<div role="button" tabindex="0">{}</div>'],
    ids=["button", "submit button", "submit input", "role"],
)
def test_it_is_found_by_its_words(page: Page, lang: str, text: str, button: str) -> None:
    found = button_of(page, engine_form(button=button.format(text) + PLAIN.format("Khác")), lang)

    assert found
    assert found.by is WORDS


@pytest.mark.parametrize("button", [SENDS, '<input type="submit" value="{}">'])
def test_in_an_unknown_language_it_is_the_one_that_submits(page: Page, button: str) -> None:
    found = button_of(page, engine_form(button=PLAIN.format("Khác") + button.format("Gửi")), "vi")

    assert found
    assert found.by is ATTRIBUTES


def test_the_only_button_is_it(page: Page) -> None:
    found = button_of(page, engine_form(button=PLAIN.format("Gửi")), "vi")

    assert found
    assert found.by is STRUCTURE


def test_of_two_none_is_guessed(page: Page) -> None:
    with pytest.raises(FormChanged, match="“submit”"):
        button_of(page, engine_form(button=SENDS.format("Submit") * 2))


def test_buttons_outside_the_form_do_not_count(page: Page) -> None:
    assert button_of(page, SENDS.format("Submit") + engine_form(button="") + PLAIN.format("Send")) is None


def test_a_hidden_button_does_not_count(page: Page) -> None:
    found = button_of(page, engine_form(button=f"<div hidden>{SENDS.format('Submit')}</div>" + PLAIN.format("Send")))

    assert found
    assert found.control.inner_text() == "Send"


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Send feedback"), ("en", "Don't submit"), ("da", "Send koden"), ("de", "Code senden")]
)
def test_a_name_that_only_holds_its_words_is_another_button(page: Page, lang: str, text: str) -> None:
    icon = SENDS.format('<svg width="16" height="16"></svg>')
    found = button_of(page, engine_form(button=PLAIN.format(text) + icon), lang)

    assert found
    assert (found.by, found.control.inner_text()) == (ATTRIBUTES, "")


def test_the_only_button_of_html_is_not_it_beside_one_made_of_something_else(page: Page) -> None:
    made = '<div role="button" tabindex="0">Gửi</div>'
    with pytest.raises(FormChanged, match="“submit”"):
        button_of(page, engine_form(button=PLAIN.format("Góp ý") + made), "vi")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Allow"),
        ("en", "I agree to the use of my information"),
        ("en", "Delete my objection"),
        ("en", "Next"),
        ("en", "Xong"),
        ("de", "Widerspruch zurückziehen"),
        ("de", "Weiter"),
        ("vi", "Next"),
        ("vi", "Weiter"),
    ],
)
@pytest.mark.parametrize(
    "button", [PLAIN, SENDS, '<input type="submit" value="{}">', '<button type="submit" aria-label="{}"></button>']
)
def test_the_only_button_is_not_it_where_it_says_something_else(page: Page, lang: str, text: str, button: str) -> None:
    assert button_of(page, engine_form(button=button.format(text)), lang) is None


@pytest.mark.parametrize(("button", "by"), [(SENDS, ATTRIBUTES), (PLAIN, STRUCTURE)])
def test_the_only_button_is_it_where_it_says_nothing(page: Page, button: str, by: FoundBy) -> None:
    found = button_of(page, engine_form(button=button.format('<svg width="16" height="16"></svg>')))

    assert found
    assert found.by is by
