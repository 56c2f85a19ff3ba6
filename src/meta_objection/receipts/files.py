"""The files of a receipt while it is being made: in memory, and already in a folder as far as the disk lets them."""

from contextlib import suppress
from pathlib import Path

from meta_objection import private_files as private
from meta_objection.receipts import ids
from meta_objection.receipts.manifest import BESIDE_MANIFEST, SIGNERS, is_unlisted

PROGRESS = "progress.json"
"""What is known of a run so far, as the receipt it would get if it broke off now; no part of any receipt."""

LIMIT = 64 * 1024 * 1024
"""Bytes that a file may have which a killed run left."""


class Files:
    """The files so far, in order of arrival, and which of them are the pictures of the receipt's page.

    The copy in memory is what makes a full disk after the sending harmless; the copy on disk is what a killed run
    leaves behind.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, bytes] = {}
        self._pictures: list[str] = []
        self._numbered = 0

    def add(self, name: str, content: bytes) -> None:
        """Keep a file. Raises ValueError for a name that is taken or no plain file name; never fails for the disk."""
        if not ids.is_plain(name) or self._is_taken(name):
            raise ValueError(f"{name!r} cannot be the name of a file in this receipt")
        self._files[name] = content
        # `finish` writes again what could not be written here, and says so if it still cannot.
        with suppress(OSError):
            private.write(self.folder / name, content)

    def put(self, name: str, content: bytes) -> None:
        """Keep a file that nothing may take away any more, in place of one of the same name: it is on the disk now.

        Raises ValueError as `add` does; never fails for the disk.
        """
        if name in self._files:
            del self._files[name]
        if not ids.is_plain(name) or self._is_taken(name):
            raise ValueError(f"{name!r} cannot be the name of a file in this receipt")
        self._files[name] = content
        with suppress(OSError):
            private.replace(self.folder / name, content)

    def picture(self, step: str, png: bytes, *, shown: bool = True) -> str:
        """Keep what the page showed at this step, `shown` in the receipt's page or only beside it.

        Returns the file's name. Raises ValueError as `add` does.
        """
        self._numbered += 1
        name = f"{self._numbered:02}-{step}.png"
        self.add(name, png)
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

    def _is_taken(self, name: str) -> bool:
        taken = {one.casefold() for one in (*self._files, *BESIDE_MANIFEST, SIGNERS, PROGRESS)}
        return name.casefold() in taken or is_unlisted(name)

    def _take_back(self, path: Path) -> None:
        if path.name == PROGRESS or self._is_taken(path.name) or not ids.is_plain(path.name):
            if path.name != PROGRESS:
                path.unlink()  # made from what is made anew, or half written
            return
        self._files[path.name] = private.read(path, limit=LIMIT)
        number = path.name.partition("-")[0]
        if number.isdecimal():
            self._numbered = max(self._numbered, int(number))
            if path.suffix == ".png":
                self._pictures.append(path.name)
