"""Every forgery that was once believed: each is found, named, and ends the check with 1."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from meta_objection.cli import export, kept
from meta_objection.errors import BadSettings
from meta_objection.receipts import all_receipts, audit, chain, find, keys
from meta_objection.settings import Place
from tests.receipts.examples import STARTED, a_kept_receipt

pytestmark = pytest.mark.usefixtures("own_place")

CHAIN = "CHAIN.sha256"


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    return [a_kept_receipt(tmp_path, started=STARTED + timedelta(days=day)) for day in range(3)]


def checked(home: Path, capsys: pytest.CaptureFixture[str], wanted: str | None = None) -> tuple[int, str]:
    capsys.readouterr()
    code = kept.verify_some(wanted, Place(home=home))
    return code, capsys.readouterr().out


def list_anew(folder: Path) -> None:
    """Write the list of files over whatever is there now, without a signature."""
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith("MANIFEST"))
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)
    (folder / "MANIFEST.sha256").write_text("".join(lines))


def downgrade(folder: Path) -> None:
    """Make of a signed receipt one of the time when nothing was signed, as whoever changed it would."""
    text = json.loads((folder / "receipt.json").read_bytes())
    text |= {"schema_version": 1, "signed_by": None, "message": "Other words."}
    for name in ("MANIFEST.sha256.sig", "allowed_signers", "VERIFY.txt"):
        (folder / name).unlink()
    text["files"] = [one for one in text["files"] if one["path"] != "allowed_signers"]
    (folder / "receipt.json").write_text(json.dumps(text))
    list_anew(folder)


def chain_anew(home: Path) -> None:
    """Bring the lines of the home's list in agreement with the folders, as far as the lines alone can be."""
    lines = (home / CHAIN).read_text().splitlines(keepends=True)
    names = {folder.name: chain.digest_of(folder) for folder in (home / "receipts").iterdir()}
    for at, line in enumerate(lines):
        for name, digest in names.items():
            if f"/{name}/" in line:
                lines[at] = f"{digest}{line[line.index('  receipts/') :]}"
    (home / CHAIN).write_text("".join(lines))


def test_what_nobody_signed_does_not_hold_and_is_neither_exported_nor_signed(
    tmp_path: Path, three: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    downgrade(three[2])
    chain_anew(tmp_path)
    code, said = checked(tmp_path, capsys, three[2].name)

    assert code == 1
    assert f"{three[2].name}: NOT SIGNED" in said
    assert "CHAIN.sha256: DOES NOT HOLD" in said
    for kind in export.Kind:
        with pytest.raises(BadSettings, match="signed"):
            export.export(three[2].name, kind, tmp_path / f"copy.{kind}", Place(home=tmp_path))
        assert not (tmp_path / f"copy.{kind}").exists()


def without_newest(home: Path, folders: list[Path]) -> None:
    shutil.rmtree(folders[2])
    lines = (home / CHAIN).read_text().splitlines(keepends=True)
    (home / CHAIN).write_text("".join(line for line in lines if folders[2].name not in line))


def without_list(home: Path, folders: list[Path]) -> None:
    shutil.rmtree(folders[2])
    shutil.rmtree(folders[1])
    (home / CHAIN).unlink()


def deleted_by_hand(home: Path, folders: list[Path]) -> None:
    shutil.rmtree(folders[1])
    text = (home / CHAIN).read_text()
    line = next(line for line in text.splitlines() if folders[1].name in line)
    (home / CHAIN).write_text(text.replace(line, f"# deleted 2026-11-25T120000Z: {line}"))


def torn(home: Path, _folders: list[Path]) -> None:
    (home / CHAIN).write_bytes((home / CHAIN).read_bytes()[:-40])


@pytest.mark.parametrize("forge", [without_newest, without_list, deleted_by_hand, torn])
def test_a_list_that_was_touched_or_taken_away_is_found(
    tmp_path: Path,
    three: list[Path],
    capsys: pytest.CaptureFixture[str],
    forge: Callable[[Path, list[Path]], None],
) -> None:
    assert checked(tmp_path, capsys)[0] == 0
    forge(tmp_path, three)
    code, said = checked(tmp_path, capsys)

    assert code == 1
    assert f"{CHAIN}: DOES NOT HOLD" in said
    assert three[0].name in said


@pytest.mark.parametrize("forge", [without_newest, without_list, deleted_by_hand, torn])
def test_the_next_receipt_makes_nothing_of_it_good(
    tmp_path: Path,
    three: list[Path],
    capsys: pytest.CaptureFixture[str],
    forge: Callable[[Path, list[Path]], None],
) -> None:
    forge(tmp_path, three)
    fourth = a_kept_receipt(tmp_path, started=STARTED + timedelta(days=9))
    code, said = checked(tmp_path, capsys)

    assert "begun anew" in said
    assert f"{fourth.name}: holds" in said
    missing = [folder.name for folder in three if not folder.is_dir() and folder is not three[2]]
    assert code == (1 if forge is deleted_by_hand else 0)
    assert all(f"{name} is gone" in said for name in missing if forge is deleted_by_hand)


def test_an_older_list_put_back_is_contradicted_by_the_journal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_kept_receipt(tmp_path)
    before = (tmp_path / CHAIN).read_bytes()
    newest = a_kept_receipt(tmp_path, started=STARTED + timedelta(days=1))
    with sqlite3.connect(tmp_path / "journal.sqlite3") as journal:
        journal.execute("CREATE TABLE attempts (id INTEGER PRIMARY KEY, receipt TEXT)")
        journal.execute("INSERT INTO attempts (receipt) VALUES (?)", (newest.name,))
    journal.close()
    assert checked(tmp_path, capsys)[0] == 0
    (tmp_path / CHAIN).write_bytes(before)
    shutil.rmtree(newest)
    code, said = checked(tmp_path, capsys)

    assert code == 1
    assert f"{newest.name} is gone" in said


def test_a_receipt_whose_run_still_works_on_it_is_not_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    working = a_kept_receipt(tmp_path).name[:-4] + "0000"
    (tmp_path / "receipts" / f".draft-{working}").mkdir()
    with sqlite3.connect(tmp_path / "journal.sqlite3") as journal:
        journal.execute("CREATE TABLE attempts (id INTEGER PRIMARY KEY, receipt TEXT)")
        journal.execute("INSERT INTO attempts (receipt) VALUES (?)", (working,))
    journal.close()

    assert checked(tmp_path, capsys)[0] == 0


def test_a_receipt_replaced_by_a_link_to_it_is_found(
    tmp_path: Path, three: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    three[1].rename(elsewhere)
    three[1].symlink_to(elsewhere)
    code, said = checked(tmp_path, capsys)

    assert code == 1
    assert f"{three[1].name}: DOES NOT HOLD — {three[1].name} not a folder" in said


def test_a_receipt_copied_under_a_later_name_is_found_and_says_which_it_is(
    tmp_path: Path, three: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    later = three[0].with_name(three[0].name.replace("2026-11-22", "2027-01-01"))
    shutil.copytree(three[0], later)
    code, said = checked(tmp_path, capsys)

    assert code == 1
    assert f"{later.name}: DOES NOT HOLD" in said
    assert f"filed under another name ({three[0].name})" in said
    with pytest.raises(BadSettings, match="does not hold"):
        export.export(later.name, export.Kind.FULL, tmp_path / "copy.zip", Place(home=tmp_path))
    assert find(tmp_path, "latest") == three[2], "it was filed last, whatever the copy is called"


def test_a_public_key_dropped_beside_ours_makes_nothing_ours(
    tmp_path: Path, three: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "another home"
    foreign = a_kept_receipt(other, started=STARTED + timedelta(days=20))
    shutil.copytree(foreign, tmp_path / "receipts" / foreign.name)
    shutil.copy(other / "keys/receipts_ed25519.pub", tmp_path / "keys/before.pub")
    code, said = checked(tmp_path, capsys)

    assert code == 1
    assert f"{foreign.name}: DOES NOT HOLD" in said
    assert "keys/before.pub no key of this home" in said
    assert f"{three[2].name}: holds" in said


def test_a_list_signed_with_another_key_is_none(
    tmp_path: Path, three: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(three[2])
    other = tmp_path / "another home"
    shutil.copytree(tmp_path / "receipts", other / "receipts")
    keys.signer(other)
    chain.append(other, other / "receipts" / three[0].name)
    shutil.copy(other / CHAIN, tmp_path / CHAIN)
    code, said = checked(tmp_path, capsys)

    assert code == 1
    assert f"{CHAIN}: DOES NOT HOLD" in said


def test_an_empty_folder_in_a_receipt_is_found(
    tmp_path: Path, three: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (three[1] / "more" / "deeper").mkdir(parents=True)
    code, said = checked(tmp_path, capsys, three[1].name)

    assert code == 1
    assert "more/deeper/ extra" in said
    with pytest.raises(BadSettings, match="does not hold"):
        export.export(three[1].name, export.Kind.FULL, tmp_path / "copy.zip", Place(home=tmp_path))


def test_what_else_lies_among_the_receipts_is_named(
    tmp_path: Path, three: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "receipts" / f"{three[0].name} (copy)").mkdir()
    code, said = checked(tmp_path, capsys)

    assert code == 0
    assert f"{three[0].name} (copy) no receipt" in said


def test_a_list_of_receipts_believes_no_file_that_nobody_signed(
    tmp_path: Path, three: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    all_receipts(tmp_path)
    for path in (tmp_path / "receipts-index.json", three[2] / "receipt.json"):
        if path.exists():
            path.write_text(path.read_text().replace('"submitted"', '"rehearsed"'))
    capsys.readouterr()
    kept.list_all(Place(home=tmp_path))
    newest, *others = capsys.readouterr().out.splitlines()

    assert "rehearsed (live)" not in newest
    assert "does not hold" in newest
    assert "answer due" not in newest
    assert all("submitted (live)" in one for one in others)


def test_showing_a_receipt_says_whether_it_holds(
    tmp_path: Path, three: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    downgrade(three[2])
    capsys.readouterr()
    kept.show("latest", Place(home=tmp_path))
    assert "Checked:  DOES NOT HOLD" in capsys.readouterr().out
    kept.show(three[0].name, Place(home=tmp_path))
    assert "Checked:  holds" in capsys.readouterr().out


def test_an_export_alone_does_not_need_the_whole_list_to_hold(tmp_path: Path, three: list[Path]) -> None:
    (tmp_path / CHAIN).unlink()

    assert dict(audit(tmp_path, [three[0].name]))[three[0].name].holds
    export.export(three[0].name, export.Kind.FULL, tmp_path / "copy.zip", Place(home=tmp_path))
    assert (tmp_path / "copy.zip").is_file()
