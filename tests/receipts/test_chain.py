"""The order of the receipts, plain enough for `sha256sum`."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from meta_objection.receipts import chain, read
from meta_objection.receipts.draft import Draft
from tests.receipts.examples import STARTED, a_kept_receipt, a_receipt


def three(home: Path) -> list[Path]:
    return [a_kept_receipt(home, started=STARTED + timedelta(days=day)) for day in range(3)]


def test_each_receipt_names_the_one_before_it(tmp_path: Path) -> None:
    first, second, third = three(tmp_path)

    named = [one.previous.receipt if (one := read(folder)).previous else None for folder in (first, second, third)]

    assert named == [None, first.name, second.name]
    before = read(third).previous
    assert before
    assert before.manifest == f"sha256:{chain.digest_of(second)}"


def test_sha256sum_reads_the_chain(tmp_path: Path) -> None:
    sha256sum = shutil.which("sha256sum")
    if sha256sum is None:
        pytest.skip("no sha256sum here")
    folders = three(tmp_path)
    chain.mark_deleted(tmp_path, {folders[0].name})
    shutil.rmtree(folders[0])

    said = subprocess.run([sha256sum, "-c", "CHAIN.sha256"], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert said.stdout.splitlines() == [f"receipts/{folder.name}/MANIFEST.sha256: OK" for folder in folders[1:]]


def test_the_chain_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        three(tmp_path)
        chain.mark_deleted(tmp_path, {chain.links(tmp_path)[0].id})
    finally:
        os.umask(before)
    hidden = [path for path in tmp_path.iterdir() if path.is_file()]

    assert {path.name for path in hidden} == {"CHAIN.sha256", "chain.lock"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in hidden} == {0o600}


def test_the_next_receipt_names_the_last_one_also_when_that_is_gone(tmp_path: Path) -> None:
    *_, third = three(tmp_path)
    digest = chain.digest_of(third)
    shutil.rmtree(third)

    before = read(a_kept_receipt(tmp_path, started=STARTED + timedelta(days=9))).previous

    assert before
    assert (before.receipt, before.manifest) == (third.name, f"sha256:{digest}")


def test_the_first_receipt_after_an_older_program_s_names_the_newest_of_those(tmp_path: Path) -> None:
    *_, third = three(tmp_path)
    (tmp_path / "CHAIN.sha256").unlink()

    before = read(a_kept_receipt(tmp_path, started=STARTED + timedelta(days=9))).previous

    assert before
    assert before.receipt == third.name


def test_lines_that_are_none_of_ours_are_left_out(tmp_path: Path) -> None:
    first, *_ = three(tmp_path)
    path = tmp_path / "CHAIN.sha256"
    good = path.read_text().splitlines()[0]
    path.write_text(
        f"{good}\n{'0' * 64}  receipts/../etc/MANIFEST.sha256\nnonsense\n# a remark\n{'0' * 64}  receipts/x\n"
    )

    assert [link.id for link in chain.links(tmp_path)] == [first.name]


FILE_ONE = """
import sys
from pathlib import Path
from tests.receipts.examples import a_kept_receipt
for _ in range(3):
    a_kept_receipt(Path(sys.argv[1]))
"""


def test_runs_that_file_at_once_make_one_chain(tmp_path: Path) -> None:
    own = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
    runs = [
        subprocess.Popen([sys.executable, "-c", FILE_ONE, str(tmp_path)], cwd=Path(__file__).parents[2], env=own)
        for _ in range(3)
    ]
    assert [run.wait() for run in runs] == [0, 0, 0]
    order = chain.links(tmp_path)
    named = [read(tmp_path / "receipts" / link.id).previous for link in order]

    assert len(order) == 9
    assert [one.receipt if one else None for one in named] == [None, *(link.id for link in order[:-1])]


def test_a_receipt_is_filed_even_if_another_run_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_kept_receipt(tmp_path)
    monkeypatch.setattr(chain, "_PATIENCE", 0.05)
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    other = sqlite3.connect(tmp_path / "chain.lock", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    filed: list[Path] = []
    run = threading.Thread(target=lambda: filed.append(draft.finish(a_receipt())))
    run.start()
    run.join()
    other.close()

    assert filed[0].is_dir()
    assert chain.links(tmp_path)[-1].id == filed[0].name
