"""Whoever sits at the window is asked in the panel and at the terminal at once."""

import pytest
from playwright.sync_api import Page

from meta_objection.browser.panel_words import Question, words_in
from meta_objection.languages import languages_with
from tests.visits import a_visit, at_meta
from tests.window import attended, enter, in_panel, press

FORM = "<form><input type=hidden name=support_form_id value=1><label>Email address<input name=email></label></form>"
READINGS = ("taken", "refused", "cannot-tell")
EACH = {
    "unknown": Question("unknown", quoted={"question": "A {0} B"}),
    "unanswered": Question("unanswered", quoted={"question": "A {0} B"}),
    "hidden": Question("hidden", step="reason"),
    "still_hidden": Question("still_hidden", step="reason"),
    "show": Question("show", step="email"),
    "show_button": Question("show_button"),
    "lost": Question("lost"),
    "still_lost": Question("still_lost"),
    "heard": Question("heard", quoted={"text": "A {0} B"}),
}


def test_the_panel_asks_in_the_language_of_the_page_and_the_terminal_in_english(page: Page) -> None:
    at_meta(page, FORM, "de")
    visit = a_visit(page)
    hand = attended(visit, press("Angenommen"))
    assert visit.attendant
    heard = visit.attendant.asks(EACH["heard"], READINGS, by_enter="cannot-tell")

    assert heard == "taken"
    assert "t It was taken" in hand.asked[0]


def test_enter_at_the_terminal_is_as_good_as_the_first_button_as_the_panel_says(page: Page) -> None:
    at_meta(page, FORM)
    visit = a_visit(page)

    def look_and_enter(page: Page) -> str:
        places = [in_panel(page, "button", label) for label in ("I cannot tell", "It was taken")]
        assert places[0] < places[1]
        assert places[0][1] <= places[1][1]
        return enter(page)

    attended(visit, look_and_enter)
    assert visit.attendant
    assert visit.attendant.asks(EACH["heard"], READINGS, by_enter="cannot-tell") == "cannot-tell"


@pytest.mark.parametrize("tag", languages_with("panel"))
def test_every_language_asks_every_question_with_what_it_is_about(tag: str) -> None:
    words = words_in(tag)
    assert words.asks.keys() == EACH.keys()
    for asked in EACH.values():
        said = words.question(asked)
        assert all(quoted in said for quoted in asked.quoted.values())
        assert words.step(asked.step) in said
    assert words.answers.keys() == {"go-on", "none", *READINGS}
    assert len(set(words.answers.values())) == len(words.answers)
