"""What the person showed is kept as TOML, for them alone, and read back as it was."""

import stat
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from meta_objection.learned import Learned, Shown, all_learned, forget, learned_toml

ONE = Shown("email", "Where can we write?", "textbox", "contact", "en", "https://www.facebook.com/f", "2026-11-26", "1")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def test_what_is_kept_is_found_again_for_the_same_page_alone(tmp_path: Path) -> None:
    Learned(tmp_path, "facebook").keep(ONE)
    again = Learned(tmp_path, "facebook")

    assert again.of("email", "en", ONE.address) == ONE
    assert again.of("email", "de", ONE.address) is None
    assert again.of("reason", "en", ONE.address) is None
    assert again.of("email", "en", "https://www.facebook.com/other") is None
    assert Learned(tmp_path, "instagram").of("email", "en", ONE.address) is None


def test_what_is_shown_anew_takes_the_place_of_the_old(tmp_path: Path) -> None:
    learned = Learned(tmp_path, "facebook")
    learned.keep(ONE)
    learned.keep(replace(ONE, name="other"))
    learned.keep(replace(ONE, language="de"))
    assert [one.name for one in all_learned(tmp_path)["facebook"]] == ["other", "contact"]


def test_it_is_the_persons_alone(tmp_path: Path) -> None:
    Learned(tmp_path, "facebook").keep(ONE)
    assert stat.S_IMODE((tmp_path / "learned").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "learned/facebook.toml").stat().st_mode) == 0o600


def test_what_is_dropped_is_gone(tmp_path: Path) -> None:
    learned = Learned(tmp_path, "facebook")
    learned.keep(ONE)
    learned.drop(ONE)
    assert all_learned(tmp_path) == {}


def test_all_of_it_or_one_forms_can_be_forgotten(tmp_path: Path) -> None:
    for form in ("facebook", "instagram"):
        Learned(tmp_path, form).keep(ONE)
    assert forget(tmp_path, "instagram") == 1
    assert list(all_learned(tmp_path)) == ["facebook"]
    assert (forget(tmp_path), forget(tmp_path)) == (1, 0)


@pytest.mark.parametrize(
    "content",
    [
        b"no TOML [",
        b"\xff\xfe",
        b"schema = 2",
        b"schema = 1\ncontrol = 5",
        b"schema = 1\n[[control]]\nquestion = 'email'",
        learned_toml([ONE]).replace('"textbox"', "7").encode(),
        b"[" * 5000,
    ],
    ids=["no TOML", "no text", "newer", "no list", "half an entry", "a number", "deep"],
)
def test_a_file_that_cannot_be_used_is_set_aside_with_a_sentence(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "learned/facebook.toml"
    file.parent.mkdir()
    file.write_bytes(content)

    with capture_logs() as logged:
        assert Learned(tmp_path, "facebook").of("email", "en", ONE.address) is None
    assert [path.name for path in file.parent.iterdir()] == ["facebook.toml.set-aside"]
    (said,) = logged
    assert "set aside" in said["event"]


def test_a_home_that_takes_nothing_keeps_nothing_and_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "learned").write_text("in the way")
    Learned(tmp_path, "facebook").keep(ONE)
    assert all_learned(tmp_path) == {}


@given(st.lists(st.builds(Shown, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT), max_size=3))
def test_any_text_can_be_written_and_read(shown: list[Shown]) -> None:
    table = tomllib.loads(learned_toml(shown))
    assert [Shown(**one) for one in table.get("control", [])] == shown
