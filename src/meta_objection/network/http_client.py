"""Puts one sending on the wire exactly once, as the page made it, and says how far it came.

A fresh connection, no repeat, no redirect that would post again. The tool's own client and not the browser writes
the bytes, because Chromium repeats a POST whose connection was reset (see `docs/decisions/0003-one-post.md`).
"""

import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import structlog

from meta_objection.browser_args import NO_RULES, HostMap
from meta_objection.hosts import is_meta_address

if TYPE_CHECKING:
    import httpcore

    from meta_objection.network.deadline import Deadline

log = structlog.get_logger()

_SEE_OTHER = {301, 302, 303}
_MOST_REDIRECTS = 5
_NOT_OURS = {"content-length", "host", "connection", "accept-encoding", "cookie"}
_ANYWHERE = {"user-agent", "accept", "accept-language"}
"""What a redirect to another of Meta's hosts is told: nothing of the page's own."""
_LARGEST = 8_000_000
"""Bytes that an answer may have, unpacked; Meta's own have some ten thousand."""
_GZIP_OR_ZLIB = 47


class NotSentError(Exception):
    """The connection could not be made: not a byte of the sending left this machine."""


class NoAnswerError(Exception):
    """The sending may have arrived, and no answer came back."""


@dataclass(frozen=True)
class Sending:
    """A request as the page made it; `navigates` tells a form's own posting from a script's."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    navigates: bool


@dataclass(frozen=True)
class Answer:
    """What the server said. `url` is where the answer came from in the end; `at` is this machine's clock, UTC."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    url: str
    at: datetime
    certificates: tuple[bytes, ...] = field(default=(), repr=False)
    """The server's chain as this client was shown it, its own certificate first, DER."""

    def header(self, name: str) -> str | None:
        """Give the first header of this name."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def location(self) -> str | None:
        """Where a redirect leads, `None` for any other answer."""
        target = self.header("location")
        if not target or self.status // 100 != 3:  # noqa: PLR2004 - 3xx
            return None
        try:
            return urljoin(self.url, target)
        except ValueError:
            return target  # no address that anybody could follow, and still a redirect


@dataclass(frozen=True)
class HttpClient:
    """A way to Meta's servers with the person's settings; `timeout` is in seconds."""

    timeout: float
    proxy: str | None = None
    verify: bool = True
    hosts: HostMap = NO_RULES

    def send(self, sending: Sending, cookies: str) -> Answer:
        """Send once and give the answer. One deadline holds from the first byte to the last, redirects and all.

        Raises NotSentError when no connection was made, NoAnswerError when none of the answer came back.
        """
        from meta_objection.network.deadline import Deadline  # noqa: PLC0415 - time that a replay does not need

        deadline = Deadline(self.timeout)
        with self._pool(deadline) as pool:
            answer = self._exchange(pool, deadline, sending, cookies)
            return answer if sending.navigates else self._follow(pool, deadline, answer, sending, cookies)

    def _pool(self, deadline: "Deadline") -> "httpcore.ConnectionPool":
        import httpcore  # noqa: PLC0415 - as in `send`

        return httpcore.ConnectionPool(
            ssl_context=_trusting(verify=self.verify),
            proxy=_proxy(self.proxy) if self.proxy else None,
            network_backend=deadline.network,
            retries=0,
        )

    def _exchange(
        self, pool: "httpcore.ConnectionPool", deadline: "Deadline", sending: Sending, cookies: str
    ) -> Answer:
        import httpcore  # noqa: PLC0415 - as in `send`

        headers = {name: value for name, value in sending.headers.items() if name.lower() not in _NOT_OURS}
        headers |= {"host": urlsplit(sending.url).netloc, "accept-encoding": "identity"}
        headers |= {"cookie": cookies} if cookies else {}
        headers |= {"content-length": str(len(sending.body))} if sending.body or sending.method != "GET" else {}
        try:
            with pool.stream(
                sending.method,
                self.hosts.target(sending.url),
                headers=[(name.encode(), value.encode()) for name, value in headers.items()],  # as Chromium: UTF-8
                content=sending.body,
                extensions={"sni_hostname": urlsplit(sending.url).hostname, "timeout": deadline.timeouts()},
            ) as response:
                chain = _chain(response)
                body = _read(response)
        except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.ProxyError) as error:
            raise NotSentError(type(error).__name__) from error
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise NoAnswerError(type(error).__name__) from error
        headers_back = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
        return Answer(response.status, headers_back, body, sending.url, datetime.now(UTC), chain)

    def _follow(
        self,
        pool: "httpcore.ConnectionPool",
        deadline: "Deadline",
        answer: Answer,
        sending: Sending,
        cookies: str,
    ) -> Answer:
        for _ in range(_MOST_REDIRECTS):
            target = answer.location
            if target is None or answer.status not in _SEE_OTHER or not is_meta_address(target):
                break
            same = urlsplit(target).hostname == urlsplit(sending.url).hostname
            kept = {name: value for name, value in sending.headers.items() if same or name.lower() in _ANYWHERE}
            kept.pop("content-type", None)
            reading = Sending("GET", target, kept, b"", navigates=False)
            try:
                answer = self._exchange(pool, deadline, reading, cookies if same else "")
            except (NotSentError, NoAnswerError):
                break
        return answer


def _trusting(*, verify: bool) -> ssl.SSLContext:
    import truststore  # noqa: PLC0415 - as in `send`

    if verify:
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _proxy(address: str) -> "httpcore.Proxy":
    import httpcore  # noqa: PLC0415 - as in `send`

    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    person = (unquote(parts.username or ""), unquote(parts.password or "")) if parts.username else None
    return httpcore.Proxy(f"{parts.scheme}://{parts.hostname}{port}", auth=person)


def _read(response: "httpcore.Response") -> bytes:
    """Read the whole answer, unpacked where it came packed all the same.

    Raises NoAnswerError for one that is larger than any of Meta's.
    """
    packed = any(name.lower() == b"content-encoding" and value != b"identity" for name, value in response.headers)
    unpacking = zlib.decompressobj(_GZIP_OR_ZLIB) if packed else None
    body = bytearray()
    try:
        for piece in response.iter_stream():
            body += unpacking.decompress(piece, _LARGEST + 1) if unpacking else piece
            if len(body) > _LARGEST:
                raise NoAnswerError("the answer has no end")
    except zlib.error as error:
        raise NoAnswerError("the answer cannot be unpacked") from error
    return bytes(body)


def _chain(response: "httpcore.Response") -> tuple[bytes, ...]:
    """Give the certificates that the server showed; none where Python cannot say. It never fails."""
    try:
        secured = response.extensions["network_stream"].get_extra_info("ssl_object")
        inner = getattr(secured, "_sslobj", secured)  # public only since Python 3.13; truststore reads it the same way
        shown: list[str] = [one.public_bytes() for one in inner.get_unverified_chain()]
        return tuple(map(ssl.PEM_cert_to_DER_cert, shown))
    except Exception as error:  # noqa: BLE001 - the answer is in hand; nothing about it may be lost for a certificate
        log.warning("the server's certificates could not be read", error=type(error).__name__)
        return ()
