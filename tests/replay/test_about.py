from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.replay import FixtureAbout, UnreadableFixture, read_about
from meta_objection.replay.about import ABOUT_NAME, about_text

ABOUT = FixtureAbout(
    kind="reconstructed",
    source="the replica",
    date="2026-11-22",
    form="facebook",
    generation="2025",
    lang="en",
    story="success",
    route="direct",
    address="https://site.example/form",
    ends="submitted",
)


@given(st.text(st.characters(codec="utf-8")))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, source: str) -> None:
    folder, about = tmp_path_factory.mktemp("about"), replace(ABOUT, source=source)
    (folder / ABOUT_NAME).write_text(about_text(about), encoding="utf-8", newline="")
    assert read_about(folder) == about


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("kind = ", "it is no TOML"),
        ('kind = "recorded"', "does not say source, date"),
        (about_text(ABOUT).replace("reconstructed", "invented"), "its kind is 'invented'"),
        (about_text(ABOUT).replace('"2025"', "2025"), "does not say generation"),
    ],
)
def test_what_a_fixture_fails_to_say_is_named(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / ABOUT_NAME).write_text(text)
    with pytest.raises(UnreadableFixture, match=why):
        read_about(tmp_path)


def test_a_fixture_without_a_word_about_itself_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFixture, match="no such file"):
        read_about(tmp_path)
