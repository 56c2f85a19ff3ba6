"""The browser's only way to the network: a proxy on loopback that lives inside the program and dies with it.

A browser outlives a program that was killed for some moments, and its driver then lets go of the request that the
program held: the objection would leave with nobody there to see its answer. Through a tunnel it cannot, whatever is
killed, because the sockets are the program's own. It leads to Meta's hosts and nowhere else, below every router.
"""

import asyncio
import re
import secrets
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import structlog

from meta_objection.browser_args import NO_RULES, HostMap
from meta_objection.hosts import HTTPS_PORT, is_meta_host
from meta_objection.network.way_out import Password, WayOut

log = structlog.get_logger()

_HERE = "127.0.0.1"
_CHUNK = 65_536
_LONGEST_HEAD = 16_384
_SECONDS_TO_ASK = 10.0
_OPENED = b"HTTP/1.1 200 Connection established\r\n\r\n"
_FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
_UNREACHABLE = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
_WHO_ARE_YOU = (
    b'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="meta-objection"\r\n'
    b"Connection: close\r\nContent-Length: 0\r\n\r\n"
)

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Onward:
    """How the tunnel goes on from here: past the person's host rules, through their proxy; `timeout` in seconds."""

    hosts: HostMap = NO_RULES
    proxy: str | None = None
    timeout: float = 15

    async def connect(self, host: str, port: int) -> Stream:
        """Open a connection to this host.

        Raises OSError where it cannot be reached.
        """
        endpoint = self.hosts.endpoint(host, port)
        if endpoint is None:
            raise OSError("a rule says that there is no such host")
        async with asyncio.timeout(self.timeout):
            if self.proxy:
                return await _through(self.proxy, *endpoint)
            return await asyncio.open_connection(*endpoint, happy_eyeballs_delay=0.25)


async def _through(proxy: str, host: str, port: int) -> Stream:
    from python_socks import ProxyError  # noqa: PLC0415 - few go through a proxy
    from python_socks.async_.asyncio import Proxy  # noqa: PLC0415 - as above

    try:
        opened = await Proxy.from_url(proxy).connect(host, port)
    except ProxyError as error:
        raise OSError(type(error).__name__) from error
    return await asyncio.open_connection(sock=opened)


class ConnectProxy:
    """Open between `with` and its end; what the browser sends goes through until it is closed."""

    def __init__(self, onward: Onward) -> None:
        self._onward = onward
        self._loop = asyncio.new_event_loop()
        self._ended = asyncio.Event()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._thread = threading.Thread(target=self._live, name="tunnel", daemon=True)
        self._ready: Future[int] = Future()
        self._served: set[asyncio.Task[None] | None] = set()  # asyncio itself holds them weakly, once a side has ended
        self.password = Password()
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self.port = self._ready.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    @property
    def way_out(self) -> WayOut:
        """What leads a browser through here, and lets it go past by no other way."""
        only = ("--proxy-bypass-list=<-loopback>", "--webrtc-ip-handling-policy=disable_non_proxied_udp")
        return WayOut(only, f"http://{_HERE}:{self.port}", self.password)

    def close(self) -> None:
        """Let nothing more of the browser's through, for good. What servers still answer comes in."""
        self._soon(self._flowing.clear)

    @property
    def _is_closed(self) -> bool:
        return not self._flowing.is_set()

    def _soon(self, act: Callable[[], None]) -> None:
        async def acted() -> None:
            act()

        asyncio.run_coroutine_threadsafe(acted(), self._loop).result()

    def _live(self) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._listen())
        except Exception as error:  # noqa: BLE001 - whoever waits for the tunnel must hear of it, and nobody else would
            if not self._ready.done():
                self._ready.set_exception(error)

    async def _listen(self) -> None:
        server = await asyncio.start_server(self._serve, _HERE, 0, limit=_LONGEST_HEAD)
        self._ready.set_result(server.sockets[0].getsockname()[1])
        await self._ended.wait()
        server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._served.add(task := asyncio.current_task())
        try:
            # asyncio would write the cancelling at the tunnel's end into the log as an error
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
                async with asyncio.timeout(_SECONDS_TO_ASK):
                    head = await reader.readuntil(b"\r\n\r\n")
                await self._answer(head, (reader, writer))
        finally:
            self._served.discard(task)
            writer.close()

    async def _answer(self, head: bytes, browser: Stream) -> None:
        endpoint = _asked(head)
        if not secrets.compare_digest(_credentials(head), self.password.header):
            log.debug("connection refused", reason="password", host=endpoint and endpoint[0])
            await _say(browser[1], _WHO_ARE_YOU)
        elif endpoint is None or not is_meta_host(endpoint[0]) or endpoint[1] != HTTPS_PORT or self._is_closed:
            log.debug("connection refused", reason="elsewhere", host=endpoint and endpoint[0])
            await _say(browser[1], _FORBIDDEN)
        else:
            await self._open(*endpoint, browser)

    async def _open(self, host: str, port: int, browser: Stream) -> None:
        try:
            meta = await self._onward.connect(host, port)
        except Exception as error:  # noqa: BLE001 - whatever a name, a rule or a proxy does, the answer is the same
            log.debug("host unreachable", error=type(error).__name__)
            await _say(browser[1], _UNREACHABLE)
            return
        log.debug("connection opened", host=host)
        await _say(browser[1], _OPENED)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._send(browser[0], meta[1]))
                both.create_task(_pump(meta[0], browser[1]))
        except* OSError:  # also where the other side is gone when the end is passed on
            browser[1].transport.abort()
        finally:
            meta[1].transport.abort()

    async def _send(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass on what the browser sends, as long as it may; whatever is read later waits for the tunnel's end."""
        async for data in _pieces(reader):
            await self._flowing.wait()
            writer.write(data)
            await writer.drain()
        _end(writer)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    async for data in _pieces(reader):
        writer.write(data)
        await writer.drain()
    _end(writer)


async def _pieces(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while data := await reader.read(_CHUNK):
        yield data


def _end(writer: asyncio.StreamWriter) -> None:
    if writer.can_write_eof():
        writer.write_eof()


async def _say(writer: asyncio.StreamWriter, what: bytes) -> None:
    writer.write(what)
    await writer.drain()


def _asked(head: bytes) -> tuple[str, int] | None:
    """Read the host and port of a CONNECT; `None` for anything else."""
    method, _, rest = head.decode("latin-1").partition(" ")
    host, _, port = rest.partition(" ")[0].rpartition(":")
    digits = re.fullmatch(r"[0-9]{1,5}", port)
    return (host, int(port)) if method == "CONNECT" and host and digits else None


def _credentials(head: bytes) -> bytes:
    """Read what the caller says of itself; empty where it says nothing."""
    lines = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    return next((value.strip() for name, _, value in lines if name.strip().lower() == b"proxy-authorization"), b"")
