import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.receipts import Kind, keys, verify
from tests.receipts.examples import a_kept_receipt


@pytest.fixture(scope="module")
def lasting() -> Iterator[Path]:
    """One receipt for many flips, each of which is taken back."""
    with tempfile.TemporaryDirectory() as home:
        yield a_kept_receipt(Path(home))


def found(folder: Path) -> set[tuple[str, Kind]]:
    verification = verify(folder)
    assert verification.holds == all(problem.is_warning for problem in verification.problems)
    return {(problem.path, problem.kind) for problem in verification.problems}


def sign_anew(folder: Path) -> None:
    """Write the manifest over whatever is there now, and sign it with the very key."""
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith("MANIFEST") and path.is_file())
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)
    (folder / "MANIFEST.sha256").write_text("".join(lines), encoding="utf-8")
    signature = keys.signer(folder.parents[1]).sign((folder / "MANIFEST.sha256").read_bytes())
    (folder / "MANIFEST.sha256.sig").write_bytes(signature)


def test_a_receipt_as_it_was_kept_holds(kept: Path) -> None:
    verification = verify(kept)

    assert verification.holds
    assert verification.problems == ()
    assert verification.checked == 7


@given(st.data())
def test_a_flipped_byte_is_found(lasting: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(lasting.iterdir())))
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    flip = data.draw(st.integers(1, 255))
    try:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :])
        assert not verify(lasting).holds
    finally:
        path.write_bytes(whole)


def test_every_byte_of_the_manifest_counts(lasting: Path) -> None:
    path = lasting / "MANIFEST.sha256"
    whole = path.read_bytes()
    try:
        for place in range(len(whole)):
            for flip in (0x01, 0x20, 0x07, 0x80):
                path.write_bytes(whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :])
                assert not verify(lasting).holds, place
    finally:
        path.write_bytes(whole)


def test_every_byte_of_the_signature_and_its_key_counts(lasting: Path) -> None:
    for path in (lasting / "MANIFEST.sha256.sig", lasting / "allowed_signers"):
        whole = path.read_bytes()
        try:
            for place in range(len(whole)):
                path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
                assert not verify(lasting).holds, (path.name, place)
        finally:
            path.write_bytes(whole)


@pytest.mark.parametrize("name", ["MANIFEST.sha256.sig", "allowed_signers", "VERIFY.txt"])
def test_a_receipt_cannot_be_made_one_that_was_never_signed(kept: Path, name: str) -> None:
    (kept / name).unlink()

    assert (name, Kind.MISSING) in found(kept)


def test_a_signature_by_another_key_says_otherwise_than_the_receipt(kept: Path, tmp_path: Path) -> None:
    other = keys.signer(tmp_path / "another home")
    (kept / "MANIFEST.sha256.sig").write_bytes(other.sign((kept / "MANIFEST.sha256").read_bytes()))

    assert found(kept) == {("MANIFEST.sha256.sig", Kind.DISAGREES), ("allowed_signers", Kind.DISAGREES)}


def test_a_missing_file_is_found(kept: Path) -> None:
    (kept / "02-end.png").unlink()

    assert found(kept) == {("02-end.png", Kind.MISSING)}


def test_a_changed_file_is_found(kept: Path) -> None:
    (kept / "confirmation.txt").write_bytes(b"Thank you!\n")

    assert found(kept) == {("confirmation.txt", Kind.CHANGED)}


def test_an_extra_file_is_found_however_deep(kept: Path) -> None:
    (kept / "more" / "deeper").mkdir(parents=True, mode=0o700)
    (kept / "more").chmod(0o700)
    (kept / "more" / "deeper" / "note").touch(mode=0o600)
    (kept / ".hidden").touch(mode=0o600)

    assert found(kept) == {("more/deeper/note", Kind.EXTRA), (".hidden", Kind.EXTRA)}


def test_a_missing_manifest_is_found(kept: Path) -> None:
    (kept / "MANIFEST.sha256").unlink()

    assert found(kept) == {("MANIFEST.sha256", Kind.MISSING)}


def test_a_folder_that_is_not_there_does_not_hold(tmp_path: Path) -> None:
    assert found(tmp_path / "nowhere") == {("MANIFEST.sha256", Kind.MISSING)}


@pytest.mark.parametrize("path", ["../../secret", "/etc/passwd", "a/../../secret", "./secret", "C:secret", "a//b"])
def test_a_path_out_of_the_folder_is_found_and_never_opened(kept: Path, path: str) -> None:
    with (kept / "MANIFEST.sha256").open("a", encoding="utf-8") as manifest:
        manifest.write(f"{'0' * 64}  {path}\n")

    assert (path, Kind.LEAVES_FOLDER) in found(kept)


def test_a_link_is_never_followed_even_to_the_right_content(kept: Path, tmp_path: Path) -> None:
    (kept / "confirmation.txt").rename(tmp_path / "elsewhere")
    (kept / "confirmation.txt").symlink_to(tmp_path / "elsewhere")

    assert (("confirmation.txt", Kind.NOT_A_FILE)) in found(kept)


def test_a_linked_folder_is_never_entered(kept: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "note").write_bytes(b"words")
    (kept / "more").symlink_to(outside)
    with (kept / "MANIFEST.sha256").open("a", encoding="utf-8") as manifest:
        manifest.write(f"{hashlib.sha256(b'words').hexdigest()}  more/note\n")

    assert {("more/note", Kind.MISSING), ("more", Kind.EXTRA)} <= found(kept)


def test_a_pipe_in_a_files_place_does_not_hold_the_reader_up(kept: Path) -> None:
    (kept / "confirmation.txt").unlink()
    os.mkfifo(kept / "confirmation.txt", mode=0o600)

    assert ("confirmation.txt", Kind.NOT_A_FILE) in found(kept)


@pytest.mark.parametrize("name", ["confirmation.txt", "receipt.json"])
def test_a_file_beyond_two_gibibytes_is_a_problem_and_not_read(kept: Path, name: str) -> None:
    with (kept / name).open("r+b") as file:
        file.truncate(2 * 1024**3 + 1)

    assert (name, Kind.TOO_LARGE) in found(kept)


def test_a_huge_manifest_is_not_read(kept: Path) -> None:
    with (kept / "MANIFEST.sha256").open("r+b") as file:
        file.truncate(10 * 1024**3)

    assert found(kept) == {("MANIFEST.sha256", Kind.UNREADABLE)}


def test_a_receipt_json_that_is_no_receipt_is_found(kept: Path) -> None:
    (kept / "receipt.json").write_text("{}", encoding="utf-8")
    sign_anew(kept)

    assert found(kept) == {("receipt.json", Kind.UNREADABLE)}


def test_a_manifest_written_anew_over_a_changed_file_disagrees_with_receipt_json(kept: Path) -> None:
    (kept / "confirmation.txt").write_bytes(b"Thank you!\n")
    sign_anew(kept)

    assert found(kept) == {("confirmation.txt", Kind.DISAGREES)}


def test_a_manifest_written_anew_over_more_or_fewer_files_disagrees_too(kept: Path) -> None:
    (kept / "confirmation.txt").rename(kept / "other.txt")
    sign_anew(kept)

    assert found(kept) == {("confirmation.txt", Kind.DISAGREES), ("other.txt", Kind.DISAGREES)}


def test_a_size_claimed_wrongly_is_found(kept: Path) -> None:
    receipt = json.loads((kept / "receipt.json").read_text(encoding="utf-8"))
    receipt["files"][0]["bytes"] = 10 * 1024**3
    (kept / "receipt.json").write_text(json.dumps(receipt), encoding="utf-8")
    sign_anew(kept)

    assert found(kept) == {("01-country.png", Kind.DISAGREES)}


@pytest.mark.parametrize("name", ["receipt.json", "receipt.html"])
def test_a_manifest_without_the_receipt_itself_does_not_hold(kept: Path, name: str) -> None:
    (kept / name).unlink()
    sign_anew(kept)

    assert found(kept) == {(name, Kind.MISSING)}


def test_a_receipt_that_others_can_read_holds_with_a_warning(kept: Path) -> None:
    (kept / "receipt.json").chmod(0o644)
    kept.chmod(0o755)

    assert found(kept) == {(".", Kind.OPEN_TO_OTHERS), ("receipt.json", Kind.OPEN_TO_OTHERS)}
    assert verify(kept).holds


def test_a_copy_elsewhere_still_holds(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path / "a copy")

    assert verify(tmp_path / "a copy").problems == ()
