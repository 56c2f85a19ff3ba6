"""The last look at a file before it is sealed: what still holds a secret is cleaned, or not kept."""

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

from .mhtml import clean_mhtml
from .secrets import Secrets
from .site import SiteSecrets

_STREAM = re.compile(rb"stream\r?\n(?P<packed>.*?)\r?\nendstream", re.DOTALL)
_LARGEST = 64 * 1024 * 1024
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")


def sifted(name: str, content: bytes, secrets: Secrets) -> bytes | None:
    """The file as it may be kept: as it is, cleaned where it is a text, or None where nothing can be taken out."""
    site = secrets.site
    if not holds(content, site):
        return content
    if name.endswith(".mhtml"):
        cleaned = clean_mhtml(content, site)
    elif _is_text(content):
        cleaned = site.hide(content.decode()).encode()
    else:
        return None
    return None if holds(cleaned, site) else cleaned


def holds(content: bytes, site: SiteSecrets) -> bool:
    """Whether a known secret stands in a file, also packed into it or encoded twice."""
    if _is_text(content):
        text = content.decode()
        return site.holds(text) or any(site.holds_octets(_decoded(run[0])) for run in _BASE64.finditer(text))
    return site.holds_octets(content) or any(holds(inside, site) for inside in _packed(content))


def _packed(content: bytes) -> Iterator[bytes]:
    """What is packed into a file, and how it is called there."""
    if content.startswith(b"%PDF"):
        yield from (_unpacked(stream["packed"]) for stream in _STREAM.finditer(content))
    if content.startswith(b"PK"):
        broken = suppress(zipfile.BadZipFile, OSError, NotImplementedError, zlib.error)
        with broken, zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inside in archive.infolist():
                yield inside.filename.encode(errors="replace")
                if inside.file_size <= _LARGEST:
                    yield archive.read(inside)


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST)
    except zlib.error:
        return b""


def _decoded(run: str) -> bytes:
    plain = run.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except ValueError:
        return b""


def _is_text(content: bytes) -> bool:
    try:
        return b"\0" not in content[:4096] and content.decode() is not None
    except UnicodeDecodeError:
        return False
