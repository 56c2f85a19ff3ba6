"""The words of a language, tried on sentences of Meta's own apps and on sentences that only share words with them.

A file of `wordings` has Meta's sentences by what they say (`meta`), ours (`ours`), of which `no_…` and `code_…` are
what must not be heard, and the options of the form about third parties with words between verb and object (`options`).
"""

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from meta_objection.locales import Words
from meta_objection.words import Finding, hear_text

FOLDER = Path(__file__).parent / "wordings"
LANGUAGES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.toml"), key=lambda path: path.name)
}
FOUND = (
    *(("meta", "errors", "refusal.text"), ("meta", "errors", "error_page.text")),
    *(("meta", "maintenance", "error_page.text"), ("meta", "too_many", "rate_limit.text")),
    *(("meta", "wrong_code", "code.wrong"), ("meta", "asks_code", "code.question")),
    *(("meta", "wrong_email", "validation.text"), ("meta", "country", "country.question")),
    *(("meta", "full_name", "name.question"), ("ours", "whole_name", "name.question")),
    *(("ours", "no_code", "code.unavailable"), ("ours", "elsewhere", "not_offered.text")),
    *(("ours", "further", "extra.question"), ("ours", "refused", "refusal.text")),
)
NOT_FOUND = (
    *(("ours", "code_accepted", "code.wrong"), ("meta", "asks_code", "code.wrong")),
    *(("ours", "code_warning", "code.unavailable"), ("meta", "asks_code", "code.unavailable")),
    *(("ours", "no_complaint", "validation.text"), ("meta", "wrong_code", "validation.text")),
    *(("ours", "no_block", "rate_limit.text"), ("ours", "no_check", "checkpoint.text")),
    *(("meta", "maintenance", "sign_in.expired"), ("ours", "no_elsewhere", "not_offered.text")),
    *(("ours", "no_further", "extra.question"), ("meta", "learn_more", "extra.question")),
    *(("ours", "no_refusal", "refusal.text"), ("meta", "login_failed", "refusal.text")),
    *(("meta", "wrong_code", "refusal.text"), ("meta", "asks_code", "refusal.text")),
)
KINDS = ("object", "access", "delete", "concern", "other")

in_every_language = pytest.mark.parametrize("tag", LANGUAGES)


def sentences(tag: str, group: str, kind: str) -> list[str]:
    said: dict[str, list[str]] = LANGUAGES[tag][group]
    return said.get(kind, [])


def words(tag: str, name: str) -> re.Pattern[str]:
    section, _, key = name.partition(".")
    pattern = Words(section, tag).own(key)
    assert pattern
    return pattern


def whole_names(tag: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{words(tag, name).pattern})\s*", re.IGNORECASE)


@in_every_language
@pytest.mark.parametrize(("group", "kind", "name"), FOUND)
def test_what_is_said_is_found(tag: str, group: str, kind: str, name: str) -> None:
    pattern = words(tag, name)

    assert [text for text in sentences(tag, group, kind) if not pattern.search(text)] == []


@in_every_language
@pytest.mark.parametrize(("group", "kind", "name"), NOT_FOUND)
def test_what_only_shares_words_with_it_is_not(tag: str, group: str, kind: str, name: str) -> None:
    pattern = words(tag, name)

    assert [text for text in sentences(tag, group, kind) if pattern.search(text)] == []


@in_every_language
def test_too_many_attempts_are_a_limit_and_no_refusal(tag: str) -> None:
    assert {hear_text(text).finding for text in sentences(tag, "meta", "too_many")} == {Finding.RATE_LIMITED}


@in_every_language
def test_an_error_is_heard_as_a_refusal(tag: str) -> None:
    assert {hear_text(text).finding for text in sentences(tag, "meta", "errors")} == {Finding.REFUSED}


@in_every_language
def test_a_wrong_code_is_no_complaint_about_an_answer(tag: str) -> None:
    assert {hear_text(text).finding for text in sentences(tag, "meta", "wrong_code")} == {Finding.UNKNOWN}


@in_every_language
def test_what_mails_a_new_code_neither_hands_one_over_nor_sends_the_form(tag: str) -> None:
    resends = sentences(tag, "meta", "resends")

    assert resends
    for name in ("code.button", "submit.button"):
        assert [text for text in resends if whole_names(tag, name).fullmatch(text)] == []


@in_every_language
@pytest.mark.parametrize(
    ("kind", "name"),
    [("hands_over", "code.button"), ("sends", "submit.button"), ("not_now", "interstitial.decline")],
)
def test_a_button_is_known_by_its_whole_name(tag: str, kind: str, name: str) -> None:
    pattern = whole_names(tag, name)

    assert [text for text in sentences(tag, "meta", kind) if not pattern.fullmatch(text)] == []


@in_every_language
def test_the_options_are_told_apart_with_anything_between_verb_and_object(tag: str) -> None:
    patterns = {kind: words(tag, f"request.{kind}") for kind in KINDS}
    options: dict[str, str] = LANGUAGES[tag]["options"]

    meant = {kind: [other for other in KINDS if patterns[other].search(options[kind])] for kind in KINDS}
    assert meant == {kind: [kind] for kind in KINDS}


def test_a_file_says_nothing_that_no_test_asks_for() -> None:
    asked = {(group, kind) for group, kind, _ in (*FOUND, *NOT_FOUND)}
    asked |= {("meta", kind) for kind in ("resends", "hands_over", "sends", "not_now")}
    asked |= {("options", kind) for kind in KINDS}
    said = chain.from_iterable(((group, kind) for group in file for kind in file[group]) for file in LANGUAGES.values())

    assert set(said) == asked
