"""Deletes receipts, so that nothing of them is left, also where a deletion broke off."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from meta_objection.receipts import ids
from meta_objection.receipts.heads import INDEX

_DELETED = ".deleted-"


def delete(folders: Iterable[Path]) -> None:
    """Delete these folders of receipts. Raises OSError where one cannot be."""
    for folder in folders:
        # First out of its place, so that a deletion that breaks off leaves no half receipt; another may have left one.
        hidden = _free(folder.with_name(f"{_DELETED}{folder.name}"))
        folder.rename(hidden)
        shutil.rmtree(hidden)


def delete_pages(home: Path) -> None:
    """Delete what was made of receipts beside them: the gallery and the index."""
    for pattern in (ids.GALLERY, INDEX, f".{ids.GALLERY}.*", f".{INDEX}.*"):
        for path in home.glob(pattern):
            path.unlink(missing_ok=True)


def left_over(home: Path) -> list[Path]:
    """Folders of receipts that are neither: what a deletion that broke off left behind."""
    return sorted((home.absolute() / ids.FOLDER).glob(f"{_DELETED}*"))


def finish_deletions(home: Path) -> None:
    """Finish what broke off; what cannot be deleted now stays for the next time."""
    for folder in left_over(home):
        with suppress(OSError):
            shutil.rmtree(folder)


def _free(path: Path) -> Path:
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
