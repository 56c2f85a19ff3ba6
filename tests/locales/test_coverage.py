"""The contract between forms and languages: what is missing is known and told, and what proves or stops never is."""

import re
from itertools import product
from pathlib import Path

import pytest

from meta_objection.forms import known_forms, load_form
from meta_objection.locales import Sure, known_tags, load_locale
from meta_objection.pages import INTERRUPTIONS
from tests.coverage import words_by_sureness, words_missing, words_needed

PAGE = Path(__file__).parents[2] / "docs/forms.md"
NEVER_MISSING = {
    "refusal.text",
    "validation.text",
    "submit.button",
    "question.optional",
    "cookies.decline",
    "sign_in.expired",
    "interstitial.decline",
    *(f"{kind.name}.text" for kind in INTERRUPTIONS if kind.name != "sign_in"),
}
PAIRS = list(product(known_forms(), known_tags()))


def told() -> dict[str, list[str]]:
    """The PAGE's rows of languages, by tag."""
    table = PAGE.read_text(encoding="utf-8").partition("<!-- languages -->")[2].partition("<!-- /languages -->")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().split("\n")]
    return {row[1].strip("`"): row for row in rows}


@pytest.mark.parametrize(("form_id", "tag"), PAIRS)
def test_what_a_language_lacks_for_a_form_is_told(form_id: str, tag: str) -> None:
    column = told()["tag"].index(f"`{form_id}`")
    missing = set(words_missing(load_form(form_id), tag))

    assert set(re.findall(r"[a-z_]+\.[a-z_]+", told()[tag][column])) == missing
    assert missing.isdisjoint(NEVER_MISSING)


@pytest.mark.parametrize("form_id", known_forms())
def test_english_and_german_lack_nothing(form_id: str) -> None:
    assert words_missing(load_form(form_id), "en") == words_missing(load_form(form_id), "de") == ()


def test_what_proves_or_stops_is_needed_by_every_form() -> None:
    assert all(set(words_needed(load_form(form_id)) or ()) >= NEVER_MISSING for form_id in known_forms())


def test_a_form_needs_the_words_of_its_own_questions_and_of_no_others() -> None:
    form = load_form("facebook")
    short = form.model_copy(update={"questions": ("email",), "generations": form.generations[:1]})

    assert "country.question" in words_needed(form)
    assert "code.wrong" in words_needed(form)
    assert "country.question" not in words_needed(short)
    assert "code.wrong" not in words_needed(short)
    assert "email.question" in words_needed(short)


def test_a_language_that_lacks_a_word_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = {name: keys for name, keys in load_locale("fr").items() if name != "country"}
    monkeypatch.setattr("tests.coverage.load_locale", lambda tag: lacking if tag == "fr" else load_locale(tag))

    assert "country.question" in words_missing(load_form("facebook"), "fr")
    assert "country.question" not in words_missing(load_form("facebook"), "it")


@pytest.mark.parametrize("tag", known_tags())
def test_the_count_of_sure_words_is_told(tag: str) -> None:
    counted = words_by_sureness(tag)

    assert told()[tag][2:5] == [str(counted[sure]) for sure in Sure]
