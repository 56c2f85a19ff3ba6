import pytest
from playwright.sync_api import Page

from meta_objection.errors import FormChanged
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import Found, Ladder, either
from tests.pages.snippets import show

TWO_AND_ONE = '<i>1</i><i>2</i><b>1</b><u style="display:none">1</u>'


def climbed(page: Page, *rungs: tuple[FoundBy, str]) -> Found | None:
    show(page, TWO_AND_ONE)
    return Ladder("subject", tuple((by, page.locator(css)) for by, css in rungs)).climb()


def test_the_first_rung_with_exactly_one_candidate_wins(page: Page) -> None:
    found = climbed(page, (FoundBy.WORDS, "i"), (FoundBy.ATTRIBUTES, "b"), (FoundBy.STRUCTURE, "b"))

    assert found
    assert (found.by, found.control.inner_text()) == (FoundBy.ATTRIBUTES, "1")


def test_no_candidate_on_any_rung_is_none(page: Page) -> None:
    assert climbed(page, (FoundBy.WORDS, "s"), (FoundBy.ATTRIBUTES, "em")) is None


def test_a_hidden_candidate_is_none(page: Page) -> None:
    assert climbed(page, (FoundBy.WORDS, "u")) is None


@pytest.mark.parametrize("last", ["s", "i"])
def test_too_many_and_never_one_is_refused(page: Page, last: str) -> None:
    with pytest.raises(FormChanged, match="“subject”, and the tool never guesses") as caught:
        climbed(page, (FoundBy.WORDS, "i"), (FoundBy.STRUCTURE, last))

    assert caught.value.why == "ambiguous-control"


def test_a_narrower_rung_of_the_same_kind_may_decide(page: Page) -> None:
    found = climbed(page, (FoundBy.WORDS, "i, b"), (FoundBy.WORDS, "b"))

    assert found
    assert found.by is FoundBy.WORDS


def test_a_narrower_rung_of_an_empty_kind_is_not_asked(page: Page) -> None:
    found = climbed(page, (FoundBy.WORDS, "s"), (FoundBy.WORDS, "b"), (FoundBy.STRUCTURE, "b"))

    assert found
    assert found.by is FoundBy.STRUCTURE


def test_a_union_has_the_candidates_of_all(page: Page) -> None:
    show(page, TWO_AND_ONE)

    assert either(page.locator(css) for css in ("i", "b", "s")).count() == 3
