"""A disk that fills up after the press: the ending says what was sent, and nothing of it is forgotten."""

import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from meta_objection.receipts import read, verify
from tests.breaking import KIM, broken, listed, on_small_disk, scripted
from tests.command import Desk

WHEN = {
    "before the answer": ("after(Progress, 'about_to_press', {fill})", 20),
    "with the answer": ("after(Progress, 'answered', {fill})", 20),
    "while it is filed": ("before(Draft, 'file', {fill})", 3),
}
"""When the disk fills up, and how the next run ends: the journal knows the ending where there was room for it."""

MOMENTS = [
    "with the answer",
    *(pytest.param(one, marks=pytest.mark.all_only) for one in WHEN if one != "with the answer"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def second() -> Iterator[Path]:
    """Another place for what the home does not take, under a name that is short enough for the browser's sockets."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.parametrize("when", MOMENTS)
def test_a_disk_that_is_full_after_the_press_takes_the_receipt_to_a_second_place_and_nothing_is_sent_again(
    desk: Desk, second: Path, when: str
) -> None:
    desk.work.mkdir()
    words = ["submit", "--replay", "facebook/2025-en", "--home", str(desk.home), *KIM]
    change, code_then = WHEN[when]
    once = scripted(change.format(fill="fill_disk"), *words)
    again = (
        shlex.join(["rm", str(desk.home / "of-others")])
        + "; "
        + shlex.join([sys.executable, "-m", "meta_objection", *words])
    )
    both = f'"$@"; echo "$?"; {again}; echo "$?"'
    ended = subprocess.run(
        on_small_disk(desk.home, "24m", "sh", "-c", both, "sh", *once),
        cwd=desk.work,
        env=desk.whole_environment() | {"TMPDIR": str(second)},
        capture_output=True,
        text=True,
        check=False,
    )
    report, code, later, later_code = ended.stdout.splitlines()
    said, said_later = json.loads(report), json.loads(later)
    kept_at = Path(said["receipt"])

    assert (code, said["outcome"], said["sent"]) == ("21", "receipt-unsaved", "yes"), ended.stderr
    assert kept_at.parent == second
    assert str(kept_at) in said["next"]
    assert verify(kept_at).holds
    assert read(kept_at).evidence.server == "accepted"
    assert (int(later_code), said_later["exit_code"]) == (code_then, code_then)
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files as POSIX does")
@pytest.mark.parametrize("when", MOMENTS)
def test_where_no_disk_takes_anything_after_the_press_the_next_run_knows_of_it_all_the_same(
    desk: Desk, when: str
) -> None:
    change, code_then = WHEN[when]
    ended = broken(desk, change.format(fill="fill_every_disk"))
    later = desk.run("submit", "--replay", "facebook/2025-en", "--home", str(desk.home), *KIM)

    assert (ended.code, ended.report["outcome"], ended.report["sent"]) == (21, "receipt-unsaved", "yes"), ended.err
    assert "Traceback" not in ended.err
    assert later.code == code_then
    assert [one["outcome"] for one in listed(desk)] == ["unconfirmed" if code_then == 20 else "submitted"]
    assert [later.receipt] == desk.receipts()
