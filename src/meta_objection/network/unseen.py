"""The last witness: whether more left the browser than the requests that were seen to leave it.

A worker, a socket or a prediction of the browser's may carry answers past every router. Whatever it is, its bytes go
through the tunnel, and the tunnel counts. TLS and HTTP/2 send bytes of their own, and compress what a request says, so
the count is held against what the requests can have cost at most.
"""

from collections import Counter
from collections.abc import Iterable
from threading import Lock
from urllib.parse import urlsplit

from playwright.sync_api import Request

from meta_objection.network.connect_proxy import Line

_HANDSHAKE = 3_000
"""Bytes that a browser sends to open a TLS connection at most: its hello with a post-quantum key share is 1,800."""
_KEEPING_UP = 220
"""Bytes in a connection that nobody asked for: acknowledgements, pings and windows of HTTP/2, and the farewell."""
_AROUND = 900
"""Bytes of a request beside its address, its own headers and its body: cookies, hints and frames."""


class Seen:
    """Adds up what the routed requests can have cost, by host, since the last `begin`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._cost: Counter[str] = Counter()

    def begin(self) -> None:
        """Count anew from here."""
        with self._lock:
            self._cost.clear()

    def note(self, request: Request) -> None:
        """Count a request that is let go."""
        headers = sum(len(name) + len(value) + 4 for name, value in request.headers.items())
        cost = _AROUND + len(request.url) + headers + len(request.post_data_buffer or b"")
        with self._lock:
            self._cost[urlsplit(request.url).hostname or ""] += cost

    def unexplained(self, lines: Iterable[Line]) -> int:
        """Give how many bytes left beyond that on these lines; 0 where the requests explain them all."""
        with self._lock:
            seen = dict(self._cost)
        left: Counter[str] = Counter()
        for line in lines:
            own = _KEEPING_UP + (_HANDSHAKE if line.is_new and line.host in seen else 0)
            left[line.host] += max(0, line.since_mark - own)
        return sum(max(0, count - seen.get(host, 0)) for host, count in left.items())
