"""Every question of a form in the page's own words, and which of them nobody knows."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from meta_objection.locales import Lexicon, known_tags, load_locale
from meta_objection.pages.forms import form_in_question
from meta_objection.pages.survey import Survey, is_optional, outline, survey
from tests.pages.snippets import bare, engine_form, labelled, row, select, show

TEXT = '<input type="text" name="a">'
EMAIL = bare("Email address", '<input type="email" name="email">', 1)
REASON = bare("Why?", '<textarea name="reason"></textarea>', 2)
BIRTHDAY = bare(
    "Ngày sinh",
    "".join(f"<span>{select(f'Dob[{part}]', {'1': '1', '2': '2'})}</span>" for part in ("year", "month", "day")),
    3,
)
UPLOAD = bare(
    "Tải ảnh lên",
    '<span style="position:relative;overflow:hidden"><input type="file" name="f" style="opacity:0"></span>',
    4,
)
HIDDEN_UPLOAD = bare("Tải ảnh lên", '<label><input type="file" name="f" style="display:none"></label>', 4)
CHOICE = row(
    'Lý do?<br><label><input type="radio" name="why" value="1"> Một</label>'
    '<label><input type="radio" name="why" value="2"> Hai</label>',
    5,
)


def surveyed(page: Page, *rows: str, known: str = "[name=none]") -> Survey:
    show(page, engine_form(*rows), "vi")
    form = form_in_question(page)
    return survey(form, form.locator(known).all())


@pytest.mark.parametrize(
    ("content", "question"),
    [
        (labelled("National ID", TEXT), "National ID"),
        (bare("Số chứng minh", TEXT), "Số chứng minh"),
        (bare("  Tên \n  của bạn *", TEXT), "Tên của bạn *"),
        (row('<input aria-label="Short name" name="a">'), "Short name"),
        (row('<span id="q">Long name</span><input aria-labelledby="q" name="a">'), "Long name"),
        (row('<input placeholder="Type here" name="a">'), "Type here"),
        (row('<input name="nameless">'), "nameless"),
        (row("<label>Around <select><option>an option</select></label>"), "Around"),
        (row('<div contenteditable="true" aria-label="Rich text"></div>'), "Rich text"),
        (row('<div role="combobox" aria-label="Pick one">x</div>'), "Pick one"),
        (BIRTHDAY, "Ngày sinh"),
        (UPLOAD, "Tải ảnh lên"),
        (HIDDEN_UPLOAD, "Tải ảnh lên"),
        (CHOICE, "Lý do? Một Hai"),
    ],
)
def test_an_unknown_question_is_named_in_the_pages_own_words(page: Page, content: str, question: str) -> None:
    assert surveyed(
        page,
        EMAIL,
        REASON,
        content.replace("SupportFormRow.4815162342000", "SupportFormRow.9"),
        known="[name=email], [name=reason]",
    ).unknown == (question,)


def test_a_question_of_several_controls_is_named_once(page: Page) -> None:
    assert surveyed(page, BIRTHDAY, UPLOAD).unknown == ("Ngày sinh", "Tải ảnh lên")


@pytest.mark.parametrize(
    "content",
    [
        '<input type="hidden" name="a">',
        '<button>Xong</button><input type="submit"><input type="button" value="x"><input type="reset">',
        '<div style="display:none"><input name="a"></div>',
        '<input name="a" hidden>',
        "<p>Only words</p>",
    ],
)
def test_what_asks_nothing_is_no_question(page: Page, content: str) -> None:
    assert surveyed(page, row(content)).unknown == ()


def test_a_known_control_makes_its_whole_row_known(page: Page) -> None:
    assert surveyed(page, BIRTHDAY, known="[name='Dob[year]']").unknown == ()


def test_a_known_radio_button_makes_its_group_known(page: Page) -> None:
    form = "".join(f'<label><input type="radio" name="why" value="{value}">{value}</label>' for value in "12")

    assert surveyed(page, EMAIL, form, known="[value='1'], [name=email]").unknown == ()


def test_controls_outside_the_form_are_none_of_its_questions(page: Page) -> None:
    show(page, f'<input name="search">{engine_form(EMAIL)}<textarea name="t"></textarea>')
    form = form_in_question(page)

    assert survey(form, [form.locator("[name=email]")]).unknown == ()


def test_known_questions_come_with_their_texts_in_the_pages_order(page: Page) -> None:
    show(page, engine_form(EMAIL, REASON))
    form = form_in_question(page)
    seen = survey(form, [form.locator("textarea"), form.locator("[type=email]")])

    assert seen.texts == ("Why?", "Email address")
    assert seen.order == (1, 0)
    assert seen.twins == ()


def test_two_questions_that_claim_one_control_are_twins(page: Page) -> None:
    show(page, engine_form(EMAIL, REASON))
    form = form_in_question(page)
    seen = survey(form, [form.locator("textarea"), form.locator("[type=email]"), form.locator("[name=reason]")])

    assert seen.twins == ((0, 2),)


def test_a_very_long_question_is_cut(page: Page) -> None:
    assert len(surveyed(page, bare("x " * 500, TEXT)).unknown[0]) == 200


def test_the_outline_changes_when_a_row_comes_or_goes_and_only_then(page: Page) -> None:
    show(page, engine_form(EMAIL, f'<div id="later" hidden>{REASON}</div>'))
    form = form_in_question(page)
    before = outline(form)
    form.locator("[name=email]").fill("kim@example.org")
    assert outline(form) == before
    page.evaluate("document.getElementById('later').hidden = false")

    assert len(outline(form)) == len(before) + 1


MARKS = [word.text.strip("()") for tag in known_tags() for word in load_locale(tag)["question"]["optional"]]
a_mark = st.sampled_from(MARKS).filter(lambda mark: mark != "선택")  # it stands in the list with its brackets
some_words = st.sampled_from(["Anything else", "Căn cước", "生年月日", "Ihre Angaben", "Wybierz"])
marked = st.sampled_from(
    [
        *("{q} ({m})", "({m}) {q}", "{q} [{m}]", "{q}（{m}）", "{q}【{m}】", "{q} ({m}, 500)", "{q} (500 · {m})"),
        *("{q} - {m}", "{q} – {m}", "{q} — {m}.", "{q}: {m}", "{m}: {q}", "{q}? {m}", "{q}? {m}.", "{q}, {m}"),
        *("{q}。{m}", "{q} ({m}) *", "{m}"),
    ]
)
unmarked = st.sampled_from(
    [
        *("{q} ({q} {m})", "{m} {q}", "{q} {m} {q}?", "{q} {m} {q}", "{q} (not {m})", "{q} – nicht {m}", "({m} {q})"),
        *("Not {m}: {q}", "{q} non {m}.", "{q} – {m} {q}", "x{m}", "({m}x)", "{q}", "{q}: ne {m}"),
        *("{q} ({m} {q}, {q})", "{q}？{m}{q}", "{q}（{m}{q}）", "{q} {m}"),
    ]
)


@given(a_mark, some_words, marked, st.sampled_from([str, str.upper, str.lower]))
def test_what_is_marked_as_optional_is(mark: str, words: str, form: str, case: Callable[[str], str]) -> None:
    assert is_optional(form.format(q=words, m=case(mark)), Lexicon("vi"))


@given(a_mark, some_words, unmarked)
def test_the_word_inside_a_sentence_or_denied_marks_nothing(mark: str, words: str, form: str) -> None:
    assert not is_optional(form.format(q=words, m=mark), Lexicon("vi"))


@pytest.mark.parametrize(
    "question",
    [
        "Anything else?",
        "Adoption",
        "",
        "Choose an option",
        "This question is not optional",
        "Cookies essentiels et optionnels",
        "Cette question n’est pas facultative",
        "連絡方法のオプションを選択してください",
        "任意の言語で説明してください（任意の長さ）",
        "Csak egy ország választható",
        "Ich erkläre freiwillig, dass meine Angaben stimmen",
        "Vælg en valgfri dato",
    ],
)
def test_a_required_question_is_not_optional_whatever_it_says(question: str) -> None:
    assert not is_optional(question, Lexicon("en"))
