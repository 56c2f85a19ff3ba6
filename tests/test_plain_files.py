"""Whatever lies in a file's place, reading it ends at once."""

import os
from pathlib import Path

import pytest

from meta_objection.plain_files import TooLargeError, open_plain, read_plain


def test_a_plain_file_is_read_also_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    (tmp_path / "link").symlink_to("file")

    assert read_plain(tmp_path / "file", limit=7) == b"content"
    assert read_plain(tmp_path / "link", limit=7) == b"content"
    with pytest.raises(OSError, match=r"."):
        open_plain(tmp_path / "link", limit=7, links=False)


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "link to a device", "missing", "no name", "socket"])
def test_what_is_no_plain_file_is_never_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "it"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "device":
            path = Path("/dev/zero")
        case "link to a device":
            path.symlink_to("/dev/zero")
        case "no name":
            path = tmp_path / "a\0b"
        case "socket":
            os.mknod(path, 0o140600)
    with pytest.raises(OSError, match=r"."):
        read_plain(path, limit=100)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        file.truncate(8)
    with pytest.raises(TooLargeError):
        read_plain(tmp_path / "file", limit=7)


def test_what_says_to_be_empty_and_is_not_is_no_way_round_the_limit() -> None:
    with pytest.raises(OSError, match="larger"):
        read_plain("/proc/self/maps", limit=10)
