"""Shell completion, installed as a person does it and tried in the shell itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASH = shutil.which("bash") or ""
COMMAND = str(Path(sys.executable).with_name("meta-objection"))

pytestmark = pytest.mark.skipif(not BASH, reason="there is no bash here")


def environment(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "PATH": os.environ["PATH"], "SHELL": BASH}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which completion was installed, twice, as people do who are not sure."""
    home = tmp_path_factory.mktemp("home")
    for _ in range(2):
        words = [COMMAND, "--install-completion", "--shell", "bash"]
        subprocess.run(words, env=environment(home), check=True, capture_output=True, timeout=60)
    return home


def completed(home: Path, *words: str) -> set[str]:
    """What bash offers for the last of these words, after reading its start-up file."""
    line = f'source ~/.bashrc; COMP_WORDS=("$@"); COMP_CWORD={len(words)}; _meta_objection; echo "${{COMPREPLY[@]}}"'
    asked = [BASH, "-c", line, "bash", "meta-objection", *words]
    ended = subprocess.run(asked, env=environment(home), check=True, capture_output=True, text=True, timeout=60)
    return set(ended.stdout.split())


def test_a_verb_is_completed(home: Path) -> None:
    assert completed(home, "rec") == {"receipts"}
    assert {"submit", "doctor", "sign-in"} <= completed(home, "")


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        (["submit", "--coun"], "--country"),
        (["doctor", "--rep"], "--report"),
        (["mail", "fetch", "--imap-h"], "--imap-host"),
    ],
)
def test_the_flags_of_a_verb_that_is_imported_only_when_typed_are_completed(
    home: Path, words: list[str], flag: str
) -> None:
    assert completed(home, *words) == {flag}


def test_the_start_up_file_names_it_once(home: Path) -> None:
    lines = (home / ".bashrc").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if "bash-completion" in line]) == 1


def test_a_shell_that_is_not_known_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    words = [COMMAND, "--install-completion", "--shell", "nushell"]
    ended = subprocess.run(words, env=environment(tmp_path), capture_output=True, text=True, check=False, timeout=60)
    assert (ended.returncode, ended.stderr.startswith("bad-settings:")) == (2, True)
    assert list(tmp_path.iterdir()) == []
