"""Makes receipts of what runs left that were killed, at whatever moment; nothing of a run that lives is touched."""

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from meta_objection import hold
from meta_objection import private_files as private
from meta_objection.outcome import Outcome
from meta_objection.receipts import chain, ids, keys, sshsig, store
from meta_objection.receipts.draft import Draft, ReceiptUnsaved
from meta_objection.receipts.files import PROGRESS
from meta_objection.receipts.heads import READ_LIMIT
from meta_objection.receipts.manifest import MANIFEST, MANIFEST_LIMIT, SIGNATURE
from meta_objection.receipts.verify import verify
from meta_objection.report import Receipt


@dataclass(frozen=True)
class Mended:
    """A receipt that was made of what a killed run left."""

    folder: Path
    outcome: Outcome

    @property
    def id(self) -> str:
        """The receipt's name."""
        return self.folder.name


def mend(home: Path) -> list[Mended]:
    """Make a receipt of every draft that no run is working on, and finish what was left half done beside them.

    What cannot be mended stays where it is. Never raises for what is there.
    """
    receipts = home.absolute() / ids.FOLDER
    if not receipts.is_dir():
        return []
    for mark, finish in ((ids.BEFORE, _put_back), (ids.AGAIN, _sweep), (ids.FRESH, _sweep)):
        for folder in _marked(receipts, mark):
            _unless_held(finish, folder, folder.with_name(folder.name.removeprefix(mark)))
    found = [_mended(folder, home.absolute()) for folder in _marked(receipts, ids.DRAFT)]
    with suppress(OSError):
        _chain_what_is_not(home.absolute())
    return [one for one in found if one]


def _marked(receipts: Path, mark: str) -> list[Path]:
    with suppress(OSError):
        named = [path for path in receipts.iterdir() if path.name.startswith(mark)]
        return sorted(path for path in named if ids.is_id(path.name.removeprefix(mark)) and not path.is_symlink())
    return []


def _unless_held(act: Callable[[Path, Path], None], folder: Path, place: Path) -> None:
    """Do this with a folder and the place of its receipt, unless the run that made it still lives."""
    with ExitStack() as stack, suppress(OSError, hold.HeldError):
        for one in {folder, place}:
            if one.is_dir():
                stack.callback(hold.let_go, hold.take(one))
        act(folder, place)


def _put_back(folder: Path, place: Path) -> None:
    if place.exists():
        shutil.rmtree(folder)
    else:
        folder.rename(place)


def _sweep(folder: Path, _place: Path) -> None:
    shutil.rmtree(folder)


def _mended(folder: Path, home: Path) -> Mended | None:
    with suppress(OSError, ValueError, hold.HeldError, ReceiptUnsaved):
        return _finished(folder, home) if not (folder / PROGRESS).exists() else _made(folder, home)
    return None


def _made(folder: Path, home: Path) -> Mended:
    receipt = Receipt.model_validate_json(private.read(folder / PROGRESS, limit=READ_LIMIT))
    draft = Draft.left(folder, home)
    try:
        return Mended(draft.file(receipt), receipt.outcome)
    finally:
        draft.close()


def _finished(folder: Path, home: Path) -> Mended | None:
    """Put a receipt in its place that was whole already; a draft that nothing came into goes."""
    held = hold.take(folder)
    try:
        if all(path.name.startswith(f".{PROGRESS}.") for path in folder.iterdir()):
            shutil.rmtree(folder)
            return None
        if not (verify(folder).holds and _is_own(folder, home, ids.DRAFT)):
            return None
        place = folder.with_name(folder.name.removeprefix(ids.DRAFT))
        folder.rename(place)
        private.sync(place.parent)
        return Mended(place, store.read(place).outcome)
    except store.UnreadableReceipt as error:
        raise ValueError(str(error)) from error
    finally:
        hold.let_go(held)


def _chain_what_is_not(home: Path) -> None:
    """Write into the order of filing what this home signed and whose run died before it could."""
    known = {link.id for link in chain.links(home)}
    missing = [folder for folder in reversed(store.folders(home)) if folder.name not in known]
    for folder in missing:
        _unless_held(_chain, folder, folder)


def _chain(folder: Path, _place: Path) -> None:
    home = folder.parent.parent
    if not _is_own(folder, home):
        return
    with chain.turn(home):
        if all(link.id != folder.name for link in chain.links(home)):
            chain.append(home, folder)


def _is_own(folder: Path, home: Path, mark: str = "") -> bool:
    """Whether this home signed the receipt, under the name that the folder has."""
    try:
        listed = private.read(folder / MANIFEST, limit=MANIFEST_LIMIT)
        signer = sshsig.signer_of(private.read(folder / SIGNATURE, limit=READ_LIMIT), listed)
        named = store.read(folder).receipt or ""
    except (OSError, sshsig.BadSignatureError, store.UnreadableReceipt):
        return False
    return signer in keys.known_keys(home) and Path(named).name == folder.name.removeprefix(mark)
