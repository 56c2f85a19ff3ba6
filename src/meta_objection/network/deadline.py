"""One deadline over a whole exchange: connecting, sending and every byte of the answer.

A client's own time-outs begin anew with each piece, so a server that drips one byte a second holds it for ever.
"""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore


class Deadline:
    """So many seconds from now, and a network that keeps to them."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.network = _Network(self)

    def left(self, wanted: float | None = None) -> float:
        """Give the seconds that are left, or those wanted where they are fewer; never nought, which means no limit."""
        left = max(self._end - time.monotonic(), 0.001)
        return left if wanted is None else min(left, wanted)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left: a server that never pauses lets no time-out run out."""
        return time.monotonic() >= self._end

    def timeouts(self) -> dict[str, float]:
        """Give what is left as a client's time-outs."""
        return dict.fromkeys(("connect", "read", "write", "pool"), self.left())


class _Network(httpcore.NetworkBackend):
    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._network.connect_tcp(host, port, left, local_address, socket_options), self._deadline)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._deadline.is_over:
            raise httpcore.ReadTimeout("the deadline has passed")
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - whatever the client knows of the connection
        return self._stream.get_extra_info(info)
