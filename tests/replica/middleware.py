"""What happens to every request: POSTs are written down, answers get Meta's headers, connections can be reset."""

import asyncio
import socket
import struct
from typing import cast

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.replica.log import Log, read
from tests.replica.pages import token

RESET_AT_ONCE = struct.pack("ii", 1, 0)
"""The socket option SO_LINGER, on, with no time to linger: closing then sends a reset."""

WITH_COOKIE = (".facebook.com", ".instagram.com")
"""The sites that give every browser a cookie."""
BROWSERS_OWN = (".google.com", ".googleapis.com", ".gvt1.com")
"""Hosts that Chromium talks to by itself; mapped here like all others, and no part of any story."""


class WriteDown:
    """Reads the whole of a POST into the log before any page sees it."""

    def __init__(self, app: ASGIApp, log: Log) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            scope["received"] = await read(Request(scope, receive))
            if not scope["received"].host.endswith(BROWSERS_OWN):
                self._log.append(scope["received"])
        await self._app(scope, receive, send)


class MetaHeaders:
    """Adds the headers that every answer of Meta carries, and the browser's cookie when it has none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(Request(scope), MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def _add_headers(request: Request, headers: MutableHeaders) -> None:
    headers.setdefault("cache-control", "private, no-cache, no-store, must-revalidate")
    headers["pragma"] = "no-cache"
    headers["x-content-type-options"] = "nosniff"
    headers["x-fb-debug"] = token(86) + "=="
    site = next((site for site in WITH_COOKIE if (request.url.hostname or "").endswith(site)), None)
    if site is None:
        return
    headers["x-frame-options"] = "DENY"
    if "datr" not in request.cookies:
        headers.append("set-cookie", f"datr={token(24)}; domain={site}; path=/; secure; httponly; SameSite=None")


class ResettableProtocol(H11Protocol):
    """Lets a page get at the connection it is asked over."""

    def handle_events(self) -> None:
        """Handle what has arrived, and leave the connection where the page will find it."""
        super().handle_events()
        if self.scope is not None:
            self.scope.setdefault("extensions", {})["replica"] = {"transport": self.transport}


def reset(request: Request) -> None:
    """Break the connection with a TCP reset, as a failing network does."""
    transport = cast("asyncio.Transport", request.scope["extensions"]["replica"]["transport"])
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_ONCE)
    transport.abort()
