"""The order of the receipts, plain enough for `sha256sum`."""

import os
import shutil
import stat
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from meta_objection import hold
from meta_objection.receipts import chain, read, verify
from meta_objection.receipts.draft import Draft
from meta_objection.receipts.keys import signer
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

    assert {path.name for path in hidden} == {"CHAIN.sha256"}
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


def test_every_byte_of_the_list_counts(tmp_path: Path) -> None:
    three(tmp_path)
    path = tmp_path / "CHAIN.sha256"
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        with pytest.raises(chain.BrokenListError):
            chain.order(tmp_path)
    for changed in (b"", whole[:-1], whole + b"\n", b"\n" + whole, whole.replace(b"# U1NIU0lH", b"# # U1NIU0lH")):
        path.write_bytes(changed)
        with pytest.raises(chain.BrokenListError):
            chain.order(tmp_path)


def test_ssh_keygen_checks_the_list(tmp_path: Path) -> None:
    ssh_keygen = shutil.which("ssh-keygen")
    if ssh_keygen is None:
        pytest.skip("no ssh-keygen here")
    folders = three(tmp_path)
    chain.mark_deleted(tmp_path, {folders[2].name})
    lines = (tmp_path / "CHAIN.sha256").read_text().splitlines(keepends=True)
    begin = next(at for at, line in enumerate(lines) if "BEGIN SSH SIGNATURE" in line)
    (tmp_path / "signature").write_text("".join(line.removeprefix("# ") for line in lines[begin:]))
    command = [ssh_keygen, "-Y", "check-novalidate", "-n", chain.NAMESPACE, "-s", str(tmp_path / "signature")]
    said = subprocess.run(command, input="".join(lines[:begin]), capture_output=True, text=True, check=True)

    assert signer(tmp_path).fingerprint in said.stdout


def test_a_list_s_signature_is_no_receipt_s(tmp_path: Path) -> None:
    first, *_ = three(tmp_path)
    text = (first / "MANIFEST.sha256").read_bytes()
    (first / "MANIFEST.sha256.sig").write_bytes(signer(tmp_path).sign(text, chain.NAMESPACE))

    assert not verify(first).holds


def test_what_cannot_be_believed_is_set_aside_and_never_added_to(tmp_path: Path) -> None:
    folders = three(tmp_path)
    path = tmp_path / "CHAIN.sha256"
    forged = path.read_bytes().replace(b"receipts/", b"# deleted receipts/", 1)
    path.write_bytes(forged)
    fourth = a_kept_receipt(tmp_path, started=STARTED + timedelta(days=9))

    assert [link.id for link in chain.links(tmp_path)] == [folder.name for folder in (*folders, fourth)]
    assert len(chain.order(tmp_path).begun) == 1
    assert [one.read_bytes() for one in tmp_path.glob("CHAIN.sha256.*")] == [forged]
    assert b"begun anew" in path.read_bytes()


def test_a_new_home_s_list_was_not_begun_anew(tmp_path: Path) -> None:
    three(tmp_path)

    assert chain.order(tmp_path).begun == ()


def test_two_first_receipts_that_were_in_their_places_before_either_was_listed_begin_nothing_anew(
    tmp_path: Path,
) -> None:
    drafts = [Draft.begin(tmp_path, "facebook", STARTED + timedelta(days=day)) for day in range(2)]
    for draft in drafts:
        draft.file(a_receipt(), is_all=False)
    for draft in drafts:
        draft.leave()

    assert chain.order(tmp_path).begun == ()
    assert [link.id for link in chain.links(tmp_path)] == [draft.id for draft in drafts]


def test_what_is_deleted_while_another_receipt_is_filed_is_in_no_one_s_way(tmp_path: Path) -> None:
    folders = three(tmp_path)
    filing = threading.Thread(target=lambda: a_kept_receipt(tmp_path, started=STARTED + timedelta(days=9)))
    with chain.turn(tmp_path):
        deleting = threading.Thread(target=lambda: chain.mark_deleted(tmp_path, {folders[0].name}))
        deleting.start()
        filing.start()
    filing.join()
    deleting.join()
    order = chain.links(tmp_path)

    assert len(order) == 4
    assert [bool(link.deleted) for link in order] == [True, False, False, False]


def test_a_home_that_can_sign_nothing_lets_its_receipts_be_deleted_all_the_same(tmp_path: Path) -> None:
    first, *_ = three(tmp_path)
    (tmp_path / "keys/receipts_ed25519").write_bytes(b"no key")
    before = (tmp_path / "CHAIN.sha256").read_bytes()
    chain.mark_deleted(tmp_path, {first.name})

    assert (tmp_path / "CHAIN.sha256").read_bytes() == before


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
    other = hold.take(tmp_path / "keys")
    filed: list[Path] = []
    run = threading.Thread(target=lambda: filed.append(draft.finish(a_receipt())))
    run.start()
    run.join()
    hold.let_go(other)

    assert filed[0].is_dir()
    assert chain.links(tmp_path)[-1].id == filed[0].name
