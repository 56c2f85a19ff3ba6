"""The order of a home's receipts, each bound to the one before it, so that a removed or changed one shows.

`CHAIN.sha256` in the home has one line a receipt, in the order of filing, and is a list that `sha256sum -c` reads. A
receipt that the person deleted stays in it as a comment.
"""

import hashlib
import os
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from meta_objection.receipts import ids, private
from meta_objection.receipts.manifest import MANIFEST, MANIFEST_LIMIT
from meta_objection.report import Previous, utc_stamp

CHAIN = "CHAIN.sha256"

_LOCK = "chain.lock"
_PATIENCE = 120.0  # seconds that another run may take to have its receipt stamped and filed
_LIMIT = 64 * 1024 * 1024
_LINE = re.compile(
    r"(?:# deleted (?P<deleted>\d{4}-\d\d-\d\dT\d{6}Z): )?"
    r"(?P<digest>[0-9a-f]{64})  receipts/(?P<id>[^/]+)/MANIFEST\.sha256"
)


@dataclass(frozen=True, slots=True)
class Link:
    """One receipt in the order of filing; `deleted` says when the person deleted it, as a receipt's name does."""

    id: str
    digest: str
    deleted: str | None = None

    @property
    def line(self) -> str:
        """The link as it stands in the file."""
        mark = f"# deleted {self.deleted}: " if self.deleted else ""
        return f"{mark}{self.digest}  {ids.FOLDER}/{self.id}/{MANIFEST}\n"


def digest_of(folder: Path) -> str | None:
    """The SHA-256 of a receipt's manifest; None where it cannot be read."""
    with suppress(OSError):
        return hashlib.sha256(private.read(folder / MANIFEST, limit=MANIFEST_LIMIT)).hexdigest()
    return None


def links(home: Path) -> list[Link]:
    """The order of filing, oldest first; empty where none was written. Lines that are none of ours are left out.

    Raises OSError where the file is there and cannot be read.
    """
    try:
        text = private.read(home / CHAIN, limit=_LIMIT).decode(errors="replace")
    except FileNotFoundError:
        return []
    found = (_LINE.fullmatch(line) for line in text.split("\n"))
    return [Link(one["id"], one["digest"], one["deleted"]) for one in found if one and ids.is_id(one["id"])]


def last(home: Path) -> Previous | None:
    """The receipt filed last, also where it is gone by now; of older homes without a chain, the newest there is."""
    order = links(home)
    if order:
        return Previous(receipt=order[-1].id, manifest=f"sha256:{order[-1].digest}")
    receipts = home / ids.FOLDER
    with suppress(FileNotFoundError), os.scandir(receipts) as entries:
        for name in sorted((entry.name for entry in entries if ids.is_id(entry.name)), reverse=True):
            digest = digest_of(receipts / name)
            if digest:
                return Previous(receipt=name, manifest=f"sha256:{digest}")
    return None


def append(home: Path, folder: Path) -> None:
    """Write down that this receipt was filed; on the disk when this returns. Raises OSError."""
    digest = digest_of(folder)
    if digest is None:
        raise OSError(f"{folder.name} has no manifest")
    descriptor = os.open(home / CHAIN, os.O_WRONLY | os.O_APPEND | os.O_CREAT, private.FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        (home / CHAIN).chmod(private.FILE_MODE)
        file.write(Link(folder.name, digest).line.encode())
        file.flush()
        os.fsync(descriptor)


def mark_deleted(home: Path, gone: set[str]) -> None:
    """Write down that the person deletes these receipts, before they are gone. Raises OSError."""
    now = utc_stamp(datetime.now(UTC))
    order = links(home)
    if not any(one.id in gone and not one.deleted for one in order):
        return
    changed = [Link(one.id, one.digest, one.deleted or (now if one.id in gone else None)) for one in order]
    fresh = home / f".{CHAIN}.{secrets.token_hex(4)}"
    private.write(fresh, "".join(one.line for one in changed).encode())
    private.sync(fresh)
    fresh.replace(home / CHAIN)
    private.sync(home)


@contextmanager
def turn(home: Path) -> Iterator[None]:
    """Have the end of the chain for oneself while entered; a crash gives it back.

    Who waited for two minutes goes on without: two receipts that name the same one before them are less of a harm
    than one that is not filed.
    """
    path = home / _LOCK
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, private.FILE_MODE))
    with ExitStack() as held:
        with suppress(sqlite3.Error):
            lock = held.enter_context(closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)))
            lock.execute("BEGIN EXCLUSIVE")
        yield
