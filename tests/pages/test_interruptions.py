"""What may stand in the way: each is recognised, and none is seen where it is not."""

import pytest
from playwright.sync_api import Page

from meta_objection.locales import Lexicon, known_tags, load_locale
from meta_objection.outcome import Outcome
from meta_objection.pages import INTERRUPTIONS, QUESTIONS
from meta_objection.pages.base import Interruption
from meta_objection.pages.captcha import Captcha
from meta_objection.pages.checkpoint import Checkpoint
from meta_objection.pages.error_page import ErrorPage
from meta_objection.pages.not_offered import NotOfferedHere
from meta_objection.pages.page_identity import PageIdentity
from meta_objection.pages.rate_limit import RateLimit
from meta_objection.pages.sign_in import SignInWall
from tests.pages.snippets import bare, engine_form, show

MAIN_FORM = engine_form(
    bare("Email address", '<input type="email" name="email">'), bare("Why?", "<textarea></textarea>", 2)
)
LOGIN = '<form id="login_form" action="/login/"><input name="email"><input type="password" name="pass"></form>'
BY_TEXT = [
    (kind, tag, word.text)
    for kind, key in (
        (Checkpoint, "text"),
        (SignInWall, "expired"),
        (PageIdentity, "text"),
        (RateLimit, "text"),
        (NotOfferedHere, "text"),
        (ErrorPage, "text"),
    )
    for tag in known_tags()
    for word in load_locale(tag)[kind.name][key]
]
BY_MARK = [
    (Captcha, '<iframe title="reCAPTCHA" srcdoc="x" width="10" height="10"></iframe>'),
    (Captcha, '<iframe src="about:blank?captcha" width="10" height="10"></iframe>'),
    (Captcha, '<button id="captcha_dialog_submit_button">Xong</button>'),
    (Captcha, '<input id="captcha_response">'),
    (Checkpoint, '<button id="checkpointSubmitButton">Xong</button>'),
    (Checkpoint, '<form action="/checkpoint/1/"><input name="approvals_code"></form>'),
    (SignInWall, f"<main>{LOGIN}</main>"),
    (SignInWall, f'<div role="main">{LOGIN}</div>'),
    (SignInWall, f'<body class="UIPage_LoggedOut"><div>{LOGIN}</div>'),
]
ENDS = {
    Captcha: (Outcome.PERSON_NEEDED, "captcha"),
    Checkpoint: (Outcome.PERSON_NEEDED, "checkpoint"),
    SignInWall: (Outcome.PERSON_NEEDED, "sign-in"),
    PageIdentity: (Outcome.PERSON_NEEDED, "page-identity"),
    RateLimit: (Outcome.RATE_LIMITED, "temporary-block"),
    NotOfferedHere: (Outcome.NOT_OFFERED, "not-available"),
    ErrorPage: (Outcome.SITE_UNAVAILABLE, "error-page"),
}


def seen(kind: type[Interruption], page: Page, body: str, lang: str = "en") -> bool:
    show(page, body, lang)
    return kind(page, Lexicon(lang)).landmark.filter(visible=True).count() > 0


@pytest.mark.parametrize("lang", known_tags())
def test_every_known_text_is_recognised_beside_a_form(page: Page, lang: str) -> None:
    own = [(kind, text) for kind, tag, text in BY_TEXT if tag == lang]
    show(page, "".join(f"<div><h2>{text}</h2></div>" for _, text in own) + MAIN_FORM, lang)
    read = {kind: kind(page, Lexicon(lang)).landmark.filter(visible=True).all_inner_texts() for kind, _ in own}

    assert [(kind.name, text) for kind, text in own if text not in read[kind]] == []


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘"])
def test_the_kind_of_apostrophe_makes_no_difference(page: Page, apostrophe: str) -> None:
    assert seen(RateLimit, page, f"<p>You{apostrophe}re Temporarily Blocked</p>")


@pytest.mark.parametrize(("kind", "body"), BY_MARK, ids=lambda value: getattr(value, "name", None))
def test_a_mark_is_recognised_in_any_language(page: Page, kind: type[Interruption], body: str) -> None:
    assert seen(kind, page, body + MAIN_FORM, "vi")


@pytest.mark.parametrize("kind", INTERRUPTIONS, ids=lambda kind: kind.name)
@pytest.mark.parametrize(
    "body",
    [
        MAIN_FORM,
        f"<header>{LOGIN}</header>{MAIN_FORM}",
        f'<div role="banner">{LOGIN}</div>{MAIN_FORM}',
        f"<div hidden>{LOGIN}<p>Sorry, something went wrong</p><p>Security check</p></div>{MAIN_FORM}",
        f"<p>Learn what happens if something is wrong, or how to log in to Facebook.</p>{MAIN_FORM}",
    ],
    ids=["form", "sign-in in the header", "sign-in in the banner", "hidden", "talk"],
)
def test_an_ordinary_page_is_not_taken_for_it(page: Page, kind: type[Interruption], body: str) -> None:
    assert not seen(kind, page, body)


@pytest.mark.parametrize("kind", INTERRUPTIONS, ids=lambda kind: kind.name)
def test_it_ends_the_run_with_nothing_sent(page: Page, kind: type[Interruption]) -> None:
    stop = kind(page, Lexicon("en")).stop()

    assert (stop.outcome, stop.why) == ENDS[kind]
    assert stop.sent == "no"


@pytest.mark.parametrize("kind", INTERRUPTIONS, ids=lambda kind: kind.name)
def test_it_can_be_recognised_and_not_answered(kind: type[Interruption]) -> None:
    able = {name for name in dir(kind) if not name.startswith("_")}

    assert able <= {"name", "places", "is_at", "marks", "key", "stands", "landmark", "landmark_in", "stop"}


def test_every_page_object_is_registered_under_its_own_name() -> None:
    assert {name: kind.name for name, kind in QUESTIONS.items()} == {name: name for name in QUESTIONS}
    assert set(ENDS) == set(INTERRUPTIONS)
