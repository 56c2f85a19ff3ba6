"""A run's own temporary folder: what driver and browser put aside is the person's, and must not outlive the run."""

import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from meta_objection.hold import HeldError, forget, held, let_go, take_new
from meta_objection.private_files import make_folder

FOLDER = "tmp"
_SHORT_WAY = "short-way"
_LONGEST = 60  # bytes: Chromium puts a socket below, and the kernel takes no more than 107 for the whole of its name


@contextmanager
def scratch(home: Path) -> Iterator[Path]:
    """Give a folder below the home for this run alone, and delete it afterwards.

    What a run that was killed has left is deleted first. Raises OSError where nothing can be made there.
    """
    place = home.absolute() / FOLDER
    sweep(home)
    folder, mine = take_new(partial(_made, place))
    try:
        yield folder
    finally:
        _delete(folder)
        let_go(mine)
        forget(folder)
    with suppress(OSError):  # another run is using it, too
        place.rmdir()


def _made(place: Path) -> Path:
    folder = place / secrets.token_hex(4)
    make_folder(folder)  # and its place, which another run takes away as it ends
    return folder


def sweep(home: Path) -> None:
    """Delete what runs that were killed have left: a living one holds its folder."""
    place = home.absolute() / FOLDER
    found: list[Path] = []
    with suppress(OSError):  # another run takes the place away as it ends; one that cannot be read has nothing of ours
        found = sorted(place.iterdir())
    for left in found:
        with suppress(HeldError, OSError):
            if left.is_symlink() or not left.is_dir():
                left.unlink()
                continue
            with held(left, patience=0):
                _delete(left)
            forget(left)


def short_way(folder: Path) -> Path:
    """Give a name for this folder that is short enough for Chromium: mostly its own, else a link to it."""
    if sys.platform == "win32" or len(os.fsencode(folder)) <= _LONGEST:
        return folder
    link = Path(tempfile.mkdtemp(prefix="meta-objection-")) / "t"  # made for its owner alone, 0700
    (folder / _SHORT_WAY).write_text(str(link), encoding="utf-8")
    link.symlink_to(folder)
    return link


def _delete(folder: Path) -> None:
    with suppress(OSError, ValueError):
        link = Path((folder / _SHORT_WAY).read_text(encoding="utf-8"))
        if link.is_symlink() and link.readlink() == folder:
            link.unlink()
            link.parent.rmdir()
    shutil.rmtree(folder, ignore_errors=True)
