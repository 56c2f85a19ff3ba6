"""Runs at the same time: of those on one home one sends, whoever is killed meanwhile; two homes know nothing of each
other.
"""

import os
import signal
import sqlite3
import tempfile
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meta_objection.errors import Stop, Unconfirmed
from meta_objection.journal.store import Journal
from meta_objection.outcome import Outcome
from meta_objection.receipts import all_receipts, audit, chain, unfinished
from meta_objection.receipts.mend import mend
from tests.at_once import together
from tests.journal.test_rules import MAY_HAVE_LEFT, POINTS, OneRun, asking, forbidden, memory_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks the runs")
LIVES = st.none() | st.floats(0.001, 0.15)
"""After how many seconds a run is killed, wherever it is by then."""


def carried_out(run: OneRun, lives: float | None) -> None:
    if lives:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # which ends the process as a kill does: nothing of it runs
        signal.setitimer(signal.ITIMER_REAL, lives)
    with suppress(Stop):
        run.go()


def at_once(runs: list[tuple[OneRun, float | None]]) -> list[int]:
    return together([partial(carried_out, run, lives) for run, lives in runs])


def sendings(home: Path) -> int:
    wire = home / "arrived"
    return len(wire.read_text().splitlines()) if wire.exists() else 0


def one_on(home: Path, dies: str | None = None) -> OneRun:
    return OneRun(home, Outcome.SUBMITTED, dies, asking())


def outcomes_of(home: Path) -> set[Outcome]:
    return {Outcome(one.head.outcome) for one in all_receipts(home) if one.head}


def require_whole(home: Path) -> None:
    """Mend what killed runs left; then no receipt is lost, no line of the list and no page of the journal."""
    for mended in mend(home):
        memory_of(home).settle(mended.id, mended.outcome)
    with closing(sqlite3.connect(home / "journal.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert unfinished(home) == []
    assert [found for _, found in audit(home) if found.problems] == []
    assert sorted(link.id for link in chain.links(home)) == sorted(one.id for one in all_receipts(home))


@given(st.lists(st.tuples(st.sampled_from(POINTS), LIVES), min_size=2, max_size=5))
@settings(max_examples=15, deadline=None)
def test_of_runs_at_once_on_one_home_at_most_one_sends_and_nothing_is_lost(
    drawn: list[tuple[str | None, float | None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        codes = at_once([(one_on(home, dies), lives) for dies, lives in drawn])
        at_once([(one_on(home), None)])
        require_whole(home)

        assert 1 not in codes
        assert sendings(home) <= 1
        if sendings(home):
            assert outcomes_of(home) & MAY_HAVE_LEFT
        else:  # a run was killed after it had written that it is about to press
            assert type(forbidden(home)) is Unconfirmed


@pytest.mark.parametrize("how_many", [2, 3, 4, 5])
def test_of_runs_at_once_that_all_live_exactly_one_sends(tmp_path: Path, how_many: int) -> None:
    codes = at_once([(one_on(tmp_path), None)] * how_many)
    require_whole(tmp_path)

    assert codes == [0] * how_many
    assert sendings(tmp_path) == 1
    assert Outcome.SUBMITTED in outcomes_of(tmp_path)


def test_two_homes_know_nothing_of_each_other_and_each_keeps_its_own(tmp_path: Path) -> None:
    """Nothing is promised across homes: that both send is what happens, and the receipts of both tell of it."""
    homes = [tmp_path / name for name in ("one", "two")]
    for home in homes:
        home.mkdir(mode=0o700)
    at_once([(one_on(home), None) for home in homes for _ in range(2)])

    for home in homes:
        require_whole(home)
        assert sendings(home) == 1
        assert Outcome.SUBMITTED in outcomes_of(home)


def test_of_runs_that_look_into_a_new_home_at_once_each_has_the_journal_and_none_is_in_doubt(tmp_path: Path) -> None:
    def look(home: Path) -> None:
        assert not Journal(home).is_in_doubt
        (home / "keys").mkdir(exist_ok=True)  # what a home in use has, and no run makes before it has the journal
        (home / "keys/one").touch()

    for number in range(10):
        home = tmp_path / str(number)
        home.mkdir()
        assert together([partial(look, home)] * 5) == [0] * 5
