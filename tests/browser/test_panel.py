"""The panel beside the page: what it says, whom it hears, and that nothing of it is ever kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from meta_objection.browser.panel import HOST, Panel
from meta_objection.browser.panel_words import Question, words_in
from meta_objection.capture.covering import take_covered
from meta_objection.capture.page import keep_ending, keep_step, take_picture
from meta_objection.languages import languages_with
from meta_objection.outcome import FoundBy
from meta_objection.receipts import Draft
from meta_objection.redaction import Secrets
from meta_objection.report import StepDone
from tests.visits import a_screen, at_meta
from tests.window import click, in_panel

FORM = """<form><input type=hidden name=support_form_id value=1><label>Email address<input name=email></label>
<button type=button onclick="this.textContent = 'heard'">Submit</button></form>"""


@pytest.fixture
def panel(page: Page) -> Panel:
    at_meta(page, FORM)
    return Panel(a_screen(page), 4)


def tree(page: Page) -> list[tuple[str, str]]:
    """What a screen reader is told, the panel's closed room included."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = [(_value(node, "role"), _value(node, "name")) for node in nodes if not node["ignored"]]
    return [(role, name) for role, name in told if name]


def _value(node: dict[str, Any], name: str) -> str:
    return str(node.get(name, {}).get("value", ""))


def test_it_says_whose_it_is_what_is_done_and_what_is_under_way(panel: Panel, page: Page) -> None:
    panel.begun("email")
    panel.done(StepDone(name="email", found_by=FoundBy.WORDS, seconds=0.1))
    panel.begun("reason")
    told = tree(page)

    assert ("region", "meta-objection") in told
    assert {"Pause", "Stop"} <= {name for role, name in told if role == "button"}
    said = [name for _, name in told]
    assert "✓ your e-mail address" in said
    assert "▸ 2/4 your reason" in said
    assert any("no part of Meta's page" in name for name in said)
    assert any("Space pauses" in name for name in said)


def test_it_speaks_the_language_of_the_page(page: Page) -> None:
    at_meta(page, FORM, "de")
    Panel(a_screen(page), 4).begun("email")
    assert ("button", "Anhalten") in tree(page)


@pytest.mark.parametrize("tag", ["en", "de", "fi", "xx", None])
def test_in_any_language_nothing_is_left_unsaid(tag: str | None) -> None:
    english, words = words_in("en"), words_in(tag)
    assert words.buttons.keys() == english.buttons.keys()
    assert words.why.keys() == english.why.keys()
    assert all([*words.buttons.values(), *words.why.values(), words.account, words.step("review")])


def test_what_is_asked_has_its_buttons_and_is_taken_back(panel: Panel, page: Page) -> None:
    panel.ask("Is it this one?", {"yes": "It is", "none": "It is not"})
    assert panel.heard() is None
    assert {("button", "It is"), ("button", "It is not")} <= set(tree(page))

    page.mouse.click(*in_panel(page, "button", "It is not"))
    assert panel.heard() == "none"
    assert panel.heard() is None

    panel.settle()
    assert ("button", "It is") not in tree(page)


def test_an_answer_to_the_last_question_is_none_to_the_next(panel: Panel, page: Page) -> None:
    panel.ask("The first?", {"yes": "Yes"})
    panel.heard()
    page.mouse.click(*in_panel(page, "button", "Yes"))
    panel.ask("The second?", {"yes": "Yes"})
    assert panel.heard() is None


def test_it_can_be_reached_and_pressed_by_keys_alone(panel: Panel, page: Page) -> None:
    panel.ask("Is it this one?", {"yes": "It is"})
    panel.heard()
    for _ in range(4):  # past the form's own controls
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.localName") == HOST:
            break
    page.keyboard.press("Enter")
    assert panel.heard() == "yes"


def test_space_pauses_but_not_where_somebody_types(panel: Panel, page: Page) -> None:
    panel._show()
    page.keyboard.press("Space")
    assert panel._show()["paused"]
    page.keyboard.press("Space")
    assert not panel._show()["paused"]

    panel.waiting("Type here.")
    page.locator("[name=email]").focus()
    page.keyboard.press("Space")
    assert not panel._show()["paused"]
    assert page.locator("[name=email]").input_value() == " "


def test_it_makes_way_for_what_is_touched(panel: Panel, page: Page) -> None:
    page.evaluate("document.querySelector('form').style.cssText = 'position: fixed; top: 40px; right: 20px'")
    panel.point_at(page.locator("[name=email]"))
    x, _ = in_panel(page, "section")
    assert x < page.viewport_size["width"] / 2 if page.viewport_size else False


def test_it_can_be_drawn_aside(panel: Panel, page: Page) -> None:
    panel._show()
    x, y = in_panel(page, "header")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 300, y + 100)
    page.mouse.up()
    moved = in_panel(page, "header")
    assert (round(moved[0]), round(moved[1])) == (round(x - 300), round(y + 100))


def test_while_something_is_to_be_shown_a_click_does_nothing_to_the_page(panel: Panel, page: Page) -> None:
    panel.ask("Which button?", {}, pointing=True)
    panel.heard()
    click("form button")(page)
    assert panel.heard() == "pointed"
    assert panel.pointed().inner_text() == "Submit"

    panel.settle()
    click("form button")(page)
    assert page.locator("form button").inner_text() == "heard"


def kept(page: Page, home: Path, secrets: Secrets) -> dict[str, bytes]:
    draft = Draft.begin(home, "facebook", datetime(2026, 11, 22, 10, 15, tzinfo=UTC))
    take_picture(draft, page, "review")
    keep_step(draft, page, "email", shown=True)
    take_covered(draft, "review", page.locator("form"), ["Email address"], secrets.personal)
    keep_ending(draft, page, secrets)
    return {path.name: path.read_bytes() for path in draft.folder.iterdir()}


def test_nothing_of_it_is_in_any_picture_or_copy(panel: Panel, page: Page, tmp_path: Path) -> None:
    secrets = Secrets()
    page.mouse.move(600, 500)
    without = kept(page, tmp_path / "without", secrets)
    panel.ask("Which button?", {"none": "None"}, pointing=True)
    panel.heard()
    click("form button")(page)
    panel.heard()
    page.mouse.move(600, 500)
    watched = kept(page, tmp_path / "watched", secrets)

    pictures = [name for name in without if name.endswith((".png", ".jpg"))]
    assert len(pictures) >= 3
    assert [name for name in pictures if watched[name] != without[name]] == []
    assert [name for name, content in watched.items() if b"meta-objection" in content] == []


@pytest.mark.parametrize("tag", languages_with("panel"))
def test_however_much_is_asked_its_buttons_stay_on_a_small_screen(page: Page, tag: str) -> None:
    page.set_viewport_size({"width": 1264, "height": 660})
    at_meta(page, FORM, tag)
    panel, words = Panel(a_screen(page), 6), words_in(tag)
    for step in ("country", "email", "reason", "send"):
        panel.done(StepDone(name=step, found_by=None, seconds=0.1))
    panel.begun("confirmation")
    labels = {key: words.answers[key] for key in ("cannot-tell", "taken", "refused")}
    panel.ask(words.question(Question("heard", quoted={"text": "What the page says. " * 30})), labels)
    panel.heard()

    for label in (*labels.values(), words.buttons["pause"], words.buttons["stop"]):
        x, y = in_panel(page, "button", label)
        assert 0 < x < 1264
        assert 0 < y < 640
