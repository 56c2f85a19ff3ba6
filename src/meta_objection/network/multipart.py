"""Puts the person's files back into a sending from which the browser leaves them out.

A router is shown a posted form with its files' names and types and without a byte of their contents (Chromium keeps
those below it). The program sends, so the program puts them in: each file into the empty part that names it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from meta_objection.plain_files import read_plain
from meta_objection.plan.attachments import LARGEST

_BOUNDARY = re.compile(r'^multipart/form-data\b.*?\bboundary="?([^";]+)"?', re.IGNORECASE)
_FILE_NAME = re.compile(rb'^Content-Disposition:[^\r\n]*;\s*filename="([^"\r\n]*)"', re.IGNORECASE | re.MULTILINE)


class FilesNotPlacedError(Exception):
    """The posted form and the person's files do not fit together; nothing was sent."""


def with_files(
    body: bytes, content_type: str, files: Iterable[Path], chosen: Mapping[str, bytes] | None = None
) -> bytes:
    """Give the posted form with every file in its place; unchanged where it is no form with files.

    `chosen` has by name what the person chose in the page itself, as the page held it.

    Raises FilesNotPlacedError where a named file is not the person's, or one of the person's has no place, or a file
    cannot be read any more.
    """
    boundary = _BOUNDARY.match(content_type)
    if boundary is None:
        return body
    delimiter = b"--" + boundary[1].encode()
    wanted: dict[bytes, Callable[[], bytes]] = {_escaped(path.name): partial(_read, path) for path in files}
    for name, content in (chosen or {}).items():
        wanted[_escaped(name)] = partial(bytes, content)
    placed: set[bytes] = set()
    parts = [_filled(part, wanted, placed) for part in body.split(delimiter)]
    if placed != set(wanted):
        raise FilesNotPlacedError("a file has no place in the form")
    return delimiter.join(parts)


def _filled(part: bytes, wanted: dict[bytes, Callable[[], bytes]], placed: set[bytes]) -> bytes:
    head, blank, content = part.partition(b"\r\n\r\n")
    named = _FILE_NAME.search(head)
    if not named or not named[1]:
        return part  # an ordinary field, or a place for files that was left empty
    read = wanted.get(named[1])
    if read is None or content != b"\r\n" or named[1] in placed:
        raise FilesNotPlacedError("the form names a file that is not one of yours")
    placed.add(named[1])
    return head + blank + read() + content


def _read(path: Path) -> bytes:
    try:
        return read_plain(path, limit=LARGEST)
    except OSError as error:
        raise FilesNotPlacedError("a file cannot be read any more") from error


def _escaped(name: str) -> bytes:
    """Give a file's name as a browser writes it into a form (HTML standard, multipart form data)."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A").encode()
