"""Puts one sending on the wire exactly once, as the page made it, and says how far it came.

A fresh connection, no repeat, no redirect that would post again. The tool's own client and not the browser writes
the bytes, because Chromium repeats a POST whose connection was reset (see `docs/decisions/0003-one-post.md`).
"""

import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import structlog

from meta_objection.hosts import is_meta_address
from meta_objection.network_args import NO_RULES, HostMap

if TYPE_CHECKING:
    import httpx

log = structlog.get_logger()

_SEE_OTHER = {301, 302, 303}
_MOST_REDIRECTS = 5
_NOT_OURS = {"content-length", "host", "connection", "accept-encoding", "cookie"}


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
class Wire:
    """A way to Meta's servers with the person's settings; `timeout` is in seconds."""

    timeout: float
    proxy: str | None = None
    verify: bool = True
    hosts: HostMap = NO_RULES

    def send(self, sending: Sending, cookies: str) -> Answer:
        """Send once and give the answer.

        Raises NotSentError when no connection was made, NoAnswerError when none of the answer came back.
        """
        with self._client() as client:
            answer = self._exchange(client, sending, cookies)
            return answer if sending.navigates else self._follow(client, answer, sending, cookies)

    def _client(self) -> "httpx.Client":
        import httpx  # noqa: PLC0415 - a tenth of a second that a replay does not need
        import truststore  # noqa: PLC0415 - as httpx

        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if self.verify else False
        # The proxy of the environment is read in the settings, for every road alike.
        alone: dict[str, Any] = {"trust_env": False, "follow_redirects": False}
        return httpx.Client(verify=context, proxy=self.proxy, timeout=self.timeout, **alone)

    def _exchange(self, client: "httpx.Client", sending: Sending, cookies: str) -> Answer:
        import httpx  # noqa: PLC0415 - as in `_client`

        headers = {name: value for name, value in sending.headers.items() if name.lower() not in _NOT_OURS}
        headers |= {"host": urlsplit(sending.url).netloc} | ({"cookie": cookies} if cookies else {})
        request = client.build_request(
            sending.method,
            self.hosts.target(sending.url),
            headers=httpx.Headers(headers, encoding="utf-8"),  # as Chromium writes what is beyond ASCII
            content=sending.body,
            extensions={"sni_hostname": urlsplit(sending.url).hostname},
        )
        try:
            response = client.send(request, stream=True)
            chain = _chain(response)
            body = self._read(response)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            raise NotSentError(type(error).__name__) from error
        except httpx.RequestError as error:
            raise NoAnswerError(type(error).__name__) from error
        headers_back = tuple(response.headers.multi_items())
        return Answer(response.status_code, headers_back, body, sending.url, datetime.now(UTC), chain)

    def _read(self, response: "httpx.Response") -> bytes:
        """Read the whole answer. Raise NoAnswerError where it only trickles: httpx times each piece by itself."""
        deadline = time.monotonic() + self.timeout
        body = bytearray()
        with closing(response):
            for piece in response.iter_bytes():
                body += piece
                if time.monotonic() > deadline:
                    raise NoAnswerError("the answer did not come to its end")
        return bytes(body)

    def _follow(self, client: "httpx.Client", answer: Answer, sending: Sending, cookies: str) -> Answer:
        for _ in range(_MOST_REDIRECTS):
            target = answer.location
            if target is None or answer.status not in _SEE_OTHER or not is_meta_address(target):
                break
            reading = Sending("GET", target, {**sending.headers, "content-type": ""}, b"", navigates=False)
            own = cookies if urlsplit(target).hostname == urlsplit(sending.url).hostname else ""
            try:
                answer = self._exchange(client, reading, own)
            except (NotSentError, NoAnswerError):
                break
        return answer


def _chain(response: "httpx.Response") -> tuple[bytes, ...]:
    """Give the certificates that the server showed; none where Python cannot say. It never fails."""
    try:
        secured = response.extensions["network_stream"].get_extra_info("ssl_object")
        inner = getattr(secured, "_sslobj", secured)  # public only since Python 3.13; truststore reads it the same way
        shown: list[str] = [one.public_bytes() for one in inner.get_unverified_chain()]
        return tuple(map(ssl.PEM_cert_to_DER_cert, shown))
    except Exception as error:  # noqa: BLE001 - the answer is in hand; nothing about it may be lost for a certificate
        log.warning("the server's certificates could not be read", error=type(error).__name__)
        return ()
