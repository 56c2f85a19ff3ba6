"""What stands in the way: a little is declined, everything else is the person's."""

import pytest
from playwright.sync_api import Page

from meta_objection.errors import PersonNeeded, RateLimited
from meta_objection.flow.obstacles import clear_the_way, decline_what_may_be
from tests.visits import a_visit, at_meta

DIALOG = """<div role="dialog"><button onclick="this.closest('div').remove(); document.title = 'declined'">
Decline optional cookies</button><button onclick="document.title = 'allowed'">Allow all cookies</button></div>"""


WALL = "<main><form><input type=password></form></main>"


def test_optional_cookies_are_declined_and_nothing_else_is_touched(page: Page) -> None:
    at_meta(page, DIALOG)
    visit = a_visit(page)

    assert not clear_the_way(visit)
    assert page.title() == "declined"
    assert not clear_the_way(visit)
    assert [step.name for step in visit.ledger.steps] == ["cookies"]


def test_of_two_live_buttons_none_is_pressed(page: Page) -> None:
    at_meta(page, DIALOG * 2)
    decline_what_may_be(a_visit(page))

    assert page.title() == "A page"


def test_an_offer_is_put_off(page: Page) -> None:
    layer = "<div role=dialog><button onclick='document.title = this.textContent'>{}</button></div>"
    at_meta(page, layer.format("Turn on").replace("</div>", layer.format("Not now").partition(">")[2]))
    decline_what_may_be(a_visit(page))

    assert page.title() == "Not now"


@pytest.mark.parametrize("attended", [False, True])
def test_a_block_ends_the_visit_attended_or_not(page: Page, attended: bool) -> None:  # noqa: FBT001 - a column of the table
    at_meta(page, "<p>You're Temporarily Blocked</p>")
    visit = a_visit(page)
    visit.attended = attended
    with pytest.raises(RateLimited):
        clear_the_way(visit)


def test_what_only_the_person_may_answer_ends_an_unattended_visit(page: Page) -> None:
    at_meta(page, WALL)
    with pytest.raises(PersonNeeded):
        clear_the_way(a_visit(page))


def test_in_an_attended_visit_it_is_waited_out(page: Page) -> None:
    at_meta(page, WALL + "<script>setTimeout(() => document.querySelector('main').remove(), 2000)</script>")
    visit = a_visit(page)
    visit.attended = True

    assert clear_the_way(visit)


def test_a_free_way_is_clear(page: Page) -> None:
    at_meta(page, "<p>Hello</p>")

    assert not clear_the_way(a_visit(page))
