"""The line to a mailbox: where it leads, past which proxy, and what it does not let happen."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from meta_objection.browser_args import environments_mail_proxy
from meta_objection.errors import BadSettings
from meta_objection.network.imap_line import ImapLine, LineError, MailServer
from tests.mail.bad_server import answers, bad_server, drips, falls_silent

NOBODY = "imap.example.org"


@contextmanager
def connect_proxy(leads_to: int, asked: list[bytes]) -> Iterator[int]:
    """A proxy that leads whoever asks for whatever to this port; it notes what it was asked."""
    listener = socket.create_server(("127.0.0.1", 0))

    def pump(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65_536):
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)

    def serve() -> None:
        with suppress(OSError):
            caller, _ = listener.accept()
            with caller, socket.create_connection(("127.0.0.1", leads_to)) as onward:
                asked.append(caller.recv(4096))
                caller.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                back = threading.Thread(target=pump, args=(onward, caller))
                back.start()
                pump(caller, onward)
                back.join()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def test_it_leads_to_the_server_and_port_that_were_named() -> None:
    heard: list[bytes] = []
    with bad_server(answers(heard)) as port:
        line = ImapLine(MailServer("localhost", port, timeout=5))
        line.noop()
        line.shutdown()
    assert [command.split()[1] for command in heard] == [b"CAPABILITY", b"NOOP"]


def test_a_proxy_of_the_persons_is_gone_through_and_reads_nothing() -> None:
    heard: list[bytes] = []
    asked: list[bytes] = []
    with bad_server(answers(heard)) as port, connect_proxy(port, asked) as by:
        line = ImapLine(MailServer("localhost", port, f"http://127.0.0.1:{by}", timeout=5))
        line.noop()
        line.shutdown()
    assert len(heard) == 2
    assert asked[0].startswith(f"CONNECT localhost:{port} HTTP/1.1".encode())


def test_a_proxy_that_is_not_there_is_no_reason_to_go_past_it() -> None:
    heard: list[bytes] = []
    with bad_server(answers(heard)) as port, pytest.raises(OSError, match=r"."):
        ImapLine(MailServer("localhost", port, "socks5://127.0.0.1:1", timeout=2))
    assert heard == []


def test_the_environments_proxy_for_everything_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert environments_mail_proxy(NOBODY) is None
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9050")
    assert environments_mail_proxy(NOBODY) == "socks5://127.0.0.1:9050"
    assert environments_mail_proxy("localhost") is None
    monkeypatch.setenv("NO_PROXY", NOBODY)
    assert environments_mail_proxy(NOBODY) is None


@pytest.mark.parametrize("proxy", ["ftp://127.0.0.1:21", "127.0.0.1:9050", "socks4://127.0.0.1:9050"])
def test_one_that_cannot_be_gone_through_is_said(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(BadSettings, match="ALL_PROXY"):
        environments_mail_proxy(NOBODY)


def test_a_server_that_falls_silent_or_drips_is_left() -> None:
    for behaviour in (falls_silent, drips):
        with bad_server(behaviour) as port, pytest.raises(LineError, match="in time"):
            ImapLine(MailServer("localhost", port, timeout=0.2))


def test_the_usual_port_is_not_worth_a_word() -> None:
    assert (str(MailServer(NOBODY)), str(MailServer(NOBODY, 1993))) == (NOBODY, f"{NOBODY}:1993")
