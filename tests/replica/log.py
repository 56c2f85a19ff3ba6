"""What reached the replica: every POST, kept the moment its body has arrived."""

import base64
import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from starlette.requests import Request

SUBMIT_PATH = "/ajax/help/contact/submit/page"
WHATSAPP_PATH = "/contact/forms/submit/"
"""Where WhatsApp's form is posted to: invented."""
MOBILE_PATH = "/a/help/contact_us/"
"""Where the page for phones is posted to."""
SUBMITS = {
    MOBILE_PATH: (".facebook.com",),
    SUBMIT_PATH: (".facebook.com", ".instagram.com"),
    WHATSAPP_PATH: (".whatsapp.com",),
}
"""Whose hosts take a form at each path."""
CODE_FIELD = "code"
PASSWORD_FIELDS = {"pass", "password"}
MASK = "•"


@dataclass(frozen=True)
class Upload:
    """One file of a multipart POST."""

    field: str
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Received:
    """One POST. `at` is in seconds of the machine's monotonic clock."""

    method: str
    host: str
    path: str
    headers: dict[str, str]
    fields: dict[str, list[str]]
    at: float = field(default_factory=time.monotonic)
    files: tuple[Upload, ...] = ()

    @property
    def is_code(self) -> bool:
        """Whether it carries the one-time code."""
        return self._is_submit and CODE_FIELD in self.fields

    @property
    def is_sending(self) -> bool:
        """Whether it sends the form, the code step not counted."""
        return self._is_submit and CODE_FIELD not in self.fields

    @property
    def _is_submit(self) -> bool:
        return self.host.endswith(SUBMITS.get(self.path, ()))

    def first(self, name: str) -> str:
        """The first value of a field, empty when it is absent."""
        return next(iter(self.fields.get(name, [])), "")


async def read(request: Request) -> Received:
    """Wait for the whole body of a request and parse its form fields and files; a password is never kept."""
    await request.body()
    fields: dict[str, list[str]] = {}
    files: list[Upload] = []
    async with request.form() as form:
        for name, value in form.multi_items():
            text = value if isinstance(value, str) else value.filename or ""
            fields.setdefault(name, []).append(MASK if name in PASSWORD_FIELDS else text)
            if not isinstance(value, str) and text:
                files.append(Upload(name, text, value.content_type or "", await value.read()))
    host = request.headers.get("host", "").partition(":")[0]
    return Received(request.method, host, request.url.path, dict(request.headers), fields=fields, files=tuple(files))


class Log:
    """An append-only list, mirrored to a file of JSON lines when one is named."""

    def __init__(self, path: Path | None = None) -> None:
        self.received: list[Received] = []
        self._path = path
        self._arrived = threading.Condition()

    def append(self, received: Received) -> None:
        """Keep it; with a file, only after the line is safely on the disk."""
        if self._path is not None:
            _append_line(self._path, json.dumps(asdict(received), ensure_ascii=False, default=_base64))
        with self._arrived:
            self.received.append(received)
            self._arrived.notify_all()

    def wait(self, enough: Callable[[], bool], timeout: float) -> bool:
        """Block until `enough` is true of what has arrived; false after `timeout` seconds."""
        with self._arrived:
            return self._arrived.wait_for(enough, timeout)


def _base64(content: bytes) -> str:
    """A file's bytes as a line of text can hold them."""
    return base64.b64encode(content).decode()


def _append_line(path: Path, line: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
