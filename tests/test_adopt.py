"""What a person showed becomes a maintainer's words: shown first, written after a yes, and never a guess."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from meta_objection.learned import Shown, exported_toml

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/meta_objection"
ASKED = Shown(
    "reason", "Warum trifft es dich?", "textbox", "", "de", "https://www.facebook.com/f", "2026-11-26", "0.1.0"
)
WORD = (
    '{ text = "Warum trifft es dich?", sure = "reported", source = "shown at the window, 2026-11-26, program 0.1.0" }'
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program in a folder of its own, so that its words may be written into."""
    shutil.copytree(PACKAGE, tmp_path / "meta_objection", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def adopting(copy: Path, *shown: Shown, typed: str = "", flags: tuple[str, ...] = ()) -> str:
    file = copy / "learned.toml"
    file.write_text(exported_toml({"facebook": shown}), encoding="utf-8")
    command = [sys.executable, str(ROOT / "scripts/adopt"), str(file), *flags]
    surroundings = {**os.environ, "PYTHONPATH": str(copy)}
    return subprocess.run(
        command, input=typed, env=surroundings, check=True, capture_output=True, text=True, timeout=60
    ).stdout


def words(copy: Path, tag: str = "de") -> str:
    return (copy / f"meta_objection/languages/{tag}/pages.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("typed", ["y\n", "yes\n"])
def test_a_change_is_shown_and_made_after_a_yes_and_leaves_the_rest_as_it_is(copy: Path, typed: str) -> None:
    before = words(copy)
    said = adopting(copy, ASKED, typed=typed)

    added = [line for line in said.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert len(added) == 1
    assert WORD in added[0]
    assert [line for line in words(copy).splitlines() if WORD not in line] == before.splitlines()
    code = (
        "from meta_objection.locales import Words;"
        "print(bool(Words('reason', 'de').own('question').search('Warum trifft es dich?')))"
    )
    known = subprocess.run(
        [sys.executable, "-c", code], cwd=copy, check=True, capture_output=True, text=True, timeout=60
    )
    assert known.stdout.split() == ["True"]


@pytest.mark.parametrize("typed", ["", "\n", "n\n", "what?\n"])
def test_without_a_yes_nothing_is_changed(copy: Path, typed: str) -> None:
    before = words(copy)
    assert "Nothing was changed." in adopting(copy, ASKED, typed=typed)
    assert words(copy) == before


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (replace(ASKED, words=""), "no words"),
        (replace(ASKED, language=""), "there is no file for it"),
        (replace(ASKED, language="sk"), "there is no file for it"),
        (replace(ASKED, words="Land, in dem du lebst"), "would fit [country], too"),
        (replace(ASKED, words="Beschreibe, wie sich diese Verarbeitung auf dich auswirkt"), "is known already"),
        (replace(ASKED, question="unheard-of"), "needs a hand"),
        (replace(ASKED, words="", name="objection_reason"), "may know its name"),
    ],
    ids=str,
)
def test_what_cannot_become_a_word_is_said_and_left(copy: Path, shown: Shown, said: str) -> None:
    before = words(copy)
    assert said in adopting(copy, shown, flags=("--yes",))
    assert words(copy) == before


@pytest.mark.parametrize("content", [b"no TOML [", b"schema = 2", b"\xff"], ids=["no TOML", "newer", "no text"])
def test_a_file_that_is_none_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(content)
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts/adopt"), str(file)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert f"{file} cannot be used" in done.stdout
