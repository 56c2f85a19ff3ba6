"""What stands in the way: a little is declined, everything else is the person's."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from meta_objection.errors import FormChanged, PersonNeeded, RateLimited
from meta_objection.flow.obstacles import clear_the_way, decline_what_may_be
from tests.pages.snippets import bare, engine_form
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
    gone = "document.title = this.textContent; this.parentElement.remove()"
    layer = f"<div role=dialog><button onclick='{gone}'>{{}}</button></div>"
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


PASSWORD = '<input name="email"><input type="password" name="pass">'
BOXES = [
    f'<form id="login_form">{PASSWORD}</form>',  # the wall of 2023, and the bar in a header
    f"<form>{PASSWORD}</form>",  # without an id
    f'<div role="none">{PASSWORD}</div>',  # the page of 2026: no form has to be around it
    '<form><input name="username"><input type="password" name="password"></form>',  # Instagram's
    '<form><input name="email"><input type="text" name="pass"></form>',  # «show password» was pressed
]
BESIDE = ["<aside>{}</aside>", '<div role="complementary">{}</div>', "<div>{}</div>", "<main>{}</main>"]
CLOSED = [
    '<div role="dialog" style="position: fixed; left: -9999px">{}</div>',
    '<div role="dialog" aria-hidden="true" style="opacity: 0">{}</div>',
    '<div role="dialog" hidden>{}</div>',
    '<div style="height: 0; overflow: hidden">{}</div>',
    "<details><summary>Log in</summary>{}</details>",
]
FORM = engine_form(bare("Email address", '<input name="email">'))


@given(st.sampled_from(BOXES), st.sampled_from([*BESIDE, *CLOSED, "<header>{}</header>"]), st.permutations([0, 1]))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_box_for_signing_in_anywhere_beside_a_form_is_no_wall(
    page: Page, box: str, place: str, order: list[int]
) -> None:
    parts = [FORM, place.format(box)]
    at_meta(page, "".join(parts[one] for one in order))

    assert not clear_the_way(a_visit(page))


@given(st.sampled_from(BOXES), st.sampled_from(BESIDE))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_box_without_a_form_is_a_wall(page: Page, box: str, place: str) -> None:
    at_meta(page, place.format(box), "vi")
    with pytest.raises(PersonNeeded) as caught:
        clear_the_way(a_visit(page))
    assert caught.value.why == "sign-in"


@pytest.mark.parametrize("place", [*CLOSED, "<header>{}</header>", '<div role="banner">{}</div>'])
def test_in_a_closed_layer_or_a_header_it_is_none_without_a_form_either(page: Page, place: str) -> None:
    at_meta(page, place.format(BOXES[0]))

    assert not clear_the_way(a_visit(page))


@pytest.mark.parametrize(
    "around", ['<div role="article">{}</div>', '<div role="feed">{}</div>', "<article>{}</article>"]
)
def test_what_is_gone_from_a_post_says_nothing_about_the_page(page: Page, around: str) -> None:
    at_meta(page, around.format("<p>This content isn't available right now</p><p>You're Temporarily Blocked</p>"))

    assert not clear_the_way(a_visit(page))


@pytest.mark.parametrize("layer", ["<div>{}</div>", '<div role="dialog">{}</div>', "<main>{}</main>"])
@pytest.mark.parametrize("name", ["Decline optional cookies", "Only allow essential cookies"])
def test_a_dialog_that_does_not_react_is_told_after_two_tries(page: Page, layer: str, name: str) -> None:
    count = "document.title = (+document.title || 0) + 1"
    at_meta(page, layer.format(f'<button onclick="{count}">{name}</button>') + FORM)
    visit = a_visit(page)
    with pytest.raises(FormChanged, match="“cookies” stayed") as caught:
        clear_the_way(visit)
    assert caught.value.why == "dialog-stuck"
    assert page.title() == "2"


def test_a_dialog_that_reacts_to_the_second_try_is_no_trouble(page: Page) -> None:
    once = "this.dataset.once ? this.remove() : this.dataset.once = 1"
    at_meta(page, f'<button onclick="{once}">Decline optional cookies</button>')
    visit = a_visit(page)

    assert not clear_the_way(visit)
    assert [step.name for step in visit.ledger.steps] == ["cookies", "cookies"]


def test_in_an_attended_visit_the_person_closes_what_does_not_react(page: Page) -> None:
    gone = "<script>setTimeout(() => document.querySelector('button').remove(), 4800)</script>"
    at_meta(page, f"<button>Decline optional cookies</button>{gone}")
    visit = a_visit(page)
    visit.attended = True

    assert not clear_the_way(visit)


def test_a_free_way_is_clear(page: Page) -> None:
    at_meta(page, "<p>Hello</p>")

    assert not clear_the_way(a_visit(page))
