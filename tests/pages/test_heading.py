"""What a form is called decides whether it is one of ours, in every language; a number does not."""

import pytest
from playwright.sync_api import Page

from meta_objection.locales import Lexicon, known_tags, match_tag
from meta_objection.pages.forms import form_in_question
from meta_objection.pages.heading import Headings
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


def headings(page: Page, body: str, lang: str = "en") -> Headings:
    show(page, body, lang)
    return Headings(form_in_question(page), Lexicon(lang))


FORM = engine_form(bare("Email address", '<input name="email">'))


def test_every_language_has_its_titles_tried() -> None:
    assert {match_tag(lang) for lang, _ in OURS} == set(known_tags())


@pytest.mark.parametrize(("lang", "text"), [*OURS, ("en", OURS[0][1].upper()), ("de", "WIDERSPRUCH GEGEN KI")])
def test_the_titles_of_our_forms_are_known(page: Page, lang: str, text: str) -> None:
    found = headings(page, f"<main><h2>{text}</h2>{FORM}</main>", lang)

    assert list(map(found.speaks_of_ours, found.read())) == [True]


@pytest.mark.parametrize(("lang", "text"), NOT_OURS)
def test_the_titles_of_other_forms_are_not(page: Page, lang: str, text: str) -> None:
    found = headings(page, f"<main><h2>{text}</h2>{FORM}</main>", lang)

    assert list(map(found.speaks_of_ours, found.read())) == [False]


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
