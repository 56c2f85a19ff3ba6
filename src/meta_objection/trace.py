"""A Playwright trace for the receipt, without cookies, posted bodies, the site's tokens and what other people wrote."""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

from meta_objection.receipts import Draft
from meta_objection.redaction import Redactor

_SECRET_HEADERS = {"cookie", "set-cookie", "authorization"}
_TEXTS = (".html", ".json", ".js", ".txt", ".css", ".trace", ".network")
_LEFT_OUT = (".dat", ".stacks")  # posted bodies, and where in the program each call was made


class Trace:
    """Records what happens at the form when it is wanted, and keeps it cleaned."""

    def __init__(self, context: BrowserContext, *, wanted: bool) -> None:
        self._context = context
        self._wanted = wanted
        self._redactor = Redactor({})
        self._begun = False

    def begin(self) -> None:
        """Start to record where it is wanted: at the form, because the way there may show what other people wrote."""
        if self._wanted:
            self._context.tracing.start(screenshots=True, snapshots=True)
            self._begun = True

    def learn(self, page: Page) -> None:
        """Read the tokens off a page, so that they are found again wherever the trace has them."""
        if self._begun:
            self._redactor.learn(page.content())

    def keep(self, draft: Draft) -> None:
        """End the recording and put it into the receipt as `trace.zip`."""
        if not self._begun:
            return
        with tempfile.TemporaryDirectory(prefix="meta-objection-") as folder:  # made for its owner alone, 0700
            path = Path(folder) / "trace.zip"
            self._context.tracing.stop(path=path)
            draft.add("trace.zip", cleaned(path.read_bytes(), self._redactor))


def cleaned(trace: bytes, redactor: Redactor) -> bytes:
    """Give a trace without the secrets of its requests; posted bodies and places in this program are left out."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(trace)) as before, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name.endswith(_LEFT_OUT):
                continue
            content = before.read(name)
            if name.endswith(".network"):
                content = _each_line(content, _take_request_secrets_out)
            if name.endswith(".trace"):
                content = _each_line(content, _take_cookies_out)
            if name.endswith(_TEXTS):
                content = redactor.text(content.decode("utf-8", errors="replace")).encode()
            after.writestr(name, content)
    return result.getvalue()


def _each_line(content: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    lines = [json.loads(line) for line in content.splitlines() if line.strip()]
    for line in lines:
        change(line)
    return b"\n".join(json.dumps(line).encode() for line in lines) + b"\n"


def _take_request_secrets_out(line: dict[str, Any]) -> None:
    entry = line.get("snapshot", {})
    for message in (entry.get("request", {}), entry.get("response", {})):
        _take_secrets_out(message)


def _take_cookies_out(line: dict[str, Any]) -> None:
    result = line.get("result")
    if isinstance(result, dict):
        result.pop("cookies", None)  # what the program itself asked of the browser's jar


def _take_secrets_out(message: dict[str, Any]) -> None:
    message["cookies"] = []
    headers = message.get("headers", [])
    message["headers"] = [header for header in headers if header["name"].lower() not in _SECRET_HEADERS]
    message.pop("postData", None)
