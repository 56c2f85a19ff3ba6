import pytest
from playwright.sync_api import Page

from meta_objection.locales import Lexicon, known_tags, load_locale
from meta_objection.pages.forms import form_in_question
from meta_objection.pages.result import ResultPage
from tests.pages.snippets import bare, engine_form, show

TEXTS = [
    (tag, word.text)
    for tag in known_tags()
    for section in ("confirmation", "refusal", "validation", "rate_limit")
    for word in load_locale(tag)[section]["text"]
]
LAYER = """<div role="dialog" aria-label="Thanks"><h3>Thank you</h3>
<p>We've received your objection.</p><p>We'll email you.</p></div>"""


def result(page: Page, body: str, lang: str = "en") -> ResultPage:
    show(page, body, lang)
    return ResultPage(page, Lexicon(lang))


@pytest.mark.parametrize("lang", known_tags())
def test_every_telling_text_is_read(page: Page, lang: str) -> None:
    told = [f"Oh: {text}!" for tag, text in TEXTS if tag == lang]
    read = result(page, "".join(f"<p>{text}</p>" for text in told), lang).texts()

    assert set(read) == set(told)


@pytest.mark.parametrize(
    "body",
    ["<p>Hello</p>", "<p hidden>We've received your objection.</p>", '<input value="We\'ve received your objection">'],
)
def test_what_is_not_told_or_not_seen_is_not_read(page: Page, body: str) -> None:
    assert not result(page, body).texts()


def test_the_same_text_twice_counts_twice(page: Page) -> None:
    before = result(page, "<p>We've received your objection.</p>").texts()
    after = result(page, "<p>We've received your objection.</p>" * 2).texts()

    assert (after - before).total() == 1


def test_what_the_form_marks_as_wrong_is_a_complaint_in_any_language(page: Page) -> None:
    form = engine_form(bare("Email", '<input name="email" aria-invalid="true"><div role="alert">Sai rồi</div>'))
    found = result(page, form + '<div role="alert">Elsewhere</div>', "vi").complaints(form_in_question(page))

    assert found["Sai rồi"] == 1
    assert found["Elsewhere"] == 0
    assert found.total() == 2


def test_a_hidden_complaint_is_none(page: Page) -> None:
    form = engine_form(bare("Email", '<input name="email"><div role="alert" hidden>Sai rồi</div>'))

    assert not result(page, form).complaints(form_in_question(page))


def test_the_whole_layer_around_a_confirmation_is_kept(page: Page) -> None:
    around = result(page, f"<main><p>Elsewhere</p></main>{LAYER}").around("We've received your objection.")

    assert around.split("\n\n") == ["Thank you", "We've received your objection.", "We'll email you."]


def test_without_a_layer_the_main_part_of_the_page_is_kept(page: Page) -> None:
    body = "<p>Menu</p><main><h1>Thanks</h1><p>We've received your objection.</p></main>"

    assert result(page, body).around("We've received your objection.") == "Thanks\n\nWe've received your objection."


def test_a_text_that_is_gone_is_kept_as_it_was_read(page: Page) -> None:
    assert result(page, "").around("We've received your objection.") == "We've received your objection."


def test_everything_is_all_that_is_seen(page: Page) -> None:
    assert result(page, "<p>One</p><p hidden>Two</p>").everything().strip() == "One"
