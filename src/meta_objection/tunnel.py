"""The browser's only way to the network: a proxy on loopback that lives inside the program and dies with it.

A browser outlives a program that was killed for some moments, and its driver then lets go of the request that the
program held: the objection would leave with nobody there to see its answer. Through a tunnel it cannot, whatever is
killed, because the sockets are the program's own. It leads to Meta's hosts and nowhere else, below every router.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import structlog

from meta_objection.hosts import is_meta_host
from meta_objection.network_args import NO_RULES, HostMap

log = structlog.get_logger()

_HERE = "127.0.0.1"
_CHUNK = 65_536
_LONGEST_HEAD = 16_384
_OPENED = b"HTTP/1.1 200 Connection established\r\n\r\n"
_FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
_UNREACHABLE = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"

# asyncio would write the cancelling at the tunnel's end into the log as an error
_OVER = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError)

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Awaiting = Callable[[], Awaitable[object]]


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


class Tunnel:
    """Open between `with` and its end; everything goes through but while it is held back."""

    def __init__(self, onward: Onward) -> None:
        self._onward = onward
        self._loop = asyncio.new_event_loop()
        self._ended = asyncio.Event()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._thread = threading.Thread(target=self._live, name="tunnel", daemon=True)
        self._ready = threading.Event()
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    @property
    def browser_args(self) -> list[str]:
        """What leads a browser through here, and lets it go past by no other way."""
        return [
            f"--proxy-server=http://{_HERE}:{self.port}",
            "--proxy-bypass-list=<-loopback>",
            "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        ]

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Let nothing more leave the browser meanwhile, nor ever again where this ends with an error."""
        self._soon(self._flowing.clear)
        yield
        self._soon(self._flowing.set)

    def _soon(self, act: Callable[[], None]) -> None:
        async def acted() -> None:
            act()

        asyncio.run_coroutine_threadsafe(acted(), self._loop).result()

    def _live(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._listen())

    async def _listen(self) -> None:
        server = await asyncio.start_server(self._serve, _HERE, 0, limit=_LONGEST_HEAD)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._ended.wait()
        server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(*_OVER):
                await self._answer(_asked(await reader.readuntil(b"\r\n\r\n")), (reader, writer))
        finally:
            writer.close()

    async def _answer(self, endpoint: tuple[str, int] | None, browser: Stream) -> None:
        if endpoint is None or not is_meta_host(endpoint[0]):
            log.debug("connection refused", reason="elsewhere")
            await _say(browser[1], _FORBIDDEN)
        else:
            await self._open(*endpoint, browser)

    async def _open(self, host: str, port: int, browser: Stream) -> None:
        try:
            meta = await self._onward.connect(host, port)
        except OSError as error:  # a TimeoutError is one too
            log.debug("host unreachable", error=type(error).__name__)
            await _say(browser[1], _UNREACHABLE)
            return
        await _say(browser[1], _OPENED)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(_pump(browser[0], meta[1], self._flowing.wait))
                both.create_task(_pump(meta[0], browser[1]))
        except* OSError:  # also where the other side is gone when the end is passed on
            browser[1].transport.abort()
        finally:
            meta[1].transport.abort()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, permitted: Awaiting | None = None) -> None:
    while data := await reader.read(_CHUNK):
        if permitted:
            await permitted()
        writer.write(data)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()


async def _say(writer: asyncio.StreamWriter, what: bytes) -> None:
    writer.write(what)
    await writer.drain()


def _asked(head: bytes) -> tuple[str, int] | None:
    """Read the host and port of a CONNECT; `None` for anything else."""
    method, _, rest = head.decode("latin-1").partition(" ")
    host, _, port = rest.partition(" ")[0].rpartition(":")
    return (host, int(port)) if method == "CONNECT" and host and port.isdecimal() else None
