"""Forms that move, hide, sleep and speak another language while they are being filled in."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, Route

from meta_objection.errors import BadSettings, FormChanged, NotOffered, PersonNeeded, Stop
from meta_objection.flow.cover import what_covers
from meta_objection.flow.obstacles import clear_the_way
from meta_objection.flow.prepare import Preparation
from meta_objection.flow.ready import ready_button
from meta_objection.flow.visit import Visit
from meta_objection.forms import load_form
from tests.pages.snippets import bare, engine_form, labelled, row
from tests.visits import KIM, a_visit, at_meta, kim_for, serve

EMAIL = labelled("Email address", '<input name="email">', 1)
REASON = labelled(
    "Please explain how this processing impacts you (optional)", "<textarea name=objection_reason></textarea>", 2
)
ABOUT_AI = row(
    'Does your request relate to AI at Meta?<label><input type="radio" name="ai" value="Yes">Yes</label>'
    '<label><input type="radio" name="ai" value="No">No</label>',
    3,
)
UNKNOWN = bare("Số chứng minh", '<input name="Field9">', 4)
LATER = f'<div id="later" hidden>{REASON}</div>'
SHOW = "document.getElementById('later').hidden = false"
MOMENTS = {
    "at once": f"{SHOW}",
    "in the next turn": f"setTimeout(() => {{ {SHOW} }}, 0)",
    "after a moment": f"setTimeout(() => {{ {SHOW} }}, 700)",
    "when Meta has answered": f"fetch('/help/contact/rows').then(() => setTimeout(() => {{ {SHOW} }}, 50))",
    "when Meta has answered late": (
        f"fetch('/help/contact/rows').then(() => fetch('/help/contact/rows')).then(() => {{ {SHOW} }})"
    ),
}


def at_form(page: Page, *rows: str, script: str = "", button: str | None = None, over: str = "") -> Visit:
    form = engine_form(*rows, button=button) if button else engine_form(*rows)
    at_meta(page, f"{form}{over}<script>{script}</script>")
    return a_visit(page, kim_for(*rows))


def on_yes(does: str) -> str:
    return f"document.querySelector('[value=Yes]').onchange = () => {{ {does} }}"


def prepared(visit: Visit) -> Preparation:
    preparation = Preparation(visit)
    preparation.complete()
    return preparation


def stopped(visit: Visit) -> Stop:
    with pytest.raises(Stop) as caught:
        ready_button(visit, prepared(visit).rouse)
    return caught.value


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_row_that_a_choice_brings_is_waited_for(page: Page, moment: str) -> None:
    def slowly(route: Route) -> None:
        page.evaluate("() => new Promise(done => setTimeout(done, 600))")
        route.fulfill(body="{}")

    visit = at_form(page, ABOUT_AI, LATER, script=on_yes(moment))
    page.context.route("**/rows", slowly)
    prepared(visit)

    assert [one.name for one in visit.asked] == ["about_ai", "reason"]
    assert page.locator("textarea").input_value() == KIM.reason


def test_a_required_row_that_comes_late_and_nobody_knows_stops_the_run(page: Page) -> None:
    later = f'<div id="later" hidden>{UNKNOWN}</div>'
    script = on_yes(MOMENTS["after a moment"])
    with pytest.raises(FormChanged, match="Số chứng minh"):
        prepared(at_form(page, ABOUT_AI, later, script=script))


def test_a_page_that_asks_meta_for_ever_is_not_waited_for_for_ever(page: Page) -> None:
    page.context.route("**/poll", lambda _route: None)
    visit = at_form(
        page, ABOUT_AI, EMAIL, script="document.querySelector('[value=Yes]').onchange = () => fetch('/help/poll')"
    )
    prepared(visit)

    assert [one.name for one in visit.asked] == ["about_ai", "email"]


def test_a_form_that_fades_in_is_waited_for(page: Page) -> None:
    script = """const form = document.querySelector('form'); form.style.opacity = 0;
      setTimeout(() => { form.style.opacity = 1 }, 500)"""
    visit = at_form(page, EMAIL, script=script)
    prepared(visit)

    assert [one.name for one in visit.asked] == ["email"]


TRANSLATED = {
    "de": ("E-Mail-Adresse", "Wie wirkt sich diese Verarbeitung auf dich aus? (optional)"),
    "vi": ("Địa chỉ", "Lý do"),
}


@pytest.mark.parametrize("lang", TRANSLATED)
@pytest.mark.parametrize("box", ["email", "objection_reason"])
def test_a_page_that_changes_its_language_meanwhile_is_filled_in_all_the_same(
    page: Page, lang: str, box: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Preparation, "_return_to_form", lambda _: pytest.fail("a control was waited for in vain"))
    first, second = TRANSLATED[lang]
    script = f"""document.querySelector('[name={box}]').addEventListener('input', () => {{
      document.documentElement.lang = '{lang}';
      const labels = document.querySelectorAll('label');
      labels.forEach((label, at) => {{ label.textContent = ['{first}', '{second}'][at] }})
    }}, {{once: true}})"""
    visit = at_form(page, EMAIL, REASON, script=script)
    prepared(visit)

    assert [(one.name, one.text, one.value) for one in visit.asked] == [
        ("email", first, KIM.email),
        ("reason", second, KIM.reason),
    ]


BOXES = ["email", "objection_reason"]
KEYS = "keydown", "keyup", "keypress", "beforeinput"
SLEEPS = '<button type="submit" {}>Submit</button>'


@given(
    st.sampled_from(KEYS),
    st.sampled_from(["disabled", 'aria-disabled="true"']),
    st.sampled_from(["email", "objection_reason"]),
)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_button_that_wakes_only_for_real_keys_is_woken_and_no_answer_changes(
    page: Page, key: str, asleep: str, box: str
) -> None:
    name = asleep.partition("=")[0]
    script = f"""document.querySelector('[name={box}]').addEventListener('{key}', event => {{
      if (event.isTrusted && ('key' in event || event.inputType === 'insertText' && event.data.length === 1))
        document.querySelector('button').removeAttribute('{name}')
    }})"""
    visit = at_form(page, EMAIL, REASON, script=script, button=SLEEPS.format(asleep))
    found = ready_button(visit, prepared(visit).rouse)

    assert found.control.is_enabled()
    assert page.locator("[name=email]").input_value() == KIM.email
    assert page.locator("textarea").input_value() == KIM.reason
    assert [one.value for one in visit.asked] == [KIM.email, KIM.reason]


def test_keys_take_nothing_from_a_box_that_is_full(page: Page) -> None:
    full = EMAIL.replace("<input", f'<input maxlength="{len(KIM.email or "")}"')
    visit = at_form(page, full, button=SLEEPS.format("disabled"))

    assert stopped(visit).why == "button-blocked"
    assert page.locator("[name=email]").input_value() == KIM.email


WHOLE = "position: fixed; inset: 0; z-index: 9"
SHADE = f'<div id="shade" style="{WHOLE}"></div>'
ASKS = f'<div role="dialog" style="{WHOLE}; background: white"><h2>A survey for you</h2></div>'
COVERS = {
    "a layer with a heading": (ASKS, "A survey for you"),
    "a layer with a name": (f'<div role="dialog" aria-label="Seen before" style="{WHOLE}">x</div>', "Seen before"),
    "a transparent sheet": (SHADE, "#shade"),
    "a sheet and a page that is locked": (f"<style>html {{ overflow: hidden }}</style>{SHADE}", "#shade"),
    "a frame": (f'<iframe style="{WHOLE}; width: 100%; height: 100%"></iframe>', "iframe"),
    "a sheet in the page": ('<div id="shade" style="position: absolute; inset: 0 0 -3000px 0"></div>', "#shade"),
}


@pytest.mark.parametrize(("over", "name"), COVERS.values(), ids=COVERS)
def test_what_covers_the_form_is_named_and_nothing_is_typed_behind_it(page: Page, over: str, name: str) -> None:
    stop = stopped(at_form(page, EMAIL, REASON, over=over))

    assert isinstance(stop, FormChanged)
    assert stop.why == "covered"
    assert f"“{name}”" in stop.message
    assert page.locator("[name=email]").input_value() == ""


def test_what_covers_only_the_button_is_not_pressed_through(page: Page) -> None:
    script = """const sheet = document.body.appendChild(document.createElement('div')); sheet.id = 'shade';
      const box = document.querySelector('button').getBoundingClientRect();
      Object.assign(sheet.style, {position: 'absolute', left: `${box.left}px`, top: `${box.top}px`, width: '300px',
        height: '30px'})"""
    stop = stopped(at_form(page, EMAIL, script=script))

    assert (stop.why, "“#shade”" in stop.message) == ("covered", True)


def test_a_box_for_signing_in_that_covers_the_form_needs_the_person(page: Page) -> None:
    over = f'<div role="dialog" style="{WHOLE}"><input name="email"><input type="password" name="pass"></div>'
    stop = stopped(at_form(page, EMAIL, over=over))

    assert isinstance(stop, PersonNeeded)
    assert stop.why == "sign-in"


def test_a_sheet_that_goes_by_itself_is_waited_for(page: Page) -> None:
    visit = at_form(page, EMAIL, over=SHADE, script="setTimeout(() => shade.remove(), 900)")
    prepared(visit)

    assert page.locator("[name=email]").input_value() == KIM.email


def test_in_an_attended_visit_the_person_closes_what_covers_the_form(page: Page) -> None:
    visit = at_form(page, EMAIL, over=SHADE, script="setTimeout(() => shade.remove(), 4500)")
    visit.attended = True
    prepared(visit)

    assert page.locator("[name=email]").input_value() == KIM.email


@pytest.mark.parametrize(
    "beside",
    [
        '<div style="position: fixed; bottom: 0; height: 40px; width: 100%; background: white">Cookies</div>',
        '<div style="position: sticky; top: 0; height: 50px; background: white">Header</div>',
        f'<div style="{WHOLE}; pointer-events: none">A watermark</div>',
        f'<div style="{WHOLE}; visibility: hidden">Closed</div>',
    ],
)
def test_what_lies_beside_the_form_or_lets_through_covers_nothing(page: Page, beside: str) -> None:
    many = [bare("A (optional)", f'<input name="a{number}">', 5) for number in range(30)]
    visit = at_form(page, EMAIL, REASON, *many, over=f'<div style="height: 60px"></div>{beside}')

    assert what_covers(visit) is None


LACKING = {"reason": replace(KIM, reason=None), "email": replace(KIM, email=None)}


@pytest.mark.parametrize("answer", LACKING)
def test_a_question_that_is_not_called_optional_is_asked_for_whatever_was_reported(page: Page, answer: str) -> None:
    required = REASON.replace(" (optional)", "")
    at_meta(page, engine_form(EMAIL, required))
    visit = a_visit(page, LACKING[answer])
    with pytest.raises(BadSettings, match=f"--{answer}"):
        Preparation(visit).complete()


def test_a_box_known_by_its_place_alone_is_not_asked_for_by_our_name(page: Page) -> None:
    at_meta(page, engine_form(EMAIL, bare("Số chứng minh", "<textarea name=x></textarea>")), "vi")
    with pytest.raises(FormChanged, match="Số chứng minh") as caught:
        Preparation(a_visit(page, replace(KIM, reason=None))).complete()
    assert caught.value.why == "unknown-question"


OF_OURS = "Object to your information being used for AI at Meta"


def test_a_form_that_is_called_otherwise_gets_nothing_typed_into_it_whatever_its_number(page: Page) -> None:
    at_meta(page, f"<main><h2>Report a restricted ad account</h2>{engine_form(EMAIL, REASON)}</main>")
    with pytest.raises(FormChanged, match="Report a restricted ad account") as caught:
        Preparation(a_visit(page)).complete()
    assert caught.value.why == "other-heading"
    assert page.locator("[name=email]").input_value() == ""


def test_a_form_with_a_heading_of_ours_is_filled_in_under_any_number(page: Page) -> None:
    serve(page, {"/help/contact/4242424242": f"<main><h2>{OF_OURS}</h2>{engine_form(EMAIL, REASON)}</main>"})
    page.goto("https://www.facebook.com/help/contact/4242424242")
    visit = a_visit(page)
    visit.address = page.url
    Preparation(visit).complete()

    assert [one.name for one in visit.asked] == ["email", "reason"]


SHOWS_AFTER_CHOICE = """<script>document.querySelector('[name=topic]').onchange = () =>
  setTimeout(() => { document.getElementById('explained').hidden = false }, 300)</script>"""
LINKS = {
    "en": ("How can I make an objection to the processing of my information", "I want to submit an objection"),
    "de": (
        "Wie kann ich der Verarbeitung meiner Informationen widersprechen?",
        "Ich möchte einen Widerspruch einlegen",
    ),
}


@pytest.mark.parametrize("lang", LINKS)
@pytest.mark.parametrize("tag", ['a href="#"', "a role=button tabindex=0", "button type=button"])
def test_a_form_that_explains_first_is_followed_to_its_fields(page: Page, lang: str, tag: str) -> None:
    choice, link = LINKS[lang]
    kind = tag.partition(" ")[0]
    radio = row(f'<label><input type="radio" name="topic" value="1">{choice}</label>', 1)
    opens = f"<{tag} onclick=\"document.getElementById('fields').hidden = false; return false\">{link}</{kind}>"
    explained = f'<div id="explained" hidden><p>Much text.</p><div style="height: 2000px"></div>{opens}</div>'
    fields = f'<div id="fields" hidden>{labelled("Email address", "<input name=email>", 2)}</div>'
    at_meta(page, engine_form(radio, explained, fields) + SHOWS_AFTER_CHOICE, lang)
    visit = a_visit(page, replace(KIM, request="object"))
    visit.form = load_form("whatsapp")
    Preparation(visit).complete()

    assert [(one.name, one.value) for one in visit.asked][1:] == [("email", KIM.email)]
    assert [step.name for step in visit.ledger.steps] == ["request", "onward", "email"]


def test_a_page_closed_to_a_country_offers_nothing_and_suggests_no_trick(page: Page) -> None:
    at_meta(page, "<main><p>This information is not available in your location.</p></main>")
    with pytest.raises(NotOffered) as caught:
        clear_the_way(a_visit(page))
    assert "VPN" in caught.value.next_move
    assert "where you live" in caught.value.next_move
