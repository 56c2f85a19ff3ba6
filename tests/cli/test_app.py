"""Whatever goes wrong ends in one sentence: the last handler of the command line."""

import json
import resource
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from meta_objection.cli import catalogue
from meta_objection.cli.app import app, main
from meta_objection.data_files import read_data
from meta_objection.forms import Form

pytestmark = pytest.mark.usefixtures("own_place")


def raising(error: BaseException) -> Callable[[str], Form]:
    def raises(_: str) -> Form:
        raise error

    return raises


@pytest.mark.parametrize(
    ("load", "why", "code"),
    [
        (lambda _: read_data("rights/rights.toml", Form), "data-file", 1),
        (lambda _: tomllib.loads("a ="), "bug", 1),
        (raising(RecursionError()), "bug", 1),
        (raising(MemoryError()), "bug", 1),
        (raising(UnicodeEncodeError("utf-8", "x", 0, 1, "surrogates")), "bug", 1),
        (raising(PermissionError(13, "Permission denied", "/some/file")), "file", 1),
        (raising(KeyboardInterrupt()), "signal", 130),
    ],
)
def test_whatever_goes_wrong_ends_in_a_sentence_a_code_and_json(
    load: Callable[[str], Form],
    why: str,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A file of the program's own that is broken is no setting of the person's."""
    monkeypatch.setattr(catalogue, "load_form", load)

    assert main(["forms", "--json"]) == code
    told = capsys.readouterr()
    assert (json.loads(told.out)["exit_code"], json.loads(told.out)["why"]) == (code, why)
    assert "Traceback" not in told.err
    assert "setting" not in told.err


def test_no_crash_writes_down_what_is_in_memory(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--version"])

    assert capsys.readouterr().out
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0


def test_the_streams_are_given_back() -> None:
    before = sys.stdout, sys.stderr
    main(["--version"])

    assert (sys.stdout, sys.stderr) == before


def test_no_help_shows_a_default_that_its_words_already_name_nor_a_folder_of_this_machine() -> None:
    shown = app.generate_docs()
    assert "receipts verify" in shown
    assert [line for line in shown.splitlines() if "[default:" in line or str(Path.home()) in line] == []


@pytest.mark.parametrize("words", [["help"], ["help", "doctor"], ["help", "receipts", "verify"]])
def test_help_is_a_word_too(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert f"Usage: {' '.join(['meta-objection', *words[1:]])}" in capsys.readouterr().out or words == ["help"]


@pytest.mark.parametrize("verb", ["plan", "doctor", "sign-in"])
def test_a_bad_setting_leads_to_the_help_of_the_verb_that_was_typed(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, "--profile", "a/b"]) == 2
    assert f"`meta-objection {verb} --help`" in capsys.readouterr().err


def test_a_bug_outside_of_a_run_asks_for_a_report_that_there_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogue, "load_form", raising(ZeroDivisionError("1")))
    assert main(["forms"]) == 1
    told = capsys.readouterr().err
    assert "doctor --report" in told
    assert "bug-report.txt" not in told
