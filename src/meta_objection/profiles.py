"""Private browser profiles: where a signed-in session stays between runs, for this person's eyes only."""

import shutil
from pathlib import Path

from meta_objection.receipts.private import make_folder


def profile_folder(home: Path, name: str) -> Path:
    """Give the folder of a profile, whether or not it exists."""
    return home / "profiles" / name


def existing_profile(home: Path, name: str) -> Path | None:
    """Give the folder of a profile that somebody signed in with."""
    folder = profile_folder(home, name)
    return folder if folder.is_dir() else None


def make_profile(home: Path, name: str) -> Path:
    """Make a profile that only its owner can read. Raises OSError where that is impossible."""
    folder = profile_folder(home, name)
    make_folder(folder)
    return folder


def delete_profile(home: Path, name: str) -> bool:
    """Delete a profile with everything in it; say whether there was one."""
    folder = existing_profile(home, name)
    if folder:
        shutil.rmtree(folder)
    return folder is not None
