"""What the verbs about receipts say, and that a tampered receipt harms nobody who looks at it."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from meta_objection.cli import kept as verbs
from meta_objection.errors import BadSettings
from meta_objection.settings import Place
from tests.receipts.examples import STARTED, a_kept_receipt, of_before_signatures

pytestmark = pytest.mark.usefixtures("own_place")


def place(home: Path, *, as_json: bool = False) -> Place:
    return Place(home=home).model_copy(update={"as_json": as_json})


def test_a_list_stands_in_columns_and_says_until_when_meta_has_to_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_kept_receipt(tmp_path)
    a_kept_receipt(tmp_path, started=STARTED + timedelta(days=1), form="third-party")
    verbs.list_all(place(tmp_path))
    lines = capsys.readouterr().out.splitlines()

    assert len({line.index("server accepted") for line in lines}) == 1
    assert all(line.endswith("answer due 2026-12-22") for line in lines)


def test_a_list_for_scripts_has_the_deadline_with_its_law(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_kept_receipt(tmp_path)
    verbs.list_all(place(tmp_path, as_json=True))
    (listed,) = json.loads(capsys.readouterr().out)

    assert listed["deadline"] == {
        "day": "2026-12-22",
        "law": "GDPR, Article 12(3)",
        "certain": True,
        "extended": "2027-02-22",
        "complain_until": None,
        "zone": "Europe/Dublin",
    }


def test_checking_says_in_one_line_a_receipt_what_holds_and_what_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad, gone = (a_kept_receipt(tmp_path, started=STARTED + timedelta(days=day)) for day in range(3))
    (bad / "02-end.png").write_bytes(b"another picture")
    shutil.rmtree(gone)
    code = verbs.verify_some(None, place(tmp_path))
    lines = sorted(capsys.readouterr().out.splitlines())

    assert code == 1
    assert lines[0].startswith(f"{good.name}: holds — 7 files, signed by SHA256:")
    assert lines[1].startswith(f"{bad.name}: DOES NOT HOLD — 02-end.png changed (6 files, signed by SHA256:")
    assert lines[2] == f"{gone.name}: DOES NOT HOLD — {gone.name} is gone"


def test_what_a_tampered_receipt_says_commands_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_kept_receipt(tmp_path)
    text = json.loads((folder / "receipt.json").read_bytes())
    text["message"] = "\x1b]0;owned\x07\x9b2J"
    (folder / "receipt.json").write_text(json.dumps(text))
    (folder / "\x1b[2Jname\nDOES HOLD").write_bytes(b"")
    verbs.show("latest", place(tmp_path))
    verbs.verify_some(None, place(tmp_path))
    said = capsys.readouterr().out

    assert not {"\x1b", "\x07", "\x9b"} & set(said)
    assert "\\u001b[2Jname DOES HOLD extra" in said


def test_a_tampered_receipt_cannot_be_shown_as_one(tmp_path: Path) -> None:
    folder = a_kept_receipt(tmp_path)
    (folder / "receipt.json").write_text('{"outcome": ' + "[" * 100_000)

    with pytest.raises(BadSettings, match=r"receipt\.json"):
        verbs.show("latest", place(tmp_path))


def test_of_a_receipt_older_than_signatures_it_is_said_what_that_means_and_that_it_does_not_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = of_before_signatures(tmp_path)
    code = verbs.verify_some(None, place(tmp_path))
    (line,) = capsys.readouterr().out.splitlines()

    assert code == 1
    assert line.startswith(f"{old.name}: NOT SIGNED — receipt.json says that it is older than signatures: ")
    assert "nobody can tell" in line


def test_whoever_looks_at_the_receipts_deletes_what_a_killed_run_left_of_the_browser(tmp_path: Path) -> None:
    left = tmp_path / "tmp/deadbeef/profile"
    left.mkdir(parents=True)
    (left / "Tabs").write_text("kim@example.org", encoding="utf-8")
    verbs.list_all(place(tmp_path))
    assert not left.parent.exists()
