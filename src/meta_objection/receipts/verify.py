"""Whether a receipt is still what was kept: every file hashed again, nothing in it trusted."""

import hashlib
import os
import stat
import sys
from collections.abc import Container, Iterator
from pathlib import Path

from meta_objection import private_files as private
from meta_objection.receipts import manifest, sshsig, store
from meta_objection.receipts.findings import Kind, Problem, Verification
from meta_objection.receipts.manifest import MANIFEST, RECEIPT, SIGNATURE, SIGNERS, STAMPS
from meta_objection.receipts.sealed import READ_LIMIT, filed_as
from meta_objection.receipts.stamps import BadStampError, read_answer
from meta_objection.report import SCHEMA, STAMP_LIST, KeptFile, MailReceipt, Receipt, Stamp

FILE_LIMIT = 2 * 1024**3
_SMALL = 64 * 1024


def verify(folder: Path, known: Container[bytes] | None = None) -> Verification:
    """Check a receipt's folder by itself; never raises for what is in it, never follows a link out of it.

    `known` are the raw public keys that may have signed it; without them, any key may.
    """
    check = _Check(folder, known)
    problems = tuple(check.run())
    signed_by = sshsig.fingerprint(check.signer) if check.signer else None
    previous = check.said.previous if check.said else None
    name = filed_as(check.said.receipt) if check.said else None
    return Verification(problems, len(check.sound), signed_by, tuple(check.stamps), previous, name)


class _Check:
    """One pass over one folder."""

    def __init__(self, folder: Path, known: Container[bytes] | None) -> None:
        self.folder = folder
        self.known = known
        self.present: dict[str, os.stat_result] = {}
        self.listed: dict[str, str] = {}
        self.sound: set[str] = set()
        self.list = b""
        self.said: Receipt | MailReceipt | None = None
        self.signer: bytes | None = None
        self.stamps: list[Stamp] = []

    def run(self) -> Iterator[Problem]:
        try:
            self.present = dict(_walk(self.folder))
            self.list = private.read(self.folder / MANIFEST, limit=manifest.MANIFEST_LIMIT)
            self.listed = manifest.from_manifest(self.list)
        except (FileNotFoundError, NotADirectoryError):
            yield Problem(MANIFEST, Kind.MISSING)
            return
        except (OSError, manifest.MalformedManifestError) as error:
            yield Problem(MANIFEST, Kind.UNREADABLE, str(error))
            return
        yield from self.hashes()
        yield from self.extras()
        yield from self.receipt()
        yield from self.signature()
        yield from self.timestamps()
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
        entered = {path.rpartition("/")[0] for path in self.present}
        for path, found in self.present.items():
            if stat.S_ISDIR(found.st_mode):
                if path not in entered:  # what is in the others is named itself
                    yield Problem(f"{path}/", Kind.EXTRA)
            elif path not in self.listed and path not in manifest.BESIDE_MANIFEST:
                yield Problem(path, Kind.EXTRA)

    def receipt(self) -> Iterator[Problem]:
        for path in sorted(manifest.ALWAYS_THERE - self.listed.keys()):
            yield Problem(path, Kind.MISSING, f"not in {MANIFEST}")
        if RECEIPT not in self.sound:
            return
        try:
            self.said = store.read_any(self.folder)
        except store.UnreadableReceipt as error:
            yield Problem(RECEIPT, Kind.UNREADABLE, str(error))
            return
        yield from self.agreement({file.path: file for file in self.said.files})

    def agreement(self, files: dict[str, KeptFile]) -> Iterator[Problem]:
        listed = {path for path in self.listed if not manifest.is_unlisted(path)}
        for path in sorted(listed | files.keys()):
            file, digest = files.get(path), self.listed.get(path)
            size = self.present[path].st_size if path in self.sound else None
            if file is None or file.hash != f"sha256:{digest}" or (size is not None and file.bytes != size):
                yield Problem(path, Kind.DISAGREES)

    def signature(self) -> Iterator[Problem]:
        """Receipts of schema 1 have no signature; whoever takes one away leaves a receipt that names its signer."""
        if not self.is_to_be_signed():
            yield Problem(RECEIPT, Kind.OLDER) if self.said else Problem(SIGNATURE, Kind.UNSIGNED)
            return
        for path in sorted(manifest.ALWAYS_SIGNED - self.listed.keys()):
            yield Problem(path, Kind.MISSING, f"not in {MANIFEST}")
        try:
            signature = private.read(self.folder / SIGNATURE, limit=_SMALL)
            self.signer = sshsig.signer_of(signature, self.list)
        except FileNotFoundError:
            yield Problem(SIGNATURE, Kind.MISSING)
            return
        except (OSError, sshsig.BadSignatureError) as error:
            yield Problem(SIGNATURE, Kind.BAD_SIGNATURE, str(error))
            return
        if self.said and self.said.signed_by != sshsig.fingerprint(self.signer):
            yield Problem(SIGNATURE, Kind.DISAGREES)
        if SIGNERS in self.sound and self.read(SIGNERS) != sshsig.allowed_signers(self.signer):
            yield Problem(SIGNERS, Kind.DISAGREES)
        if self.known is not None and self.signer not in self.known:
            yield Problem(SIGNATURE, Kind.OTHER_KEY, sshsig.fingerprint(self.signer))

    def is_to_be_signed(self) -> bool:
        if self.said and (self.said.schema_version >= SCHEMA or self.said.signed_by):
            return True
        return SIGNERS in self.listed or SIGNATURE in self.present

    def timestamps(self) -> Iterator[Problem]:
        asked = self.said.timestamps if self.said else ()
        try:
            stamps = STAMP_LIST.validate_json(self.read(STAMPS)) if STAMPS in self.sound else ()
        except ValueError:
            yield Problem(STAMPS, Kind.UNREADABLE)
            return
        if tuple(one.authority for one in stamps) != asked:
            yield Problem(STAMPS, Kind.DISAGREES)
        for stamp in stamps:
            yield from self.timestamp(stamp)

    def timestamp(self, stamp: Stamp) -> Iterator[Problem]:
        if stamp.file is None:
            yield Problem(stamp.authority, Kind.NO_STAMP, stamp.failure or "no reason given")
            return
        if stamp.file not in self.sound:
            yield Problem(stamp.file, Kind.MISSING, f"not in {MANIFEST}")
            return
        try:
            found = read_answer(stamp.authority, self.read(stamp.file), bytes.fromhex(self.listed[RECEIPT])).stamp
        except (OSError, BadStampError) as error:
            yield Problem(stamp.file, Kind.BAD_STAMP, str(error))
            return
        if (found.moment, found.signer) != (stamp.moment, stamp.signer):
            yield Problem(stamp.file, Kind.DISAGREES)
            return
        self.stamps.append(stamp.model_copy(update={"trusted": found.trusted}))

    def read(self, path: str) -> bytes:
        """A small file that is known to be sound."""
        try:
            return private.read(self.folder / path, limit=READ_LIMIT)
        except OSError:
            return b""

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
