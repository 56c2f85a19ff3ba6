"""A question in a closed part of the form is opened and answered; one that stays hidden stops the run."""

import pytest
from playwright.sync_api import Page

from meta_objection.errors import FormChanged
from meta_objection.flow.prepare import Preparation
from meta_objection.flow.questions import Questions
from tests.pages.snippets import engine_form, labelled, row
from tests.visits import KIM, a_visit, at_meta
from tests.window import attended, click, enter, then

EMAIL = labelled("Email address", '<input name="email">', 1)
REASON = labelled("Please explain how this processing impacts you", '<textarea name="why"></textarea>', 2)
OPEN = "document.getElementById('hid').hidden = false; this.setAttribute('aria-expanded', 'true')"
PART = f'<div id="hid" hidden>{REASON}</div>'

CLOSED = {
    "details": f"<details><summary>More</summary>{REASON}</details>",
    "details in details": f"<details><summary>A</summary><details><summary>B</summary>{REASON}</details></details>",
    "the second of two": f"<details><summary>A</summary>x</details><details><summary>B</summary>{REASON}</details>",
    "two of one name": f"<details><summary>A</summary><input name=x placeholder='(optional)'></details>"
    f"<details><summary>A</summary>{REASON}</details>",
    "an accordion": f'<button type="button" aria-expanded="false" aria-controls="hid" onclick="{OPEN}">More</button>'
    + PART,
    "a drawn button": f'<div role="button" aria-expanded="false" aria-controls="hid" onclick="{OPEN}">More</div>'
    + PART,
}
HIDDEN = {
    "a link that says nothing": f'<a href="#" onclick="hid.hidden = false; return false" id="open">More</a>{PART}',
    "moved away": f'<b id="open" onclick="hid.style = \'\'">More</b>'
    f'<div id="hid" style="position: absolute; left: -9999px">{REASON}</div>',
}


@pytest.mark.parametrize("part", CLOSED.values(), ids=CLOSED)
def test_a_closed_part_of_the_form_is_opened_and_what_stands_in_it_answered(page: Page, part: str) -> None:
    at_meta(page, engine_form(EMAIL, part))
    Preparation(a_visit(page)).complete()

    assert page.locator("[name=why]").input_value() == KIM.reason


@pytest.mark.parametrize("part", HIDDEN.values(), ids=HIDDEN)
def test_a_form_that_hides_the_place_for_the_reason_is_not_sent_without_it(page: Page, part: str) -> None:
    at_meta(page, engine_form(EMAIL, part))
    with pytest.raises(FormChanged, match="no place for your reason") as stop:
        Preparation(a_visit(page)).complete()

    assert stop.value.why == "missing-question"


def test_the_same_holds_for_the_address(page: Page) -> None:
    at_meta(page, engine_form(f'<div id="hid" hidden>{EMAIL}</div>', REASON))
    with pytest.raises(FormChanged, match="no place for your email"):
        Preparation(a_visit(page)).complete()


@pytest.mark.parametrize("part", HIDDEN.values(), ids=HIDDEN)
def test_the_person_at_the_window_brings_up_what_is_hidden(page: Page, part: str) -> None:
    at_meta(page, engine_form(EMAIL, part))
    visit = a_visit(page)
    hand = attended(visit, enter, then(click("#open"), enter))
    Preparation(visit).complete()

    assert page.locator("[name=why]").input_value() == KIM.reason
    assert "no place for your reason" in hand.asked[0]
    assert "still not to be seen" in hand.asked[1]


def test_where_they_do_not_it_ends_as_without_them(page: Page) -> None:
    at_meta(page, engine_form(EMAIL, HIDDEN["moved away"]))
    visit = a_visit(page)
    attended(visit, patience=0.5)
    with pytest.raises(FormChanged, match="no place for your reason"):
        Preparation(visit).complete()


PRESSED = "window.pressed = true"
LEFT_ALONE = {
    "a button that may send": f'<button aria-expanded="false" aria-controls="hid" onclick="{PRESSED}">A</button>{PART}',
    "a link elsewhere": f'<a role="button" href="/x" aria-expanded="false" aria-controls="hid">A</a>{PART}',
    "nothing in it": f'<details><summary onclick="{PRESSED}">A</summary>Only words.</details>',
    "a list": f'<div role="combobox" aria-expanded="false" aria-controls="hid" onclick="{PRESSED}">A</div>{PART}',
}


@pytest.mark.parametrize("part", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_nothing_else_is_touched_for_it(page: Page, part: str) -> None:
    at_meta(page, engine_form(EMAIL, row(part, 3)))
    address = page.url
    Questions(a_visit(page)).look()

    assert page.evaluate("window.pressed") is None
    assert page.url == address
