"""The layer that asks for the code of Meta's mail."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from meta_objection.errors import FormChanged
from meta_objection.locales import Lexicon, known_tags, load_locale
from meta_objection.pages.code import CodePage
from tests.pages.snippets import ATTRIBUTES, STRUCTURE, WORDS, bare, engine_form, show

BOX = '<input type="text" name="Field1">'
MAIN_FORM = engine_form(bare("Email address", '<input type="email" name="email">'))
TEXTS = [(tag, word.text) for tag in known_tags() for word in load_locale(tag)["code"]["question"]]
TROUBLES = [
    (tag, word.text)
    for tag in known_tags()
    for key in ("wrong", "expired", "unavailable")
    for word in load_locale(tag)["code"][key]
]


def layer(text: str, box: str = BOX, button: str = '<button type="submit">Xong</button>') -> str:
    return f'<div role="dialog"><h3>{text}</h3><form>{box}{button}<a role="button" href="#">Huỷ</a></form></div>'


def code_page(page: Page, body: str, lang: str = "en") -> CodePage:
    show(page, MAIN_FORM + body, lang)
    return CodePage(page, Lexicon(lang))


def test_it_is_known_by_its_words_in_every_language(page: Page) -> None:
    missed = [text for tag, text in TEXTS if not code_page(page, layer(text), tag).layers()]

    assert missed == []


@pytest.mark.parametrize("box", ['<input autocomplete="one-time-code">', '<input name="confirmation_Code">'])
def test_in_an_unknown_language_it_is_known_by_its_box(page: Page, box: str) -> None:
    assert code_page(page, layer("Nhập mã", box), "vi").layers()


@pytest.mark.parametrize(
    "body",
    [
        "",
        layer("We've received your objection."),
        '<div role="dialog">We sent you a code</div>',
        "<p>Enter the code</p>",
        f"<div hidden>{layer('Enter the code')}</div>",
        layer("Adresse", '<input name="postcode"><input name="country_iso2_country_code"><input name="zip_code">'),
        layer("Nhập", '<input type="hidden" name="code">'),
        '<form action="/checkpoint/1/"><h3>Enter the code</h3><input name="x"></form>',
    ],
)
def test_what_asks_for_no_code_is_no_code_layer(page: Page, body: str) -> None:
    assert code_page(page, body).layers() == 0


@pytest.mark.parametrize("box", ['<input name="code">', '<input autocomplete="one-time-code" name="z">'])
def test_its_box_is_found_by_what_it_is_for(page: Page, box: str) -> None:
    found = code_page(page, layer("Enter the code", '<input type="email" name="email"><input name="a">' + box)).box()

    assert found
    assert found.by is ATTRIBUTES


def test_its_only_box_is_it(page: Page) -> None:
    found = code_page(page, layer("Enter the code")).box()

    assert found
    assert found.by is STRUCTURE
    found.control.fill("246810")
    assert page.locator("[name=Field1]").input_value() == "246810"


def test_of_two_boxes_none_is_guessed(page: Page) -> None:
    with pytest.raises(FormChanged, match="“code”"):
        code_page(page, layer("Enter the code", BOX + '<input name="Field2">')).box()


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Confirm"), ("en", "Continue"), ("de", "Bestätigen"), ("de", "Weiter")]
)
def test_its_button_is_found_by_its_words(page: Page, lang: str, text: str) -> None:
    button = f'<button type="button">{text}</button><button>Xong</button>'
    found = code_page(page, layer("6-stelligen Code / 6-digit code", button=button), lang).button()

    assert found
    assert (found.by, found.control.inner_text()) == (WORDS, text)


def test_in_an_unknown_language_its_button_is_the_one_that_submits(page: Page) -> None:
    found = code_page(page, layer("Nhập mã", '<input name="code">'), "vi").button()

    assert found
    assert (found.by, found.control.inner_text()) == (ATTRIBUTES, "Xong")


def test_the_forms_own_button_is_not_taken_for_it(page: Page) -> None:
    found = code_page(page, layer("Enter the code", button='<button type="submit">Submit</button>')).button()

    assert found
    assert found.control.evaluate("button => !!button.closest('[role=dialog]')")


RESENDS = {
    "cs": "Znovu odeslat kód",
    "da": "Send koden igen",
    "de": "Code erneut senden",
    "el": "Επαναποστολή κωδικού",
    "en": "Resend code",
    "es": "Volver a enviar el código",
    "fi": "Lähetä koodi uudelleen",
    "fr": "Renvoyer le code",
    "hu": "Kód újraküldése",
    "it": "Invia nuovamente codice",
    "ja": "コードを再送信",
    "ko": "코드 다시 보내기",
    "nb": "Send koden på nytt",
    "nl": "Code opnieuw verzenden",
    "pl": "Wyślij kod ponownie",
    "pt-BR": "Reenviar código",
    "pt-PT": "Reenviar código",
    "ro": "Retrimite codul",
    "sv": "Skicka koden igen",
    "tr": "Kodu Tekrar Gönder",
    "vi": "Gửi lại mã",
}
PLAIN = '<button type="button">{}</button>'
PRESSED = [PLAIN, '<div role="button" tabindex="0">{}</div>', '<button type="submit" formnovalidate>{}</button>']


def test_the_button_that_mails_a_new_code_is_named_as_in_every_known_language() -> None:
    assert set(RESENDS) == {*known_tags(), "vi"}


@pytest.mark.parametrize("lang", RESENDS)
@pytest.mark.parametrize("button", PRESSED)
def test_a_button_that_mails_a_new_code_never_hands_one_over_not_even_as_the_only_one(
    page: Page, lang: str, button: str
) -> None:
    asked = layer("Enter the code", button=button.format(RESENDS[lang])).replace('role="button" href', "href")

    assert code_page(page, asked, lang).button() is None


@pytest.mark.parametrize("lang", RESENDS)
def test_beside_a_button_that_mails_a_new_code_the_one_that_submits_the_box_is_it(page: Page, lang: str) -> None:
    buttons = PLAIN.format(RESENDS[lang]) + '<button type="submit">Xong</button>'
    apart = f'<form><button type="submit">{RESENDS[lang]}</button></form>'
    body = layer("Enter the code", button=buttons).replace("</form>", f"</form>{apart}")
    found = code_page(page, body, lang).button()

    assert found
    assert (found.by, found.control.inner_text()) == (ATTRIBUTES, "Xong")


def test_of_two_that_submit_the_box_none_is_guessed(page: Page) -> None:
    buttons = f'<button type="submit">Xong</button><button type="submit">{RESENDS["vi"]}</button>'
    with pytest.raises(FormChanged, match="never guesses"):
        code_page(page, layer("Nhập mã", '<input name="code">', buttons), "vi").button()


BUTTON_WORDS = [(tag, word.text) for tag in known_tags() for word in load_locale(tag)["code"]["button"]]


@given(st.sampled_from(BUTTON_WORDS), st.sampled_from(["{} again", "Re-{}", "Don't {}", "{} a new code"]))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_name_that_only_holds_a_known_word_is_another_button(page: Page, word: tuple[str, str], around: str) -> None:
    lang, text = word

    assert code_page(page, layer("Enter the code", button=PLAIN.format(around.format(text))), lang).button() is None


@pytest.mark.parametrize(("lang", "text"), BUTTON_WORDS)
def test_each_of_its_names_is_known_whole(page: Page, lang: str, text: str) -> None:
    buttons = PLAIN.format(RESENDS[lang]) + PLAIN.format(f" {text}… ")
    found = code_page(page, layer("Enter the code", button=buttons), lang).button()

    assert found
    assert (found.by, found.control.inner_text().strip("… ")) == (WORDS, text)


def test_every_trouble_with_a_code_is_heard(page: Page) -> None:
    missed = [
        text for tag, text in TROUBLES if code_page(page, layer("x") + f"<p>Oh: {text}.</p>", tag).trouble() is None
    ]

    assert missed == []


def test_a_trouble_is_quoted_as_the_page_says_it(page: Page) -> None:
    body = layer("Enter the code") + "<div>Sorry. The code you entered isn’t right. Try again.</div>"

    assert code_page(page, body).trouble() == "Sorry. The code you entered isn’t right. Try again."


@pytest.mark.parametrize(
    "body", [layer("Enter the code"), layer("Enter the code we sent to k•••@example.org"), "<p hidden>Code expired</p>"]
)
def test_a_layer_that_only_asks_is_no_trouble(page: Page, body: str) -> None:
    assert code_page(page, body).trouble() is None


def test_an_ordinary_form_is_no_code_layer_in_any_language(page: Page) -> None:
    rows = [
        bare("Postcode and city", '<input type="text" name="a">', 1),
        bare("Scan the QR code and type your name", '<input type="text" name="b">', 2),
        bare("Bitte E-Mail-Adresse bestätigen", '<input type="text" name="c">', 3),
    ]
    show(page, engine_form(*rows))

    assert CodePage(page, Lexicon("en")).layers() <= 1  # counted before the sending, so that only a new layer asks
