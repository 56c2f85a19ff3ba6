"""A folder is held by one process, for as long as it lives, and wherever the folder is moved."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from meta_objection.hold import HeldError, forget, held, let_go, take

TAKE_AND_HANG = """
import signal, sys
from pathlib import Path
from meta_objection.hold import take
take(Path(sys.argv[1]))
print("held", flush=True)
signal.pause()
"""


def test_what_is_held_nobody_else_can_take(tmp_path: Path) -> None:
    mine = take(tmp_path)
    with pytest.raises(HeldError):
        take(tmp_path)
    let_go(mine)
    let_go(take(tmp_path))


def test_whoever_dies_lets_go(tmp_path: Path) -> None:
    command: list[str | Path] = [sys.executable, "-c", TAKE_AND_HANG, tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(HeldError):
            take(tmp_path)
        os.kill(other.pid, signal.SIGKILL)
    let_go(take(tmp_path))


def test_a_folder_stays_held_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    take(tmp_path / "one")
    (tmp_path / "one").rename(tmp_path / "two")
    with pytest.raises(HeldError):
        take(tmp_path / "two")


def test_a_link_is_never_held_in_a_folder_s_place(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "one")
    with pytest.raises(OSError, match="link"):
        take(tmp_path / "link")


def test_who_waits_looks_meanwhile_and_gets_it_at_last(tmp_path: Path) -> None:
    mine, looks = take(tmp_path), []

    def look() -> None:
        looks.append(True)
        if len(looks) == 3:
            let_go(mine)

    with held(tmp_path, 10, look), pytest.raises(HeldError):
        take(tmp_path)

    assert len(looks) >= 3


def test_who_waited_long_enough_is_told(tmp_path: Path) -> None:
    take(tmp_path)
    with pytest.raises(HeldError), held(tmp_path, 0.1):
        pytest.fail("held by two")


def test_a_file_is_never_held_in_a_folder_s_place(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        take(tmp_path / "file")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_nothing_is_left_of_holding_a_folder(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    with held(tmp_path / "one", patience=0):
        (tmp_path / "one").rmdir()
    forget(tmp_path / "one")
    assert list(tmp_path.iterdir()) == []
