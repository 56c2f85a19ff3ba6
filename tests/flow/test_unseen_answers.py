"""What pages show after a press, made by somebody who had not seen the program: what is heard of it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from meta_objection.errors import Stop
from meta_objection.flow.hearing import Hearing
from meta_objection.words import Finding
from tests.visits import NEW, a_visit, made_ready

FOLDER = Path(__file__).with_name("unseen_after")
MAY_CONFIRM = {"toast-that-vanishes", "split-over-elements", "css-before-only"}
"""Those that a person reads as a confirmation; not to know one is no fault."""


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.html")))
def test_nothing_a_page_shows_after_the_press_is_taken_for_more_than_it_says(page: Page, name: str) -> None:
    html = (FOLDER / f"{name}.html").read_text(encoding="utf-8")

    def answer(route: Route) -> None:
        found = (200, html) if "/help/contact/" in route.request.url else (404, "")
        route.fulfill(status=found[0], content_type="text/html; charset=utf-8", body=found[1])

    page.context.route("https://*.facebook.com/**", answer)
    visit = a_visit(page, timeout=3)
    button = made_ready(visit)
    assert not isinstance(button, Stop), NEW
    hearing = Hearing(visit.screen)
    hearing.begin()
    button.control.click()
    visit.screen.wait_until(hearing.speaks, 3)
    assert name in MAY_CONFIRM or hearing.hear().finding is not Finding.CONFIRMED
