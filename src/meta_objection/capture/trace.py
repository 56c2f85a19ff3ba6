"""A Playwright trace for the receipt: the steps, the pictures and the looks of the page, and nothing that was said.

What is kept is a list: these events, these fields of them, these parts of a page. Whatever a later Playwright adds is
left out until somebody puts it on the list.
"""

import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

from meta_objection.receipts import Draft
from meta_objection.redaction import Secrets

_CLASSES = {"Frame", "Page", "ElementHandle", "BrowserContext"}
_METHODS = {
    *("goto", "click", "dblclick", "fill", "press", "type", "check", "uncheck", "selectOption", "setInputFiles"),
    *("hover", "focus", "tap", "waitForSelector", "waitForLoadState", "screenshot", "expect"),
}
_FIELDS = {
    "context-options": (
        *("version", "type", "origin", "browserName", "playwrightVersion", "platform", "wallTime", "monotonicTime"),
        *("sdkLanguage", "contextId"),
    ),
    "before": ("type", "callId", "startTime", "class", "method", "pageId", "beforeSnapshot"),
    "after": ("type", "callId", "endTime", "afterSnapshot", "point"),
    "input": ("type", "callId", "box", "point", "inputSnapshot"),
    "screencast-frame": ("type", "pageId", "file", "sha1", "width", "height", "timestamp", "frameSwapWallTime"),
}
_SNAPSHOT = (
    *("callId", "phase", "snapshotName", "pageId", "frameId", "viewport", "timestamp", "wallTime", "collectionTime"),
    *("isMainFrame", "doctype"),
)
_PARAMS = {"timeout", "strict", "waitUntil", "noWaitAfter", "button", "clickCount", "state"}
_ATTRIBUTES = {
    *("class", "style", "id", "type", "role", "for", "name", "lang", "dir", "rel", "media", "checked", "disabled"),
    *("aria-label", "aria-labelledby", "aria-hidden", "aria-modal", "colspan", "rowspan", "rows", "cols", "width"),
    *("height", "viewBox", "d", "fill", "__playwright_checked_", "__playwright_target__", "__playwright_shadow_root_"),
    *("__playwright_scroll_left_", "__playwright_scroll_top_"),
}
_BOXES = {"INPUT", "TEXTAREA", "SELECT", "OPTION"}
_UNREAD = {"SCRIPT", "NOSCRIPT", "META", "TEMPLATE", "TITLE"}
_LOOKS = ("text/css", "font/")
_FRAMES = (".jpeg", ".jpg", ".png")

Line = dict[str, Any]


class Trace:
    """Records what happens at the form when it is wanted, and keeps of it what is on the list."""

    def __init__(self, context: BrowserContext, secrets: Secrets, *, wanted: bool) -> None:
        self._context = context
        self._secrets = secrets
        self._wanted = wanted
        self._begun = False

    def begin(self) -> None:
        """Start to record where it is wanted: at the form, because the way there may show what other people wrote."""
        if self._wanted:
            self._context.tracing.start(screenshots=True, snapshots=True)
            self._begun = True

    def keep(self, draft: Draft) -> None:
        """End the recording and put it into the receipt as `trace.zip`."""
        if not self._begun:
            return
        with tempfile.TemporaryDirectory(prefix="meta-objection-") as folder:  # made for its owner alone, 0700
            path = Path(folder) / "trace.zip"
            self._context.tracing.stop(path=path)
            draft.add("trace.zip", cleaned(path.read_bytes(), self._secrets))


def cleaned(trace: bytes, secrets: Secrets) -> bytes:
    """Give a trace with what is on the list of events, of fields and of files, the site's secrets taken out of it."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(trace)) as before, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as after:
        events, network = _lines(before, ".trace"), _lines(before, ".network")
        until = min((_typed_at(line, secrets) for line in events), default=float("inf"))
        kept = [one for line in events if _time_of(line) < until and (one := _event(line, secrets))]
        asked = [one for line in network if (one := _request(line, secrets))]
        for name, lines in (("trace.trace", kept), ("trace.network", asked)):
            after.writestr(name, "".join(f"{json.dumps(line)}\n" for line in lines))
        shown = {str(line[key]).rpartition("/")[2] for line in kept for key in ("file", "sha1") if key in line}
        looks = {str(one["snapshot"]["response"]["content"].get("_sha1", "")) for one in asked} - {""}
        for name in before.namelist():
            file = name.rpartition("/")[2]
            if file in shown and file.endswith(_FRAMES):
                after.writestr(name, before.read(name))
            elif file in looks:
                after.writestr(name, _look(before.read(name), file, secrets))
    return result.getvalue()


def _lines(archive: zipfile.ZipFile, ending: str) -> list[Line]:
    contents = (archive.read(name) for name in archive.namelist() if name.endswith(ending))
    return [json.loads(line) for content in contents for line in content.splitlines() if line.strip()]


def _typed_at(line: Line, secrets: Secrets) -> float:
    """When the one-time code was typed: from then on a picture may show it."""
    params = line.get("params")
    typed = line.get("type") == "before" and isinstance(params, dict) and str(params.get("value", "")) in secrets.codes
    return float(line["startTime"]) if typed else float("inf")


def _time_of(line: Line) -> float:
    return float(line.get("timestamp", "-inf")) if line.get("type") == "screencast-frame" else float("-inf")


def _event(line: Line, secrets: Secrets) -> Line | None:
    kind = line.get("type")
    if kind == "frame-snapshot":
        return {"type": kind, "snapshot": _snapshot(line["snapshot"], secrets)}
    if kind not in _FIELDS:
        return None
    if kind == "before" and (line.get("class") not in _CLASSES or line.get("method") not in _METHODS):
        return None
    kept = {key: line[key] for key in _FIELDS[kind] if key in line}
    if kind == "before":
        kept["params"] = _params(line.get("params", {}), secrets)
    if kind == "after" and isinstance(line.get("error"), dict):
        kept["error"] = {"name": str(line["error"].get("name", "Error")), "message": ""}
    return kept


def _params(params: Line, secrets: Secrets) -> Line:
    kept = {name: value for name, value in params.items() if name in _PARAMS}
    if isinstance(params.get("selector"), str):
        kept["selector"] = _said(params["selector"], secrets)
    if isinstance(params.get("url"), str):
        kept["url"] = _address(params["url"], secrets)
    return kept


def _snapshot(snapshot: Line, secrets: Secrets) -> Line:
    kept = {key: snapshot[key] for key in _SNAPSHOT if key in snapshot}
    overrides = [
        {"url": _address(str(one.get("url", "")), secrets), **{key: one[key] for key in ("ref",) if key in one}}
        for one in snapshot.get("resourceOverrides", [])
    ]
    return kept | {
        "frameUrl": _address(str(snapshot.get("frameUrl", "")), secrets),
        "html": _node(snapshot.get("html", ""), secrets),
        "resourceOverrides": overrides,
    }


def _node(node: Any, secrets: Secrets, *, hidden: bool = False) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A node with as many nodes in it as before, because later snapshots count them."""
    if isinstance(node, str):
        return "" if hidden else _said(node, secrets)
    if not isinstance(node, list) or not node or not isinstance(node[0], str):
        return node  # a reference to a node of an earlier snapshot
    name, *rest = node
    hidden = hidden or name.upper() in _BOXES | _UNREAD
    attributes = [_attributes(rest[0], secrets)] if rest and isinstance(rest[0], dict) else []
    return [name, *attributes, *(_node(one, secrets, hidden=hidden) for one in rest[len(attributes) :])]


def _attributes(given: Line, secrets: Secrets) -> Line:
    return {name: _said(str(value), secrets) for name, value in given.items() if name in _ATTRIBUTES}


def _request(line: Line, secrets: Secrets) -> Line | None:
    whole = line.get("snapshot")
    if line.get("type") != "resource-snapshot" or not isinstance(whole, dict):
        return None
    asked, answered = whole.get("request", {}), whole.get("response", {})
    content = answered.get("content", {})
    looks = str(content.get("mimeType", "")).startswith(_LOOKS)
    return {
        "type": "resource-snapshot",
        "snapshot": {
            **{key: whole[key] for key in ("pageref", "startedDateTime", "time", "_monotonicTime") if key in whole},
            "request": {
                "method": asked.get("method"),
                "url": _address(str(asked.get("url", "")), secrets),
                **_nothing("headers", "cookies", "queryString"),
                **{key: asked.get(key, -1) for key in ("headersSize", "bodySize")},
            },
            "response": {
                "status": answered.get("status"),
                "statusText": "",
                "redirectURL": "",
                **_nothing("headers", "cookies"),
                "content": {key: content[key] for key in ("size", "mimeType", *(["_sha1"] * looks)) if key in content},
            },
            "timings": {},
            "cache": {},
        },
    }


def _nothing(*names: str) -> dict[str, list[object]]:
    return {name: [] for name in names}


def _look(content: bytes, file: str, secrets: Secrets) -> bytes:
    return secrets.site.clean(content.decode("utf-8", errors="replace")).encode() if file.endswith(".css") else content


def _address(url: str, secrets: Secrets) -> str:
    parts = urlsplit(url)
    return _said(f"{parts.scheme}://{parts.netloc}{parts.path}", secrets) if parts.netloc else f"{parts.scheme}:"


def _said(text: str, secrets: Secrets) -> str:
    return secrets.site.clean(text)
