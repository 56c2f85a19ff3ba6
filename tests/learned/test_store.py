"""What the person showed is kept as TOML, for them alone, and read back as it was."""

import stat
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from meta_objection.learned import Learned, Shown, ShownOn, all_learned, exported_toml, forget, read_exported

ONE = Shown("email", "Where can we write?", "textbox", "contact", "en", "https://www.facebook.com/f", "2026-11-26", "1")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
SHOWN = st.builds(Shown, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT)


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
        exported_toml({"facebook": [ONE]}).replace('form = "facebook"\n', "").replace('"textbox"', "7").encode(),
        exported_toml({"facebook": [ONE]}).encode(),
        b"[" * 5000,
    ],
    ids=["no TOML", "no text", "newer", "no list", "half an entry", "a number", "of several forms", "deep"],
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


@given(st.dictionaries(TEXT, st.lists(SHOWN, min_size=1, max_size=3), max_size=3))
def test_what_is_handed_on_of_all_forms_is_one_file_that_reads_as_it_was(known: dict[str, list[Shown]]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "learned.toml"
        file.write_bytes(exported_toml(known).encode())
        assert read_exported(file) == [ShownOn(form, one) for form, shown in known.items() for one in shown]


@given(SHOWN)
def test_any_text_can_be_kept_and_found_again(shown: Shown) -> None:
    with TemporaryDirectory() as home:
        Learned(Path(home), "facebook").keep(shown)
        assert all_learned(Path(home)) == {"facebook": [shown]}
