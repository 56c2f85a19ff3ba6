"""Whatever goes wrong ends in one sentence: the last handler of the command line."""

import json
import resource
import sys
import tomllib
from collections.abc import Callable

import pytest

from meta_objection.cli import catalogue
from meta_objection.cli.app import main
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
