"""Writes exchanges that were already cleaned as HAR 1.2, with the bodies as files beside it or beside all fixtures."""

import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from .bodies import BODIES, shared_name
from .clean import media_type
from .exchange import Exchange, Pairs, Request, Response, header_of
from .har import HAR_NAME

_ENDINGS = {
    "text/html": "html",
    "text/css": "css",
    "text/plain": "txt",
    "text/javascript": "js",
    "application/javascript": "js",
    "application/x-javascript": "js",
    "application/json": "json",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "font/woff2": "woff2",
}
_NO_TIME = {"send": 0, "wait": 0, "receive": 0}


def har_files(exchanges: Sequence[Exchange], started: datetime, *, shared: bool = False) -> dict[str, bytes]:
    """The files of a recording by their path from the fixture folder; the same exchanges give the same bytes.

    `started` is the first entry's time; each further one stands a millisecond later. An entry is one line.
    """
    files: dict[str, bytes] = {}
    entries = []
    for at, exchange in enumerate(exchanges):
        name = _body_name(at, exchange, shared=shared) if exchange.response.body else None
        if name:
            files[name] = exchange.response.body
        entries.append(_json(_entry(exchange, started + timedelta(milliseconds=at), name)))
    creator = _json({"name": "replay", "version": "1"})
    text = f'{{"log":{{"version":"1.2","creator":{creator},"entries":[\n' + ",\n".join(entries) + "\n]}}\n"
    return {HAR_NAME: text.encode(errors="backslashreplace"), **files}


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files into the folder, for the person's eyes only, in place of an older recording."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (folder / HAR_NAME).exists():
        shutil.rmtree(folder / BODIES, ignore_errors=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True, mode=0o700)
        (folder / name).unlink(missing_ok=True)
        with open(folder / name, "xb", opener=_private) as file:
            file.write(content)


def _body_name(at: int, exchange: Exchange, *, shared: bool) -> str:
    ending = _ending(exchange.response)
    if shared:
        return shared_name(exchange.response.body, ending)
    return f"{BODIES}/{at + 1:02}-{_stem(exchange.request)}.{ending}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _entry(exchange: Exchange, moment: datetime, file: str | None) -> dict[str, object]:
    return {
        "startedDateTime": moment.isoformat(timespec="milliseconds"),
        "time": 0,
        "request": _request(exchange.request),
        "response": _response(exchange.response, file),
        "cache": {},
        "timings": _NO_TIME,
    }


def _request(request: Request) -> dict[str, object]:
    entry: dict[str, object] = {
        "method": request.method,
        "url": request.url,
        **_common(request.headers),
        "queryString": _named(tuple(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))),
    }
    if request.fields:
        kind = header_of(request.headers, "content-type") or ""
        entry["postData"] = {"mimeType": kind, "params": _named(request.fields)}
    return entry


def _response(response: Response, file: str | None) -> dict[str, object]:
    content = {"size": len(response.body), "mimeType": response.header("content-type") or ""}
    return {
        "status": response.status,
        "statusText": "",
        **_common(response.headers),
        "content": {**content, "_file": file} if file else content,
        "redirectURL": response.target or "",
    }


def _common(headers: Pairs) -> dict[str, object]:
    sizes = {"headersSize": -1, "bodySize": -1}
    return {"httpVersion": "HTTP/1.1", "cookies": [], "headers": _named(headers), **sizes}


def _named(pairs: Pairs) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _stem(request: Request) -> str:
    words = re.findall(r"[A-Za-z0-9]+", urlsplit(request.url).path)
    return "-".join(words)[-40:].strip("-").lower() or "page"


def _ending(response: Response) -> str:
    return _ENDINGS.get(media_type(response), "bin")
