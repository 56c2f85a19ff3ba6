"""A mail server that does not do what one should."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
import trustme

Behaviour = Callable[[socket.socket], None]


@contextmanager
def bad_server(behaviour: Behaviour, *, tls: bool = True) -> Iterator[int]:
    """Serve one caller so, with a certificate that this process trusts meanwhile; give the port."""
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            caller, _ = listener.accept()
            caller.settimeout(30)
            with context.wrap_socket(caller, server_side=True) if tls else caller as line:
                behaviour(line)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with authority.cert_pem.tempfile() as certificate, pytest.MonkeyPatch.context() as patch:
            patch.setenv("SSL_CERT_FILE", certificate)
            yield listener.getsockname()[1]
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def hangs_up(line: socket.socket) -> None:
    """Break off at once."""
    line.close()


def falls_silent(line: socket.socket) -> None:
    """Greet, and say nothing more."""
    line.sendall(b"* OK ready\r\n")
    while line.recv(4096):
        pass


def drips(line: socket.socket) -> None:
    """Send one octet of a line that never ends, again and again."""
    line.sendall(b"* OK ")
    stopped = threading.Event()
    while not stopped.wait(0.05):
        line.sendall(b"x")


def floods(line: socket.socket) -> None:
    """Send a line that never ends, as fast as it can."""
    line.sendall(b"* OK ")
    while True:
        line.sendall(b"x" * 65_536)


def talks_of_something_else(line: socket.socket) -> None:
    """Speak another protocol."""
    line.sendall(b"220 smtp.example.org ESMTP\r\n")
    while line.recv(4096):
        line.sendall(b"502 what?\r\n")


def echoes(line: socket.socket) -> None:
    """Refuse with the very words that it was told."""
    line.sendall(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")
    with line.makefile("rb") as heard:
        for said in heard:
            tag, _, rest = said.rstrip(b"\r\n").partition(b" ")
            if rest.startswith(b"CAPABILITY"):
                line.sendall(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")
            else:
                line.sendall(tag + b" NO I heard " + rest + b"\r\n")


def answers(commands: list[bytes], /, **said: bytes) -> Behaviour:
    """Note the commands and answer each by its name; `OK` alone where nothing is said of it."""

    def behave(line: socket.socket) -> None:
        line.sendall(b"* OK ready\r\n")
        with line.makefile("rb") as heard:
            for command in heard:
                commands.append(command)
                tag, name, *more = command.decode("latin-1").split()
                key = more[0] if name == "UID" else name
                answer = {"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n"} | said
                line.sendall(answer.get(key, b"") + f"{tag} OK done\r\n".encode())

    return behave
