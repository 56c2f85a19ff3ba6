"""The order of a home's receipts, signed, so that one that was taken away, replaced or only said to be deleted shows.

`CHAIN.sha256` in the home has one line a receipt, in the order of filing, and is a list that `sha256sum -c` reads. A
receipt that the person deleted stays in it as a comment. The signature over all of it stands at its end, as comments
too. A list that is gone or that this home did not sign is never added to: the next one is begun anew from the receipts
that are there, and says so for good.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from meta_objection import private_files as private
from meta_objection.receipts import ids, keys, sshsig, turns
from meta_objection.receipts.manifest import MANIFEST, MANIFEST_LIMIT
from meta_objection.receipts.sealed import Seal, seal_of
from meta_objection.report import Previous, utc_stamp

CHAIN = "CHAIN.sha256"
NAMESPACE = "meta-objection-list"

_PATIENCE = 30.0  # seconds that another run may take to put its receipt in its place
_LIMIT = 64 * 1024 * 1024
_STAMP = r"\d{4}-\d\d-\d\dT\d{6}Z"
_LINE = re.compile(
    rf"(?:# deleted (?P<deleted>{_STAMP}): )?(?P<digest>[0-9a-f]{{64}})  receipts/(?P<id>[^/]+)/MANIFEST\.sha256"
)
_BEGUN = re.compile(rf"# begun anew (?P<begun>{_STAMP})")
_SIGNED = "# -----BEGIN SSH SIGNATURE-----\n"
_NOTHING = "0" * 64


class BrokenListError(ValueError):
    """The list is not one that this home signed; the message says what is wrong with it."""


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


@dataclass(frozen=True, slots=True)
class Order:
    """The receipts in the order of filing, and each time that the list of them had to be begun anew."""

    links: tuple[Link, ...] = ()
    begun: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is signed: the lines of the file before its signature."""
        return "".join([*(f"# begun anew {one}\n" for one in self.begun), *(link.line for link in self.links)])


def digest_of(folder: Path) -> str | None:
    """The SHA-256 of a receipt's manifest; None where it cannot be read."""
    with suppress(OSError):
        return hashlib.sha256(private.read(folder / MANIFEST, limit=MANIFEST_LIMIT)).hexdigest()
    return None


def order(home: Path) -> Order:
    """The list as this home signed it.

    Raises FileNotFoundError where there is none, BrokenListError where it is another, OSError where it cannot be read.
    """
    content = private.read(home / CHAIN, limit=_LIMIT)
    text, begin, signature = content.decode(errors="replace").partition(_SIGNED)
    armour = "".join(line.removeprefix("# ") for line in (begin + signature).splitlines(keepends=True)).encode()
    try:
        signer = sshsig.signer_of(armour, text.encode(), NAMESPACE)
    except sshsig.BadSignatureError as error:
        raise BrokenListError("it is not as this program signed it") from error
    if content != text.encode() + _as_comments(armour):
        raise BrokenListError("it is not as this program writes it")
    if signer not in keys.known_keys(home):
        raise BrokenListError("another key signed it")
    lines = text.split("\n")
    found = (_LINE.fullmatch(line) for line in lines)
    begun = (_BEGUN.fullmatch(line) for line in lines)
    return Order(
        tuple(Link(one["id"], one["digest"], one["deleted"]) for one in found if one and ids.is_id(one["id"])),
        tuple(one["begun"] for one in begun if one),
    )


def links(home: Path) -> tuple[Link, ...]:
    """The order of filing, oldest first; empty where none was written or what stands there is none of ours.

    Raises OSError where the file is there and cannot be read.
    """
    with suppress(FileNotFoundError, BrokenListError):
        return order(home).links
    return ()


def last(home: Path) -> Previous | None:
    """The receipt filed last, also where it is gone by now; without a list of ours, the newest that we signed."""
    found = links(home) or _signed_by_us(home)
    return Previous(receipt=found[-1].id, manifest=f"sha256:{found[-1].digest}") if found else None


def begin(home: Path) -> None:
    """Write the empty list of a home that has signed nothing yet, so that one that is missing later was taken away.

    Without it, two first receipts that are in their places before either is in a list look like that. Raises OSError.
    """
    if (home / CHAIN).exists():
        return
    with turn(home):
        if not (home / CHAIN).exists() and not _signed_by_us(home):
            _write(home, Order())


def append(home: Path, folder: Path) -> None:
    """Write down that this receipt was filed; on the disk when this returns. Raises OSError."""
    digest = digest_of(folder)
    if digest is None:
        raise OSError(f"{folder.name} has no manifest")
    before = _to_go_on_from(home, but=folder.name)
    _write(home, replace(before, links=(*before.links, Link(folder.name, digest))))


def mark_deleted(home: Path, gone: Iterable[str]) -> None:
    """Write down that the person deletes these receipts, before they are gone.

    Raises OSError where that cannot be written. A home without a key of its own writes nothing down.
    """
    names, now = set(gone), utc_stamp(datetime.now(UTC))
    with turn(home):
        try:
            keys.own(home)
        except OSError:  # nothing can be signed, and what the person wants gone goes all the same
            return
        before = _to_go_on_from(home)
        known = {link.id for link in before.links}
        unlisted = (Link(name, digest_of(home / ids.FOLDER / name) or _NOTHING) for name in sorted(names - known))
        every = (*before.links, *unlisted)
        marked = tuple(replace(one, deleted=one.deleted or now) if one.id in names else one for one in every)
        if marked != before.links:
            _write(home, replace(before, links=marked))


def turn(home: Path) -> AbstractContextManager[None]:
    """Have the end of the list for oneself while entered; a crash gives it back.

    Who waited for half a minute goes on without: two receipts that name the same one before them are less of a harm
    than one that is not filed.
    """
    return turns.turn(home / keys.FOLDER, _PATIENCE)


def _to_go_on_from(home: Path, but: str | None = None) -> Order:
    """The list that is to be added to; what is not ours is set aside, and a new one begun."""
    try:
        return order(home)
    except (FileNotFoundError, BrokenListError) as error:
        found = tuple(link for link in _signed_by_us(home) if link.id != but)
        now = utc_stamp(datetime.now(UTC))
        if isinstance(error, BrokenListError):
            (home / CHAIN).replace(home / f"{CHAIN}.{now}-{secrets.token_hex(2)}")
        elif not found:
            return Order()
        return Order(found, (now,))


def _signed_by_us(home: Path) -> tuple[Link, ...]:
    """The receipts that are there and that this home signed, oldest first."""
    known, receipts = keys.known_keys(home), home / ids.FOLDER
    with suppress(FileNotFoundError), os.scandir(receipts) as entries:
        named = sorted(one.name for one in entries if ids.is_id(one.name) and one.is_dir(follow_symlinks=False))
        digests = ((name, digest_of(receipts / name)) for name in named if _is_ours(receipts / name, known))
        return tuple(Link(name, digest) for name, digest in digests if digest)
    return ()


def _is_ours(folder: Path, known: frozenset[bytes]) -> bool:
    with suppress(OSError):
        return seal_of(folder, known)[0] is Seal.OWN
    return False


def _write(home: Path, changed: Order) -> None:
    """Sign the list and put it in its place, whole or not at all."""
    text = changed.text.encode()
    signature = keys.own(home).sign(text, NAMESPACE)
    fresh = home / f".{CHAIN}.{secrets.token_hex(4)}"
    private.write(fresh, text + _as_comments(signature))
    try:
        private.sync(fresh)
        fresh.replace(home / CHAIN)
    finally:
        fresh.unlink(missing_ok=True)
    private.sync(home)


def _as_comments(armour: bytes) -> bytes:
    return b"".join(b"# " + line for line in armour.splitlines(keepends=True))
