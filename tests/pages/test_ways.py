"""Each step of a way in, looked for on pieces of page."""

import pytest
from playwright.sync_api import Page

from meta_objection.errors import FormChanged
from meta_objection.locales import Lexicon
from meta_objection.outcome import FoundBy
from meta_objection.pages.interstitial import Interstitial
from meta_objection.pages.ways import STEPS
from meta_objection.pages.ways.base import WayStep
from meta_objection.pages.ways.center import (
    GenerativeAiArticle,
    MoreResources,
    PolicyGroup,
    PolicyRights,
    PrivacyTopics,
)
from meta_objection.pages.ways.home import AccountMenu, PrivacyCenter
from meta_objection.pages.ways.offer import ObjectionLink, RightSection

IDS = ("712876720715583", "6359191084165019")
FORM = f"https://www.facebook.com/help/contact/{IDS[0]}"


def look(page: Page, kind: type[WayStep], body: str) -> FoundBy | None:
    page.set_content(f"<main>{body}</main>")
    found = kind(page, Lexicon("en"), IDS).look()
    return found.by if found else None


def test_every_step_has_a_name_of_its_own() -> None:
    kinds = {kind for steps in STEPS.values() for kind in steps}
    assert len({kind.name for kind in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("kind", "body", "by"),
    [
        (ObjectionLink, "<a href='/a'>right to object</a>", FoundBy.WORDS),
        (ObjectionLink, "<a href='/a'>object</a>", FoundBy.WORDS),
        (ObjectionLink, "<a href='/a'>widersprechen</a>", FoundBy.WORDS),
        (ObjectionLink, "<a href='/a'>an objectionable link</a>", None),
        (ObjectionLink, "<div role=button aria-expanded=false>Your right to object</div>", None),
        (ObjectionLink, f"<a href='{FORM}'>kontraŭi</a>", FoundBy.ATTRIBUTES),
        (ObjectionLink, f"<a href='{FORM}' style='display: none'>kontraŭi</a>", None),
        (RightSection, "<div role=button aria-expanded=false>Your right to object</div>", FoundBy.WORDS),
        (RightSection, "<div role=button aria-expanded=true>Your right to object</div>", None),
        (AccountMenu, "<div role=button><svg role=img aria-label='Your profile'></svg></div>", FoundBy.WORDS),
        (AccountMenu, "<a href='/me'>Edit your profile</a>", None),
        (AccountMenu, "<a href='/me'>Your profile</a><a href='/edit'>Edit your profile</a>", FoundBy.WORDS),
        (PrivacyCenter, "<a href='/privacy/center/'>Privacy Center</a>", FoundBy.WORDS),
        (PrivacyCenter, "<a href='/privacy/center/'>Privacy Center home</a>", None),
        (PrivacyCenter, "<div id=pageFooter><a href='/privacy/center/'>Privacy Center</a></div>", None),
        (PrivacyCenter, "<footer><p><a href='/privacy/center/'>Privacy Center</a></p></footer>", None),
        (MoreResources, "<a href='/privacy/resources/'>Weitere Ressourcen zum Datenschutz</a>", None),
        (MoreResources, "<div role=button>Weitere Ressourcen</div>", FoundBy.WORDS),
        (PolicyGroup, "<div role=button aria-expanded=false>Privacy Policy</div>", FoundBy.WORDS),
        (PolicyGroup, "<div role=button aria-expanded=true>Privacy Policy</div>", None),
        (PolicyGroup, "<div role=button aria-expanded=false>Our Privacy Policy for minors</div>", None),
        (PolicyRights, "<a href='/privacy/policy/?section_id=7-WhatIsOurLegal'>Quels droits</a>", FoundBy.ATTRIBUTES),
        (PrivacyTopics, "<nav><a href='/privacy/guide/'>Sujets</a></nav>", FoundBy.ATTRIBUTES),
        (GenerativeAiArticle, "<a href='/privacy/genai'>IA générative</a>", FoundBy.ATTRIBUTES),
    ],
)
def test_a_step_is_known_by_its_words_or_its_address(
    page: Page, kind: type[WayStep], body: str, by: FoundBy | None
) -> None:
    assert look(page, kind, body) is by


def test_links_to_one_place_are_one(page: Page) -> None:
    wrapped = "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fhelp%2Fcontact%2F" + IDS[0]
    body = f"<a href='{FORM}'>right to object</a> <a href='{wrapped}&h=AT1'>object</a>"
    assert look(page, ObjectionLink, body) is FoundBy.WORDS


def test_links_to_two_places_are_no_step(page: Page) -> None:
    with pytest.raises(FormChanged, match="never guesses"):
        look(page, ObjectionLink, "<a href='https://a.example/'>object</a> <a href='https://b.example/'>object</a>")


def test_two_buttons_alike_are_no_step(page: Page) -> None:
    with pytest.raises(FormChanged, match="never guesses"):
        look(page, MoreResources, "<div role=button>More resources</div>" * 2)


def test_words_decide_where_addresses_are_many(page: Page) -> None:
    other = FORM.replace(*IDS)
    body = f"<a href='{FORM}'>right to object</a> <a href='{other}'>this year's</a>"
    assert look(page, ObjectionLink, body) is FoundBy.WORDS


def test_the_article_is_not_opened_from_the_article(page: Page) -> None:
    page.route("**/*", lambda route: route.fulfill(content_type="text/html", body="<a href='/privacy/genai/'>x</a>"))
    step = GenerativeAiArticle(page, Lexicon("en"), IDS)
    page.goto("https://www.facebook.com/privacy/guide/")
    assert step.look()
    page.goto("https://www.facebook.com/privacy/genai?entry_point=x")
    page.evaluate("document.querySelector('a').href = '/privacy/genai/?again'")
    assert step.look() is None
    page.unroute_all()
    page.goto("about:blank")


def test_an_offer_is_declined_by_the_button_that_puts_it_off(page: Page) -> None:
    page.set_content("<div role=dialog><button>Turn on</button><button>Not now</button></div><button>Not now</button>")
    assert Interstitial(page, Lexicon("en")).decline.all_inner_texts() == ["Not now"]


def test_saving_something_for_later_is_no_putting_off(page: Page) -> None:
    page.set_content("<div role=dialog><button>Enregistrer pour plus tard</button><button>Plus tard</button></div>")
    assert Interstitial(page, Lexicon("fr")).decline.all_inner_texts() == ["Plus tard"]
