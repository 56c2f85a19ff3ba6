"""A receipt while it is being made: hidden, already private, and in its place only once it is whole."""

import secrets
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from meta_objection import hold
from meta_objection import private_files as private
from meta_objection.receipts import chain, ids, keys
from meta_objection.receipts.deletion import finish_deletions
from meta_objection.receipts.files import LIMIT, PROGRESS, Files
from meta_objection.receipts.manifest import RECEIPT
from meta_objection.receipts.placing import replace_whole, write_each
from meta_objection.receipts.seal import Print, Sealing, placed, seal
from meta_objection.receipts.stamps import Ask
from meta_objection.report import Receipt


class ReceiptUnsaved(Exception):  # noqa: N818 — named as the outcome it leads to
    """The receipt could not be put in its place; `kept_at` holds what could be kept elsewhere, if anything."""

    def __init__(self, kept_at: Path | None, reason: str) -> None:
        super().__init__(f"{reason}; kept at {kept_at}" if kept_at else f"{reason}; nothing could be kept")
        self.kept_at = kept_at
        self.reason = reason


class Draft(Files):
    """The files of one run so far, in a hidden folder.

    While its run lives it is held, and nobody else takes it over.
    """

    def __init__(self, name: str, folder: Path, signer: keys.Signer, held: int) -> None:
        super().__init__(folder)
        self.id = name
        self.signer = signer
        self._held = held
        self._adopted: Path | None = None
        self._filed: tuple[Receipt, Path] | None = None

    def __repr__(self) -> str:
        """Name it, and nothing of what is in it."""
        return f"Draft({self.id})"

    @classmethod
    def begin(cls, home: Path, form: str, started: datetime) -> Self:
        """A draft below this home, with the key that will sign it.

        Raises OSError where nothing can be written or no key can be had, so that nothing gets sent.
        """
        receipts = home.absolute() / ids.FOLDER
        private.make_folder(receipts)
        finish_deletions(home)
        signer = keys.signer(home)
        chain.begin(home)
        fresh, held = hold.take_new(partial(_fresh, receipts, form, started))
        name = fresh.name.removeprefix(ids.FRESH)
        folder = fresh.rename(receipts / f"{ids.DRAFT}{name}")  # by which others take it for one that was left
        return cls(name, folder, signer, held)

    @classmethod
    def left(cls, folder: Path, home: Path) -> Self:
        """A draft that a run left which was killed, with the files in it that a receipt is made from.

        Raises HeldError where that run still lives, OSError where the folder or the key cannot be read.
        """
        held = hold.take(folder)
        try:
            draft = cls(folder.name.removeprefix(ids.DRAFT), folder, keys.signer(home), held)
            for path in sorted(folder.iterdir()):
                draft._take_back(path)
        except BaseException:
            hold.let_go(held)
            raise
        return draft

    @property
    def destination(self) -> Path:
        """The folder that `finish` makes of this draft."""
        return self.folder.with_name(self.id)

    def note(self, receipt: Receipt) -> None:
        """Write down what is known so far, as the receipt that a run gets which breaks off now.

        It is on the disk when this returns. Raises OSError.
        """
        private.replace(self.folder / PROGRESS, receipt.model_dump_json().encode())

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
        Nothing is taken from a run that still lives.
        """
        if not ids.is_id(broken_off):
            return
        left = self.folder.with_name(f"{ids.DRAFT}{broken_off}")
        try:
            held = hold.take(left)
        except (OSError, hold.HeldError):
            return
        try:
            for path in sorted(left.iterdir()):
                self.add(f"before-{path.name}", private.read(path, limit=LIMIT))
        except (OSError, ValueError):
            return
        finally:
            hold.let_go(held)
        self._adopted = left

    def finish(self, receipt: Receipt, *, stamp: Ask | None = None, to_paper: Print | None = None) -> Path:
        """Put the whole receipt in its place and return its folder: `file`, and where there is more, `complete`.

        Raises ReceiptUnsaved as `file` does.
        """
        if not receipt.timestamps and to_paper is None:
            return self.file(receipt)
        self.file(receipt, is_all=False)
        try:
            self.complete(stamp=stamp, to_paper=to_paper)
        finally:
            self.leave()
        return self.destination

    def file(self, receipt: Receipt, *, is_all: bool = True) -> Path:
        """Put the receipt in its place, signed, without a timestamp or a PDF, and return its folder.

        `files`, `receipt`, `signed_by` and `previous` are filled in here. Where it is not all, `complete` follows.
        Raises ReceiptUnsaved where that fails, after trying a second place in the system's temporary folder.
        """
        receipts = self.destination.parent
        home = receipts.parent
        plain = Sealing(self.signer)
        try:
            with chain.turn(home):
                whole = placed(receipt, self.destination, chain.last(home))
                self._write(self._whole(whole, plain))
                (self.folder / PROGRESS).unlink(missing_ok=True)
                private.sync(self.folder)
                self.folder.rename(self.destination)
                if is_all:
                    self._chained(self.destination)
                private.sync(receipts)
            self._forget_adopted()
        except OSError as error:
            raise ReceiptUnsaved(self._rescue(receipt, plain), error.strerror or str(error)) from error
        self._filed = (whole, self.destination)
        if is_all:
            self.close()
        return self.destination

    def complete(self, *, stamp: Ask | None, to_paper: Print | None) -> None:
        """Put the filed receipt once more in its place, now with its timestamps and a PDF; `leave` follows.

        Whatever fails here, the one that was filed stays. Whoever dies meanwhile leaves it in its place, too.
        """
        receipt, destination = self._in_place()
        with suppress(OSError):
            replace_whole(destination, self._whole(receipt, Sealing(self.signer, stamp, to_paper)))

    def change(self, receipt: Receipt) -> None:
        """Put another receipt of the same run in the place of the filed one, without a timestamp or a PDF.

        Raises OSError where that fails: the one that was filed stays.
        """
        filed, destination = self._in_place()
        changed = placed(receipt, destination, filed.previous)
        replace_whole(destination, self._whole(changed, Sealing(self.signer)))

    def leave(self) -> None:
        """Leave the filed receipt as it is now, and write it into the order of filing."""
        _, destination = self._in_place()
        with chain.turn(destination.parent.parent):
            self._chained(destination)
        self.close()

    def _in_place(self) -> tuple[Receipt, Path]:
        if self._filed is None:
            raise ValueError("nothing was filed yet")
        return self._filed

    def _chained(self, folder: Path) -> None:
        home = folder.parent.parent
        with suppress(OSError):  # it is in its place; checking says what the chain lacks
            if all(link.id != folder.name for link in chain.links(home)):
                chain.append(home, folder)

    def _forget_adopted(self) -> None:
        if self._adopted:
            shutil.rmtree(self._adopted, ignore_errors=True)

    def close(self) -> None:
        """Let others take over what is left of this draft, if anything is."""
        held, self._held = self._held, -1
        if held >= 0:
            hold.let_go(held)

    def discard(self) -> None:
        """Forget the draft and delete what of it is on disk."""
        self._files.clear()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.close()

    def _write(self, made: dict[str, bytes]) -> None:
        for name, content in made.items():
            path = self.folder / name
            if name not in self._files or not path.exists():
                path.unlink(missing_ok=True)
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
        lost = write_each(place, self._whole(placed(receipt, place, None), sealing))
        if RECEIPT in lost:
            shutil.rmtree(place, ignore_errors=True)
            return self._remains()
        if not lost:
            shutil.rmtree(self.folder, ignore_errors=True)
        return place

    def _remains(self) -> Path | None:
        return next((folder for folder in (self.destination, self.folder) if folder.is_dir()), None)


def _fresh(receipts: Path, form: str, started: datetime) -> Path:
    while True:
        name = ids.new_id(started, form)
        if not any((receipts / f"{mark}{name}").exists() for mark in ("", ids.DRAFT)):
            private.new_folder(receipts / f"{ids.FRESH}{name}")
            return receipts / f"{ids.FRESH}{name}"
