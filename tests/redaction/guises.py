"""Every way in which a test writes a secret down, and a search that undoes them all without the program's help."""

import base64
import binascii
import gzip
import html
import io
import json
import quopri
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

Guise = Callable[[str], str]


def by_unit(text: str) -> str:
    units = text.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def every_letter(text: str) -> str:
    return "".join(f"%{octet:02X}" for octet in text.encode())


GUISES: dict[str, Guise] = {
    "plain": str,
    "json": lambda text: json.dumps(text)[1:-1],
    "json in json": lambda text: json.dumps(json.dumps(text))[3:-3],
    "units": by_unit,
    "units in json": lambda text: json.dumps(by_unit(text))[1:-1],
    "html": html.escape,
    "html by number": lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    "html by hexadecimal number": lambda text: "".join(f"&#x{ord(sign):x};" for sign in text),
    "percent": lambda text: quote(text, safe=""),
    "percent, every letter": every_letter,
    "double percent": lambda text: quote(quote(text, safe=""), safe=""),
    "double percent, every letter": lambda text: every_letter(text).replace("%", "%25"),
    "quoted-printable": lambda text: "".join(f"={octet:02X}" for octet in text.encode()),
    "quoted-printable, broken": lambda text: f"{text[:5]}=\r\n{text[5:]}",
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 within": lambda text: base64.b64encode(f'{{"a":"{text}"}}'.encode()).decode(),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(f"?{text}?".encode()).decode(),
    "base64, in percent": lambda text: quote(base64.b64encode(text.encode()).decode(), safe=""),
    "hexadecimal": lambda text: text.encode().hex(),
    "percent in json in html": lambda text: html.escape(json.dumps(quote(text, safe=""))),
}
RUN = re.compile(rb"[A-Za-z0-9+/_-]{8,}={0,2}")
ESCAPES: tuple[Callable[[bytes], bytes], ...] = (
    unquote_to_bytes,
    lambda found: html.unescape(found.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape"),
    lambda found: re.sub(rb"\\u([0-9a-fA-F]{4})", lambda one: chr(int(one[1], 16)).encode("utf-8", "replace"), found),
    lambda found: re.sub(rb'\\(["\\/])', rb"\1", found),
    quopri.decodestring,
)


def stands_in(secret: str, content: bytes) -> bool:
    """Whether the secret can be read in these octets, however they are written and packed."""
    return any(secret.encode() in reading for reading in _readings(content))


def _readings(content: bytes, depth: int = 3) -> Iterator[bytes]:
    yield content
    if depth:
        for inside in _unpacked(content):
            yield from _readings(inside, depth - 1)
        for undo in ESCAPES if b"\0" not in content else ():
            plain = undo(content)
            if plain != content:
                yield from _readings(plain, depth - 1)
        yield from (decoded for run in RUN.findall(content) for decoded in _decoded(run))


def _decoded(run: bytes) -> Iterator[bytes]:
    plain = run.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    for start in range(4):
        part = plain[start:]
        yield base64.b64decode(part[: len(part) // 4 * 4])
        yield base64.b64decode(part + b"=" * (-len(part) % 4)) if len(part) % 4 != 1 else b""
    try:
        yield bytes.fromhex(run.decode())
    except (ValueError, binascii.Error):
        return


def _unpacked(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)
    for start in [found.start() for found in re.finditer(rb"\x1f\x8b\x08", content)]:
        try:
            yield gzip.decompress(content[start:])
        except (OSError, EOFError, zlib.error):
            with suppress(zlib.error):  # the three octets stood there by chance
                yield zlib.decompressobj(31).decompress(content[start:], 1 << 24)
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            yield stream


def holding(folder: Path, secret: str) -> list[str]:
    """The files below a folder in which, or in whose name, the secret can be read."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if stands_in(secret, path.read_bytes()) or secret in path.name]
