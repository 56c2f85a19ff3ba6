"""Filling a form, led by what is on the screen."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page

from meta_objection.answers import Answers
from meta_objection.errors import BadSettings, FormChanged, PersonNeeded, RateLimited, Stop
from meta_objection.flow.prepare import Preparation
from meta_objection.flow.visit import Visit
from meta_objection.outcome import FoundBy
from tests.pages.snippets import bare, engine_form, labelled, row
from tests.visits import KIM, OLD, a_visit, at_meta, kim_for

WHY = "Please explain how this processing impacts you (optional)"
EMAIL = labelled("Email address", '<input name="email" value="prefilled@example.org">', 1)
REASON = labelled(WHY, '<textarea name="objection_reason"></textarea>', 2)
ABOUT_AI = row(
    'Does your request relate to AI at Meta?<label><input type="radio" name="ai" value="Yes">Yes</label>'
    '<label><input type="radio" name="ai" value="No">No</label>',
    3,
)
UNKNOWN = bare("Số chứng minh", '<input name="Field9">', 4)
OPTIONAL = bare("Your nickname (optional)", '<input name="Field8">', 5)


def prepared(page: Page, *rows: str, answers: Answers | None = None, lang: str = "en", script: str = "") -> Visit:
    at_meta(page, f"{engine_form(*rows)}<script>{script}</script>", lang)
    visit = a_visit(page, answers or kim_for(*rows))
    Preparation(visit).complete()
    return visit


def stopped(page: Page, *rows: str, answers: Answers | None = None, script: str = "") -> Stop:
    with pytest.raises(Stop) as caught:
        prepared(page, *rows, answers=answers, script=script)
    return caught.value


def value(page: Page, name: str) -> str:
    return page.locator(f"[name={name}]").input_value()


def test_every_question_is_answered_and_read_back(page: Page) -> None:
    visit = prepared(page, EMAIL, REASON)

    assert (value(page, "email"), value(page, "objection_reason")) == (KIM.email, KIM.reason)
    assert [(one.name, one.text, one.value) for one in visit.asked] == [
        ("email", "Email address", KIM.email),
        ("reason", WHY, KIM.reason),
    ]


def test_steps_are_told_in_the_pages_order_with_what_found_them(page: Page) -> None:
    visit = prepared(page, REASON, EMAIL)

    assert [(step.name, step.found_by) for step in visit.ledger.steps] == [
        ("reason", FoundBy.WORDS),
        ("email", FoundBy.WORDS),
    ]


def test_without_an_address_of_the_persons_the_prefilled_one_is_kept_and_shown(page: Page) -> None:
    visit = prepared(page, EMAIL, REASON, answers=replace(KIM, email=None))

    assert value(page, "email") == "prefilled@example.org" == visit.email


def test_an_answer_that_is_already_there_is_not_typed_again(page: Page) -> None:
    visit = prepared(page, EMAIL.replace("prefilled@example.org", "kim@example.org"))

    assert visit.ledger.steps == ()
    assert visit.email == "kim@example.org"


def test_a_row_that_appears_after_a_choice_is_answered_too(page: Page) -> None:
    later = f'<div id="later" hidden>{EMAIL}{REASON}</div>'
    script = (
        "document.querySelector('[value=Yes]').onchange = () => { document.getElementById('later').hidden = false }"
    )
    visit = prepared(page, ABOUT_AI, later, script=script)

    assert [one.name for one in visit.asked] == ["about_ai", "email", "reason"]
    assert value(page, "email") == KIM.email


def test_a_choice_that_a_late_fill_reverts_is_made_again(page: Page) -> None:
    script = """let lost = false; document.querySelector('[name=email]').oninput = () => { if (!lost) setTimeout(() => {
      lost = true; document.querySelector('[value=Yes]').checked = false }, 0) }"""
    visit = prepared(page, ABOUT_AI, EMAIL, script=script)

    assert page.locator("[value=Yes]").is_checked()
    assert next(one.value for one in visit.asked if one.name == "about_ai") == "Yes"


def test_an_answer_that_never_stays_stops_the_run(page: Page) -> None:
    script = """const box = document.querySelector('[name=email]');
      box.oninput = () => { box.value = box.defaultValue }"""
    stop = stopped(page, EMAIL, script=script)

    assert isinstance(stop, FormChanged)
    assert stop.why == "not-kept"
    assert "“email”" in stop.message


def test_a_required_question_that_nobody_knows_stops_the_run_by_its_name(page: Page) -> None:
    stop = stopped(page, EMAIL, UNKNOWN, bare("Ngày sinh", '<input name="Field7">', 6))

    assert isinstance(stop, FormChanged)
    assert stop.why == "unknown-question"
    assert "“Số chứng minh”, “Ngày sinh”" in stop.message


def test_an_optional_question_that_nobody_knows_is_left_alone(page: Page) -> None:
    visit = prepared(page, EMAIL, OPTIONAL)

    assert value(page, "Field8") == ""
    assert [one.name for one in visit.asked] == ["email"]


def test_a_question_that_the_person_did_not_answer_names_the_setting(page: Page) -> None:
    stop = stopped(page, EMAIL.replace("prefilled@example.org", ""), answers=Answers(country="DE", reason="x"))

    assert isinstance(stop, BadSettings)
    assert stop.message == "The form asks for your email, and --email was not given."


def test_a_required_reason_that_was_not_given_names_the_setting(page: Page) -> None:
    required = REASON.replace(" (optional)", "")
    at_meta(page, engine_form(EMAIL, required))
    visit = a_visit(page, replace(KIM, reason=None))
    visit.address = OLD
    with pytest.raises(BadSettings, match="--reason"):
        Preparation(visit).complete()


@pytest.mark.parametrize("name", ["objection_explanation", "Field3"])
def test_a_required_question_that_nobody_can_read_is_never_taken_for_a_known_one(page: Page, name: str) -> None:
    unread = bare("Số chứng minh", f'<textarea name="{name}"></textarea>', 6)
    stop = stopped(page, EMAIL, unread, answers=replace(KIM, reason=None))

    assert isinstance(stop, FormChanged)
    assert stop.why == "unknown-question"
    assert "“Số chứng minh”" in stop.message


def test_an_optional_reason_may_stay_empty(page: Page) -> None:
    visit = prepared(page, EMAIL, REASON, answers=replace(KIM, reason=None))

    assert next(one.value for one in visit.asked if one.name == "reason") == ""


def test_two_boxes_that_could_be_the_one_stop_the_run(page: Page) -> None:
    stop = stopped(
        page, labelled("Email address", '<input name="a">', 1), labelled("Email address", '<input name="b">', 2)
    )

    assert isinstance(stop, FormChanged)
    assert stop.why == "ambiguous-control"


def test_of_two_questions_that_claim_one_box_the_better_known_keeps_it(page: Page) -> None:
    words = "Please provide any additional information that could help us review your objection"
    further = labelled(words, '<textarea name="Field1"></textarea>', 2)
    visit = prepared(page, EMAIL, further, answers=replace(KIM, reason=None, extra="More."))

    assert [(one.name, one.value) for one in visit.asked if one.name != "email"] == [("extra", "More.")]


def test_cookies_are_declined_in_between(page: Page) -> None:
    script = """document.querySelector('[name=email]').oninput = () => setTimeout(() => {
      const dialog = document.createElement('div');
      dialog.innerHTML = '<button onclick="this.remove()">Decline optional cookies</button>';
      document.body.append(dialog) }, 0)"""
    visit = prepared(page, EMAIL, ABOUT_AI, script=script)

    assert "cookies" in [step.name for step in visit.ledger.steps]


@pytest.mark.parametrize(
    ("appears", "kind"),
    [("You're Temporarily Blocked", RateLimited), ("Your session has expired", PersonNeeded)],
)
def test_an_interruption_in_between_stops_the_run(page: Page, appears: str, kind: type[Stop]) -> None:
    script = f"""document.querySelector('[name=email]').oninput = () => {{
      document.body.append(document.createElement('p')); document.body.lastChild.textContent = "{appears}" }}"""

    assert type(stopped(page, EMAIL, REASON, script=script)) is kind


def test_a_page_that_went_elsewhere_gets_nothing(page: Page) -> None:
    page.set_content(engine_form(EMAIL))
    with pytest.raises(FormChanged, match="not one of Meta's"):
        Preparation(a_visit(page)).complete()
    assert value(page, "email") == "prefilled@example.org"


def test_a_look_after_the_review_notices_a_change(page: Page) -> None:
    at_meta(page, engine_form(EMAIL, REASON))
    visit = a_visit(page)
    preparation = Preparation(visit)
    preparation.complete()
    assert preparation.answer_once()
    page.locator("[name=objection_reason]").fill("Other words.")

    assert not preparation.answer_once()
    assert preparation.answer_once()
    assert value(page, "objection_reason") == KIM.reason


def test_a_question_that_appears_after_the_review_is_noticed(page: Page) -> None:
    at_meta(page, engine_form(EMAIL, f'<div id="later" hidden>{UNKNOWN}</div>'))
    preparation = Preparation(a_visit(page, kim_for(EMAIL)))
    preparation.complete()
    page.evaluate("document.getElementById('later').hidden = false")
    with pytest.raises(FormChanged, match="Số chứng minh"):
        preparation.answer_once()
