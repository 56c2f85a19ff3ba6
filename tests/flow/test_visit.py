import pytest
from playwright.sync_api import Page

from meta_objection.answers import Answers
from meta_objection.errors import RateLimited
from meta_objection.flow.visit import AskedAnswer
from tests.visits import NEW, a_visit, at_meta

DIALOG = """<div role="dialog"><button onclick="this.closest('div').remove(); document.title = 'declined'">
Decline optional cookies</button><button onclick="document.title = 'allowed'">Allow all cookies</button></div>"""


def test_the_generation_is_that_of_the_address(page: Page) -> None:
    visit = a_visit(page)

    assert visit.generation
    assert visit.generation.address == NEW
    visit.address = "https://www.facebook.com/help/contact/1"
    assert visit.generation is None


def test_the_address_in_the_form_counts_before_the_persons(page: Page) -> None:
    visit = a_visit(page, Answers(email="kim@example.org"))
    assert visit.email == "kim@example.org"
    visit.asked = (AskedAnswer("email", "Email address", "prefilled@example.org"),)

    assert visit.email == "prefilled@example.org"


def test_optional_cookies_are_declined_and_nothing_else_is_touched(page: Page) -> None:
    at_meta(page, DIALOG)
    visit = a_visit(page)

    assert visit.get_past_cookies()
    assert page.title() == "declined"
    assert not visit.get_past_cookies()
    assert [step.name for step in visit.ledger.steps] == ["cookies"]


def test_of_two_live_buttons_none_is_pressed(page: Page) -> None:
    at_meta(page, DIALOG * 2)

    assert not a_visit(page).get_past_cookies()
    assert page.title() == "A page"


def test_what_stands_in_the_way_ends_the_visit(page: Page) -> None:
    at_meta(page, "<p>You're Temporarily Blocked</p>")
    with pytest.raises(RateLimited):
        a_visit(page).stop_at_interruption()


def test_a_free_way_goes_on(page: Page) -> None:
    at_meta(page, "<p>Hello</p>")
    a_visit(page).stop_at_interruption()
