"""A run's temporary folder: its own, and gone with it."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from meta_objection.browser.scratch import FOLDER, scratch, short_way
from tests.at_once import together

HOLDING = """
import sys
from pathlib import Path
from meta_objection.browser.scratch import scratch, short_way
with scratch(Path(sys.argv[1])) as folder:
    (folder / "secret").write_text("kim@example.org")
    print(folder, short_way(folder), flush=True)
    sys.stdin.read()
"""


def holding(home: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HOLDING, str(home)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")


def left(home: Path) -> list[Path]:
    return sorted(path for path in home.rglob("*") if path.name != FOLDER)


def test_it_is_for_its_owner_only_and_goes_with_the_run(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with scratch(tmp_path / "home") as folder:
            modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)]
    finally:
        os.umask(before)

    assert modes == [0o700, 0o700]
    assert list((tmp_path / "home").iterdir()) == []


@pytest.mark.parametrize("name", ["home", "a-long-name-" * 8])
def test_what_a_killed_run_has_left_is_deleted_by_the_next_and_a_living_ones_is_not(name: str, tmp_path: Path) -> None:
    home = tmp_path / name
    with holding(home) as killed, holding(home) as living:
        assert killed.stdout
        assert living.stdout
        folder, way = map(Path, killed.stdout.readline().split(" "))
        alive = Path(living.stdout.readline().split(" ")[0])
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert (folder / "secret").exists()
        with scratch(home):
            assert not folder.exists()
            assert (alive / "secret").exists()
        living.communicate("")

    assert left(home) == []
    assert not os.path.lexists(str(way).strip())


def test_a_folder_deep_down_has_a_short_way(tmp_path: Path) -> None:
    with scratch(tmp_path / ("deep" * 20)) as folder:
        way = short_way(folder)
        assert len(os.fsencode(way)) <= 60
        assert way.resolve() == folder.resolve()
        assert stat.S_IMODE(way.parent.stat().st_mode) == 0o700
    assert not way.parent.exists()


def test_nothing_outside_is_deleted_whatever_a_left_folder_says(tmp_path: Path) -> None:
    outside, planted = tmp_path / "outside", tmp_path / "home" / FOLDER / "abcd"
    outside.mkdir()
    (outside / "t").symlink_to(outside)
    planted.mkdir(parents=True)
    (planted / "short-way").write_text(str(outside / "t"), encoding="utf-8")
    (planted / "link").symlink_to(outside)
    with scratch(tmp_path / "home"):
        assert not planted.exists()
    assert (outside / "t").is_symlink()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks the runs")
def test_runs_that_begin_and_end_together_never_take_each_other_s_folder_away(tmp_path: Path) -> None:
    def runs() -> None:
        for _ in range(40):
            with scratch(tmp_path) as folder:
                (folder / "mine").touch()
                assert (folder / "mine").exists()

    def is_killed() -> None:
        with scratch(tmp_path) as folder:
            (folder / "secret").touch()
            os._exit(9)

    assert together([runs, is_killed, runs, runs, is_killed, runs]) == [0, 9, 0, 0, 9, 0]
    with scratch(tmp_path):
        pass
    assert left(tmp_path) == []
