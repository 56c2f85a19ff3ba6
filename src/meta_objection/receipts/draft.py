"""A receipt while it is being made: hidden, already private, and in its place only once it is whole."""

import secrets
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from meta_objection.receipts import chain, ids, keys, private
from meta_objection.receipts.deletion import finish_deletions
from meta_objection.receipts.manifest import BESIDE_MANIFEST, RECEIPT, SIGNERS, is_unlisted
from meta_objection.receipts.seal import Print, Sealing, placed, seal
from meta_objection.receipts.stamps import Ask
from meta_objection.report import Receipt

_ADOPTED_LIMIT = 64 * 1024 * 1024


class ReceiptUnsaved(Exception):  # noqa: N818 — named as the outcome it leads to
    """The receipt could not be put in its place; `kept_at` holds what could be kept elsewhere, if anything."""

    def __init__(self, kept_at: Path | None, reason: str) -> None:
        super().__init__(f"{reason}; kept at {kept_at}" if kept_at else f"{reason}; nothing could be kept")
        self.kept_at = kept_at
        self.reason = reason


@dataclass
class Draft:
    """The files of one run so far, in memory and, as far as the disk lets them, already in a hidden folder.

    The copy in memory is what makes a full disk after the sending harmless; the copy on disk is what a killed
    run leaves behind.
    """

    id: str
    folder: Path
    signer: keys.Signer
    _files: dict[str, bytes] = field(default_factory=dict, repr=False)
    _pictures: list[str] = field(default_factory=list, repr=False)
    _numbered: int = field(default=0, repr=False)
    _adopted: Path | None = None

    @classmethod
    def begin(cls, home: Path, form: str, started: datetime) -> Self:
        """A draft below this home, with the key that will sign it.

        Raises OSError where nothing can be written or no key can be had, so that nothing gets sent.
        """
        receipts = home.absolute() / ids.FOLDER
        private.make_folder(receipts)
        finish_deletions(home)
        signer = keys.signer(home)
        while True:
            name = ids.new_id(started, form)
            if (receipts / name).exists():
                continue
            with suppress(FileExistsError):
                private.new_folder(receipts / f"{ids.DRAFT}{name}")
                return cls(name, receipts / f"{ids.DRAFT}{name}", signer)

    @property
    def destination(self) -> Path:
        """The folder that `finish` makes of this draft."""
        return self.folder.with_name(self.id)

    def add(self, name: str, content: bytes) -> None:
        """Keep a file. Raises ValueError for a name that is taken or no plain file name; never fails for the disk."""
        if not ids.is_plain(name) or self._is_taken(name):
            raise ValueError(f"{name!r} cannot be the name of a file in this receipt")
        self._files[name] = content
        # `finish` writes again what could not be written here, and says so if it still cannot.
        with suppress(OSError):
            private.write(self.folder / name, content)

    def picture(self, step: str, content: bytes, kind: str = "png", *, shown: bool = True) -> str:
        """Keep what the page showed at this step, `shown` in the receipt's page or only beside it.

        Returns the file's name. Raises ValueError as `add` does.
        """
        self._numbered += 1
        name = f"{self._numbered:02}-{step}.{kind}"
        self.add(name, content)
        if shown:
            self._pictures.append(name)
        return name

    def last_picture(self, step: str, png: bytes, *, unless: str) -> str:
        """Keep the last picture; where it shows the very same as that of the step `unless` just before, in its place.

        Returns the file's name. Raises ValueError as `add` does.
        """
        before = self._pictures[-1] if self._pictures else ""
        if before.endswith(f"-{unless}.png") and self._files[before] == png:
            del self._files[self._pictures.pop()]
            self._numbered -= 1
            with suppress(OSError):
                (self.folder / before).unlink()
        return self.picture(step, png)

    def sift(self, sifted: Callable[[str, bytes], bytes | None]) -> None:
        """Look at every file once more before it is sealed: each is kept as `sifted` gives it, or not at all."""
        for name, content in list(self._files.items()):
            kept = sifted(name, content)
            if kept == content:
                continue
            del self._files[name]
            self._pictures = [one for one in self._pictures if one != name]
            with suppress(OSError):
                (self.folder / name).unlink()
            if kept is not None:
                self.add(name, kept)

    def adopt(self, broken_off: str) -> None:
        """Take over what a run that was killed left in its own draft, each file as `before-…`.

        What it left is deleted only once this receipt is in its place, and only if all of it could be taken over.
        """
        if not ids.is_id(broken_off):
            return
        left = self.folder.with_name(f"{ids.DRAFT}{broken_off}")
        try:
            for path in sorted(left.iterdir()):
                self.add(f"before-{path.name}", private.read(path, limit=_ADOPTED_LIMIT))
        except (OSError, ValueError):
            return
        self._adopted = left

    def finish(self, receipt: Receipt, *, stamp: Ask | None = None, to_paper: Print | None = None) -> Path:
        """Put the whole receipt in its place and return its folder.

        `files`, `receipt`, `signed_by` and `previous` are filled in here. Raises ReceiptUnsaved where that fails,
        after trying a second place in the system's temporary folder.
        """
        sealing = Sealing(self.signer, stamp, to_paper)
        receipts = self.destination.parent
        home = receipts.parent
        try:
            with chain.turn(home):
                self._write(placed(receipt, self.destination, chain.last(home)), sealing)
                self.folder.rename(self.destination)
                with suppress(OSError):  # it is in its place; checking says what the chain lacks
                    chain.append(home, self.destination)
                private.sync(receipts)
            self._forget_adopted()
        except OSError as error:
            raise ReceiptUnsaved(self._rescue(receipt, sealing), error.strerror or str(error)) from error
        return self.destination

    def _forget_adopted(self) -> None:
        if self._adopted:
            shutil.rmtree(self._adopted, ignore_errors=True)

    def discard(self) -> None:
        """Forget the draft and delete what of it is on disk."""
        self._files.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _is_taken(self, name: str) -> bool:
        taken = {one.casefold() for one in (*self._files, *BESIDE_MANIFEST, SIGNERS)}
        return name.casefold() in taken or is_unlisted(name)

    def _write(self, receipt: Receipt, sealing: Sealing) -> None:
        for name, content in self._whole(receipt, sealing).items():
            path = self.folder / name
            if name not in self._files or not path.exists():
                private.write(path, content)
            private.sync(path)
        private.sync(self.folder)

    def _whole(self, receipt: Receipt, sealing: Sealing) -> dict[str, bytes]:
        return {**seal(receipt, self._files, self._pictures, sealing), **self._files}

    def _rescue(self, receipt: Receipt, sealing: Sealing) -> Path | None:
        try:
            place = Path(tempfile.gettempdir()) / f"meta-objection-{self.id}-{secrets.token_hex(8)}"
            private.new_folder(place)
        except OSError:
            return self._remains()
        lost = _write_each(place, self._whole(placed(receipt, place, None), sealing))
        if RECEIPT in lost:
            shutil.rmtree(place, ignore_errors=True)
            return self._remains()
        if not lost:
            shutil.rmtree(self.folder, ignore_errors=True)
        return place

    def _remains(self) -> Path | None:
        return next((folder for folder in (self.destination, self.folder) if folder.is_dir()), None)


def _write_each(folder: Path, files: dict[str, bytes]) -> list[str]:
    """Write and sync what can be; returns the names of the others."""
    lost = []
    for name, content in files.items():
        try:
            private.write(folder / name, content)
            private.sync(folder / name)
        except OSError:
            lost.append(name)
    return lost
