"""Whatever breaks in the middle of a run, what was there by then is kept, and the ending says what was sent."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.breaking import KIM, broken, holds, listed, started, wait_for
from tests.command import PATIENCE, Desk, end, finish

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="finds the browser's processes as Linux shows them")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# --- killed --------------------------------------------------------------------------------------------------------

KILLS = {
    "before the press": ("Run._agreed = die", "interrupted", None),
    "about to press": ("after(Progress, 'about_to_press', die)", "unconfirmed", 20),
    "with the answer": ("after(Progress, 'answered', die)", "unconfirmed", 20),
    "with the verdict": (
        "after(Progress, 'note', die, lambda report: report.outcome == 'submitted')",
        "submitted",
        3,
    ),
    "before the last page": ("run.keep_last_page = die", "submitted", 3),
    "with the plain receipt": ("after(Draft, 'file', die)", "submitted", 3),
}


@pytest.mark.parametrize("when", KILLS)
def test_a_run_that_is_killed_leaves_its_receipt_and_what_it_knew(desk: Desk, when: str) -> None:
    change, outcome, code = KILLS[when]
    killed = broken(desk, change)
    (found,) = listed(desk)

    assert killed.code == -signal.SIGKILL
    assert found["outcome"] == outcome
    assert holds(desk)
    assert desk.receipts() == [Path(found["folder"])]
    assert (Path(found["folder"]) / "response.json").exists() == (when not in {"before the press", "about to press"})
    if code:
        later = desk.run("submit", "--replay", "facebook/2025-en", "--home", str(desk.home), *KIM)
        assert (later.code, later.receipt) == (code, Path(found["folder"]))


# --- a browser that breaks -----------------------------------------------------------------------------------------


@LINUX
@pytest.mark.parametrize(
    ("change", "code", "why"),
    [
        ("before(Preparation, 'complete', once(crash))", 1, "page-crashed"),
        ("before(Progress, 'answered', once(crash))", 20, "page-crashed"),
        ("run.keep_last_page = (lambda real: lambda *given: (crash(None), real(*given)))(run.keep_last_page)", 0, None),
    ],
)
def test_a_tab_that_crashes_ends_the_run_with_what_is_known(
    desk: Desk, change: str, code: int, why: str | None
) -> None:
    ended = broken(desk, change)

    assert (ended.code, ended.report["why"]) == (code, why), ended.err
    assert (ended.receipt / "receipt.html").exists()
    assert (ended.report["evidence"]["server"] == "accepted") == (code != 1)
    assert holds(desk)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("before(Preparation, 'complete', once(make_busy))", 15),
        ("before(Hearing, 'told', once(make_busy))", 20),
    ],
)
def test_a_page_that_stays_busy_ends_the_run_with_what_is_known(desk: Desk, change: str, code: int) -> None:
    ended = broken(desk, change, "--timeout", "5")

    assert (ended.code, ended.report["why"]) == (code, "time-out"), ended.err
    assert ended.receipt.is_dir()
    assert holds(desk)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_run_in_a_page_that_stays_busy(desk: Desk, how: signal.Signals) -> None:
    running = started(desk, "before(Preparation, 'complete', once(make_busy))", "--timeout", "300")
    wait_for(desk.work / "busy", running)
    running.send_signal(how)
    ended = finish(running)

    assert (ended.code, ended.report["outcome"], ended.report["sent"]) == (130, "interrupted", "no")
    assert ended.receipt.is_dir()


def test_a_second_signal_ends_a_run_where_it_stands_and_the_next_one_finds_its_receipt(desk: Desk) -> None:
    change = "import threading\nbefore(Draft, 'file', lambda _: (Path('busy').touch(), threading.Event().wait()))"
    running = started(desk, change)
    wait_for(desk.work / "busy", running)
    running.send_signal(signal.SIGTERM)
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(0.5)
    running.send_signal(signal.SIGTERM)
    ended = finish(running)

    assert ended.code in {0, 20}
    assert ended.report["receipt"] is None
    assert [one["outcome"] for one in listed(desk)] == ["submitted"]


# --- a program that breaks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("before(Preparation, 'complete', lambda _: 1 / 0)", 1),
        ("before(Hearing, 'told', lambda _: 1 / 0)", 20),
        ("before(Draft, 'file', lambda _: 1 / 0)", 21),
        ("before(Draft, 'complete', lambda _: 1 / 0)", 0),
    ],
)
def test_an_error_of_the_program_itself_never_says_that_nothing_was_sent(desk: Desk, change: str, code: int) -> None:
    ended = broken(desk, change)

    assert (ended.code, ended.report["exit_code"]) == (code, code), ended.err
    assert "Traceback" not in ended.err
    assert ended.receipt.is_dir()
    assert len(listed(desk)) == 1
    assert holds(desk)


# --- a terminal that breaks ----------------------------------------------------------------------------------------


def test_a_reader_that_goes_away_changes_nothing(desk: Desk) -> None:
    running = started(desk, "")
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    running.stderr.close()
    code = running.wait(PATIENCE)
    running.stdout = running.stderr = None
    end(running)

    assert code == 0
    assert [one["outcome"] for one in listed(desk)] == ["submitted"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_an_output_that_takes_nothing_changes_nothing(desk: Desk) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    running = started(desk, "", stdout=full, stderr=full)
    os.close(full)
    code = running.wait(PATIENCE)
    end(running)

    assert code == 0
    assert [one["outcome"] for one in listed(desk)] == ["submitted"]


# --- a memory that breaks ------------------------------------------------------------------------------------------


def test_a_journal_that_is_damaged_ends_with_its_name_a_receipt_and_nothing_sent(desk: Desk) -> None:
    desk.home.mkdir(mode=0o700)
    (desk.home / "journal.sqlite3").write_bytes(b"no database at all" * 300)
    ended = broken(desk, "run.open_browser = die")

    assert (ended.code, ended.report["outcome"], ended.report["why"]) == (2, "bad-settings", "journal")
    assert "journal.sqlite3" in ended.report["message"]
    assert ended.report["sent"] == "no"
    assert ended.receipt.is_dir()
