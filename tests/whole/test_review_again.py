"""What changes after the review is reviewed again, and the person asked again, until nothing changes any more."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from meta_objection.console.signals import Signals
from meta_objection.console.steps import Lines
from meta_objection.errors import FormChanged, Interrupted
from meta_objection.flow.prepare import Preparation
from meta_objection.flow.visit import Visit
from meta_objection.plan.plan import make_plan
from meta_objection.receipts import Draft
from meta_objection.run import Run
from meta_objection.settings import Objection
from tests.pages.snippets import engine_form, labelled
from tests.visits import KIM, a_visit, at_meta

EMAIL = labelled("Email address", '<input name="email" value="kim@example.org">', 1)
REASON = labelled("Please explain how this processing impacts you (optional)", "<textarea></textarea>", 2)
EXTRA = labelled(
    "Please provide any additional information that could help us review your objection (optional)",
    '<textarea name="more"></textarea>',
    3,
)
CHANGES = {
    "a row comes": f"document.querySelector('form').insertAdjacentHTML('afterbegin', `{EXTRA.replace('c3', 'c9')}`)",
    "Meta puts in another address": "document.querySelector('[name=email]').value = `kim${Math.random()}@example.org`",
    "a question is worded otherwise": "document.querySelector('label').textContent += '*'",
}
MOST = 3


class Asked:
    """A person who agrees, and on whose page something changes while they read."""

    may_know_code = False

    def __init__(self, page: Page, change: str, often: int) -> None:
        self.meanwhile: Callable[[], None] = lambda: None
        self.seen: list[dict[str, str]] = []
        self._page, self._change, self._often = page, change, often

    def agrees(self, asked: Mapping[str, str]) -> bool:
        self.seen.append(dict(asked))
        if len(self.seen) <= self._often:
            self._page.evaluate(f"() => {{ {self._change} }}")
        return True

    def put(self, question: str) -> None:
        raise AssertionError(question)

    def typed(self) -> str | None:
        return None

    def code(self, _complaint: str | None, _pressed: datetime | None = None) -> str | None:
        return None


Reviewed = Callable[[str, int], tuple[Asked, Visit, Callable[[], object]]]


@pytest.fixture
def reviewed(page: Page, own_place: Path) -> Reviewed:
    def review(change: str, often: int) -> tuple[Asked, Visit, Callable[[], object]]:
        at_meta(page, engine_form(EMAIL, REASON, button="<button type='submit'>Submit</button>"))
        settings = Objection.model_validate({"home": own_place, "yes": True, "country": "DE", "reason": KIM.reason})
        person = Asked(page, change, often)
        run = Run(make_plan(settings, press=True), settings, person, Lines(io.StringIO()), Signals())
        visit = a_visit(page, replace(KIM, email=None))
        preparation = Preparation(visit)
        draft = Draft.begin(own_place, "facebook", run.facts.started)
        run._review(draft, visit, preparation)
        return person, visit, lambda: run._agreed(draft, visit, preparation)

    return review


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changes_while_the_person_reads_is_shown_to_them_again(reviewed: Reviewed, change: str) -> None:
    person, visit, agreed = reviewed(change, 1)

    assert agreed()
    assert len(person.seen) == 2
    assert person.seen[0] != person.seen[1]
    assert person.seen[1] == {one.text: one.value for one in visit.asked}


@pytest.mark.parametrize("often", range(MOST + 1))
def test_up_to_three_times(reviewed: Reviewed, often: int) -> None:
    person, visit, agreed = reviewed(CHANGES["a question is worded otherwise"], often)

    assert agreed()
    assert len(person.seen) == often + 1
    assert person.seen[-1] == {one.text: one.value for one in visit.asked}


def test_a_form_that_never_comes_to_rest_is_not_sent(reviewed: Reviewed) -> None:
    person, _visit, agreed = reviewed(CHANGES["Meta puts in another address"], 99)
    with pytest.raises(FormChanged) as caught:
        agreed()
    assert caught.value.why == "changed-after-review"
    assert len(person.seen) == MOST + 1


def test_what_was_agreed_to_once_is_not_agreed_to_for_good(reviewed: Reviewed) -> None:
    person, _visit, agreed = reviewed(CHANGES["a row comes"], 1)
    first = person.agrees
    person.agrees = lambda asked: first(asked) and len(person.seen) == 1  # type: ignore[method-assign]  # no the second time
    with pytest.raises(Interrupted):
        agreed()
    assert len(person.seen) == 2


def test_an_answer_that_is_only_put_back_needs_no_second_review(reviewed: Reviewed) -> None:
    person, visit, agreed = reviewed("document.querySelector('textarea').value = ''", 1)

    assert agreed()
    assert len(person.seen) == 1
    assert [one.value for one in visit.asked if one.name == "reason"] == [KIM.reason]
