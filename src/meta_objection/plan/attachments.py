"""The person's files, checked before a browser opens."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from meta_objection.errors import BadSettings
from meta_objection.plain_files import TooLargeError, read_plain, reason_of
from meta_objection.report import Upload

_BEGINNINGS = {
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".tif": (b"II*\x00", b"MM\x00*"),
    ".tiff": (b"II*\x00", b"MM\x00*"),
    ".pdf": (b"%PDF-",),
}
"""What Meta's sister forms accept (dossier 2.1, 7.1), and how such a file begins."""

LARGEST = 10 * 1024 * 1024
"""Bytes that one file may have: ours, Meta's own limit is unknown."""


def read_evidence(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Give the files, each as an absolute path. Raises BadSettings naming the first that cannot go."""
    for path in paths:
        problem = _problem(path)
        if problem:
            raise _bad(f"{path.name}: {problem}")
    twice = [name for name, times in Counter(path.name for path in paths).items() if times > 1]
    if twice:
        raise _bad(f"two files are called {twice[0]}")
    return tuple(path.absolute() for path in paths)


def uploads_of(paths: Sequence[Path]) -> tuple[Upload, ...]:
    """Give what a receipt says of the files. Raises OSError for one that cannot be read any more."""
    contents = [(path.name, read_plain(path, limit=LARGEST)) for path in paths]
    return tuple(
        Upload(name=name, bytes=len(content), hash=f"sha256:{hashlib.sha256(content).hexdigest()}")
        for name, content in contents
    )


def _problem(path: Path) -> str | None:
    beginnings = _BEGINNINGS.get(path.suffix.lower())
    if beginnings is None:
        return "it is no picture (jpg, png, gif, tiff) and no pdf"
    try:
        beginning = read_plain(path, limit=LARGEST)[:16]
    except TooLargeError:
        return f"it is too large, and {LARGEST // 1024 // 1024} MB is the most"
    except OSError as error:
        return f"it cannot be read ({reason_of(error)})"
    return None if beginning.startswith(beginnings) else f"what is in it is no {path.suffix.lower()[1:]}"


def _bad(problem: str) -> BadSettings:
    return BadSettings(f"--evidence: {problem}.", why="setting", next_move="Name other files, or rename or shrink it.")
