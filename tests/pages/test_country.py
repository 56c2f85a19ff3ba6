"""The country: a list, a box that suggests, or a list that only its countries tell."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from meta_objection.answers import Answers
from meta_objection.countries import country_code, country_name
from meta_objection.errors import FormChanged, NotOffered
from meta_objection.locales import load_locale
from meta_objection.pages.country import CountryPage
from tests.pages.snippets import (
    ATTRIBUTES,
    STRUCTURE,
    WORDS,
    asked,
    bare,
    engine_form,
    found_by,
    labelled,
    name_of,
    row,
    select,
)

CODES = ("AT", "CH", "CI", "DE", "ES", "FR", "GB", "GF", "IE", "IT", "NL", "US")
GERMANY = Answers(country="DE")
QUESTION = {lang: load_locale(lang)["country"]["question"][0].text for lang in ("en", "de")}


def countries(lang: str = "en", *, values: str = "english", name: str = "Field1", more: str = "") -> str:
    """A native list as Meta makes them: the values stay English whatever the labels say."""
    kinds: dict[str, Callable[[str], str]] = {
        "english": country_name,
        "codes": lambda code: code,
        "numbers": lambda code: str(CODES.index(code) + 7),
    }
    options = {"": "…"} | {kinds[values](code): country_name(code, lang) for code in CODES}
    return select(name, options, more=more)


def typeahead(lang: str = "en", *, codes: tuple[str, ...] = CODES, hidden: bool = True, suggests: bool = True) -> str:
    """A box that suggests countries while one types, as the engine has it."""
    names = json.dumps({code: country_name(code, lang) for code in codes})
    companion = '<input type="hidden" name="country_iso2_country_code">' if hidden else ""
    return f"""{companion}<input type="text" name="country" autocomplete="off"><ul role="listbox"></ul><script>(() => {{
      const names = {names}, box = document.querySelector('[name=country]'), list = box.nextElementSibling;
      const iso = document.querySelector('[type=hidden][name$=iso2_country_code]');
      const matching = () => Object.entries(names).filter(([, name]) => box.value && name.startsWith(box.value));
      const choose = ([code, name]) => {{ box.value = name; if (iso) iso.value = code; list.replaceChildren(); }};
      box.oninput = () => {{
        if (iso) iso.value = '';
        list.replaceChildren(...matching().map(found => {{
          const item = document.createElement('li');
          [item.role, item.textContent, item.onclick] = ['option', found[1], () => choose(found)];
          return item;
        }}));
        list.hidden = {str(not suggests).lower()};
      }};
      box.onkeydown = event => {{ if (event.key === 'Enter') {{ event.preventDefault(); choose(matching()[0]); }} }};
    }})()</script>"""


def made_list(lang: str = "en", *, codes: tuple[str, ...] = CODES) -> str:
    """A list as a page makes one of no control of HTML's own: it opens at the end of the page, after a moment."""
    names = json.dumps([country_name(code, lang) for code in codes])
    return f"""<div role=combobox tabindex=0 aria-haspopup=listbox aria-expanded=false aria-labelledby="1 shown"
      style="padding: 8px"><span id=shown>…</span></div><input type=hidden name=where><script>(() => {{
      const box = document.querySelector('[role=combobox]');
      box.onclick = () => setTimeout(() => {{
        const list = document.createElement('div');
        list.role = 'listbox';
        list.append(...{names}.map(name => {{
          const item = document.createElement('div');
          const choose = () => {{ shown.textContent = box.nextElementSibling.value = name; list.remove(); }};
          [item.role, item.textContent, item.onclick] = ['option', name, choose];
          return item;
        }}));
        document.body.append(list);
      }}, 50);
    }})()</script>"""


def answer(question: CountryPage, answers: Answers) -> int:
    """Answer as the flow does: again and again until the control holds it. Give how often."""
    for times in range(question.patience):
        if question.holds() == question.wanted(answers):
            return times
        question.complete(answers)
    raise question.not_kept()


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("style", ["labelled", "bare"])
def test_a_list_is_found_by_its_words(page: Page, lang: str, style: str) -> None:
    in_row = {"labelled": labelled, "bare": bare}[style]

    assert found_by(asked(CountryPage, page, engine_form(in_row(QUESTION[lang], countries(lang))), lang)) is WORDS


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("style", ["labelled", "bare"])
def test_a_box_that_suggests_is_found_by_its_words(page: Page, lang: str, style: str) -> None:
    box = '<input type="text" name="Field1">'
    in_row = {"labelled": labelled, "bare": bare}[style]

    assert found_by(asked(CountryPage, page, engine_form(in_row(QUESTION[lang], box)), lang)) is WORDS


@pytest.mark.parametrize(
    "control",
    [
        '<select name="Country"><option>1</select>',
        '<select name="residence_country_code"><option>1</select>',
        '<input type="text" name="country">',
        '<input type="text" name="Field2"><input type="hidden" name="Field2_iso2_country_code">',
    ],
)
def test_in_an_unknown_language_it_is_found_by_what_the_engine_keeps(page: Page, control: str) -> None:
    form = engine_form(bare("Câu hỏi", control), bare("Khác", '<input type="text" name="z">', 2))

    assert found_by(asked(CountryPage, page, form, "vi")) is ATTRIBUTES


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_only_list_of_countries_is_it_whatever_it_is_called(page: Page, lang: str) -> None:
    years = select("years", {str(year): str(year) for year in range(1980, 2000)})
    form = engine_form(bare("Năm", years, 2), bare("Câu hỏi", countries(lang, values="numbers")))
    question = asked(CountryPage, page, form, "vi")

    assert (found_by(question), name_of(question)) == (STRUCTURE, "Field1")


@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_list_the_page_made_is_opened_chosen_from_and_read_back(page: Page, lang: str) -> None:
    question = asked(CountryPage, page, engine_form(f'<span id="1">{QUESTION[lang]}</span>{made_list(lang)}'), lang)

    assert found_by(question) is WORDS
    for _ in range(question.patience):
        if question.holds() == "DE":
            break
        question.complete(GERMANY)
        page.wait_for_function("() => document.querySelector('[role=option]') || shown.textContent !== '…'")
    assert question.holds() == "DE"
    assert page.locator("[name=where]").input_value() == country_name("DE", lang)
    assert {"de", "germany", "deutschland"} <= question.posted_as("DE")


def test_a_list_the_page_made_without_the_country_does_not_offer_the_form(page: Page) -> None:
    others = made_list(codes=("AT", "FR"))
    question = asked(CountryPage, page, engine_form(f'<span id="1">{QUESTION["en"]}</span>{others}'))
    question.complete(GERMANY)
    page.wait_for_selector("[role=option]")

    with pytest.raises(NotOffered):
        question.complete(GERMANY)


def test_of_two_lists_of_countries_none_is_guessed(page: Page) -> None:
    form = engine_form(bare("A", countries(name="a")), bare("B", countries(name="b"), 2))
    with pytest.raises(FormChanged, match="“country”"):
        asked(CountryPage, page, form, "vi")


def test_a_short_list_with_some_countries_is_not_taken_for_it(page: Page) -> None:
    teams = select("team", {code: country_name(code) for code in CODES[:5]})

    assert found_by(asked(CountryPage, page, engine_form(bare("Đội", teams)), "vi")) is None


def test_a_list_outside_the_form_does_not_count(page: Page) -> None:
    form = countries() + engine_form(bare("Khác", '<input type="text" name="z">'))

    assert found_by(asked(CountryPage, page, form)) is None


def test_a_hidden_list_does_not_count(page: Page) -> None:
    form = engine_form(
        f"<div hidden>{labelled(QUESTION['en'], countries(name='twin'), 2)}</div>",
        labelled(QUESTION["en"], countries()),
    )

    assert name_of(asked(CountryPage, page, form)) == "Field1"


@pytest.mark.parametrize("values", ["english", "codes", "numbers"])
@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_list_is_chosen_from_and_read_back_as_a_code(page: Page, lang: str, values: str) -> None:
    question = asked(CountryPage, page, engine_form(labelled(QUESTION[lang], countries(lang, values=values))), lang)
    assert question.holds() == ""
    question.complete(GERMANY)

    assert question.holds() == question.wanted(GERMANY) == "DE"
    assert question.shown(question.holds()) == "Germany (DE)"


@pytest.mark.parametrize("code", CODES)
def test_every_country_of_the_list_can_be_chosen(page: Page, code: str) -> None:
    question = asked(CountryPage, page, engine_form(labelled(QUESTION["en"], countries())))
    question.complete(Answers(country=code))

    assert question.holds() == code


def test_a_country_under_another_name_is_known(page: Page) -> None:
    options = {"Holland": "Holland", "Great Britain": "UK", "Ivory Coast": "Côte d’Ivoire"}
    question = asked(CountryPage, page, engine_form(labelled(QUESTION["en"], select("Field1", options))))
    for code in ("NL", "GB", "CI"):
        question.complete(Answers(country=code))
        assert question.holds() == code


@pytest.mark.parametrize("box", ["list", "typeahead"])
def test_a_country_that_is_not_listed_is_not_offered(page: Page, box: str) -> None:
    control = countries() if box == "list" else typeahead(codes=("NO", "NE"))
    question = asked(CountryPage, page, engine_form(labelled(QUESTION["en"], control)))
    with pytest.raises(NotOffered) as caught:
        answer(question, Answers(country="NO" if box == "list" else "NG"))

    assert caught.value.why == "country-missing"


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("code", ["DE", "CI", "FR"])
def test_a_suggestion_is_chosen_and_the_hidden_code_read_back(page: Page, lang: str, code: str) -> None:
    question = asked(CountryPage, page, engine_form(row(QUESTION[lang] + typeahead(lang))), lang)
    answer(question, Answers(country=code))

    assert question.holds() == code
    assert question.control.input_value() == country_name(code, lang)


def test_a_country_only_typed_is_not_held(page: Page) -> None:
    question = asked(CountryPage, page, engine_form(row(QUESTION["en"] + typeahead())))
    question.control.fill("Germany")

    assert question.holds() == ""


def test_a_box_that_suggests_nothing_to_the_eye_is_answered_by_enter_after_some_looks(page: Page) -> None:
    question = asked(CountryPage, page, engine_form(row(QUESTION["en"] + typeahead(suggests=False))))

    assert answer(question, GERMANY) > 2
    assert question.holds() == "DE"


def test_of_several_suggestions_the_exact_one_is_chosen(page: Page) -> None:
    niger = typeahead(codes=("NG", "NE"))
    question = asked(CountryPage, page, engine_form(row(QUESTION["en"] + niger)))
    answer(question, Answers(country="NE"))

    assert question.holds() == "NE"


def test_a_box_without_a_hidden_code_is_read_by_its_name(page: Page) -> None:
    question = asked(CountryPage, page, engine_form(row(QUESTION["de"] + typeahead("de", hidden=False))), "de")
    answer(question, GERMANY)

    assert question.control.input_value() == "Deutschland"
    assert country_code(question.control.input_value()) == question.holds() == "DE"
    assert question.shown(question.holds()) == "Germany (DE)"


def test_nothing_chosen_is_shown_as_nothing(page: Page) -> None:
    question = asked(CountryPage, page, engine_form(labelled(QUESTION["en"], countries())))

    assert question.shown(question.holds()) == ""
