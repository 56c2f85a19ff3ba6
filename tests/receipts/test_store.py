import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from meta_objection.outcome import Outcome
from meta_objection.receipts import Draft, NoSuchReceipt, UnreadableReceipt, all_receipts, find, load, unfinished
from tests.receipts.examples import STARTED, a_kept_receipt, a_receipt


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    """Three receipts in `tmp_path`, oldest first."""
    forms = ("facebook", "instagram", "facebook")
    return [
        a_kept_receipt(tmp_path, started=STARTED + timedelta(days=day), form=form) for day, form in enumerate(forms)
    ]


def test_receipts_are_listed_newest_first(tmp_path: Path, three: list[Path]) -> None:
    listed = all_receipts(tmp_path)

    assert [one.folder for one in listed] == three[::-1]
    assert [(one.form, one.started) for one in listed][2] == ("facebook", STARTED)
    assert listed[0].head is not None
    assert listed[0].head.outcome is Outcome.SUBMITTED
    assert listed[0].head.evidence == a_receipt().evidence


def test_a_home_without_receipts_lists_none(tmp_path: Path) -> None:
    assert all_receipts(tmp_path / "nowhere") == []
    assert unfinished(tmp_path / "nowhere") == []


def test_a_broken_receipt_is_listed_as_unreadable(tmp_path: Path, three: list[Path]) -> None:
    (three[0] / "receipt.json").write_text('{"outcome": "splendid"}', encoding="utf-8")
    (three[1] / "receipt.json").unlink()

    heads = [one.head for one in all_receipts(tmp_path)]

    assert heads[0] is not None
    assert heads[1:] == [None, None]


def test_drafts_files_and_links_are_not_listed(tmp_path: Path, kept: Path) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    (kept.parent / "2026-11-22T101500Z-facebook-0000x").mkdir()
    (kept.parent / "2026-11-22T101500Z-facebook-aaaaa").write_bytes(b"")
    (kept.parent / "2031-11-22T101500Z-facebook-0000").symlink_to(kept)

    assert [one.folder for one in all_receipts(tmp_path)] == [kept]
    assert unfinished(tmp_path) == [draft.folder]


def test_a_thousand_receipts_are_listed(tmp_path: Path, kept: Path) -> None:
    for number in range(1000):
        shutil.copytree(kept, kept.with_name(f"2027-01-01T000000Z-facebook-{number:04x}"), copy_function=_json_only)

    assert len(all_receipts(tmp_path)) == 1001


def _json_only(source: str, target: str) -> None:
    if source.endswith(".json"):
        shutil.copyfile(source, target)


@pytest.mark.parametrize("wanted", ["latest", "2026-11-24", "2026-11-24T101500Z-facebook"])
def test_a_receipt_is_found_by_the_beginning_of_its_name(tmp_path: Path, three: list[Path], wanted: str) -> None:
    assert find(tmp_path, wanted) == three[2]
    assert load(tmp_path, wanted).receipt == str(three[2])


def test_a_receipt_is_found_by_its_whole_name(tmp_path: Path, three: list[Path]) -> None:
    assert find(tmp_path, three[1].name) == three[1]


def test_a_beginning_shared_by_several_finds_none_and_names_them(tmp_path: Path, three: list[Path]) -> None:
    with pytest.raises(NoSuchReceipt) as missing:
        find(tmp_path, "2026-11")

    assert set(missing.value.near) == {folder.name for folder in three}


def test_a_name_mistyped_brings_the_nearest(tmp_path: Path, three: list[Path]) -> None:
    with pytest.raises(NoSuchReceipt) as missing:
        find(tmp_path, "2026-11-23T999")

    assert missing.value.near[0] == three[1].name


def test_a_part_of_a_name_brings_the_receipt_as_near(tmp_path: Path, three: list[Path]) -> None:
    with pytest.raises(NoSuchReceipt) as missing:
        find(tmp_path, "instagram")

    assert missing.value.near[0] == three[1].name


@pytest.mark.parametrize(
    "wanted", ["", ".", "..", "../receipts", "/", "*", "2026-11-22T101500Z-facebook-3f9c/..", "\0"]
)
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, kept: Path, wanted: str) -> None:
    assert kept.is_dir()
    with pytest.raises(NoSuchReceipt):
        find(tmp_path, wanted)


def test_the_latest_is_the_one_filed_last_also_where_the_clock_was_set_back(tmp_path: Path, three: list[Path]) -> None:
    filed = a_kept_receipt(tmp_path, started=STARTED - timedelta(days=30))

    assert filed.name < min(folder.name for folder in three)
    assert find(tmp_path, "latest") == filed


def test_latest_of_none_is_no_such_receipt(tmp_path: Path) -> None:
    with pytest.raises(NoSuchReceipt, match="There are no receipts yet"):
        load(tmp_path, "latest")


def test_a_broken_receipt_is_named_without_quoting_it(tmp_path: Path, kept: Path) -> None:
    text = (kept / "receipt.json").read_text(encoding="utf-8")
    (kept / "receipt.json").write_text(
        text.replace('"reason": "I have', '"reason": 7, "more": "I have'), encoding="utf-8"
    )

    with pytest.raises(UnreadableReceipt, match=r"answers\.reason") as broken:
        load(tmp_path, "latest")
    assert "bakery" not in str(broken.value)


def test_a_huge_receipt_json_is_not_read(tmp_path: Path, kept: Path) -> None:
    with (kept / "receipt.json").open("r+b") as file:
        file.truncate(10 * 1024**3)

    assert all_receipts(tmp_path)[0].head is None
    with pytest.raises(UnreadableReceipt, match="larger"):
        load(tmp_path, "latest")
