"""The index behind the list: faster, and never believed over the receipt itself."""

import os
import stat
from pathlib import Path

import pytest

from meta_objection.receipts import all_receipts, private
from tests.receipts.examples import REASON, a_kept_receipt


def outcomes(home: Path) -> list[str]:
    return [one.head.outcome.value if one.head else "unreadable" for one in all_receipts(home)]


def test_the_second_list_reads_no_receipt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_kept_receipt(tmp_path)
    first = all_receipts(tmp_path)
    read: list[str] = []
    whole = private.read

    def noted(path: str | Path, *, limit: int) -> bytes:
        read.append(Path(path).name)
        return whole(path, limit=limit)

    monkeypatch.setattr(private, "read", noted)

    assert all_receipts(tmp_path) == first
    assert read == ["receipts-index.json"]


def test_a_receipt_that_changed_is_read_again(tmp_path: Path) -> None:
    folder = a_kept_receipt(tmp_path)
    assert outcomes(tmp_path) == ["submitted"]
    times = (folder / "receipt.json").stat()
    text = (folder / "receipt.json").read_text(encoding="utf-8").replace('"submitted"', '"rehearsed"')
    (folder / "receipt.json").write_text(text, encoding="utf-8")
    os.utime(folder / "receipt.json", ns=(times.st_atime_ns, times.st_mtime_ns))

    assert outcomes(tmp_path) == ["rehearsed"], "the same size and time of change are not enough"


@pytest.mark.parametrize("content", [b"", b"nonsense", b"[]", b'{"x": 1}', b"\xff"])
def test_a_broken_index_costs_time_and_nothing_else(tmp_path: Path, content: bytes) -> None:
    a_kept_receipt(tmp_path)
    outcomes(tmp_path)
    (tmp_path / "receipts-index.json").write_bytes(content)

    assert outcomes(tmp_path) == ["submitted"]
    assert (tmp_path / "receipts-index.json").read_bytes() != content


def test_a_receipt_that_is_gone_leaves_the_list(tmp_path: Path) -> None:
    folder = a_kept_receipt(tmp_path)
    outcomes(tmp_path)
    folder.rename(tmp_path / "elsewhere")

    assert outcomes(tmp_path) == []


def test_the_index_is_its_owners_alone_and_holds_no_words(tmp_path: Path) -> None:
    a_kept_receipt(tmp_path)
    before = os.umask(0)
    try:
        outcomes(tmp_path)
    finally:
        os.umask(before)
    path = tmp_path / "receipts-index.json"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert REASON.partition("\n")[0].encode() not in path.read_bytes()
    assert b"example.org" not in path.read_bytes()


def test_a_home_that_cannot_be_written_to_is_listed_all_the_same(tmp_path: Path) -> None:
    a_kept_receipt(tmp_path)
    (tmp_path / "receipts-index.json").mkdir()

    assert outcomes(tmp_path) == ["submitted"]
    assert [path.name for path in tmp_path.glob("*index*")] == ["receipts-index.json"]
