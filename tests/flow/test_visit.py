"""What a visit keeps of the pages it passes."""

import pytest
from playwright.sync_api import Page

from meta_objection.flow.send import SendingState, Submission
from meta_objection.flow.visit import AskedAnswer, Visit
from tests.visits import NEW, a_visit, serve

HOME = "https://www.facebook.com/"
ELSEWHERE = f"{HOME}some/new/form"
ASKED = (AskedAnswer("email", "Email address", "kim@example.org"),)


def at(page: Page, address: str, form: str, asked: tuple[AskedAnswer, ...]) -> tuple[Visit, list[str]]:
    serve(page, {"/": "home", "/some/new/form": "form", "/help/contact/712876720715583": "form"})
    visit, taken = a_visit(page), list[str]()
    visit.address, visit.asked = form, asked
    visit.take_whole = taken.append
    visit.take_small = lambda step, shown: taken.append(f"{step} {'shown' if shown else 'beside'}")
    page.goto(address)
    return visit, taken


@pytest.mark.parametrize(
    ("address", "form", "asked"),
    [(NEW, NEW, ()), (NEW, ELSEWHERE, ()), (ELSEWHERE, ELSEWHERE, ASKED), (f"{ELSEWHERE}?sent=1", ELSEWHERE, ASKED)],
    ids=["form", "help", "a form that was filled in at a new address", "the same afterwards"],
)
def test_pictures_are_taken_where_nobody_else_is_shown(
    page: Page, address: str, form: str, asked: tuple[AskedAnswer, ...]
) -> None:
    visit, taken = at(page, address, form, asked)
    visit.keep("answer")
    visit.keep_click("article")
    visit.keep_answer("email")

    assert visit.may_keep
    assert taken == ["answer", "article shown", "email beside"]


@pytest.mark.parametrize(
    ("address", "form", "asked"),
    [(HOME, HOME, ()), (HOME, NEW, ASKED), (ELSEWHERE, ELSEWHERE, ())],
    ids=["home given as the form's address", "led home by the sending", "a new address where no form was filled in"],
)
def test_no_picture_is_taken_where_somebody_else_may_be_shown(
    page: Page, address: str, form: str, asked: tuple[AskedAnswer, ...]
) -> None:
    visit, taken = at(page, address, form, asked)
    visit.keep("answer")
    visit.keep_click("article")
    visit.keep_answer("email")

    assert not visit.may_keep
    assert taken == []


def test_of_a_confirmation_on_a_page_of_posts_only_its_own_words_are_kept(page: Page) -> None:
    said = "We've received your objection."
    serve(page, {"/": f"<main><p>{said}</p><article>Meet our newborn.</article></main>"})
    visit, state = a_visit(page), SendingState()
    despatch = Submission(visit, lambda _trouble: None, state)
    page.goto(HOME)
    despatch._settle()

    assert state.confirmation == said
