"""Makes of a receipt and its files the whole folder: page, instructions, timestamps, manifest, signature."""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from meta_objection.receipts import manifest, sshsig
from meta_objection.receipts.instructions import instructions
from meta_objection.receipts.keys import Signer
from meta_objection.receipts.render import render
from meta_objection.receipts.stamps import Ask, Stamped
from meta_objection.report import STAMP_LIST, KeptFile, MailReceipt, Previous, Receipt, Stamp

Kept = TypeVar("Kept", Receipt, MailReceipt)
Pages = Callable[[Kept, Sequence[Stamp]], tuple[str, str]]
Print = Callable[[str], bytes | None]
"""Makes a PDF of a page; None where that cannot be done."""


@dataclass(frozen=True)
class Sealing:
    """What it takes to seal a receipt: whose key, and whom to ask."""

    signer: Signer
    stamp: Ask | None = None
    print: Print | None = None


def seal(receipt: Receipt, files: Mapping[str, bytes], pictures: Sequence[str], sealing: Sealing) -> dict[str, bytes]:
    """Every file that is made for a receipt with these files, which are not among them."""

    def pages(whole: Receipt, stamps: Sequence[Stamp]) -> tuple[str, str]:
        return render(whole, {name: files[name] for name in pictures}, stamps), instructions(whole, stamps)

    return seal_with(pages, receipt, files, sealing)


def seal_with(pages: Pages[Kept], receipt: Kept, files: Mapping[str, bytes], sealing: Sealing) -> dict[str, bytes]:
    """As `seal`, of whatever is kept: `pages` makes of it, and of its timestamps, its page and its instructions."""
    signer = sealing.signer
    given = {**files, manifest.SIGNERS: sshsig.allowed_signers(signer.public)}
    kept: tuple[KeptFile, ...] = tuple(manifest.kept_file(name, content) for name, content in given.items())
    whole = receipt.model_copy(update={"files": kept, "signed_by": signer.fingerprint})
    text = f"{whole.model_dump_json(indent=2)}\n".encode()
    stamped = _stamped(whole, text, sealing.stamp)
    stamps = [one.stamp for one in stamped]
    page, told = pages(whole, stamps)
    made: dict[str, bytes] = {manifest.RECEIPT: text, manifest.PAGE: page.encode(), **_of_stamps(stamped)}
    made[manifest.INSTRUCTIONS] = told.encode()
    if sealing.print and (paper := sealing.print(page)):
        made[manifest.PAPER] = paper
    listed = manifest.to_manifest([*kept, *(manifest.kept_file(name, content) for name, content in made.items())])
    made |= {manifest.SIGNERS: given[manifest.SIGNERS]}
    return {**made, manifest.MANIFEST: listed, manifest.SIGNATURE: signer.sign(listed)}


def placed(receipt: Kept, place: Path, previous: Previous | None) -> Kept:
    """The receipt with where it lies and what lies before it."""
    return receipt.model_copy(update={"receipt": _as_text(place), "previous": previous})


def _stamped(receipt: Receipt | MailReceipt, text: bytes, ask: Ask | None) -> tuple[Stamped, ...]:
    if not receipt.timestamps:
        return ()
    if ask is None:
        return tuple(Stamped(Stamp(authority=one, failure="nobody was asked")) for one in receipt.timestamps)
    asked = enumerate(ask(hashlib.sha256(text).digest()), start=1)
    return tuple(_named(one, number) for number, one in asked)


def _named(one: Stamped, number: int) -> Stamped:
    if one.token is None:
        return one
    return Stamped(one.stamp.model_copy(update={"file": f"timestamp-{number}.tsr"}), one.token, one.certificates)


def _of_stamps(stamped: tuple[Stamped, ...]) -> dict[str, bytes]:
    if not stamped:
        return {}
    made = {manifest.STAMPS: STAMP_LIST.dump_json(tuple(one.stamp for one in stamped), indent=2) + b"\n"}
    for one in stamped:
        if one.stamp.file and one.token:
            made |= {one.stamp.file: one.token, one.stamp.file.replace(".tsr", ".pem"): one.certificates}
    return made


def _as_text(path: Path) -> str:
    return os.fsencode(path).decode(errors="replace")
