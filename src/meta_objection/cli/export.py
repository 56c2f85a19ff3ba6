"""`receipts export`: a receipt in one file, to hand on, to keep, or to archive."""

import io
import sys
import zipfile
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from meta_objection import private_files as private
from meta_objection.browser.launch import open_browser
from meta_objection.capture.pdf import printing_with
from meta_objection.console.steps import tell_json
from meta_objection.errors import BadSettings
from meta_objection.followup.mails import mails_among
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import Offline
from meta_objection.receipts import NoSuchReceipt, State, UnreadableReceipt, audit, find, folders, ids, keys
from meta_objection.receipts.manifest import PAGE, PAPER
from meta_objection.receipts.share import shared
from meta_objection.receipts.store import read_any
from meta_objection.receipts.unreadable import NotMaskedError
from meta_objection.receipts.wacz import NothingToArchiveError, wacz
from meta_objection.report import MailReceipt
from meta_objection.settings import Browsing, Place

_LARGEST = 2 * 1024**3
_NAMES = {"wacz": "{name}-wacz.wacz", "pdf": "{name}.pdf"}


class Kind(StrEnum):
    """What kind of copy it is."""

    SHARE = "share"
    FULL = "full"
    WACZ = "wacz"
    PDF = "pdf"


def export(wanted: str, kind: Kind, to: Path | None, settings: Place) -> int:
    """Write one receipt into one file, which must not be there yet.

    Raises BadSettings for a receipt that is not there, does not hold, or cannot be exported so, and where the file
    cannot be written.
    """
    folder = sound(wanted, settings)
    path = (to or Path(_NAMES.get(kind, "{name}-{kind}.zip").format(name=folder.name, kind=kind))).absolute()
    try:
        private.write(path, _made(folder, kind, settings))
    except (UnreadableReceipt, NotMaskedError, NothingToArchiveError) as error:
        raise _bad(f"{folder.name} cannot be exported so: {error}.", "Choose --full, or another receipt.") from error
    except OSError as error:
        raise _bad(f"--to: {path} cannot be written ({error.strerror or error}).", "Name another file.") from error
    if settings.as_json:
        tell_json({"receipt": folder.name, "kind": kind, "file": str(path)}, sys.stdout)
    else:
        look = " Look at it before you hand it on." if kind is Kind.SHARE else ""
        sys.stdout.write(f"Written: {path}{look}\n")
    return 0


def sound(wanted: str, settings: Place) -> Path:
    """The folder of a receipt that holds. Raises BadSettings for another."""
    try:
        folder = find(settings.home, wanted)
    except NoSuchReceipt as error:
        raise _bad(str(error), "See `meta-objection receipts list`.") from error
    found = dict(audit(settings.home, [folder.name]))[folder.name]
    if not found.holds:
        why = "is not signed" if found.state is State.NOT_SIGNED else "does not hold"
        raise _bad(f"{folder.name} {why}.", f"See `meta-objection receipts verify {folder.name}`.")
    return folder


def masked(folder: Path, settings: Place) -> bytes:
    """The copy to hand on, as a ZIP file. Raises UnreadableReceipt, OSError or NotMaskedError."""
    if isinstance(read_any(folder), MailReceipt):
        raise UnreadableReceipt("a mail names its reader, and is not masked; export its objection, or this with --full")
    mails = [made for one in _mails_of(folder, settings) if isinstance(made := read_any(one), MailReceipt)]
    files = shared(folder, keys.signer(settings.home), mails)
    return _zipped({f"{folder.name}-shared/{name}": content for name, content in files.items()}, folder)


def _made(folder: Path, kind: Kind, settings: Place) -> bytes:
    if kind is Kind.WACZ:
        return wacz(folder)
    if kind is Kind.PDF:
        return _on_paper(folder, settings)
    if kind is Kind.SHARE:
        return masked(folder, settings)
    story = [folder, *_mails_of(folder, settings)]
    files = {f"{one.name}/{path.name}": private.read(path, limit=_LARGEST) for one in story for path in one.iterdir()}
    return _zipped(files, folder)


def _mails_of(folder: Path, settings: Place) -> list[Path]:
    """The receipts of the mails that answer this objection: they lie beside it in what is exported, too."""
    found = mails_among(folders(settings.home), keys.known_keys(settings.home.absolute()))
    return [folder.with_name(mail.receipt) for mail in found.get(folder.name, [])]


def _on_paper(folder: Path, settings: Place) -> bytes:
    """The receipt's page as PDF: the one that is in it, else printed now by a browser that reaches nobody."""
    made = folder / PAPER
    if made.is_file():
        return private.read(made, limit=_LARGEST)
    page = private.read(folder / PAGE, limit=_LARGEST).decode("utf-8")
    offline = Browsing(home=settings.home, headed=False)
    with open_browser(offline, Offline(), SendGate(())) as session:
        printed = printing_with(session.context)(page)
    if printed is None:
        raise _bad(f"{folder.name} could not be printed.", "Open it with `receipts open`, and print it there.")
    return printed


def _zipped(files: Mapping[str, bytes], folder: Path) -> bytes:
    packed = io.BytesIO()
    begun: datetime = ids.moment_and_form(folder.name)[0]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in sorted(files.items()):
            entry = zipfile.ZipInfo(inside, begun.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = private.FILE_MODE << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _bad(message: str, remedy: str) -> BadSettings:
    return BadSettings(message, why="receipt", next_move=remedy)
