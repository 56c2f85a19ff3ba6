"""Every language's texts can be used as they are, and a slip in one is said in English instead of failing."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection import languages
from meta_objection.data_files import DataFileError, read_data
from meta_objection.forms import Form
from meta_objection.languages import DEFAULT, gaps, languages_with, part_of, texts_of
from meta_objection.locales import load_locale
from tests.translation import TEXTS, Slip, flat, slips_in

ONLY_ENGLISH = {"reminder.uk_complaint"}
"""A sentence of British law, in letters to a British authority."""


@pytest.mark.parametrize("tag", languages_with("pages"))
@pytest.mark.parametrize("part", TEXTS)
def test_a_language_lacks_nothing_and_nothing_is_wrong_in_it(tag: str, part: str) -> None:
    assert {slip.key for slip in slips_in(tag, part)} <= ONLY_ENGLISH


def test_the_same_languages_have_every_part() -> None:
    assert len({languages_with(part) for part in ("pages", "answers", *TEXTS)}) == 1


@pytest.mark.parametrize("tag", languages_with("guide"))
@pytest.mark.parametrize("part", ["guide", "ending"])
def test_what_the_terminal_says_is_said_in_every_language_with_the_same_gaps(tag: str, part: str) -> None:
    own, english = flat(part_of(tag, part)), flat(part_of(DEFAULT, part))

    assert list(own) == list(english)
    assert {key: gaps(said) for key, said in own.items()} == {key: gaps(said) for key, said in english.items()}


BROKEN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("{nowhere}") | st.just("{"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["tag", "intro", "files", "x"]), inner),
    max_leaves=4,
)


def leaves(texts: object, english: object) -> list[tuple[object, object]]:
    if isinstance(english, dict):
        assert isinstance(texts, dict)
        return [pair for key in english for pair in leaves(texts[key], english[key])]
    return [(texts, english)]


@given(section=st.sampled_from(sorted(set(part_of(DEFAULT, "receipt")) - {"tag"})), instead=BROKEN)
def test_whatever_a_translator_slips_into_a_file_every_text_can_still_be_filled_in(
    section: str, instead: object
) -> None:
    english = part_of(DEFAULT, "receipt")
    spoilt = part_of("de", "receipt") | {section: instead}

    for said, pattern in leaves(languages._completed(spoilt, english), english):
        assert type(said) is type(pattern)
        if isinstance(said, str):
            assert said.strip()
            assert string.Formatter().vformat(said, (), dict.fromkeys(gaps(said), "x"))


def test_a_broken_text_is_english_and_its_neighbours_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    own = part_of("de", "receipt")
    own["headline"]["failed"] = "Das {ding} ist gescheitert."
    monkeypatch.setattr(languages, "part_of", lambda tag, part: own if tag == "xx" else part_of(tag, part))

    told = texts_of.__wrapped__("xx", "receipt")
    assert told["headline"]["failed"] == part_of(DEFAULT, "receipt")["headline"]["failed"]
    assert told["headline"]["rehearsed"] == own["headline"]["rehearsed"]
    assert told["tag"] == "xx"


@pytest.fixture
def spoilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program's folder in which files can be broken."""
    monkeypatch.setattr("meta_objection.data_files.files", lambda _: tmp_path)
    monkeypatch.setattr(languages, "files", lambda _: tmp_path / "languages")
    (tmp_path / "languages/xx").mkdir(parents=True)
    (tmp_path / "forms").mkdir()
    load_locale.cache_clear()
    return tmp_path


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('tag = "xx"\n[submit]\nbutton = ["Go\n]', "line 3"),
        ('tag = "yy"\n', "its own tag, xx"),
        ('tag = "xx"\n[submit]\nbutton = "Go"', "line 3, submit.button: a list of words"),
        ('tag = "xx"\n\nsubmit = "Go"', "line 3, submit: a section"),
        ('tag = "xx"\n[submit]\n\nbutton = [" Go"]', "line 4, submit.button: a word is a text"),
        ('tag = "xx"\n[submit]\nbutton = [3]', "line 3, submit.button: a word is a text"),
        ('tag = "xx"\n[submit]\nbutton = [{ text = "Go", sure = "very" }]', "'very' is not a valid Sure"),
        ('tag = "xx"\n[submit]\nbutton = [{ text = "Go", certain = "seen" }]', "certain"),
    ],
)
def test_a_mistake_in_a_languages_words_names_file_line_and_what_is_wrong(spoilt: Path, text: str, named: str) -> None:
    (spoilt / "languages/xx/pages.toml").write_text(text, encoding="utf-8")

    with pytest.raises(DataFileError) as caught:
        load_locale("xx")
    assert "languages/xx/pages.toml" in str(caught.value)
    assert named in str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('account = "needed"', 'account = "nedeed"', "line 6, account: Input should be 'needed' or 'not needed'"),
        ('title = "', 'titel = "', "title: Field required"),
        ('id = "2024"\n', 'id = "2024"\ncolour = "red"\n', "colour: Extra inputs"),
        ('[steps]\nmenu = "menu"\n', "[steps]\n", "`ways` and `steps` name other routes"),
    ],
)
def test_a_mistake_in_a_forms_file_names_it(spoilt: Path, before: str, after: str, named: str) -> None:
    original = Path(__file__).parents[1].joinpath("src/meta_objection/forms/facebook.toml").read_text(encoding="utf-8")
    assert before in original
    (spoilt / "forms/facebook.toml").write_text(original.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(DataFileError) as caught:
        read_data("forms/facebook.toml", Form, file_hash="")
    assert "forms/facebook.toml, line " in str(caught.value)
    assert named in str(caught.value)


def test_a_slip_is_told_in_plain_words(spoilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (spoilt / "languages/en").mkdir()
    (spoilt / "languages/en/receipt.toml").write_text('tag = "en"\nold = "{a}"\nnew = "x"\nmonths = ["a", "b"]')
    (spoilt / "languages/xx/receipt.toml").write_text('tag = "xx"\nold = "{b"\nmonths = ["a"]\nother = "x"')
    languages_with.cache_clear()
    monkeypatch.setattr("tests.translation.languages_with", languages_with.__wrapped__)

    told = {slip.key: (slip.kind.value, slip.what) for slip in slips_in("xx", "receipt")}
    languages_with.cache_clear()
    assert told["new"] == ("missing", "it is said in English: 'x'")
    assert told["old"][0] == "wrong"
    assert "braces" in told["old"][1]
    assert told["months"] == ("wrong", "there must be 2 of them")
    assert told["other"] == ("wrong", "English knows no such text")
    assert isinstance(next(iter(slips_in("xx", "receipt"))), Slip)
