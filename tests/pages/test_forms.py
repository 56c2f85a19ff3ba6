import pytest
from playwright.sync_api import Page

from meta_objection.pages.forms import form_in_question
from tests.pages.snippets import bare, engine_form, show

BOX = '<textarea name="reason"></textarea>'
SEARCH = '<form role="search"><input type="search" name="q"><textarea></textarea></form>'
SIGN_IN = '<form id="login_form"><input name="email"><input type="password" name="pass"><textarea></textarea></form>'
NEWSLETTER = '<form><input type="email" name="email"><button>Subscribe</button></form>'


def forms(page: Page, body: str) -> list[str]:
    show(page, body)
    return [form.get_attribute("id") or "" for form in form_in_question(page).all()]


def test_a_form_of_the_engine_is_known_by_its_marks(page: Page) -> None:
    hidden = '<input type="hidden" name="support_form_id" value="1">'

    assert forms(page, f'<form id="f">{hidden}<input name="a"></form>') == ["f"]
    assert forms(page, f'<form id="f">{bare("Câu hỏi", BOX)}</form>') == ["f"]


@pytest.mark.parametrize("main", ["<main>{}</main>", '<div role="main">{}</div>'])
def test_any_other_form_that_asks_for_words_counts_in_the_main_part_of_the_page(page: Page, main: str) -> None:
    assert forms(page, main.format(f'<form id="f">{BOX}</form>')) == ["f"]


@pytest.mark.parametrize("other", [SEARCH, SIGN_IN, NEWSLETTER], ids=["search", "sign-in", "newsletter"])
def test_other_forms_are_not_in_question(page: Page, other: str) -> None:
    assert forms(page, f"<main>{other}</main>") == []
    assert len(forms(page, f"<main>{other}{engine_form(bare('x', BOX))}{other}</main>")) == 1


def test_a_form_outside_the_main_part_does_not_count_without_the_engines_marks(page: Page) -> None:
    assert forms(page, f"<footer><form>{BOX}</form></footer><main></main>") == []


def test_a_hidden_form_does_not_count(page: Page) -> None:
    assert forms(page, f"<div hidden>{engine_form(bare('x', BOX))}</div>") == []


def test_two_forms_are_two(page: Page) -> None:
    assert len(forms(page, engine_form(bare("x", BOX)) * 2)) == 2


def test_a_box_for_what_somebody_thinks_of_the_page_is_no_form_beside_one_that_asks_for_more(page: Page) -> None:
    more = f'<form id="f"><select><option>Germany</select>{BOX}<button>Submit</button></form>'
    feedback = "<form><label>Was this helpful?<textarea></textarea></label><button>Submit feedback</button></form>"

    assert forms(page, f"<main>{feedback}{more}{feedback}</main>") == ["f"]


def test_a_form_of_which_nothing_can_be_touched_does_not_count(page: Page) -> None:
    closed = f'<form id="f"><fieldset disabled>{bare("x", BOX)}<button>Submit</button></fieldset></form>'

    assert forms(page, closed) == []
    assert forms(page, closed.replace("disabled", "")) == ["f"]
