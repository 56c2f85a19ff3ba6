"""What the person showed, listed, forgotten and handed on at the command line."""

import json
import stat
import tomllib
from pathlib import Path

import pytest

from meta_objection.cli.app import main
from meta_objection.learned import Learned, Shown

ONE = Shown("email", "Where can we write?", "textbox", "contact", "en", "https://www.facebook.com/f", "2026-11-26", "1")


@pytest.fixture
def home(own_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = own_place.parent / "home"
    monkeypatch.setenv("META_OBJECTION_HOME", str(home))
    Learned(home, "facebook").keep(ONE)
    return home


def test_what_was_shown_is_listed_in_words_and_as_data(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert home.is_dir()
    assert main(["learned", "list"]) == 0
    assert "facebook  email: textbox “Where can we write?” (en, 2026-11-26)" in capsys.readouterr().out
    assert main(["learned", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["learned"][0]["question"] == "email"


def test_it_is_written_into_a_file_that_only_its_owner_reads_and_over_none(home: Path, own_place: Path) -> None:
    written = own_place / "learned.toml"

    assert home.is_dir()
    assert main(["learned", "export", "-o", str(written)]) == 0
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert tomllib.loads(written.read_text(encoding="utf-8"))
    assert main(["learned", "export", "-o", str(written)]) == 2
    assert main(["learned", "export", "-o", str(own_place / "nowhere" / "x.toml")]) == 2


@pytest.mark.parametrize("form", ["nowhere", "../../etc/passwd", ""])
def test_a_form_that_is_none_is_named_and_nothing_forgotten(form: str, home: Path) -> None:
    assert main(["learned", "forget", form]) == 2
    assert (home / "learned" / "facebook.toml").exists()


def test_what_is_forgotten_is_gone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learned", "forget", "facebook"]) == 0
    assert main(["learned", "list"]) == 0
    assert "Nothing was shown yet." in capsys.readouterr().out
    assert home.is_dir()
