"""A small HTTPS server for what a real connection does: it answers, falls silent, or breaks off as it is told."""

import base64
import hashlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import trustme
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate

_NOW = struct.pack("ii", 1, 0)  # close with a reset instead of a farewell


@dataclass(frozen=True)
class Heard:
    """One request, as its bytes arrived."""

    line: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    name: str | None
    """The host name asked for in the TLS handshake."""

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


Behaviour = Callable[[ssl.SSLSocket, Heard], None]


class HttpsServer:
    """Serves one request a connection, each by `behaviour`, and keeps what it heard."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.heard: list[Heard] = []
        self.greeted = 0
        self.authority = trustme.CA()
        self._names: dict[int, str | None] = {}
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.sni_callback = self._remember_name
        self._certificate = self.authority.issue_cert("*.facebook.com", "*.instagram.com")
        self._certificate.configure_cert(self._context)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._listen)]
        self.stopping = threading.Event()

    @property
    def browser_args(self) -> list[str]:
        return [f"--host-resolver-rules=MAP * 127.0.0.1:{self.port}"]

    @property
    def trusting_arg(self) -> str:
        """The flag with which Chromium takes the server's certificate for one that is vouched for."""
        key = load_pem_x509_certificate(self._certificate.cert_chain_pems[0].bytes()).public_key()
        digest = hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
        return f"--ignore-certificate-errors-spki-list={base64.b64encode(digest).decode()}"

    def certificate(self, folder: Path) -> Path:
        path = folder / "authority.pem"
        self.authority.cert_pem.write_to_path(str(path))
        return path

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(caller,))
            thread.start()
            self._threads.append(thread)

    def _serve(self, caller: socket.socket) -> None:
        self.greeted += 1
        caller.settimeout(10)
        try:
            with self._context.wrap_socket(caller, server_side=True) as secured:
                heard = _read(secured, self._names.get(id(secured)))
                if heard:
                    self.heard.append(heard)
                    self.behaviour(secured, heard)
        except OSError:
            caller.close()

    def _remember_name(self, secured: ssl.SSLSocket | ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        self._names[id(secured)] = name


def _read(secured: ssl.SSLSocket, name: str | None) -> Heard | None:
    head = b""
    while b"\r\n\r\n" not in head:
        more = secured.recv(65536)
        if not more:
            return None
        head += more
    head, _, body = head.partition(b"\r\n\r\n")
    line, *lines = head.decode("latin-1").split("\r\n")
    headers = tuple((key, value.strip()) for key, _, value in (one.partition(":") for one in lines))
    length = int(next((value for key, value in headers if key.lower() == "content-length"), "0"))
    while len(body) < length:
        body += secured.recv(65536)
    return Heard(line, headers, body, name)


def answering(status: str = "200 OK", body: bytes = b"for (;;);{}", *headers: str) -> Behaviour:
    """Answer with this status line, these headers and this body."""

    def behave(secured: ssl.SSLSocket, _: Heard) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
        secured.sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    return behave


def reset(secured: ssl.SSLSocket, _: Heard) -> None:
    """Break the connection off before the first byte of an answer."""
    secured.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NOW)


def broken_off(secured: ssl.SSLSocket, heard: Heard) -> None:
    """Break the connection off in the middle of an answer."""
    secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfor (;;")
    reset(secured, heard)
