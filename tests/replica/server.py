"""Starts and stops the replica: HTTPS on loopback under Meta's host names."""

import asyncio
import base64
import hashlib
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import trustme
import uvicorn
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.replica.app import build
from tests.replica.house import House
from tests.replica.log import Log, Received
from tests.replica.middleware import ResettableProtocol
from tests.replica.stories import FORM_ADDRESSES, Story

HOSTS = (
    "facebook.com",
    "*.facebook.com",
    "*.xx.fbcdn.net",
    "*.fbsbx.com",
    "*.instagram.com",
    "*.cdninstagram.com",
    "instagram.com",
    "*.whatsapp.com",
    "*.whatsapp.net",
    "whatsapp.com",
    "*.meta.com",
    "meta.com",
    "evil.example",
    "localhost",
    "127.0.0.1",
)
PATIENCE = 10.0
"""Seconds that starting and stopping may take."""


class Replica:
    """A context manager around one server in a thread of its own."""

    def __init__(self, story: Story | None = None, *, port: int = 0, log: Path | None = None) -> None:
        self._log = Log(log)
        self._house = House(story or Story(), self._log)
        self._socket = socket.create_server(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        authority = trustme.CA()
        self.ca_pem: bytes = authority.cert_pem.bytes()
        self._certificate = authority.issue_cert(*HOSTS)
        self._up = threading.Event()
        self._server = uvicorn.Server(self._config())
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="replica")

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            build(self._house, self._started),
            http=ResettableProtocol,
            loop="asyncio",
            ws="none",
            log_config=None,
            proxy_headers=False,
            server_header=False,
            ssl_context_factory=self._ssl_context,
        )

    def _ssl_context(self, _: uvicorn.Config, __: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._certificate.configure_cert(context)
        return context

    def _started(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._up.set()

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._up.wait(PATIENCE):
            raise RuntimeError("the replica did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop)
        self._thread.join(PATIENCE)

    def _stop(self) -> None:
        """Stop listening, then drop every connection, so that no browser can repeat what is being dropped."""
        self._server.should_exit = True
        self._house.stopping.set()
        for listener in self._server.servers:
            listener.close()
        for connection in list(self._server.server_state.connections):
            cast("H11Protocol", connection).transport.abort()

    @property
    def story(self) -> Story:
        """The story being played; another one may be set at any time and counts for the next request."""
        return self._house.story

    @story.setter
    def story(self, story: Story) -> None:
        self._house.story = story

    @property
    def received(self) -> list[Received]:
        """Every POST that has arrived, in order."""
        return self._log.received

    @property
    def browser_args(self) -> list[str]:
        """The flags with which Chromium finds the replica under every host name and trusts its certificate."""
        key = load_pem_x509_certificate(self._certificate.cert_chain_pems[0].bytes()).public_key()
        digest = hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
        return [
            f"--host-resolver-rules=MAP * 127.0.0.1:{self.port}",
            f"--ignore-certificate-errors-spki-list={base64.b64encode(digest).decode()}",
        ]

    def sent(self) -> list[Received]:
        """The POSTs that send the form, the code step not counted."""
        return [received for received in self.received if received.is_sending]

    def codes(self) -> list[Received]:
        """The POSTs that carry the one-time code."""
        return [received for received in self.received if received.is_code]

    def wait_for_sent(self, count: int = 1, timeout: float = PATIENCE) -> bool:
        """Block until so many sendings have arrived; false when they have not after `timeout` seconds."""
        return self._log.wait(lambda: len(self.sent()) >= count, timeout)

    def address(self, generation: str = "") -> str:
        """Where the story's form is, in a generation, the story's own by default."""
        return FORM_ADDRESSES[self.story.form][generation or self.story.generation]
