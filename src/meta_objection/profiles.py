"""Private browser profiles: where a signed-in session stays between runs, for this person's eyes only."""

import shutil
from pathlib import Path

from meta_objection.receipts.private import make_folder, read, write

_ACCOUNT = "meta-objection-account.txt"
_LONGEST_NAME = 4096  # bytes


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


def note_account(home: Path, name: str, account: str | None) -> None:
    """Note beside the session whose it is; `None` where the page did not say."""
    note = profile_folder(home, name) / _ACCOUNT
    note.unlink(missing_ok=True)
    if account:
        write(note, account.encode())


def noted_account(home: Path, name: str) -> str | None:
    """Give the account's name as it was noted when the person signed in."""
    try:
        return read(profile_folder(home, name) / _ACCOUNT, limit=_LONGEST_NAME).decode()
    except (OSError, UnicodeDecodeError):
        return None


def delete_profile(home: Path, name: str) -> bool:
    """Delete a profile with everything in it; say whether there was one."""
    folder = existing_profile(home, name)
    if folder:
        shutil.rmtree(folder)
    return folder is not None
