"""What a receipt's folder holds, and the list that `sha256sum -c` reads."""

import hashlib
import re
from collections.abc import Iterable

from meta_objection.report import KeptFile

RECEIPT = "receipt.json"
PAGE = "receipt.html"
PAPER = "receipt.pdf"
INSTRUCTIONS = "VERIFY.txt"
SIGNERS = "allowed_signers"
STAMPS = "timestamps.json"
MANIFEST = "MANIFEST.sha256"
SIGNATURE = "MANIFEST.sha256.sig"
MANIFEST_LIMIT = 1024 * 1024

# Files made from the list of files in receipt.json, which therefore cannot be on that list.
_MADE_FROM_RECEIPT = re.compile(
    r"receipt\.(?:json|html|pdf)|VERIFY\.txt|timestamps\.json|timestamp-[1-9]\d?\.(?:tsr|pem)", re.IGNORECASE
)
# Files made from the manifest, which therefore cannot be in it.
BESIDE_MANIFEST = frozenset({MANIFEST, SIGNATURE})
ALWAYS_THERE = frozenset({RECEIPT, PAGE})
ALWAYS_SIGNED = frozenset({INSTRUCTIONS, SIGNERS})
"""What a receipt that says it is signed has besides."""

_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>[^\\\x00-\x1f\x7f]+)")


class MalformedManifestError(ValueError):
    """The manifest is not what this program writes; the message names the first line that is wrong."""


def is_unlisted(path: str) -> bool:
    """Whether this file is made from receipt.json, which therefore cannot list it; the manifest does."""
    return _MADE_FROM_RECEIPT.fullmatch(path) is not None


def kept_file(path: str, content: bytes) -> KeptFile:
    """The entry for one file in `receipt.json`."""
    return KeptFile(path=path, bytes=len(content), hash=f"sha256:{hashlib.sha256(content).hexdigest()}")


def to_manifest(files: Iterable[KeptFile]) -> bytes:
    """The manifest over these files, ordered by path."""
    ordered = sorted(files, key=lambda file: file.path)
    return "".join(f"{hexadecimal(file)}  {file.path}\n" for file in ordered).encode()


def hexadecimal(file: KeptFile) -> str:
    """The file's SHA-256 as the manifest writes it."""
    return file.hash.removeprefix("sha256:")


def from_manifest(content: bytes) -> dict[str, str]:
    """Path → hexadecimal SHA-256, exactly as listed: the paths are not to be trusted.

    Raises MalformedManifestError for anything but the lines that `to_manifest` writes. `sha256sum` itself takes
    more than those (capitals, `*`), but a receipt in which they appear has been changed.
    """
    try:
        *lines, rest = content.decode().split("\n")
    except UnicodeDecodeError as error:
        raise MalformedManifestError("not UTF-8") from error
    if rest:
        raise MalformedManifestError("the last line has no end")
    return _entries(lines)


def _entries(lines: list[str]) -> dict[str, str]:
    entries: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None or match["path"] in entries:
            raise MalformedManifestError(f"line {number}")
        entries[match["path"]] = match["digest"]
    return entries
