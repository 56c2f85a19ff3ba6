"""What a person cannot see is no question; what they can reach by scrolling is."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from meta_objection.locales import Lexicon
from meta_objection.pages.email import EmailPage
from meta_objection.pages.evidence import EvidencePage
from meta_objection.pages.forms import form_in_question
from meta_objection.pages.seen import is_any_seen
from meta_objection.pages.submit import SubmitButton
from meta_objection.pages.survey import outline, survey
from tests.pages.snippets import bare, engine_form, labelled, name_of, row, show

HIDING = {
    "off the page to the left": "position: absolute; left: -9999px",
    "above the page": "position: absolute; top: -5000px",
    "fixed outside of the window": "position: fixed; left: 300vw",
    "moved away": "position: absolute; transform: translateX(-9999px)",
    "of no size": "width: 0; height: 0; padding: 0; border: 0; min-width: 0; overflow: hidden",
    "one pixel": "position: absolute; width: 1px; height: 1px; overflow: hidden; padding: 0; border: 0",
    "shrunk to nothing": "transform: scale(0)",
    "transparent": "opacity: 0",
    "as good as transparent": "opacity: 0.01",
    "filtered away": "filter: opacity(0%)",
    "not visible": "visibility: hidden",
    "not displayed": "display: none",
    "clipped": "position: absolute; clip: rect(0, 0, 0, 0)",
    "cut away": "clip-path: inset(50%)",
    "cut to a point": "clip-path: circle(0)",
    "inside nothing": "height: 0; overflow: hidden",
}
UNREACHED = {"aria-hidden": 'aria-hidden="true"', "inert": "inert"}
IN_SIGHT = {
    "plainly": "",
    "far down": "margin-top: 4000px",
    "far to the right": "margin-left: 3000px; width: 200px",
    "half transparent": "opacity: 0.5",
    "cut a little": "clip-path: inset(1px)",
    "in a part that scrolls": "height: 60px; overflow: auto; padding-top: 900px",
    "placed": "position: absolute; left: 40px; top: 300px",
    "small": "width: 8px; height: 8px",
}
CONTROLS = ('<input name="trap">', '<textarea name="trap"></textarea>', '<select name="trap"><option>x</select>')

WHERE = st.sampled_from(["itself", "what is around it"])
hidden = st.one_of(
    st.sampled_from([f'style="{style}"' for style in HIDING.values()]), st.sampled_from(list(UNREACHED.values()))
)


def around(attributes: str, content: str) -> str:
    return f"<div {attributes}>{content}</div>"


def form_with(page: Page, *rows: str) -> tuple[str, ...]:
    show(page, engine_form(*rows))
    form = form_in_question(page)
    assert len(survey(form, []).unknown) == len(set(outline(form)))
    return survey(form, []).unknown


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hidden, st.sampled_from(CONTROLS), WHERE)
def test_a_control_that_is_hidden_in_any_way_is_no_question(page: Page, hiding: str, control: str, where: str) -> None:
    trap = control.replace(" ", f" {hiding} ", 1) if where == "itself" else around(hiding, control)

    assert form_with(page, row(f"<b>Do not fill this in</b> {trap}", 1), bare("Seen", "<input name=x>", 2)) == ("Seen",)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(list(IN_SIGHT.values())), st.sampled_from(CONTROLS), st.sampled_from(["ltr", "rtl"]))
def test_what_can_be_scrolled_to_is_a_question(page: Page, style: str, control: str, direction: str) -> None:
    seen = form_with(page, around(f'style="{style}" dir="{direction}"', bare("Seen", control)))
    assert seen == ("Seen",)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_side_a_page_grows_to_can_be_scrolled_to(page: Page, direction: str) -> None:
    side = {"ltr": "left", "rtl": "right"}[direction]
    form_with(page, around(f'style="position: absolute; {side}: 2500px"', bare("Seen", "<input name=x>")))
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)

    assert survey(form_in_question(page), []).unknown == ("Seen",)


def test_an_empty_box_that_no_key_reaches_is_no_question_and_a_filled_one_is(page: Page) -> None:
    assert form_with(page, bare("Trap", '<input name="a" tabindex="-1">')) == ()
    assert form_with(page, bare("Kept", '<input name="a" tabindex="-1" value="x">')) == ("Kept",)


def test_a_choice_that_its_label_draws_is_a_question(page: Page) -> None:
    dressed = '<input type="radio" name="a" id="c1" style="opacity: 0; position: absolute"><label for="c1">Yes</label>'
    roving = '<span role="radio" tabindex="-1">No</span>'

    assert form_with(page, bare("May we?", dressed)) == ("May we?Yes",)
    assert form_with(page, bare("May we?", roving)) == ("May we?No",)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hidden, WHERE, st.permutations([0, 1]))
def test_a_hidden_twin_neither_takes_an_answer_nor_makes_doubt(
    page: Page, hiding: str, where: str, order: list[int]
) -> None:
    trap = '<input aria-label="Email address" name="email" data-trap>'
    trap = trap.replace(" ", f" {hiding} ", 1) if where == "itself" else around(hiding, trap)
    rows = [trap, labelled("Email address", '<input name="email">')]
    show(page, engine_form(*(rows[place] for place in order)))
    question = EmailPage(page, form_in_question(page), Lexicon("en"))
    question.recognise()

    assert question.control.get_attribute("data-trap") is None


def test_of_twins_that_nothing_but_their_place_tells_apart_none_is_taken(page: Page) -> None:
    trap = '<div style="position: absolute; left: -9999px"><input aria-label="Email address"></div>'
    show(page, engine_form(trap, '<input aria-label="Email address">'))
    question = EmailPage(page, form_in_question(page), Lexicon("en"))
    with pytest.raises(Exception, match="never guesses"):
        question.recognise()


def test_a_hidden_button_is_not_the_one_that_sends(page: Page) -> None:
    trap = '<button type="submit" name="trap" style="position: absolute; left: -9999px">Submit</button>'
    show(page, engine_form(button=f'{trap}<button type="submit">Submit</button>'))
    found = SubmitButton(page, form_in_question(page), Lexicon("en")).recognise()

    assert found is not None
    assert found.control.get_attribute("name") is None


def test_a_control_for_files_counts_by_what_stands_for_it(page: Page) -> None:
    shown = bare("Upload a screenshot", '<label>Add<input type="file" style="display: none"></label>')
    trap = around('style="position: absolute; left: -9999px"', '<input type="file" name="trap">')
    show(page, engine_form(trap, shown))
    question = EvidencePage(page, form_in_question(page), Lexicon("en"))
    question.recognise()

    assert name_of(question) is None
    assert question.found is not None


@pytest.mark.parametrize("style", HIDING.values(), ids=HIDING)
def test_a_text_that_is_hidden_in_any_way_is_not_seen(page: Page, style: str) -> None:
    show(page, around(f'style="{style}"', "<p>Your session has expired</p>"))

    assert not is_any_seen(page.get_by_text("expired"))


@pytest.mark.parametrize("style", IN_SIGHT.values(), ids=IN_SIGHT)
def test_a_text_in_sight_is_seen(page: Page, style: str) -> None:
    show(page, around(f'style="{style}"', "<p>Your session has expired</p>"))

    assert is_any_seen(page.get_by_text("expired"))
