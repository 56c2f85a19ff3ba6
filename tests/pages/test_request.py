"""The list of what may be asked for."""

import pytest
from playwright.sync_api import Page

from meta_objection.answers import Answers
from meta_objection.errors import FormChanged, NotOffered
from meta_objection.pages.request import KINDS, RequestPage
from tests.pages.snippets import WORDS, asked, engine_form, found_by, row

OPTIONS = {
    "object": "I want to object to or restrict the processing of my personal information from third parties",
    "access": "I want to access, download, or correct any personal information from third parties",
    "delete": "I want to delete any personal information from third parties used for generative AI",
    "concern": "I have a concern about my personal information from third parties appearing in a response",
    "other": "I have a different issue",
}
WITHDRAWN = "<p>For this reason, we don't provide the ability to access, download, correct or delete anything.</p>"


def radios(*texts: str, name: str = "request_type") -> str:
    labels = [
        f'<label><input type="radio" name="{name}" value="{at}"><span>{text}</span></label>'
        for at, text in enumerate(texts)
    ]
    return "<div>Choose the option that best describes your issue.</div>" + "".join(labels)


def a_request(page: Page, *kinds: str, more: str = "") -> RequestPage:
    return asked(RequestPage, page, more + engine_form(row(radios(*(OPTIONS[kind] for kind in kinds)))))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_chosen_and_read_back(page: Page, kind: str) -> None:
    question = a_request(page, *KINDS)
    assert (found_by(question), question.holds()) == (WORDS, "")
    question.complete(Answers(request=kind))
    assert question.holds() == kind == question.wanted(Answers(request=kind))
    assert question.shown(kind) == OPTIONS[kind]


def test_another_choice_is_replaced(page: Page) -> None:
    question = a_request(page, *KINDS)
    for kind in ("delete", "object"):
        question.complete(Answers(request=kind))
    assert question.holds() == "object"


def test_what_the_wording_no_longer_has_is_not_offered_and_the_reason_is_quoted(page: Page) -> None:
    question = a_request(page, "object", "concern", "other", more=WITHDRAWN)
    with pytest.raises(NotOffered, match="no longer takes") as caught:
        question.complete(Answers(request="access"))
    assert "we don't provide the ability" in caught.value.message
    assert question.holds() == ""


def test_two_options_for_one_kind_are_never_guessed_between(page: Page) -> None:
    question = a_request(page, "object", "object")
    with pytest.raises(FormChanged, match="never guesses"):
        question.complete(Answers(request="object"))


def test_two_lists_are_never_guessed_between(page: Page) -> None:
    twice = [row(radios(OPTIONS["object"], name=name), number) for number, name in enumerate(("a", "b"), 1)]
    with pytest.raises(FormChanged, match="never guesses"):
        asked(RequestPage, page, engine_form(*twice))


def test_a_group_of_the_newer_kind_is_known_too(page: Page) -> None:
    body = engine_form(
        '<div role="radiogroup"><div role="radio" aria-checked="true" tabindex="0">' + OPTIONS["other"] + "</div></div>"
    )
    assert asked(RequestPage, page, body).holds() == "other"


def test_a_list_about_something_else_is_not_the_request(page: Page) -> None:
    assert asked(RequestPage, page, engine_form(row(radios("Yes", "No")))).found is None
