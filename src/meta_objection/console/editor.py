"""The editor that the person writes in."""

import os
import shlex
import shutil

_EDITORS = ("sensible-editor", "nano", "vi", "notepad.exe")


def named_editor() -> list[str] | None:
    """Give the command that the environment names, `None` where it names none."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not named:
        return None
    try:
        return shlex.split(named) or None
    except ValueError:  # a quotation mark that nobody closed
        return [named]


def find_editor() -> list[str] | None:
    """Give the command of the editor named, or of one that is found; `None` where there is none."""
    found = next((path for name in _EDITORS if (path := shutil.which(name))), None)
    return named_editor() or ([found] if found else None)
