"""The one way to a mailbox: TLS from the first octet, to the server the person named, and nowhere else.

There is no plain connection and no upgrade of one, so nobody on the way can keep it from being secret. The server's
certificate is always held against the system's own store, whatever `--ignore-https-errors` says of pages: a password
goes over this line. One deadline holds over the whole visit, and so many octets: a server that drips, or never stops,
holds nobody up and fills no memory.
"""

import imaplib
import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

USUAL_PORT = 993
"""The port at which IMAP is spoken inside TLS."""
_CHUNK = 65_536
_MOST_STEPS = 20
"""How many steps of the longest kind one visit may take."""
_LONGEST_LINE = 1024**2
_LARGEST_PIECE = 16 * 1024**2
_MOST = 128 * 1024**2
"""Octets that one visit may bring: far more than all that Meta has written to one person."""


@dataclass(frozen=True)
class MailServer:
    """Where a mailbox is, and the proxy on the way to it; `timeout` is in seconds, for one step."""

    host: str
    port: int = USUAL_PORT
    proxy: str | None = None
    timeout: float = 15
    authorities: str | None = field(default_factory=lambda: os.environ.get("SSL_CERT_FILE"))
    """A file of the person's own authorities: while a browser is open, the environment names it no longer."""

    def __str__(self) -> str:
        return self.host if self.port == USUAL_PORT else f"{self.host}:{self.port}"


class LineError(Exception):
    """The line did not hold: the message is what the server did. No error of imaplib's, which would lose it."""


_SLOW = "did not answer in time"
_GONE = "broke the connection off"
_ENDLESS = "says more than anybody can read"


class ImapLine(imaplib.IMAP4):
    """A client of the standard library's, on a line of ours."""

    def __init__(self, server: MailServer) -> None:
        """Connect. Raises OSError (ssl.SSLError among them), LineError, and imaplib's errors for what is no IMAP."""
        from meta_objection.network.deadline import Deadline  # noqa: PLC0415 - time that nothing else needs

        self._server = server
        self._deadline = Deadline(_MOST_STEPS * server.timeout)
        self._left = _MOST
        super().__init__(server.host, server.port, server.timeout)

    def open(self, host: str = "", port: int = USUAL_PORT, timeout: float | None = None) -> None:
        """Connect to the server that was named."""
        import truststore  # noqa: PLC0415 - as above

        self.host, self.port = host, port
        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if self._server.authorities and Path(self._server.authorities).is_file():
            context.load_verify_locations(self._server.authorities)
        plain = self._connected(timeout)
        try:
            secured = context.wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise
        self.sock = secured
        self._incoming = secured.makefile("rb")

    def _connected(self, timeout: float | None) -> socket.socket:
        if not self._server.proxy:
            return socket.create_connection((self.host, self.port), timeout)
        from python_socks import ProxyError  # noqa: PLC0415 - few go through a proxy
        from python_socks.sync import Proxy  # noqa: PLC0415 - as above

        try:
            opened = Proxy.from_url(self._server.proxy).connect(self.host, self.port, timeout=timeout)
        except ProxyError as error:
            raise ConnectionError("the proxy did not lead there") from error
        opened.settimeout(timeout)
        return opened

    def read(self, size: int) -> bytes:
        """Read so many octets. Raises LineError."""
        if size > _LARGEST_PIECE:
            raise LineError(_ENDLESS)
        read = bytearray()
        while len(read) < size:
            read += self._piece(size - len(read))
        return bytes(read)

    def readline(self) -> bytes:
        """Read to the end of the line. Raises LineError."""
        line = bytearray()
        while not line.endswith(b"\n"):
            with self._in_time():
                ahead = self._incoming.peek(1)
            line += self._piece(ahead.find(b"\n") + 1 or max(len(ahead), 1))
            if len(line) > _LONGEST_LINE:
                raise LineError(_ENDLESS)
        return bytes(line)

    def _piece(self, most: int) -> bytes:
        with self._in_time():
            piece = self._incoming.read1(min(most, _CHUNK))
        self._left -= len(piece)
        if self._left < 0:
            raise LineError(_ENDLESS)
        if not piece:
            raise LineError(_GONE)
        return piece

    def send(self, data: bytes) -> None:  # type: ignore[override]  # typeshed has the buffer that no caller gives
        """Send all of it. Raises LineError."""
        with self._in_time():
            self.sock.sendall(data)

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        if self._deadline.is_over:
            raise LineError(_SLOW)
        self.sock.settimeout(self._deadline.left(self._server.timeout))
        try:
            yield
        except TimeoutError as error:
            raise LineError(_SLOW) from error
        except OSError as error:
            raise LineError(_GONE) from error

    def shutdown(self) -> None:
        """Hang up."""
        self._incoming.close()
        self.sock.close()
