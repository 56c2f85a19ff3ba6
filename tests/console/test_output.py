"""One place writes to terminals: it cleans, and it never raises."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.console.output import Output, guarded, harmless, is_terminal
from tests.test_house_rules import PACKAGE, SOURCES

COMMANDING = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Written down apart from the program's own list: what a terminal obeys, or what turns the reading round unseen."""


class Broken(io.StringIO):
    """A stream that fails as a full disk, a closed pipe or a closed terminal does."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def write(self, _: str) -> int:
        raise self._error


@given(st.text() | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_no_text_commands_a_terminal_or_turns_its_reading_round(text: str) -> None:
    assert not COMMANDING.search(harmless(text))


@given(st.text(st.characters(codec="utf-8")))
def test_an_object_in_json_stays_the_same_one(text: str) -> None:
    assert json.loads(harmless(json.dumps({"text": text}, ensure_ascii=False)))["text"] == text


@pytest.mark.parametrize("text", ["Größe 🙅 أعترض 👩\u200d👩\u200d👧", "משפט בעברית", "naïve — “no”", "\n"])
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_what_an_encoding_lacks_is_written_out(encoding: str) -> None:
    raw = io.BytesIO()
    out = Output(io.TextIOWrapper(raw, encoding=encoding, write_through=True))
    out.write(json.dumps({"message": "✓ é 🙈"}, ensure_ascii=False))

    assert json.loads(raw.getvalue().decode(encoding)) == {"message": "✓ é 🙈"}
    assert out.failure is None


@pytest.mark.parametrize("error", [BrokenPipeError(), OSError(28, "full"), OSError(5, "gone"), ValueError("closed")])
def test_a_stream_that_fails_is_remembered_and_left_alone(error: Exception) -> None:
    out = Output(Broken(error))
    out.write("one")
    out.write("two")
    out.flush()

    assert out.failure is error


def test_no_stream_at_all_takes_everything() -> None:
    out = Output(None)
    out.write("one")
    out.flush()

    assert out.failure
    assert not is_terminal(out)


def test_everything_that_is_written_meanwhile_goes_through_it(capsys: pytest.CaptureFixture[str]) -> None:
    with guarded():
        sys.stdout.write("\x1b[2Jone\n")
        print("\x1b]0;two\x07", file=sys.stderr)  # noqa: T201 - as a library would
    told = capsys.readouterr()

    assert (told.out, told.err) == ("\\u001b[2Jone\n", "\\u001b]0;two\\u0007\n")


def test_nothing_writes_past_it() -> None:
    past = re.compile(r"sys\.__std|os\.write\(|\.buffer\.write|/dev/tty|\x1b\[".replace("\x1b", "x1b"))
    writing = [
        str(path.relative_to(PACKAGE))
        for path in SOURCES
        if path.name not in {"output.py", "last_words.py"} and past.search(path.read_text(encoding="utf-8"))
    ]

    assert writing == []


# --- the command itself ---------------------------------------------------------------------------------------------

COMMAND = [sys.executable, "-m", "meta_objection"]


def shell(line: str, tmp_path: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=tmp_path,
        env=os.environ | {"M": f"{sys.executable} -m meta_objection", "XDG_CONFIG_HOME": str(tmp_path)} | more,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("$M forms | true; echo $?", "0"),
        ("$M forms >&-; echo $? >&2", "1"),
        ("$M forms >/dev/full; echo $? >&2", "1"),
        ("$M forms 2>&-; echo $?", "0"),
        ("$M forms --bad >&- 2>&-; echo $? > code", "2"),
        ("$M reasons --locale de | head -1 >/dev/null; echo $?", "0"),
    ],
)
def test_a_closed_pipe_a_full_disk_and_no_stream_at_all_are_no_tracebacks(line: str, code: str, tmp_path: Path) -> None:
    ended = shell(line, tmp_path)
    told = [ended.stdout, ended.stderr, *(path.read_text() for path in tmp_path.glob("code"))]

    assert "Traceback" not in "".join(told)
    assert "Exception ignored" not in "".join(told)
    assert any(text.rstrip().endswith(code) for text in told)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_old_terminal_is_no_reason_to_fail(encoding: str, tmp_path: Path) -> None:
    ended = shell("$M forms", tmp_path, PYTHONIOENCODING=encoding)

    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("line", "code", "outcome"),
    [
        ("$M plan --home ~nosuchuser/x --json", 2, "bad-settings"),
        ("$M plan --reason-file - --json <&-", 2, "bad-settings"),
        ("$M plan --reason-file /dev/zero --json", 2, "bad-settings"),
        ("mkfifo f; $M plan --reason-file f --json", 2, "bad-settings"),
        ("mkfifo f.png; $M plan --form third-party --evidence f.png --json", 2, "bad-settings"),
        ("mkfifo .env; $M plan --json", 2, "bad-settings"),
        ("printf 'home = \"a\\u0000b\"' > meta-objection/config.toml; $M plan --json", 2, "bad-settings"),
        ("ln -s nowhere r; mkdir h; : > h/receipts; $M receipts list --home h --json", 1, "failed"),
        ("$M submit --nonsense --json", 2, "bad-settings"),
    ],
)
def test_whatever_is_given_ends_in_a_sentence_a_code_and_json(
    line: str, code: int, outcome: str, tmp_path: Path
) -> None:
    (tmp_path / "meta-objection").mkdir()
    ended = shell(line, tmp_path)

    assert ended.returncode == code, ended.stderr
    assert json.loads(ended.stdout)["outcome"] == outcome
    assert "Traceback" not in ended.stderr
    assert ended.stderr.splitlines()[0].startswith(f"{outcome}: ")
