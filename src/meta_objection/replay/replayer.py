"""Answers a browser from a recording, and shuts every other way out of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Request as BrowserRequest
from playwright.sync_api import Route

from meta_objection.redaction.volatile import META, Volatile

from .errors import NoMatch
from .exchange import Exchange, Pairs, Request, Response
from .fields import fields_of
from .har import read_har
from .match import Matcher

# The router never sees prefetches by speculation rules, preconnects or WebRTC. Tried with Chromium 156:
# the resolver's rule and the dead proxy each shut whatever goes by TCP, IP literals too, and stand together
# because a later flag of the same name replaces one; the last flag shuts WebRTC's UDP, which neither does
# (its older name, --force-webrtc-ip-handling-policy, does nothing any more).
BLOCKED_NETWORK_ARGS: tuple[str, ...] = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)

_MOST_REDIRECTS = 10
_KEEPS_METHOD = frozenset({307, 308})
_DISPENSABLE = frozenset(
    {"image", "font", "media", "ping", "beacon", "stylesheet", "prefetch", "texttrack", "manifest"}
    | {"cspviolationreport"},
)
# headers that describe how the body travelled, or send the browser elsewhere
_TRAVEL = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive", "set-cookie"}
    | {"strict-transport-security", "content-security-policy", "content-security-policy-report-only"}
    | {"report-to", "reporting-endpoints", "nel", "alt-svc", "link", "refresh", "clear-site-data"},
)
_ONWARD = "<!doctype html><meta charset=utf-8><script>location.replace({target})</script>"


@dataclass(frozen=True)
class Answer:
    """A recorded answer and the address at which it was found, after all redirects."""

    response: Response
    final_url: str


class Replayer:
    """Plays one fixture folder. `missed` holds the first request that it could not answer.

    Raises UnreadableFixture when the folder holds no usable recording.
    """

    def __init__(
        self,
        folder: Path,
        *,
        volatile: Volatile = META,
        on_miss: Callable[[NoMatch], None] | None = None,
    ) -> None:
        self._matcher = Matcher(read_har(folder), volatile)
        self._volatile = volatile
        self._on_miss = on_miss
        self._onward = 0
        self.missed: NoMatch | None = None

    def answer(self, method: str, url: str, headers: Pairs, body: bytes | None) -> Answer:
        """The recorded answer, redirects followed inside the recording; raises NoMatch."""
        return self._follow(_asked(method, url, headers, body))

    def fulfil(self, route: Route) -> None:
        """Answers a routed request from the recording; refuses it, and remembers, when there is none."""
        request = route.request
        try:
            if request.is_navigation_request():
                self._navigate(route)
            else:
                _fulfil(route, self._follow(_from(request)).response)
        except NoMatch as miss:
            route.abort()
            if not self._dispensable(request):
                self._remember(miss)

    def _navigate(self, route: Route) -> None:
        request = _from(route.request)
        response = self._matcher.find(request).response
        if response.target is None:
            self._onward = 0
            _fulfil(route, response)
            return
        self._onward += 1
        if self._onward > _MOST_REDIRECTS:
            raise _endless(request)
        # Chromium follows a fulfilled redirect past the router, so the page itself goes onward
        route.fulfill(status=200, content_type="text/html", body=_onward(urljoin(request.url, response.target)))

    def _follow(self, request: Request) -> Answer:
        for _ in range(_MOST_REDIRECTS + 1):
            exchange = self._matcher.find(request)
            if exchange.response.target is None:
                return Answer(exchange.response, request.url)
            request = _redirected(request, exchange)
        raise _endless(request)

    def _dispensable(self, request: BrowserRequest) -> bool:
        path = urlsplit(request.url).path
        return (
            request.resource_type in _DISPENSABLE
            or path.endswith("/favicon.ico")
            or path.startswith(self._volatile.chatter)
            or "prefetch" in request.headers.get("sec-purpose", request.headers.get("purpose", ""))
        )

    def _remember(self, miss: NoMatch) -> None:
        self.missed = self.missed or miss
        if self._on_miss:
            self._on_miss(miss)


def _asked(method: str, url: str, headers: Pairs, body: bytes | None) -> Request:
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    return Request(method, url, headers, fields_of(body, kind))


def _from(request: BrowserRequest) -> Request:
    return _asked(request.method, request.url, tuple(request.headers.items()), request.post_data_buffer)


def _redirected(request: Request, exchange: Exchange) -> Request:
    target = urljoin(request.url, exchange.response.target or "")
    if exchange.response.status in _KEEPS_METHOD:
        return Request(request.method, target, request.headers, request.fields)
    return Request("HEAD" if request.method == "HEAD" else "GET", target, request.headers)


def _endless(request: Request) -> NoMatch:
    return NoMatch(f"The recording redirects in a circle at {request.url.partition('?')[0]}.")


def _onward(target: str) -> str:
    return _ONWARD.format(target=json.dumps(target).replace("<", "\\u003c"))


def _fulfil(route: Route, response: Response) -> None:
    headers = {name: value for name, value in response.headers if name.lower() not in _TRAVEL}
    route.fulfill(status=response.status, headers=headers, body=response.body)
