"""What a person at the window can do where the page is not as it is known."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from meta_objection.errors import FormChanged, Interrupted
from meta_objection.flow.agreed import read_agreed
from meta_objection.flow.arrive import open_form
from meta_objection.flow.prepare import Preparation
from meta_objection.flow.ready import ready_button
from meta_objection.flow.visit import Visit
from meta_objection.learned import Learned
from meta_objection.outcome import FoundBy
from tests.pages.snippets import bare, engine_form, labelled, row, select
from tests.visits import KIM, NEW, a_visit, at_meta, path_of, serve
from tests.window import Act, attended, click, enter, press, then

EMAIL = labelled("Email address", '<input name="email">', 1)
REASON = labelled("Please explain how this processing impacts you (optional)", "<textarea name=why></textarea>", 2)
PIN = bare("Your shoe size", '<input name="Field9">', 4)
LIST = labelled("What are you?", select("Field8", {"": "Choose", "a": "A reader", "b": "A writer"}), 5)
TICK = row('<label><input type="checkbox" name="truth" value="1">I tell the truth</label>', 6)
CHOICE = (
    '<div role="radiogroup" aria-label="In whose name?"><div role="radio" aria-checked="false" id="own"'
    """ onclick="this.setAttribute('aria-checked', 'true')">In my own</div>"""
    '<div role="radio" aria-checked="false">Another</div></div>'
)
RADIOS = (
    '<label><input type="radio" name="who" value="1">In my own</label>'
    '<label><input type="radio" name="who" value="2">Another</label>'
)
GROUP = f"<fieldset><legend>In whose name?</legend>{RADIOS}</fieldset>"
WRITTEN = (
    '<b id="why_label">What does it do to you?</b>'
    '<div contenteditable="true" role="textbox" aria-labelledby="why_label" id="why">'
)
BOX_OF_EMAIL = "[name=first]"
TWO_EMAILS = (
    labelled("Email address", '<input name="first">', 7),
    labelled("Email address", '<input name="second">', 8),
)


def prepared(page: Page, *rows: str, acts: tuple[Act, ...]) -> tuple[Visit, list[str]]:
    at_meta(page, engine_form(*rows, REASON))
    visit = a_visit(page)
    hand = attended(visit, *acts)
    Preparation(visit).complete()
    return visit, hand.asked


@pytest.mark.parametrize(
    ("unknown", "act", "value"),
    [
        (PIN, lambda page: page.locator("[name=Field9]").fill("42"), "42"),
        (LIST, lambda page: page.locator("[name=Field8]").select_option("b") and None, "A writer"),
        (TICK, lambda page: page.locator("[name=truth]").check(), "I tell the truth"),
        (CHOICE, lambda page: page.locator("#own").click(), "In my own"),
        (RADIOS, lambda page: page.locator("[value='1']").check(), "In my own"),
        (GROUP, lambda page: page.locator("[value='1']").check(), "In my own"),
    ],
    ids=["a box", "a list", "a tick", "a drawn choice", "a choice", "a choice in a group"],
)
@pytest.mark.parametrize("say", [enter, press("Go on")], ids=["at the terminal", "in the panel"])
def test_what_nobody_knows_is_answered_by_the_person_and_read_back(
    page: Page, unknown: str, act: Act, value: str, say: Act
) -> None:
    visit, asked = prepared(page, EMAIL, unknown, acts=(then(act, say),))

    assert len(asked) == 1
    assert [one.value for one in visit.asked if one.name == "other"] == [value]
    assert [one.found_by for one in visit.ledger.steps if one.name == "other"] == [FoundBy.PERSON]
    agreed = read_agreed(visit.screen.form, visit.answered, visit.typed, visit.by_hand)
    assert all(control.answered for control in agreed.controls)


def test_what_is_drawn_and_not_chosen_is_no_answer(page: Page) -> None:
    chosen = then(lambda page: page.locator("#own").click(), enter)
    visit, asked = prepared(page, EMAIL, CHOICE, acts=(enter, chosen))

    assert len(asked) == 2
    assert "“In whose name?”" in asked[0]
    assert visit.asked[-1].value == "In my own"


def test_a_box_that_the_page_has_made_itself_is_shown_filled_and_found_again(page: Page, tmp_path: Path) -> None:
    for acts in ((click("#why"),), ()):
        at_meta(page, engine_form(EMAIL, WRITTEN))
        visit = a_visit(page)
        visit.learned = Learned(tmp_path, "facebook")
        attended(visit, *acts)
        Preparation(visit).complete()

        assert {one.name: one.value for one in visit.asked}["reason"] == KIM.reason
        assert {step.name: step.found_by for step in visit.ledger.steps}["reason"] is FoundBy.PERSON


def test_a_person_who_says_go_on_without_an_answer_is_asked_once_more(page: Page) -> None:
    def late(page: Page) -> str:
        page.locator("[name=Field9]").fill("42")
        return ""

    visit, asked = prepared(page, EMAIL, PIN, acts=(enter, late))

    assert len(asked) == 2
    assert "still has no answer" in asked[1]
    assert visit.asked[-1].value == "42"


def test_what_the_person_changes_later_is_what_counts(page: Page) -> None:
    visit, _ = prepared(page, EMAIL, PIN, acts=(then(lambda page: page.locator("[name=Field9]").fill("42"), enter),))
    before = visit.asked
    page.locator("[name=Field9]").fill("43")
    Preparation.complete.__get__(preparation_of(visit))()

    assert before[-1].value == "42"
    assert visit.asked[-1].value == "43"


def preparation_of(visit: Visit) -> Preparation:
    preparation = Preparation(visit)
    attended(visit, enter)
    return preparation


def test_of_two_controls_the_person_clicks_on_the_right_one_and_the_page_hears_no_click(page: Page) -> None:
    at_meta(page, engine_form(*TWO_EMAILS, REASON))
    page.evaluate("document.addEventListener('click', () => { window.heard = true })")
    visit = a_visit(page)
    other = then(lambda page: page.locator("[name=second]").fill("kim@example.org"), enter)
    hand = attended(visit, click(BOX_OF_EMAIL), other)
    Preparation(visit).complete()

    assert page.locator(BOX_OF_EMAIL).input_value() == KIM.email
    assert page.evaluate("window.heard") is None
    assert {step.name: step.found_by for step in visit.ledger.steps}["email"] is FoundBy.PERSON
    assert "Click on it" in hand.asked[0]
    assert "“Email address”" in hand.asked[1]  # the other box is a question of its own


@pytest.mark.parametrize("acts", [(), (press("It is not there"),)], ids=["nobody", "it is not there"])
def test_where_the_person_does_not_it_ends_as_without_anybody(page: Page, acts: tuple[Act, ...]) -> None:
    at_meta(page, engine_form(*TWO_EMAILS, REASON))
    visit = a_visit(page)
    attended(visit, *acts, patience=1)
    with pytest.raises(FormChanged) as caught:
        Preparation(visit).complete()
    assert caught.value.why == "ambiguous-control"


def test_a_page_that_clicks_the_panel_gets_nowhere(page: Page) -> None:
    at_meta(page, engine_form(EMAIL, PIN, REASON))
    page.evaluate("""() => setInterval(() => {
      const panel = document.querySelector('meta-objection-panel');
      if (!panel) return;
      for (const target of [panel, ...(panel.shadowRoot?.querySelectorAll('*') ?? [])]) {
        for (const name of ['pointerdown', 'mousedown', 'click']) {
          target.dispatchEvent(new MouseEvent(name, {bubbles: true}));
        }
        target.click?.();
      }
      for (const key of [' ', 'Enter']) document.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
      window.metaObjection = {said: 'go-on', paused: true};
      document.querySelector('[name=Field9]').value = 'x';
    }, 20)""")
    visit = a_visit(page)
    hand = attended(visit, patience=1.5)
    with pytest.raises(FormChanged) as caught:
        Preparation(visit).complete()
    assert caught.value.why == "unknown-question"
    assert len(hand.asked) == 1


def test_stop_in_the_panel_stops_the_run(page: Page) -> None:
    at_meta(page, engine_form(EMAIL, PIN, REASON))
    visit = a_visit(page)
    attended(visit, press("Stop"))
    with pytest.raises(Interrupted):
        Preparation(visit).complete()


def test_the_button_is_shown_by_a_click_that_does_not_press_it(page: Page) -> None:
    button = '<div role="button" tabindex="0" onclick="window.pressed = true" id="go">Weg damit</div>'
    at_meta(page, engine_form(EMAIL, REASON, button=button + button.replace("go", "no").replace("Weg", "Her")))
    visit = a_visit(page, timeout=0.5)
    attended(visit, click("#go"))
    Preparation(visit).complete()
    found = ready_button(visit)

    assert found.by is FoundBy.PERSON
    assert page.evaluate("window.pressed") is None
    assert ready_button(visit).control.get_attribute("id") == "go"  # once shown, it is not asked for again
    found.control.click()
    assert page.evaluate("window.pressed") is True


def test_going_on_at_a_page_that_is_not_known_either_is_asked_about_once_more(page: Page) -> None:
    between = f'<p>Almost.</p><a id="on" href="{NEW}">Weiter</a>'
    pages: dict[str, str | tuple[int, str]] = {
        "/hub": '<p>Choose.</p><a id="on" href="/between">Weiter</a>',
        "/between": between,
    }
    serve(page, pages | {path_of(NEW): engine_form(EMAIL, REASON)})
    visit = a_visit(page, timeout=0.5)
    hand = attended(visit, then(click("#on"), enter), click("#on"))
    open_form(visit, ["https://www.facebook.com/hub"])

    assert visit.screen.form.count() == 1
    assert "not known either" in hand.asked[1]


def test_where_nothing_leads_on_the_person_goes_on_and_the_run_takes_over(page: Page) -> None:
    serve(page, {"/hub": f'<p>Choose.</p><a id="on" href="{NEW}">Weiter</a>', path_of(NEW): engine_form(EMAIL, REASON)})
    visit = a_visit(page, timeout=0.5)
    hand = attended(visit, click("#on"))
    open_form(visit, ["https://www.facebook.com/hub"])

    assert visit.screen.form.count() == 1
    assert "by hand" in hand.asked[0]
