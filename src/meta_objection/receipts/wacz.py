"""A receipt's saved page as a WACZ file, for people who archive: their programs replay it, ours need not.

The parts of `page.mhtml` become WARC records of the type `resource`: they are what the browser held, not what a
server sent, and the format knows that difference.
"""

import email
import gzip
import hashlib
import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

from meta_objection import __version__
from meta_objection import private_files as private
from meta_objection.receipts import store
from meta_objection.receipts.heads import READ_LIMIT
from meta_objection.redaction import SiteSecrets, clean_mhtml
from meta_objection.report import Receipt

PAGE = "page.mhtml"
_ARCHIVE = "archive/data.warc.gz"


class NothingToArchiveError(Exception):
    """The receipt has no saved page."""


@dataclass(frozen=True)
class Record:
    """One thing that the page held, under its address."""

    url: str
    kind: str
    content: bytes


def wacz(folder: Path) -> bytes:
    """The receipt's page as a WACZ file. Raises NothingToArchiveError, UnreadableReceipt, or OSError."""
    receipt = store.read(folder)
    try:
        # cleaned once more: the receipt may be of an earlier version, which knew fewer secrets
        records = list(_records(clean_mhtml(private.read(folder / PAGE, limit=READ_LIMIT), SiteSecrets())))
    except FileNotFoundError as error:
        raise NothingToArchiveError("it has no saved page") from error
    if not records:
        raise NothingToArchiveError("its saved page is empty")
    warc, index = _warc(records, receipt)
    files = {_ARCHIVE: warc, "indexes/index.cdx": index, "pages/pages.jsonl": _pages(records[0], receipt)}
    described = _described(files, receipt)
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
    whole = {**files, "datapackage.json": described, "datapackage-digest.json": json.dumps(digest).encode()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:  # stored, not packed: a replay reads from the middle of it
        for name, content in whole.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _records(mhtml: bytes) -> Iterator[Record]:
    for part in email.message_from_bytes(mhtml).walk():
        url, content = part.get("Content-Location", ""), part.get_payload(decode=True)
        if urlsplit(url).scheme in {"http", "https"} and isinstance(content, bytes) and not part.is_multipart():
            yield Record(url, _kind(part), content)


def _kind(part: Message) -> str:
    text = part.get_content_maintype() == "text"
    return f"{part.get_content_type()}{'; charset=utf-8' if text else ''}"


def _warc(records: list[Record], receipt: Receipt) -> tuple[bytes, bytes]:
    """The WARC file, one gzip member a record, and the index that says where each begins."""
    about = f"software: meta-objection {__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
    warc = _member("warcinfo", None, "application/warc-fields", about, receipt)
    lines = []
    for one in records:
        member = _member("resource", one.url, one.kind, one.content, receipt)
        found = {
            "url": one.url,
            "mime": one.kind.partition(";")[0],
            "status": "200",
            "digest": f"sha256:{hashlib.sha256(one.content).hexdigest()}",
            "length": str(len(member)),
            "offset": str(len(warc)),
            "filename": "data.warc.gz",
        }
        lines.append(f"{_sorted_address(one.url)} {receipt.times.ended:%Y%m%d%H%M%S} {json.dumps(found)}\n")
        warc += member
    return warc, "".join(sorted(lines)).encode()


def _member(kind: str, url: str | None, content_type: str, content: bytes, receipt: Receipt) -> bytes:
    headers = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>",
        f"WARC-Date: {receipt.times.ended:%Y-%m-%dT%H:%M:%SZ}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"Content-Type: {content_type}",
        f"Content-Length: {len(content)}",
    ]
    return gzip.compress("\r\n".join(headers).encode() + b"\r\n\r\n" + content + b"\r\n\r\n", mtime=0)


def _sorted_address(url: str) -> str:
    parts = urlsplit(url)
    host = ",".join(reversed((parts.hostname or "").split(".")))
    return f"{host}){parts.path or '/'}{f'?{parts.query}' if parts.query else ''}".lower()


def _pages(first: Record, receipt: Receipt) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    page = {
        "id": str(uuid.uuid4()),
        "url": first.url,
        "ts": f"{receipt.times.ended:%Y-%m-%dT%H:%M:%SZ}",
        "title": receipt.form_version.title or first.url,
    }
    return "".join(f"{json.dumps(one)}\n" for one in (head, page)).encode()


def _described(files: dict[str, bytes], receipt: Receipt) -> bytes:
    resources = [
        {
            "name": name.rpartition("/")[2],
            "path": name,
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
            "bytes": len(content),
        }
        for name, content in files.items()
    ]
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": receipt.form_version.title or receipt.form,
        "created": f"{receipt.times.ended:%Y-%m-%dT%H:%M:%SZ}",
        "software": f"meta-objection {__version__}",
        "resources": resources,
    }
    return json.dumps(package, indent=2).encode()
