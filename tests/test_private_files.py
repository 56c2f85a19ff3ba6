import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from meta_objection import private_files as private


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777], ids="umask {:03o}".format)
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("_umask")
def test_folders_and_files_are_private_under_any_umask(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "receipts"
    private.make_folder(folder)
    private.write(folder / "note", b"words")

    assert (mode(folder.parent), mode(folder), mode(folder / "note")) == (0o700, 0o700, 0o600)


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    private.write(tmp_path / "note", b"first")

    with pytest.raises(FileExistsError):
        private.write(tmp_path / "note", b"second")
    assert (tmp_path / "note").read_bytes() == b"first"


def test_a_link_in_a_files_place_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "note").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(FileExistsError):
        private.write(tmp_path / "note", b"words")
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)

    private.make_folder(tmp_path)

    assert mode(tmp_path) == 0o750


def test_a_file_in_a_folders_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"")

    with pytest.raises(OSError, match="home"):
        private.make_folder(tmp_path / "home" / "receipts")


def test_only_plain_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")

    assert private.read(tmp_path / "file", limit=5) == b"words"
    for path in (tmp_path / "link", tmp_path / "pipe", tmp_path):
        with pytest.raises(OSError, match=r"."):
            private.read(path, limit=5)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words!")

    with pytest.raises(OSError, match="larger than 5 bytes"):
        private.read(tmp_path / "file", limit=5)
