import pytest
from playwright.sync_api import Page

from meta_objection.locales import Lexicon, known_tags, load_locale
from meta_objection.pages.cookies import CookieDialog
from tests.pages.snippets import show

DECLINE = [(tag, word.text) for tag in known_tags() for word in load_locale(tag)["cookies"]["decline"]]
LEGACY = """<div>
<button data-cookiebanner="accept_button" data-testid="cookie-policy-manage-dialog-accept-button">Tất cả</button>
<button data-cookiebanner="accept_only_essential_button">Chỉ cần thiết</button></div>"""


def dialog(text: str) -> str:
    """The dialog of 2026: each choice stands in it twice, once dead."""
    twin = f'<div aria-hidden="true"><div role="button">{text}</div></div>'
    return (
        f'<div role="dialog" aria-label="Cookies">{twin}<div role="button" tabindex="0">Allow all cookies</div>'
        f'<div role="button" tabindex="0" id="live">{text}</div></div>'
    )


def cookies(page: Page, body: str, lang: str = "en") -> CookieDialog:
    show(page, body, lang)
    return CookieDialog(page, Lexicon(lang))


@pytest.mark.parametrize(("lang", "text"), DECLINE)
def test_the_live_button_is_found_and_its_dead_twin_is_not(page: Page, lang: str, text: str) -> None:
    decline = cookies(page, dialog(text), lang).decline

    assert decline.count() == 1
    assert decline.get_attribute("id") == "live"


def test_the_older_banner_is_declined_by_its_mark_in_any_language(page: Page) -> None:
    decline = cookies(page, LEGACY, "vi").decline

    assert decline.count() == 1
    assert decline.inner_text() == "Chỉ cần thiết"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<button>Allow all cookies</button>",
        "<p>Decline optional cookies</p>",
        "<button hidden>Decline optional cookies</button>",
        '<div style="display:none">' + LEGACY + "</div>",
        '<a href="#">Decline optional cookies</a>',
    ],
)
def test_without_a_live_button_there_is_nothing_to_decline(page: Page, body: str) -> None:
    assert cookies(page, body).decline.count() == 0
