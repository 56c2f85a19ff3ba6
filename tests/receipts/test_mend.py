"""Receipts of what killed runs left: of every kind of leftover, and of nothing that a living run works on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from meta_objection.outcome import Outcome
from meta_objection.receipts import Draft, audit, chain, read, unfinished, verify
from meta_objection.receipts.mend import mend
from meta_objection.receipts.placing import replace_whole
from tests.receipts.examples import STARTED, a_kept_receipt, a_png, a_receipt


def a_draft(home: Path, *, noted: bool = True) -> Draft:
    draft = Draft.begin(home, "facebook", STARTED)
    draft.picture("review", a_png())
    if noted:
        draft.note(a_receipt(outcome=Outcome.UNCONFIRMED))
    return draft


def killed(draft: Draft) -> Path:
    draft.close()  # as its death does
    return draft.folder


def names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "receipts").iterdir())


def all_hold(home: Path) -> bool:
    return [found.problems for _, found in audit(home) if found.problems] == []


def test_a_draft_becomes_the_receipt_that_it_was_going_to_be(tmp_path: Path) -> None:
    draft = a_draft(tmp_path)
    draft.put("response.json", b"{}")
    killed(draft)
    (mended,) = mend(tmp_path)
    receipt = read(mended.folder)

    assert (mended.id, mended.outcome) == (draft.id, Outcome.UNCONFIRMED)
    assert names(tmp_path) == [draft.id]
    assert {"01-review.png", "response.json"} <= {file.path for file in receipt.files}
    assert (receipt.receipt, receipt.signed_by) == (str(mended.folder), draft.signer.fingerprint)
    assert "data:image/png" in (mended.folder / "receipt.html").read_text(encoding="utf-8")
    assert all_hold(tmp_path)


def test_a_draft_of_a_living_run_is_left_alone(tmp_path: Path) -> None:
    draft = a_draft(tmp_path)

    assert mend(tmp_path) == []
    assert (draft.folder / "01-review.png").exists()
    assert read(draft.finish(a_receipt())).outcome is Outcome.SUBMITTED
    assert all_hold(tmp_path)


@pytest.mark.parametrize("left", [[], [".progress.json.0a1b2c3d"]])
def test_a_draft_that_nothing_came_into_goes(tmp_path: Path, left: list[str]) -> None:
    folder = killed(Draft.begin(tmp_path, "facebook", STARTED))
    for name in left:
        (folder / name).touch()

    assert mend(tmp_path) == []
    assert unfinished(tmp_path) == []


def test_a_draft_of_which_nobody_knows_anything_stays_to_be_named(tmp_path: Path) -> None:
    folder = killed(a_draft(tmp_path, noted=False))

    assert mend(tmp_path) == []
    assert unfinished(tmp_path) == [folder]


@pytest.mark.parametrize("progress", [b"", b"{", b"[]", b'{"outcome": "granted"}', b"\xff"])
def test_what_cannot_be_mended_stays_to_be_named(tmp_path: Path, progress: bytes) -> None:
    folder = killed(a_draft(tmp_path))
    (folder / "progress.json").write_bytes(progress)

    assert mend(tmp_path) == []
    assert unfinished(tmp_path) == [folder]


def half_sealed(draft: Draft) -> None:
    for name in ("receipt.json", "MANIFEST.sha256", ".progress.json.ab12cd34"):
        (draft.folder / name).write_bytes(b"half")


def sealed_and_not_moved(draft: Draft) -> None:
    shutil.copytree(draft.file(a_receipt(), is_all=False), draft.folder)


def filed_and_not_in_the_chain(draft: Draft) -> None:
    draft.file(a_receipt(), is_all=False)


def replaced_by_half(draft: Draft) -> None:
    folder = draft.file(a_receipt(), is_all=False)
    shutil.copytree(folder, folder.with_name(f".again-{folder.name}"))
    (folder.with_name(f".again-{folder.name}") / "receipt.json").unlink()


def between_two_renames(draft: Draft) -> None:
    folder = draft.file(a_receipt(), is_all=False)
    folder.rename(folder.with_name(f".before-{folder.name}"))


def after_both_renames(draft: Draft) -> None:
    folder = draft.file(a_receipt(), is_all=False)
    shutil.copytree(folder, folder.with_name(f".before-{folder.name}"))


def never_named(draft: Draft) -> None:
    draft.folder.rename(draft.folder.with_name(f".new-{draft.id}"))


@pytest.mark.parametrize(
    ("leave", "left"),
    [
        (half_sealed, 1),
        (sealed_and_not_moved, 1),
        (filed_and_not_in_the_chain, 1),
        (replaced_by_half, 1),
        (between_two_renames, 1),
        (after_both_renames, 1),
        (never_named, 0),
    ],
)
def test_wherever_the_filing_was_killed_one_whole_receipt_comes_of_it(
    tmp_path: Path, leave: Callable[[Draft], None], left: int
) -> None:
    draft = a_draft(tmp_path)
    leave(draft)
    if leave is sealed_and_not_moved:
        shutil.rmtree(draft.destination)
    killed(draft)
    mend(tmp_path)

    assert names(tmp_path) == [draft.id] * left
    assert all(verify(tmp_path / "receipts" / name).problems == () for name in names(tmp_path))
    assert [link.id for link in chain.links(tmp_path)] == names(tmp_path)
    assert mend(tmp_path) == []


def test_what_a_living_run_is_replacing_is_left_alone(tmp_path: Path) -> None:
    draft = a_draft(tmp_path)
    folder = draft.file(a_receipt(), is_all=False)
    again = folder.with_name(f".again-{folder.name}")
    again.mkdir()
    mend(tmp_path)

    assert again.exists()
    again.rmdir()
    draft.complete(stamp=None, to_paper=lambda _page: b"%PDF-1.7")
    assert (folder / "receipt.pdf").exists()
    assert all_hold(tmp_path)


def test_a_copy_of_a_receipt_under_another_name_is_not_taken_for_one_that_was_filed(tmp_path: Path) -> None:
    folder = a_kept_receipt(tmp_path)
    shutil.copytree(folder, folder.with_name("2026-11-23T101500Z-facebook-0000"))
    mend(tmp_path)

    assert [link.id for link in chain.links(tmp_path)] == [folder.name]


def test_a_receipt_that_cannot_be_replaced_stays(tmp_path: Path) -> None:
    folder = a_kept_receipt(tmp_path)
    folder.with_name(f".before-{folder.name}").mkdir()
    (folder.with_name(f".before-{folder.name}") / "in the way").touch()
    with pytest.raises(OSError, match="not empty"):
        replace_whole(folder, {"receipt.json": b"{}"})

    assert verify(folder).problems == ()
