"""Reads files that somebody else may have laid: a pipe, a device or an endless file must not hold the program up."""

import os
import stat
from pathlib import Path

# A pipe in a file's place must not make the reader wait; Windows has no such flag.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


def expanded(path: Path) -> Path:
    """Give a path with the person's own folder in place of `~`. Raises ValueError where there can be no such place."""
    try:
        whole = path.expanduser()
        whole.lstat()
    except OSError:  # nothing is there yet, perhaps
        return whole
    except (RuntimeError, ValueError) as error:
        raise ValueError("a place that there can be") from error
    return whole


class TooLargeError(OSError):
    """The file has more bytes than may be read."""


def open_plain(path: str | Path, *, limit: int, links: bool = True) -> int:
    """Give a descriptor to read a plain file of at most `limit` bytes; without `links` a link is none.

    Raises OSError, also for pipes, devices, folders and larger files: none of these is ever read. A name that can be
    no file's is one of these errors too.
    """
    try:
        descriptor = os.open(path, _READ if links else _READ | _NO_LINKS)
    except ValueError as error:  # a zero byte, or half of a character
        raise OSError("no name of a file") from error
    found = os.fstat(descriptor)
    if stat.S_ISREG(found.st_mode) and found.st_size <= limit:
        return descriptor
    os.close(descriptor)
    if stat.S_ISREG(found.st_mode):
        raise TooLargeError(f"larger than {limit} bytes")
    raise OSError("not a plain file")


def read_plain(path: str | Path, *, limit: int, links: bool = True) -> bytes:
    """Give a plain file's whole content; OSError as `open_plain` raises it, also where the file grows meanwhile."""
    with os.fdopen(open_plain(path, limit=limit, links=links), "rb", buffering=0) as file:
        content = file.read(limit + 1) or b""
    if len(content) > limit:
        raise TooLargeError(f"larger than {limit} bytes")
    return content


def reason_of(error: OSError) -> str:
    """Say in a few words why a file could not be read."""
    return (error.strerror or str(error) or "unreadable").lower()
