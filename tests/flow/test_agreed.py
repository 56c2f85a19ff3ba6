"""What the form posts is held against what was agreed to."""

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from meta_objection.countries import country_names, fold
from meta_objection.errors import FormChanged
from meta_objection.flow.agreed import Agreed, Control, read_agreed
from meta_objection.network.http_client import Sending

URL = "https://www.facebook.com/ajax/help/contact/submit/page?__a=1"
EMAIL, REASON = "kim@example.org", "Not with my\nwords."
AGREED = Agreed(
    (
        Control("email", "email", (EMAIL,), answered=True),
        Control("reason", "textarea", (REASON,), answered=True),
        Control("country", "select-one", ("DE",), answered=True),
        Control("about", "radio", ("Yes",), answered=True),
        Control("about", "radio", (), answered=True),
        Control("news", "checkbox", (), answered=False),
        Control("share", "checkbox", ("on",), answered=False),
    ),
    (EMAIL, REASON),
)
FIELDS = {"email": EMAIL, "reason": REASON.replace("\n", "\r\n"), "country": "DE", "about": "Yes", "lsd": "AVqtoken"}
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.strip())


def posted(fields: dict[str, str], kind: str = "application/x-www-form-urlencoded") -> Sending:
    body = urlencode(fields) if "urlencoded" in kind else json.dumps({"input": fields})
    return Sending("POST", URL, {"Content-Type": kind}, body.encode(), navigates=False)


def test_what_was_agreed_to_may_leave_and_is_told_without_its_tokens() -> None:
    told = AGREED.check(posted(FIELDS))

    assert dict(told.fields) == FIELDS | {"lsd": "[not kept]"}
    assert told.url == URL.partition("?")[0]
    assert len(told.sha256) == 64


def test_answers_may_be_posted_under_other_names_as_json() -> None:
    fields = {"emailAddress": EMAIL, "objection": REASON, "token": "AVq"}
    told = AGREED.check(posted(fields, "application/json"))

    assert dict(told.fields)["input.emailAddress"] == EMAIL
    assert "AVq" not in dict(told.fields).values()


@pytest.mark.parametrize(
    "changed",
    [
        {"email": "someone.else@other.example"},
        {"reason": "I agree to everything."},
        {"country": "US"},
        {"about": "No"},
        {"news": "on"},
        {"share": "on"},
    ],
    ids=str,
)
def test_another_value_or_a_consent_that_nobody_gave_is_held_back(changed: dict[str, str]) -> None:
    with pytest.raises(FormChanged):
        AGREED.check(posted(FIELDS | changed))


@pytest.mark.parametrize(
    "added",
    [
        {"ai_training_consent": "true"},
        {"optInToTraining": "1"},
        {"withdraw_objection": "on"},
        {"accepted_terms": "Yes"},
        {"note": "I take my objection back."},
        {"statement": "J'accepte que mes données servent à entraîner l'IA"},
        {"comment": "私はAIの学習への利用に同意します"},
        {"contact": "someone.else@other.example"},
        {"variables": json.dumps({"input": {"consent": True}})},
        {"variables": json.dumps({"input": {"text": "Please delete nothing and keep everything."}})},
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_nothing_else_is_said_in_the_persons_name(added: dict[str, str], kind: str) -> None:
    with pytest.raises(FormChanged):
        AGREED.check(posted(FIELDS | added, kind))


@pytest.mark.parametrize(
    "added",
    [
        {"fb_dtsg": "NAcO:17:1700000000", "jazoest": "25321", "__a": "1", "__hs": "19700.HYP:comet_pkg.2.1..2.1"},
        {"support_form_locale_id": "en_US", "support_form_id": "6359191084165019"},
        {"consent": "false", "opt_in": "0", "agree": ""},
        {"question": "Please explain how this impacts you."},
        {"again": EMAIL, "full": REASON},
        {"av": "0", "__spin_t": "1700000000", "dpr": "1", "country_name": "DE"},
        {"variables": json.dumps({"input": {"client_mutation_id": "1", "actor_id": "0", "is_ready": True}})},
    ],
    ids=str,
)
def test_what_means_something_to_the_server_alone_may_leave_beside_the_answers(added: dict[str, str]) -> None:
    shown = replace(AGREED, shown=fold("Your objection. Please explain how this impacts you. Submit"))
    assert shown.check(posted(FIELDS | added))


@pytest.mark.parametrize("missing", ["email", "reason"])
def test_a_missing_answer_is_held_back(missing: str) -> None:
    with pytest.raises(FormChanged):
        AGREED.check(posted({name: value for name, value in FIELDS.items() if name != missing}))


def test_what_cannot_be_read_is_held_back() -> None:
    with pytest.raises(FormChanged):
        AGREED.check(Sending("POST", URL, {"content-type": "application/x-protobuf"}, b"\x00\x01", navigates=False))


@given(TEXTS, TEXTS, st.sampled_from(["application/json", "application/x-www-form-urlencoded"]))
def test_only_the_agreed_answer_passes(answer: str, posted_instead: str, kind: str) -> None:
    agreed = Agreed((Control("reason", "textarea", (answer,), answered=True),), (answer,))
    if answer.strip() == posted_instead.strip():
        agreed.check(posted({"reason": posted_instead}, kind))
    else:
        with pytest.raises(FormChanged):
            agreed.check(posted({"reason": posted_instead}, kind))


def test_a_form_is_read_as_it_would_post_itself(page: Page) -> None:
    page.set_content(
        """<form><input name=email value=kim@example.org><input type=hidden name=lsd value=x><textarea name=reason>No
        </textarea><div id=q><input type=radio name=about value=Yes checked><input type=radio name=about value=No></div>
        <input type=checkbox name=news><select name=country><option value=DE selected>Germany</select>
        <input name=off disabled value=1><button name=go>Go</button></form>"""
    )
    form = page.locator("form")
    agreed = read_agreed(form, [form.locator("[name=email]"), form.locator("#q")], ["kim@example.org", ""])

    assert [(one.name, one.values, one.answered) for one in agreed.controls] == [
        ("email", ("kim@example.org",), True),
        ("reason", ("No\n        ",), False),
        ("about", ("Yes",), True),
        ("about", (), True),
        ("news", (), False),
        ("country", ("DE",), False),
    ]
    assert agreed.typed == ("kim@example.org",)


@pytest.mark.parametrize("where", ["Germany", "DE", "Deutschland", "germany"])
def test_what_was_chosen_in_a_list_the_page_made_must_be_posted(where: str) -> None:
    agreed = Agreed(posted_as=(country_names("DE") | {"de"},))

    assert agreed.check(posted({"where": where})).fields
    with pytest.raises(FormChanged, match="chose in a list"):
        agreed.check(posted({"where": "France", "reason": f"not {where}"}))


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_with_the_code_nothing_else_is_said_than_what_was_agreed_to(kind: str) -> None:
    AGREED.check_again(posted({"code": "246810", "lsd": "AVq"}, kind), "246810")
    AGREED.check_again(posted(FIELDS | {"code": "246810"}, kind), "246810")
    for other in (
        {"reason": "I withdraw my objection."},
        {"consent_to_training": "1"},
        {"mail": "other.person@example.net"},
        {"share": "on"},
    ):
        with pytest.raises(FormChanged):
            AGREED.check_again(posted(FIELDS | {"code": "246810"} | other, kind), "246810")


FORM = replace(AGREED, hidden=(("support_form_id", "6359191084165019"), ("lsd", "AVqtoken")), host="www.facebook.com")


def test_the_form_that_was_agreed_to_is_the_one_that_is_posted() -> None:
    assert FORM.check(posted(FIELDS | {"support_form_id": "6359191084165019", "jazoest": "25321"}))
    assert FORM.check(replace(posted(FIELDS), url="https://m.facebook.com/a/help/contact_us/"))


@pytest.mark.parametrize(
    "changed",
    [
        {"support_form_id": "259518714718624"},
        {"support_form_id": ""},
        {"lsd": "another"},
    ],
    ids=str,
)
def test_another_form_than_the_one_that_was_agreed_to_is_held_back(changed: dict[str, str]) -> None:
    with pytest.raises(FormChanged):
        FORM.check(posted(FIELDS | changed))


def test_what_was_agreed_to_goes_to_no_other_site_of_metas() -> None:
    with pytest.raises(FormChanged, match="another site"):
        FORM.check(replace(posted(FIELDS), url="https://www.instagram.com/ajax/help/contact/submit/page"))


def test_the_name_of_a_chosen_file_is_the_persons_whatever_words_are_in_it(page: Page, tmp_path: Path) -> None:
    page.set_content("<form><input type=file name=paper></form>")
    paper = tmp_path / "my own words about it.txt"
    paper.write_text("x")
    page.locator("[name=paper]").set_input_files(paper)
    agreed = read_agreed(page.locator("form"), [], [])

    assert agreed.check(posted({"paper": paper.name}))
    with pytest.raises(FormChanged, match="none of your answers"):
        agreed.check(posted({"paper": "what somebody else says.txt"}))
