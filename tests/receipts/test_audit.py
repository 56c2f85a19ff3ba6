"""What checking all receipts of a home finds: the changed, the replaced and the removed."""

import hashlib
import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from meta_objection.receipts import Kind, ReceiptUnsaved, State, audit, chain, store
from meta_objection.receipts.draft import Draft
from meta_objection.receipts.keys import signer
from tests.receipts.examples import STARTED, a_kept_receipt, a_receipt, of_before_signatures


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    return [a_kept_receipt(tmp_path, started=STARTED + timedelta(days=day)) for day in range(3)]


def found(home: Path, *names: str) -> dict[str, set[Kind]]:
    return {name: {problem.kind for problem in one.problems} for name, one in audit(home, names or None)}


def test_what_was_filed_and_left_alone_holds(tmp_path: Path, three: list[Path]) -> None:
    assert found(tmp_path) == {folder.name: set() for folder in reversed(three)}
    assert {one.signed_by for _, one in audit(tmp_path, [three[0].name])} == {signer(tmp_path).fingerprint}


def test_a_removed_receipt_shows_in_the_middle_and_at_the_end(tmp_path: Path, three: list[Path]) -> None:
    shutil.rmtree(three[1])
    shutil.rmtree(three[2])

    assert found(tmp_path) == {three[0].name: set(), three[1].name: {Kind.GONE}, three[2].name: {Kind.GONE}}


def test_one_receipt_alone_shows_that_the_one_before_it_is_gone(tmp_path: Path, three: list[Path]) -> None:
    shutil.rmtree(three[1])

    assert found(tmp_path, three[2].name) == {three[2].name: set(), three[1].name: {Kind.GONE}}


def test_the_one_before_shows_as_gone_also_without_the_list(tmp_path: Path, three: list[Path]) -> None:
    shutil.rmtree(three[1])
    (tmp_path / "CHAIN.sha256").unlink()

    assert found(tmp_path)[three[1].name] == {Kind.GONE}


def test_what_the_person_deleted_is_not_missed(tmp_path: Path, three: list[Path]) -> None:
    chain.mark_deleted(tmp_path, {three[1].name})
    shutil.rmtree(three[1])

    assert found(tmp_path) == {three[0].name: set(), three[2].name: set()}


def changed(folder: Path) -> None:
    """Change the receipt's words and write its list anew, as somebody does who knows how."""
    text = json.loads((folder / "receipt.json").read_bytes())
    text["message"] = "Nothing was ever sent."
    (folder / "receipt.json").write_text(json.dumps(text))
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith("MANIFEST"))
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)
    (folder / "MANIFEST.sha256").write_text("".join(lines))


def test_a_list_written_anew_is_found_by_its_signature_and_by_the_chain(tmp_path: Path, three: list[Path]) -> None:
    changed(three[1])

    told = found(tmp_path)
    assert {Kind.BAD_SIGNATURE, Kind.REPLACED} <= told.pop(three[1].name)
    assert told == {three[0].name: set(), three[2].name: set()}


def test_a_change_signed_with_the_persons_own_key_is_found_by_the_chain(tmp_path: Path, three: list[Path]) -> None:
    changed(three[1])
    signature = signer(tmp_path).sign((three[1] / "MANIFEST.sha256").read_bytes())
    (three[1] / "MANIFEST.sha256.sig").write_bytes(signature)

    assert found(tmp_path)[three[1].name] == {Kind.REPLACED}
    (tmp_path / "CHAIN.sha256").unlink()
    assert found(tmp_path)[three[1].name] == {Kind.REPLACED}, "the receipt after it names another one"


def test_a_receipt_of_somebody_elses_is_not_this_home_s(tmp_path: Path, three: list[Path]) -> None:
    foreign = a_kept_receipt(tmp_path / "another home", started=STARTED + timedelta(days=20))
    shutil.copytree(foreign, tmp_path / "receipts" / foreign.name)

    assert found(tmp_path)[foreign.name] == {Kind.OTHER_KEY, Kind.UNCHAINED}
    assert not dict(audit(tmp_path, [foreign.name]))[foreign.name].holds
    assert three[0].name in found(tmp_path)


def test_a_receipt_from_before_there_were_signatures_is_found_not_to_be_signed(
    tmp_path: Path, three: list[Path]
) -> None:
    old = of_before_signatures(tmp_path)

    assert found(tmp_path) == {folder.name: set() for folder in three} | {old.name: {Kind.OLDER}}
    verified = dict(audit(tmp_path, [old.name]))[old.name]
    assert (verified.holds, verified.state, verified.signed_by) == (False, State.NOT_SIGNED, None)
    assert store.read(old).message


@pytest.mark.usefixtures("three")
def test_a_receipt_of_that_kind_that_came_after_a_signed_one_was_made_so(tmp_path: Path) -> None:
    late = of_before_signatures(tmp_path, STARTED + timedelta(hours=5))

    assert found(tmp_path)[late.name] == {Kind.OLDER, Kind.STRIPPED}


def test_one_that_was_kept_elsewhere_first_may_be_put_in_its_place(tmp_path: Path, three: list[Path]) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED + timedelta(days=5))
    draft.destination.write_text("a file in its place")
    with pytest.raises(ReceiptUnsaved) as unsaved:
        draft.finish(a_receipt())
    draft.destination.unlink()
    assert unsaved.value.kept_at
    shutil.copytree(unsaved.value.kept_at, draft.destination)
    shutil.rmtree(unsaved.value.kept_at)

    assert found(tmp_path)[draft.destination.name] == {Kind.UNCHAINED}
    assert dict(audit(tmp_path))[three[0].name].holds
