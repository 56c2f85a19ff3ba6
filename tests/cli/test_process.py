"""Signals to a process in which no run is going on: before one, and after it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals as POSIX does")
WHILE_READING = """
import os, signal, sys
from meta_objection.cli.process import stopping
stopping.from_now_on()
os.kill(os.getpid(), signal.{how})
from meta_objection.cli.app import main
sys.exit(main(["submit", "--replay", "facebook/2025-en", "--yes", "--json", "--home", sys.argv[1]]))
"""
ONCE_OVER = """
import os, signal, sys
from threading import Event
from meta_objection.cli.process import stopping
stopping.from_now_on()
with stopping.at_once():
    stopping.is_over(20)
    os.kill(os.getpid(), signal.{how})
    print("told", flush=True)
    {then}
sys.exit(20)
"""
SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"]


def ended(program: str, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)


@pytest.mark.parametrize("how", SIGNALS)
def test_a_signal_while_the_program_is_still_being_read_ends_it_with_130_and_the_json_object(
    tmp_path: Path, how: str
) -> None:
    said = ended(WHILE_READING.format(how=how), tmp_path)

    assert said.returncode == 130
    assert json.loads(said.stdout)["outcome"] == "interrupted"
    assert json.loads(said.stdout)["sent"] == "no"
    assert "Traceback" not in said.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", SIGNALS)
@pytest.mark.parametrize("then", ["pass", "Event().wait(15)"])
def test_a_signal_once_a_run_is_over_changes_nothing_about_its_code_and_ends_what_still_waits(
    how: str, then: str
) -> None:
    said = ended(ONCE_OVER.format(how=how, then=then))

    assert (said.returncode, said.stdout) == (20, "told\n")
    assert said.stderr == ""
