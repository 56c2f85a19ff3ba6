import json
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.countries import ALSO, country_code, country_name, country_names, fold, near_countries
from meta_objection.data_files import bytes_of

TABLE: dict[str, dict[str, str]] = json.loads(bytes_of("languages/territories.json"))
NAMES = [(tag, code, name) for tag, names in TABLE.items() for code, name in names.items()]
CODES = sorted(set.intersection(*map(set, TABLE.values())))


@pytest.mark.parametrize("tag", sorted(TABLE))
def test_every_name_of_every_country_leads_back_to_its_code(tag: str) -> None:
    assert {country_code(name) for name in TABLE[tag].values()} == set(TABLE[tag])
    assert [name for code, name in TABLE[tag].items() if country_code(name) != code] == []


@pytest.mark.parametrize("tag", sorted(TABLE))
def test_a_code_names_the_country_in_the_languages_that_are_known(tag: str) -> None:
    assert all(country_name(code, tag) == TABLE[tag][code] for code in CODES)


def test_all_languages_name_the_same_countries() -> None:
    assert [(tag, code) for tag, names in TABLE.items() for code in names if code not in CODES] == []


def test_an_unknown_language_gets_english_names() -> None:
    assert country_name("DE", "vi") == "Germany"


@given(st.sampled_from(NAMES), st.sampled_from([str.upper, str.lower, str.title, str.swapcase]), st.data())
def test_case_blanks_and_punctuation_make_no_difference(
    known: tuple[str, str, str], case: Callable[[str], str], data: st.DataObject
) -> None:
    _, code, name = known
    blank = data.draw(st.sampled_from([" ", "  ", "\u00a0", " - ", ", "]))
    written = data.draw(st.sampled_from(["", " ", "\t"])) + blank.join(name.split()) + data.draw(st.sampled_from(" .!"))

    assert country_code(case(written)) == code


@given(st.sampled_from(CODES), st.sampled_from(["{}", " {} ", "{}\n"]), st.booleans())
def test_a_code_is_known_in_either_case(code: str, around: str, lower: bool) -> None:  # noqa: FBT001 - drawn
    assert country_code(around.format(code.lower() if lower else code)) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("UK", "GB"),
        ("Great Britain", "GB"),
        ("Großbritannien", "GB"),
        ("Grossbritannien", "GB"),
        ("USA", "US"),
        ("united states of america", "US"),
        ("Republic of Korea", "KR"),
        ("Holland", "NL"),
        ("the netherlands", "NL"),
        ("Czech Republic", "CZ"),
        ("Turkey", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Bosnia and Herzegovina", "BA"),
        ("Bosnia & Herzegovina", "BA"),
        ("Österreich", "AT"),
    ],
)
def test_names_in_use_are_known_too(written: str, code: str) -> None:
    assert country_code(written) == code


@pytest.mark.parametrize("text", ["", " ", "ZZ", "XX", "Atlantis", "Q", "XKX", "Deutsch", "🇩🇪", "-", "Europe"])
def test_what_is_no_country_has_no_code(text: str) -> None:
    assert country_code(text) is None


@given(st.text())
def test_any_text_is_a_country_or_none(text: str) -> None:
    code = country_code(text)

    short = len(fold(text)) <= len("DEU")  # another code, or a sign of cars
    assert code is None or short or fold(text) in country_names(code)


def test_no_name_belongs_to_two_countries() -> None:
    names = [name for code in CODES for name in country_names(code)]

    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert all(country_names(code) for code in CODES)


def test_every_name_in_use_belongs_to_a_known_country() -> None:
    assert set(ALSO) <= set(CODES)


@pytest.mark.parametrize(("mistyped", "meant"), [("Germny", "Germany"), ("Irland", "Ireland"), ("Brasil", "Brazil")])
def test_a_mistyped_name_is_guessed_for_the_message(mistyped: str, meant: str) -> None:
    assert meant in near_countries(mistyped)
    assert len(near_countries(mistyped)) <= 3


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("England", "GB"),
        ("northern ireland", "GB"),
        ("Ivory Coast", "CI"),
        ("Oesterreich", "AT"),
        ("Daenemark", "DK"),
        ("America", "US"),
        ("Vatican", "VA"),
        ("Bayern", "DE"),
        ("Nordrhein-Westfalen", "DE"),
        ("thueringen", "DE"),
        ("GER", "DE"),
        ("DEU", "DE"),
        ("gbr", "GB"),
        ("D", "DE"),
        ("A", "AT"),
        ("IRL", "IE"),
    ],
)
def test_a_country_is_known_by_what_people_call_it(said: str, code: str) -> None:
    assert country_code(said) == code


@pytest.mark.parametrize("said", ["EU", "Europe", "Catalunya"])
def test_no_country_is_guessed_for_what_is_none(said: str) -> None:
    assert country_code(said) is None
    assert not {"Peru", "Greenland"} & set(near_countries(said))


def test_nothing_is_guessed_for_nonsense() -> None:
    assert near_countries("qqqqqqqq") == []
