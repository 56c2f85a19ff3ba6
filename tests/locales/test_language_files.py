"""Language files are read faster than TOML is parsed, and give what a TOML parser gives."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meta_objection.locales import known_tags, reading

LINES = [
    'tag = "sk"',
    "[submit]",
    "[email]",
    "button = [",
    "question = []",
    '  { text = "Odoslať", sure = "inferred", source = "house" },',
    'button = [{ text = "Odoslať", sure = "seen", source = "A-OTA" }]',
    "]",
    "proves_nothing = [",
    '  "Odoslali sme to?",',
    "",
    "# Slovak.",
    '  { text = "a\\"b", sure = "inferred", source = "house" },',
    'wrong = "text',
    "[[submit]]",
    'tag = "cs"  # twice',
    "[submit]  # why",
    "[reasons]",
    'plain = "I object to [this]."',
    'plain = "Not again."',
    'submit = "at the top"',
]


def text_of(tag: str) -> str:
    return files("meta_objection.locales").joinpath(f"{tag}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("tag", known_tags())
def test_a_shipped_file_reads_as_toml_does(tag: str) -> None:
    assert reading.read_language(text_of(tag)) == tomllib.loads(text_of(tag))


@pytest.mark.parametrize("tag", known_tags())
def test_a_shipped_file_is_in_the_plain_form_and_needs_no_parser(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "tomllib", None)

    assert reading.read_language(text_of(tag))["tag"] == tag


def read(text: str) -> dict[str, object] | None:
    try:
        return reading.read_language(text)
    except tomllib.TOMLDecodeError:
        return None


def parsed(text: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


@given(st.lists(st.sampled_from(LINES), max_size=12).map("\n".join))
@example("button = []")
@example('[tag]\ntag = "sk"')
@example('tag = "sk"\n[submit]\nbutton = [')
@example('tag = "sk"\n[submit]\nbutton = []\n[submit]')
@example('[submit]\nbutton = []\ntag = "sk"')
def test_any_file_reads_as_toml_does_or_is_refused_by_both(text: str) -> None:
    assert read(text) == parsed(text)
