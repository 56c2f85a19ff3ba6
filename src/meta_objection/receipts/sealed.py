"""Whether a folder is a receipt that this home signed, from three small files: quick enough for a list."""

import hashlib
import json
import re
from collections.abc import Container
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from meta_objection import private_files as private
from meta_objection.receipts import manifest, sshsig

READ_LIMIT = 16 * 1024 * 1024
_SMALL = 64 * 1024
_RESCUED = re.compile(r"meta-objection-(?P<id>.+)-[0-9a-f]{16}")


class Seal(StrEnum):
    """What can be said of a receipt without hashing all of its files."""

    OWN = "signed"
    UNSIGNED = "not signed"
    BROKEN = "does not hold"


def seal_of(folder: Path, known: Container[bytes]) -> tuple[Seal, bytes]:
    """What stands for this folder's receipt.json, and its content. Raises OSError where it cannot be read.

    `OWN` means: one of the `known` keys signed the list, the list has this very receipt.json, and that says that it
    was filed under the name which the folder has.
    """
    content = private.read(f"{folder}/{manifest.RECEIPT}", limit=READ_LIMIT)
    try:
        listed = private.read(f"{folder}/{manifest.MANIFEST}", limit=manifest.MANIFEST_LIMIT)
        signature = private.read(f"{folder}/{manifest.SIGNATURE}", limit=_SMALL)
    except FileNotFoundError:
        return Seal.UNSIGNED, content
    except OSError:
        return Seal.BROKEN, content
    with suppress(ValueError):  # also what is no signature, no list, no JSON
        is_listed = manifest.from_manifest(listed).get(manifest.RECEIPT) == hashlib.sha256(content).hexdigest()
        if is_listed and sshsig.signer_of(signature, listed) in known and _is_named(folder.name, content):
            return Seal.OWN, content
    return Seal.BROKEN, content


def filed_as(place: str | None) -> str | None:
    """The name under which a receipt was filed, from where it says that it lies; also of one kept elsewhere first."""
    name = (place or "").replace("\\", "/").rpartition("/")[2]
    rescued = _RESCUED.fullmatch(name)
    return (rescued["id"] if rescued else name) or None


def _is_named(name: str, content: bytes) -> bool:
    said = json.loads(content)
    place = said.get("receipt") if isinstance(said, dict) else None
    return isinstance(place, str) and filed_as(place) == name
