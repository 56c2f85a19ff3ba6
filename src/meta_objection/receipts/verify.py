"""Whether a receipt is still what was kept: every file hashed again, nothing in it trusted."""

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from meta_objection.receipts import private, store
from meta_objection.receipts.findings import Kind, Problem, Verification
from meta_objection.receipts.manifest import (
    BESIDE_MANIFEST,
    MANIFEST,
    RECEIPT,
    UNLISTED,
    MalformedManifestError,
    from_manifest,
)
from meta_objection.report import KeptFile

FILE_LIMIT = 2 * 1024**3
_MANIFEST_LIMIT = 1024**2


def verify(folder: Path) -> Verification:
    """Check a receipt's folder by itself; never raises for what is in it, never follows a link out of it."""
    check = _Check(folder)
    return Verification(tuple(check.run()), len(check.sound))


class _Check:
    """One pass over one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.present: dict[str, os.stat_result] = {}
        self.listed: dict[str, str] = {}
        self.sound: set[str] = set()

    def run(self) -> Iterator[Problem]:
        try:
            self.present = dict(_walk(self.folder))
            self.listed = from_manifest(private.read(self.folder / MANIFEST, limit=_MANIFEST_LIMIT))
        except (FileNotFoundError, NotADirectoryError):
            yield Problem(MANIFEST, Kind.MISSING)
            return
        except (OSError, MalformedManifestError) as error:
            yield Problem(MANIFEST, Kind.UNREADABLE, str(error))
            return
        yield from self.hashes()
        yield from self.extras()
        yield from self.receipt()
        yield from self.modes()

    def hashes(self) -> Iterator[Problem]:
        for path, digest in self.listed.items():
            problem = self.hashed(path, digest)
            if problem is None:
                self.sound.add(path)
            else:
                yield problem

    def hashed(self, path: str, digest: str) -> Problem | None:
        if _leaves(path):
            return Problem(path, Kind.LEAVES_FOLDER)
        found = self.present.get(path)
        if found is None:
            return Problem(path, Kind.MISSING)
        if not stat.S_ISREG(found.st_mode):
            return Problem(path, Kind.NOT_A_FILE)
        if found.st_size > FILE_LIMIT:
            return Problem(path, Kind.TOO_LARGE)
        try:
            same = _sha256(self.folder / path) == digest
        except OSError as error:
            return Problem(path, Kind.UNREADABLE, error.strerror or str(error))
        return None if same else Problem(path, Kind.CHANGED)

    def extras(self) -> Iterator[Problem]:
        for path, found in self.present.items():
            if not stat.S_ISDIR(found.st_mode) and path not in self.listed and path not in BESIDE_MANIFEST:
                yield Problem(path, Kind.EXTRA)

    def receipt(self) -> Iterator[Problem]:
        for path in sorted(UNLISTED - self.listed.keys()):
            yield Problem(path, Kind.MISSING, f"not in {MANIFEST}")
        if RECEIPT not in self.sound:
            return
        try:
            files = store.read(self.folder).files
        except store.UnreadableReceipt as error:
            yield Problem(RECEIPT, Kind.UNREADABLE, str(error))
            return
        yield from self.agreement({file.path: file for file in files})

    def agreement(self, files: dict[str, KeptFile]) -> Iterator[Problem]:
        for path in sorted((self.listed.keys() - UNLISTED) | files.keys()):
            file, digest, found = files.get(path), self.listed.get(path), self.present.get(path)
            size = found.st_size if found else None
            if file is None or file.hash != f"sha256:{digest}" or (size is not None and file.bytes != size):
                yield Problem(path, Kind.DISAGREES)

    def modes(self) -> Iterator[Problem]:
        if sys.platform == "win32":  # modes say nothing there
            return
        for path, found in ((".", self.folder.lstat()), *self.present.items()):
            if not stat.S_ISLNK(found.st_mode) and stat.S_IMODE(found.st_mode) & 0o077:
                yield Problem(path, Kind.OPEN_TO_OTHERS, f"mode {stat.S_IMODE(found.st_mode):04o}")


def _walk(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Everything in the folder by its path with `/`, links as links."""
    prefixes = [""]
    while prefixes:
        prefix = prefixes.pop()
        with os.scandir(folder / prefix) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                yield prefix + entry.name, entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    prefixes.append(f"{prefix}{entry.name}/")


def _leaves(path: str) -> bool:
    return path.startswith("/") or ":" in path or any(part in {"", ".", ".."} for part in path.split("/"))


def _sha256(path: Path) -> str:
    with os.fdopen(private.open_file(path, limit=FILE_LIMIT), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
