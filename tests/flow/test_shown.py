"""What the person showed once is found the next time without them, and never a guess."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from meta_objection.errors import FormChanged
from meta_objection.flow.prepare import Preparation
from meta_objection.flow.ready import ready_button
from meta_objection.flow.visit import Visit
from meta_objection.learned import Learned, all_learned
from meta_objection.outcome import FoundBy
from meta_objection.redaction import Secrets
from tests.pages.snippets import engine_form, labelled
from tests.visits import KIM, a_visit, at_meta
from tests.window import Hand, attended, click, enter, then

REASON = labelled("Please explain how this processing impacts you (optional)", "<textarea name=why></textarea>", 2)
TWO = (
    labelled("Email address", '<input name="contact">', 7),
    labelled("Email address (optional)", '<input name="newsletter">', 8),
)
SUBMIT = '<button type="submit">Submit</button>'
BUTTONS = '<div role="button" id="go">Weg damit</div><div role="button">Doch nicht</div>'


def shown_once(page: Page, home: Path, body: str, *acts: str) -> Visit:
    at_meta(page, body)
    visit = a_visit(page, timeout=0.5)
    visit.learned = Learned(home, "facebook")
    visit.secrets = Secrets.of(KIM.given(), None)
    attended(visit, *map(click, acts))
    Preparation(visit).complete()
    ready_button(visit)
    return visit


def again(page: Page, home: Path, body: str) -> tuple[Visit, Hand]:
    at_meta(page, body)
    visit = a_visit(page, timeout=0.5)
    visit.learned = Learned(home, "facebook")
    hand = attended(visit, patience=0.5)
    Preparation(visit).complete()
    ready_button(visit)
    return visit, hand


def test_the_second_time_nobody_is_asked(page: Page, tmp_path: Path) -> None:
    body = engine_form(*TWO, REASON, button=BUTTONS)
    shown_once(page, tmp_path, body, "[name=contact]", "#go")
    visit, hand = again(page, tmp_path, body)

    assert hand.asked == []
    assert page.locator("[name=contact]").input_value() == KIM.email
    assert {step.name: step.found_by for step in visit.ledger.steps}["email"] is FoundBy.PERSON
    assert {one.question for one in all_learned(tmp_path)["facebook"]} == {"email", "submit"}


def test_where_there_are_two_of_it_the_person_is_asked_again(page: Page, tmp_path: Path) -> None:
    shown_once(page, tmp_path, engine_form(*TWO, REASON, button=SUBMIT), "[name=contact]")
    twice = engine_form(TWO[0], TWO[0].replace("c7", "c9"), REASON, button=SUBMIT)
    with pytest.raises(FormChanged) as caught:
        again(page, tmp_path, twice)
    assert caught.value.why == "ambiguous-control"
    assert all_learned(tmp_path) == {}


def test_a_page_that_puts_the_persons_name_everywhere_teaches_nothing(page: Page, tmp_path: Path) -> None:
    hostile = f"Email address of {KIM.email}"
    two = [labelled(hostile, f'<input name="{KIM.email}" aria-label="{hostile}">', n) for n in (7, 8)]
    at_meta(page, engine_form(*two, REASON, button=SUBMIT))
    visit = a_visit(page)
    visit.learned = Learned(tmp_path, "facebook")
    visit.secrets = Secrets.of(KIM.given(), None)
    attended(visit, click("#c7"), then(lambda page: page.locator("#c8").fill("x"), enter))
    Preparation(visit).complete()

    assert KIM.email is not None
    assert not list(tmp_path.rglob("*.toml"))


def test_a_name_that_is_made_up_with_every_load_is_not_kept(page: Page, tmp_path: Path) -> None:
    two = [one.replace("contact", "js_1a9").replace("newsletter", "u_0_4c") for one in TWO]
    shown_once(page, tmp_path, engine_form(*two, REASON, button=SUBMIT), "[name=js_1a9]")
    assert [(one.name, one.words) for one in all_learned(tmp_path)["facebook"]] == [("", "Email address")]


def test_what_was_shown_outside_of_the_form_is_not_used(page: Page, tmp_path: Path) -> None:
    shown_once(page, tmp_path, engine_form(*TWO, REASON, button=SUBMIT), "[name=contact]")
    moved = TWO[0] + engine_form(
        labelled("Email address", '<input name="mail" type="email">', 5), REASON, button=SUBMIT
    )
    again(page, tmp_path, moved)
    assert page.locator("[name=contact]").input_value() == ""
    assert page.locator("[name=mail]").input_value() == KIM.email
