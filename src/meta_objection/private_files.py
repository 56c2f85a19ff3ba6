"""Files and folders that nobody else on this machine can read, and that a power cut does not take away."""

import os
import secrets
import sys
from pathlib import Path

from meta_objection.plain_files import open_plain

FOLDER_MODE = 0o700
FILE_MODE = 0o600

# A link or a pipe in a file's place must neither lead elsewhere nor hold the reader up; Windows has no such flags.
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def make_folder(folder: Path) -> None:
    """Make this folder and every missing one above it, mode 0700 under any umask; OSError if that fails."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        new_folder(folder)
    except FileExistsError:
        # Another run may have made it in between; a file in its place is an error.
        if not folder.is_dir():
            raise


def new_folder(folder: Path) -> None:
    """Make one folder that did not exist, mode 0700 under any umask; OSError if that fails."""
    folder.mkdir(mode=FOLDER_MODE)
    folder.chmod(FOLDER_MODE)


def write(path: Path, content: bytes) -> None:
    """Write a file that did not exist, mode 0600 under any umask; OSError leaves no half a file behind."""
    descriptor = os.open(path, _WRITE, FILE_MODE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            path.chmod(FILE_MODE)
            file.write(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, in place of one of the same name; on the disk when this returns. OSError."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    write(fresh, content)
    try:
        sync(fresh)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file's content, or a folder's list of names, is on the disk itself."""
    if sys.platform == "win32":  # cannot open a folder, nor flush what is open for reading
        return
    descriptor = os.open(path, _READ)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def open_file(path: str | Path, *, limit: int) -> int:
    """A descriptor to read a plain file of at most `limit` bytes.

    Raises OSError, also for links, pipes, folders and larger files: none of these is ever read.
    """
    return open_plain(path, limit=limit, links=False)


def read(path: str | Path, *, limit: int) -> bytes:
    """A plain file's whole content; OSError as `open_file` raises it."""
    with os.fdopen(open_file(path, limit=limit), "rb", buffering=0) as file:
        return file.read()
