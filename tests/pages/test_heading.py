"""What a form is called decides whether it is one of ours, in every language; a number does not."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from playwright.sync_api import Page

from meta_objection.locales import known_tags, load_locale, match_tag
from meta_objection.pages.forms import form_in_question
from meta_objection.pages.heading import Headings, speaks_of_ours
from tests.pages.snippets import bare, engine_form, show
from tests.replica.stories import LANGUAGES
from tests.replica.texts import words

OURS = [
    (lang, text)
    for lang in LANGUAGES
    for key in ("form_title", "third_title", "third_title_later", "whatsapp_title")
    if (text := words(lang).get(key))
]
OTHERS = {
    "en": ("Report a restricted ad account", "Changing Your Birthday", "Report a violation of your rights"),
    "de": ("Einspruch gegen die Sperrung deines Werbekontos", "Verstoß gegen dein Markenrecht melden"),
    "fr": ("Contester la désactivation de votre compte", "Signaler un compte d’imposteur"),
    "es": ("Apelar la restricción de una cuenta publicitaria", "Denunciar una cuenta pirateada"),
    "it": ("Ricorso contro la limitazione dell'account", "Segnala un account falso"),
    "nl": ("Bezwaar tegen een beperking van je advertentieaccount", "Een nepaccount melden"),
    "pl": ("Odwołanie od ograniczenia konta reklamowego",),
    "pt-BR": ("Contestar restrição de conta de anúncios",),
    "ja": ("アカウント制限への異議申し立て", "なりすましアカウントの報告"),
    "ko": ("광고 계정 제한에 대한 이의 제기",),
    "tr": ("Reklam hesabı kısıtlamasına itiraz",),
    "sv": ("Överklaga en begränsning av ett annonskonto",),
}
NOT_OURS = [(lang, text) for lang, texts in OTHERS.items() for text in texts]


MORE_OF_OURS = (
    "Data Subject Rights for Third Party Information Used for AI at Meta",
    "Object to the use of your public posts to train generative AI models",
    "Your right to object to our use of your information for AI at Meta",
    "Widerspruch gegen die Nutzung deiner Daten für das Training von KI-Modellen",
    "Vous opposer à l’utilisation de vos informations pour l’IA de Meta",
    "Oposición al uso de tus datos para entrenar la inteligencia artificial de Meta",
    "Tiltakozás az adataid mesterséges intelligenciához való felhasználása ellen a Metánál",
    "MetaのAIでの情報の利用に対する異議申し立て",
)
ABOUT_THE_SAME = (
    "Allow your information to be used for AI at Meta",
    "Withdraw your objection to your information being used for AI at Meta",
    "Stop objecting to your information being used for AI at Meta",
    "You no longer object to your information being used for AI at Meta",
    "Object to the removal of your AI content",
    "Object to your information not being used for AI at Meta",
    "Object to your information being used for AI at Meta for a child",
    "Object to your information being used for ads",
    "Request access to your information used for AI at Meta",
    "Data subject access request",
    "Report a problem with Meta AI",
    "AI at Meta",
    "How we use your information for AI at Meta",
    "Einwilligung in die Verwendung deiner Informationen für KI bei Meta",
    "Widerspruch gegen die Nutzung für KI bei Meta zurückziehen",
    "Widerspruchsrücknahme: Nutzung deiner Informationen für KI bei Meta",
    "Deinen Widerspruch gegen KI bei Meta widerrufen",
    "Retirer votre opposition à l’utilisation de vos informations pour l’IA",
    "Permitir el uso de tu información para la IA de Meta",
    "Retirar tu oposición al uso de tu información para la IA en Meta",
    "Revoca l'opposizione all'uso delle tue informazioni per l'IA di Meta",
    "Bezwaar tegen het gebruik van je gegevens voor AI intrekken",
    "Cofnij sprzeciw wobec wykorzystywania Twoich informacji na potrzeby SI",
    "Peruuta tietojesi käyttämisen vastustus",
    "Bilgilerinin yapay zeka için kullanılmasına itirazını geri çek",
    "AIでの情報の利用に対する異議申し立ての取り下げ",
    "AI에 정보가 사용되는 것에 대한 이의 제기 철회",
)


def headings(page: Page, body: str, lang: str = "en") -> Headings:
    show(page, body, lang)
    return Headings(form_in_question(page))


FORM = engine_form(bare("Email address", '<input name="email">'))


def test_every_language_has_its_titles_tried() -> None:
    assert {match_tag(lang) for lang, _ in OURS} == set(known_tags())


@pytest.mark.parametrize(("lang", "text"), [*OURS, ("en", OURS[0][1].upper()), ("de", "WIDERSPRUCH GEGEN KI")])
def test_the_titles_of_our_forms_are_known(page: Page, lang: str, text: str) -> None:
    found = headings(page, f"<main><h2>{text}</h2>{FORM}</main>", lang)

    assert list(map(speaks_of_ours, found.read())) == [True]


@pytest.mark.parametrize(("lang", "text"), NOT_OURS)
def test_the_titles_of_other_forms_are_not(page: Page, lang: str, text: str) -> None:
    found = headings(page, f"<main><h2>{text}</h2>{FORM}</main>", lang)

    assert list(map(speaks_of_ours, found.read())) == [False]


@pytest.mark.parametrize(
    "body",
    [
        f"<header><h1>Facebook</h1></header>{FORM}",
        f"<nav><h2>Help Center</h2></nav><main>{FORM}</main>",
        f"<main>{FORM}<h2>Was this helpful?</h2></main>",
        f"<h1>Aside</h1><main>{FORM}</main>",
        f"<main><h2 hidden>Old</h2>{FORM}</main>",
        f'<main><div role="dialog"><h2>Cookies</h2></div>{FORM}</main>',
    ],
)
def test_a_heading_of_something_else_on_the_page_is_none_of_the_form(page: Page, body: str) -> None:
    assert headings(page, body).read() == []


@pytest.mark.parametrize("text", MORE_OF_OURS)
def test_other_words_for_the_same_are_ours(text: str) -> None:
    assert speaks_of_ours(text)


@pytest.mark.parametrize("text", ABOUT_THE_SAME)
def test_a_form_that_does_something_else_with_the_same_things_is_not(text: str) -> None:
    assert not speaks_of_ours(text)


LETTERS = st.text(st.characters(categories=["Ll", "Lo", "Nd"]), min_size=2, max_size=12)


def is_known(word: str) -> bool:
    """Whether any language says this in a heading, in a word of it or, where none is set apart, in a piece."""
    entries = [entry.text for tag in known_tags() for key in load_locale(tag)["heading"].values() for entry in key]
    return any(
        word.casefold() in entry.casefold() or (not entry.isascii() and entry.casefold() in word.casefold())
        for entry in entries
    )


@given(st.sampled_from([text for _, text in OURS]), LETTERS)
def test_one_word_that_nobody_knows_makes_any_title_another(text: str, word: str) -> None:
    assume(not is_known(word))

    assert not speaks_of_ours(f"{word} {text}")
    assert not speaks_of_ours(f"{text} {word}")
