"""Where a page's requests are answered from: Meta itself, or a recording."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Protocol

from playwright.sync_api import BrowserContext, Error, Page, Request, Route
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from meta_objection.browser_args import HostMap, trusts_anything
from meta_objection.hosts import is_meta_address
from meta_objection.network.as_browser import cookies_for, fetch_metadata, languages_of
from meta_objection.network.connect_proxy import ConnectProxy, Onward
from meta_objection.network.http_client import Answer, HttpClient, NoAnswerError, NotSentError, Sending
from meta_objection.network.multipart import with_files
from meta_objection.network.way_out import WayOut
from meta_objection.replay import BLOCKED_NETWORK_ARGS, NoMatch, Replayer, shipped_fixtures
from meta_objection.settings import Browsing

_TRAVEL = {"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive", "alt-svc"}
_ONWARD = "<!doctype html><meta charset=utf-8><script>location.replace({target})</script>"
_SEE_OTHER = {301, 302, 303}
_A_MOMENT = 20  # milliseconds


@dataclass(frozen=True)
class Taken:
    """A sending in the program's hands, and the act that sends it, in which no browser takes part.

    That act raises NotSentError or NoAnswerError.
    """

    sending: Sending
    send: Callable[[], Answer]


class Source(Protocol):
    """Answers what a page asks for."""

    @property
    def missed(self) -> NoMatch | None:
        """The first request that a recording could not answer."""

    @property
    def is_ours(self) -> bool:
        """Whether its pages came with the program, so that they do nothing that anybody must be kept from."""

    def way_out(self) -> AbstractContextManager[WayOut]:
        """Open the browser's only way to the network, and say how it is led there."""

    def shut(self, context: BrowserContext) -> None:
        """Close what a page could reach past the router."""

    def take_over(self, page: Page) -> None:
        """Let nothing of the browser's own leave from here on: what its pages ask for, the program asks.

        A router does not see all that a page can send, and a browser lets go of what it holds when it is killed.
        """

    def serve(self, route: Route) -> None:
        """Answer a request that sends nothing of the person's."""

    def lend(self, chosen: Mapping[str, bytes]) -> None:
        """Have the files that the person chose in the page, by name: a router is not shown what is in them."""

    def take(self, route: Route) -> Taken:
        """Take a sending out of the browser's hands. Raises FilesNotPlacedError."""


class Live:
    """Meta's own servers."""

    missed = None
    is_ours = False

    def __init__(
        self, wire: HttpClient, onward: Onward | None = None, files: Sequence[Path] = (), *, sockets: bool = False
    ) -> None:
        """Have it open no web socket, unless `sockets` are wanted: no form of Meta's needs one."""
        self._sockets = sockets
        self._wire = wire
        self._files = files
        self._chosen: Mapping[str, bytes] = {}
        self._onward = onward or Onward()
        self._tunnel: ConnectProxy | None = None
        self._languages: dict[str, str] | None = None

    @contextmanager
    def way_out(self) -> Iterator[WayOut]:
        """Lead the browser through a tunnel that ends with this program."""
        with ConnectProxy(self._onward) as self._tunnel:
            yield self._tunnel.way_out

    def shut(self, context: BrowserContext) -> None:
        """Close every web socket that a page opens."""
        if not self._sockets:
            context.route_web_socket("**", lambda socket: socket.close())

    def take_over(self, page: Page) -> None:
        """Close the tunnel."""
        self._languages = languages_of(page)
        if self._tunnel:
            self._tunnel.close()

    def serve(self, route: Route) -> None:
        """Let the browser ask, or ask in its place."""
        if self._languages is None:
            route.continue_()
            return
        with suppress(Error):  # whoever asked is gone by now
            answer = self._asked(route)
            if answer is None:
                route.abort("failed")
            else:
                deliver(route, answer)

    def _asked(self, route: Route) -> Answer | None:
        """Ask beside the browser's own work, as it would: several at once, and nobody who stops the run waits."""
        page = route.request.frame.page
        asking = _beside(partial(self._wire.send, self._made(route), cookies_for(route.request)))
        while not asking.done():
            with suppress(PlaywrightTimeout):  # who leaves the page meanwhile ends this with an error
                page.wait_for_event("close", timeout=_A_MOMENT)
        return None if asking.exception() else asking.result()

    def _made(self, route: Route) -> Sending:
        request = route.request
        headers = dict(request.headers) | fetch_metadata(request) | (self._languages or {})
        body = request.post_data_buffer or b""
        return Sending(request.method, request.url, headers, body, request.is_navigation_request())

    def lend(self, chosen: Mapping[str, bytes]) -> None:
        """Keep them for the sending."""
        self._chosen = chosen

    def take(self, route: Route) -> Taken:
        """Take it with the cookies the browser would have sent; it goes on the wire once."""
        made = self._made(route)
        body = with_files(made.body, made.headers.get("content-type", ""), self._files, self._chosen)
        sending = replace(made, body=body)
        return Taken(sending, partial(self._wire.send, sending, cookies_for(route.request)))


class Offline:
    """Nobody: a browser for pages of our own, that reaches nothing."""

    is_ours = True

    @property
    def missed(self) -> NoMatch | None:
        """Nothing: there is no recording that could lack it."""
        return None

    @contextmanager
    def way_out(self) -> Iterator[WayOut]:
        """Shut every way."""
        yield WayOut(tuple(BLOCKED_NETWORK_ARGS))

    def shut(self, context: BrowserContext) -> None:
        """Close every web socket."""
        context.route_web_socket("**", lambda socket: socket.close())

    def take_over(self, page: Page) -> None:
        """Do nothing: nothing leaves the browser."""

    def serve(self, route: Route) -> None:
        """Answer nothing."""
        route.abort("internetdisconnected")

    def lend(self, chosen: Mapping[str, bytes]) -> None:
        """Do nothing: nothing leaves."""

    def take(self, route: Route) -> Taken:
        """Take nothing: raises NotSentError."""
        raise NotSentError(f"there is no network for {route.request.method}")


class Replay(Offline):
    """A recording; no network."""

    def __init__(self, folder: Path) -> None:
        self._replayer = Replayer(folder)
        self.is_ours = folder.resolve().is_relative_to(shipped_fixtures().resolve())

    @property
    def missed(self) -> NoMatch | None:
        """The first request that the recording could not answer."""
        return self._replayer.missed

    def serve(self, route: Route) -> None:
        """Answer from the recording."""
        self._replayer.fulfil(route)

    def take(self, route: Route) -> Taken:
        """Take it; the answer is the recorded one."""
        request = route.request
        body = request.post_data_buffer or b""
        sending = Sending(request.method, request.url, request.headers, body, request.is_navigation_request())
        return Taken(sending, partial(self._answer, request))

    def _answer(self, request: Request) -> Answer:
        headers = tuple(request.headers.items())
        try:
            found = self._replayer.answer(request.method, request.url, headers, request.post_data_buffer)
        except NoMatch as miss:
            self._replayer.missed = miss
            raise NoAnswerError("the recording has no answer") from miss
        response = found.response
        return Answer(response.status, response.headers, response.body, found.final_url, datetime.now(UTC))


def live_source(settings: Browsing, files: Sequence[Path] = (), *, sockets: bool = False) -> Live:
    """Give Meta's own servers, reached as the person's settings and browser arguments say; `files` go along.

    With `sockets` a page may open web sockets, as a sign-in may that is approved on another device.
    """
    arguments = settings.browser_args
    hosts, proxy = HostMap.from_browser_args(arguments), settings.road
    verify = not (settings.ignore_https_errors or trusts_anything(arguments))
    wire = HttpClient(settings.timeout, proxy, verify=verify, hosts=hosts)
    return Live(wire, Onward(hosts, proxy, settings.timeout), files, sockets=sockets)


def _beside(act: Callable[[], Answer]) -> Future[Answer]:
    """Do this in a thread that no ending waits for."""
    future = Future[Answer]()

    def done() -> None:
        try:
            future.set_result(act())
        except Exception as error:  # noqa: BLE001 - whoever waits is told
            future.set_exception(error)

    Thread(target=done, daemon=True).start()
    return future


def deliver(route: Route, answer: Answer) -> None:
    """Hand the answer to the page as if the browser had asked. A redirect that would post again is not handed on."""
    target = answer.location
    may_repeat = answer.status in _SEE_OTHER or route.request.method == "GET"
    if target is None:
        route.fulfill(status=answer.status, headers=_folded(answer.headers), body=answer.body)
    elif may_repeat and is_meta_address(target):
        # A fulfilled redirect would be followed past the router, so the page itself goes onward.
        onward = _ONWARD.format(target=json.dumps(target).replace("<", "\\u003c"))
        route.fulfill(status=200, content_type="text/html", body=onward)
    else:
        route.abort()


def _folded(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give the headers by name; Playwright takes several cookies as the lines of one header."""
    folded: dict[str, str] = {}
    for name, value in ((name.lower(), value) for name, value in headers):
        if name not in _TRAVEL:
            between = "\n" if name == "set-cookie" else ", "
            folded[name] = f"{folded[name]}{between}{value}" if name in folded else value
    return folded
