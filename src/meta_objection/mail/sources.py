"""The mails in what a person names: a file, an mbox, a Maildir, a folder of any of these, or standard input."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from meta_objection.mail.arrived import Arrived, Unread
from meta_objection.plain_files import TooLargeError, read_plain, reason_of

LARGEST_MAIL = 25 * 1024 * 1024
"""Bytes. Providers take no larger ones, and Meta's have a thousandth of it."""
_LARGEST_FILE = 512 * 1024 * 1024
_MOST = 20_000
"""Mails, or files, that one call looks at."""
_FROM_LINE = re.compile(rb"^From [^\r\n]*\d{4}[^\r\n]*\r?\n", re.MULTILINE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER = re.compile(rb"(?:[\x21-\x39\x3b-\x7e]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+(?:\r?\n|\Z)")
_NO_MAIL = "it is no mail"
_IS_ZIP = "it is a packed file; unpack it first"


def mails_in(named: list[str]) -> Iterator[Arrived | Unread]:
    """Give every mail in these, in their order, and what cannot be read; each is read when it is asked for."""
    left = _MOST
    for name in named:
        for one in _in_stream(name) if name == "-" else _in_path(Path(name).expanduser()):
            if left == 0:
                yield Unread(name, f"more than {_MOST} mails are not read at once")
                return
            left -= 1
            yield one


def _in_stream(name: str) -> Iterator[Arrived | Unread]:
    if sys.stdin is None:
        yield Unread(name, "standard input is closed")
        return
    content = sys.stdin.buffer.read(_LARGEST_FILE + 1)
    if len(content) > _LARGEST_FILE:
        yield Unread(name, "it is too large")
        return
    yield from _in_file(name, content)


def _in_path(path: Path) -> Iterator[Arrived | Unread]:
    if not path.is_dir():
        yield from _read(path)
        return
    try:
        within = sorted(one for one in path.rglob("*") if one.is_file() and not one.is_symlink())[: _MOST + 1]
    except OSError as error:
        yield Unread(str(path), reason_of(error))
        return
    if not within:
        yield Unread(str(path), "there is no mail in it")
    for one in within:
        if not _is_aside(one.relative_to(path)):
            yield from _read(one)


def _is_aside(path: Path) -> bool:
    """Whether it is what a mail program keeps beside the mails: hidden, an index, half delivered."""
    is_maildir_part = path.parent.name == "tmp"
    return is_maildir_part or any(part.startswith(".") and part not in {".", ".."} for part in path.parts[-1:])


def _read(path: Path) -> Iterator[Arrived | Unread]:
    try:
        content = read_plain(path, limit=_LARGEST_FILE)
    except TooLargeError:
        yield Unread(str(path), f"it is larger than {_LARGEST_FILE // 1024**2} MB")
    except OSError as error:
        yield Unread(str(path), reason_of(error))
    else:
        yield from _in_file(str(path), content)


def _in_file(name: str, content: bytes) -> Iterator[Arrived | Unread]:
    if not content.startswith(b"From "):
        yield _one(name, content)
        return
    # A line of a mail's own may begin so, too; what follows that is no header.
    starts = [one for one in _FROM_LINE.finditer(content) if _HEADER.match(content, one.end())]
    ends = [*(one.start() for one in starts[1:]), len(content)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        yield _one(f"{name}#{number}", _QUOTED_FROM.sub(rb"\1", content[start.end() : end]))
    if not starts:
        yield Unread(name, _NO_MAIL)


def _one(name: str, content: bytes) -> Arrived | Unread:
    if content.startswith((b"PK\x03\x04", b"\x1f\x8b")):
        return Unread(name, _IS_ZIP)
    if len(content) > LARGEST_MAIL:
        return Unread(name, f"it is larger than {LARGEST_MAIL // 1024**2} MB, which no mail is")
    if not _HEADER.match(content.lstrip(b"\r\n")):
        return Unread(name, _NO_MAIL)
    return Arrived(name, content.lstrip(b"\r\n"))
