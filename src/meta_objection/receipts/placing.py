"""Puts files into folders so that a kill or a full disk leaves something whole."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from meta_objection import private_files as private
from meta_objection.receipts import ids


def write_each(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write and sync what can be; returns the names of the others."""
    lost = []
    for name, content in files.items():
        try:
            private.write(folder / name, content)
            private.sync(folder / name)
        except OSError:
            lost.append(name)
    return lost


def replace_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put a folder with these files in the place of this one. OSError leaves the old one; a kill, one of both.

    Between two renames there is neither; whoever comes next finds the old one beside, and puts it back.
    """
    fresh, old = (folder.with_name(f"{mark}{folder.name}") for mark in (ids.AGAIN, ids.BEFORE))
    try:
        private.new_folder(fresh)
        for name, content in files.items():
            private.write(fresh / name, content)
            private.sync(fresh / name)
        private.sync(fresh)
        folder.rename(old)
        try:
            fresh.rename(folder)
        except OSError:
            old.rename(folder)
            raise
        private.sync(folder.parent)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
