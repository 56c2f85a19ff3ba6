"""Forms of other people's sites under one of Meta's addresses: none of them is ever ready to be sent."""

import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Page

from meta_objection.errors import Stop
from tests.visits import NEW, a_visit, made_ready, path_of, serve

FOREIGN = tomllib.loads(Path(__file__).with_name("foreign.toml").read_text(encoding="utf-8"))
OURS = "Object to your information being used for AI at Meta"


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("is_ours", [False, True], ids=["under its own heading", "under ours"])
def test_a_form_that_asks_for_something_else_is_not_made_ready(page: Page, name: str, *, is_ours: bool) -> None:
    foreign = FOREIGN[name]
    body = f"<main><h1>{OURS if is_ours else foreign['heading']}</h1>{foreign['form']}</main>"
    serve(page, {path_of(NEW): body}, foreign["lang"])
    visit = a_visit(page, timeout=1)

    stop = made_ready(visit)
    assert isinstance(stop, Stop)
    assert stop.why in {"other-heading", "unknown-question", "country-missing", "answer-missing"}
