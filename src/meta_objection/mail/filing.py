"""The receipt of a mail, beside that of the objection it is about, which stays as it is to the byte."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from meta_objection import hold
from meta_objection import private_files as private
from meta_objection.receipts import chain, ids, keys
from meta_objection.receipts.render import template
from meta_objection.receipts.seal import Sealing, placed, seal_with
from meta_objection.receipts.wording import MAIL_SAYS
from meta_objection.report import MailKey, MailReceipt, Stamp

MAIL_FILE = "mail.eml"
KEY_FILE = "key.txt"
_AUTHENTIC = {
    "signed": "Signed by {signer}. The signature (DKIM) was checked by this program against the key below.",
    "reported": "Signed by {signer}, as the person's own mail provider reports. This program could not check it.",
    "unchecked": "Nobody can be shown to have sent it: {why}.",
}


def file_mail(home: Path, made: MailReceipt, content: bytes) -> Path:
    """Put the receipt of this mail in its place, signed and in the list of receipts, and give its folder.

    It is there whole or not at all. Raises OSError where it cannot be written.
    """
    home = home.absolute()
    receipts = home / ids.FOLDER
    private.make_folder(receipts)
    signer = keys.signer(home)
    chain.begin(home)
    files = {MAIL_FILE: content} | ({KEY_FILE: _key_file(made.key)} if made.key else {})
    fresh, held = hold.take_new(partial(_fresh, receipts, made.read, made.form))
    try:
        place = receipts / fresh.name.removeprefix(ids.FRESH)
        with chain.turn(home):
            whole = placed(made, place, chain.last(home))
            for path, octets in (files | seal_with(_pages, whole, files, Sealing(signer))).items():
                private.write(fresh / path, octets)
                private.sync(fresh / path)
            private.sync(fresh)
            fresh.rename(place)
            chain.append(home, place)
            private.sync(receipts)
    finally:
        hold.let_go(held)
    return place


def digest_of(content: bytes) -> str:
    """The SHA-256 of a mail as a receipt writes it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _fresh(receipts: Path, moment: datetime, form: str) -> Path:
    """A new folder of a name that no receipt has; it is swept away where the program dies before it is in its place."""
    while True:
        name = ids.new_id(moment, form)
        if not any((receipts / f"{mark}{name}").exists() for mark in ("", ids.DRAFT)):
            private.new_folder(receipts / f"{ids.FRESH}{name}")
            return receipts / f"{ids.FRESH}{name}"


def _key_file(key: MailKey) -> bytes:
    moment = f"{key.asked:%Y-%m-%d %H:%M:%S} UTC"
    return f"{key.name} IN TXT\n{key.text}\n; as the name service answered at {moment}\n".encode()


def _pages(made: MailReceipt, _stamps: Sequence[Stamp]) -> tuple[str, str]:
    known = {
        "mail": made,
        "headline": MAIL_SAYS[made.mail_kind],
        "authentic": _AUTHENTIC[made.authentic].format(signer=made.signer, why=made.why or "it has no signature"),
        "key_file": KEY_FILE if made.key else None,
        "mail_file": MAIL_FILE,
    }
    return template("mail.html", "mail").render(known), template("VERIFY.txt", "mail").render(known)
