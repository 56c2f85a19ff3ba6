"""Homes that are there twice: in a folder that a service copies to other machines, locks hold on one of them only."""

from pathlib import Path

_SERVICES = (
    "CloudStorage",
    "Dropbox",
    "Google Drive",
    "GoogleDrive",
    "MEGA",
    "Mobile Documents",
    "My Drive",
    "Nextcloud",
    "OneDrive",
    "iCloud Drive",
    "ownCloud",
    "pCloud",
)
"""How the folders of such services are called, or begin to be called."""
_MARKS = (".dropbox.cache", ".stfolder")
"""What such services keep at the top of what they copy."""


def copied_by(home: Path) -> Path | None:
    """Give the folder at or above this home that a service seems to copy to other machines; only a good guess."""
    for folder in (home.absolute(), *home.absolute().parents):
        if folder.name.startswith(_SERVICES) or any((folder / mark).exists() for mark in _MARKS):
            return folder
    return None


def other_journals(home: Path, name: str) -> list[str]:
    """Give the names of the journals that lie beside the one of this name.

    Such a service keeps both where two machines wrote at once, under names like `journal (conflicted copy …).sqlite3`,
    `journal.sync-conflict-….sqlite3`, `journal-LAPTOP.sqlite3`, `journal 2.sqlite3`.
    """
    stem, _, ending = name.partition(".")
    found = (path.name for path in home.glob(f"*.{ending}") if path.name.startswith(stem))
    return sorted(one for one in found if one != name)
