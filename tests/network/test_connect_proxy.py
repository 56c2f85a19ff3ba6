"""The browser's only way to the network: to Meta's hosts, through the program, and not a byte after its end."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.browser_args import HostMap
from meta_objection.network import connect_proxy as module
from meta_objection.network.connect_proxy import ConnectProxy, Onward, _asked
from tests.https import Heard, HttpsServer, answering, reset

URL = "https://www.facebook.com/privacy"
OPENED, FORBIDDEN, UNREACHABLE = b"200", b"403", b"502"


@pytest.fixture
def server() -> Iterator[HttpsServer]:
    with HttpsServer(answering(body=b"hello")) as server:
        yield server


def onward(server: HttpsServer, proxy: str | None = None) -> Onward:
    return Onward(HostMap.from_browser_args(server.browser_args), proxy, timeout=3)


@pytest.fixture
def tunnel(server: HttpsServer) -> Iterator[ConnectProxy]:
    with ConnectProxy(onward(server)) as tunnel:
        yield tunnel


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def address(tunnel: ConnectProxy) -> str:
    """Where the tunnel is, with this run's password."""
    return f"http://{tunnel.password.name}:{tunnel.password.word}@127.0.0.1:{tunnel.port}"


def get(tunnel: ConnectProxy, url: str = URL) -> httpx.Response:
    with httpx.Client(proxy=address(tunnel), verify=trusting(), timeout=5) as client:
        return client.get(url)


def said_to(tunnel: ConnectProxy, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", tunnel.port), timeout=5) as connection:
        connection.sendall(request)
        return connection.recv(65536)


def connect_to(endpoint: str) -> bytes:
    return f"CONNECT {endpoint} HTTP/1.1\r\nHost: {endpoint}\r\n\r\n".encode()


def knowing(tunnel: ConnectProxy, request: bytes) -> bytes:
    """The same request by somebody who knows the password."""
    return request.replace(b"\r\n\r\n", b"\r\nProxy-Authorization: " + tunnel.password.header + b"\r\n\r\n")


def test_what_meta_answers_comes_through(tunnel: ConnectProxy, server: HttpsServer) -> None:
    assert get(tunnel).text == "hello"
    assert [heard.name for heard in server.heard] == ["www.facebook.com"]


def test_many_connections_at_once_come_through(tunnel: ConnectProxy, server: HttpsServer) -> None:
    server.behaviour = answering(body=b"x" * 300_000)
    lengths: list[int] = []
    threads = [threading.Thread(target=lambda: lengths.append(len(get(tunnel).content))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert lengths == [300_000] * 8


@pytest.mark.parametrize(
    "request_",
    [
        connect_to("evil.example:443"),
        connect_to("www.facebook.com.evil.example:443"),
        connect_to("127.0.0.1:443"),
        connect_to("[::1]:443"),
        connect_to("www.facebook.com:25"),
        connect_to("www.facebook.com:80"),
        connect_to("www.facebook.com:99999"),
        connect_to("www.facebook.com:" + "4" * 5000),
        connect_to("a" * 70 + ".facebook.com:443"),
        connect_to("a\0b.facebook.com:443"),
        connect_to(".facebook.com:443"),
        connect_to("www..facebook.com:443"),
        b"GET http://www.facebook.com/ HTTP/1.1\r\nHost: www.facebook.com\r\n\r\n",
        b"CONNECT www.facebook.com HTTP/1.1\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
)
def test_it_leads_nowhere_but_to_metas_hosts(request_: bytes, tunnel: ConnectProxy, server: HttpsServer) -> None:
    assert FORBIDDEN in said_to(tunnel, knowing(tunnel, request_))
    assert server.greeted == 0


def test_a_caller_that_says_nothing_to_the_point_is_left(tunnel: ConnectProxy) -> None:
    assert said_to(tunnel, b"x" * 70_000) == b""


def test_a_host_that_cannot_be_reached_is_said_to_be_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    for rule in (f"MAP * 127.0.0.1:{port}", "MAP * ~NOTFOUND"):
        hosts = HostMap.from_browser_args([f"--host-resolver-rules={rule}"])
        with ConnectProxy(Onward(hosts, timeout=3)) as tunnel:
            assert UNREACHABLE in said_to(tunnel, knowing(tunnel, connect_to("www.facebook.com:443")))


def test_a_host_that_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=1) as silent, ExitStack() as stack:
        address = silent.getsockname()
        for _ in range(3):  # a full queue of callers: the next one waits
            waiting = stack.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(address)
        hosts = HostMap.from_browser_args([f"--host-resolver-rules=MAP * 127.0.0.1:{address[1]}"])
        with ConnectProxy(Onward(hosts, timeout=0.3)) as tunnel:
            assert UNREACHABLE in said_to(tunnel, knowing(tunnel, connect_to("www.facebook.com:443")))


def test_a_connection_that_meta_breaks_off_is_broken_off(tunnel: ConnectProxy, server: HttpsServer) -> None:
    server.behaviour = reset
    with pytest.raises(httpx.TransportError):
        get(tunnel)


def test_a_proxy_of_the_persons_is_gone_through(server: HttpsServer) -> None:
    with (
        ConnectProxy(onward(server)) as upstream,
        ConnectProxy(Onward(proxy=address(upstream), timeout=3)) as tunnel,
    ):
        assert get(tunnel).text == "hello"


@pytest.mark.parametrize("scheme", ["http", "socks5"])
def test_a_proxy_that_is_not_there_or_refuses_is_no_way_past_it(scheme: str, server: HttpsServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with ConnectProxy(onward(server, f"{scheme}://127.0.0.1:{port}")) as tunnel:
        assert UNREACHABLE in said_to(tunnel, knowing(tunnel, connect_to("www.facebook.com:443")))
    with ConnectProxy(onward(server)) as upstream, ConnectProxy(onward(server, address(upstream))) as tunnel:
        assert UNREACHABLE in said_to(
            tunnel, knowing(tunnel, connect_to("www.facebook.com:443"))
        )  # mapped to loopback: not Meta's
    assert server.greeted == 0


def opened(tunnel: ConnectProxy) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", tunnel.port), timeout=5)
    plain.sendall(knowing(tunnel, connect_to("www.facebook.com:443")))
    assert OPENED in plain.recv(65536)
    return trusting().wrap_socket(plain, server_hostname="www.facebook.com")


def posted(connection: ssl.SSLSocket) -> None:
    connection.sendall(b"POST / HTTP/1.1\r\nHost: www.facebook.com\r\nContent-Length: 2\r\n\r\nhi")


def noticing(server: HttpsServer) -> threading.Event:
    """Tells when a request arrives, before it is answered."""
    arrived, answer = threading.Event(), server.behaviour

    def notice(secured: ssl.SSLSocket, heard: Heard) -> None:
        arrived.set()
        answer(secured, heard)

    server.behaviour = notice
    return arrived


def test_once_it_is_closed_nothing_more_leaves_and_what_is_under_way_comes_in(
    tunnel: ConnectProxy, server: HttpsServer
) -> None:
    came, go_on = threading.Event(), threading.Event()

    def answer_late(secured: ssl.SSLSocket, heard: Heard) -> None:
        came.set()
        go_on.wait(5)
        answering(body=b"hello")(secured, heard)

    server.behaviour = answer_late
    with opened(tunnel) as connection, opened(tunnel) as other:
        posted(connection)
        assert came.wait(5)
        tunnel.close()
        posted(other)
        go_on.set()
        assert connection.recv(65536).endswith(b"hello")
        posted(connection)
        other.settimeout(0.3)
        with pytest.raises(TimeoutError):
            other.recv(1)
    assert FORBIDDEN in said_to(tunnel, knowing(tunnel, connect_to("www.facebook.com:443")))
    assert [heard.body for heard in server.heard] == [b"hi"]


def test_with_its_end_every_connection_ends(server: HttpsServer) -> None:
    waits = threading.Event()

    def answer_late(_: ssl.SSLSocket, __: Heard) -> None:
        waits.set()
        server.stopping.wait(5)

    server.behaviour = answer_late
    with ConnectProxy(onward(server)) as tunnel:
        connection = opened(tunnel)
        posted(connection)
        assert waits.wait(5)
    with connection:
        assert ended(lambda: connection.recv(1))
    assert ended(lambda: said_to(tunnel, knowing(tunnel, connect_to("www.facebook.com:443"))))


def ended(ask: Callable[[], bytes]) -> bool:
    try:
        return ask() == b""
    except OSError:
        return True


@given(st.binary(max_size=200))
def test_any_bytes_can_be_asked(head: bytes) -> None:
    endpoint = _asked(head)
    assert endpoint is None or (head.startswith(b"CONNECT ") and endpoint[1] >= 0)


def test_a_browser_is_led_here_and_past_it_by_no_way(tunnel: ConnectProxy) -> None:
    assert tunnel.way_out.server == f"http://127.0.0.1:{tunnel.port}"
    assert "--proxy-bypass-list=<-loopback>" in tunnel.way_out.arguments


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"Proxy-Authorization: Basic bWV0YS1vYmplY3Rpb246",
        b"Proxy-Authorization: \xff\xfe",
        b"Proxy-Authorization:",
        b"X: y",
    ],
)
def test_nobody_else_on_this_computer_may_use_it(header: bytes, tunnel: ConnectProxy, server: HttpsServer) -> None:
    request = connect_to("www.facebook.com:443").replace(b"\r\n\r\n", b"\r\n" + header + b"\r\n\r\n")

    assert b"407" in said_to(tunnel, request)
    assert server.greeted == 0


def test_each_run_has_a_password_of_its_own(server: HttpsServer) -> None:
    with ConnectProxy(onward(server)) as first, ConnectProxy(onward(server)) as second:
        words = {first.password.word, second.password.word}
        shown = repr((first.way_out, second.way_out))

    assert len(words) == 2
    assert all(len(word) > 30 for word in words)
    assert not any(word in shown for word in words)


def test_who_begins_to_ask_and_falls_silent_is_left(tunnel: ConnectProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS_TO_ASK", 0.2)

    assert said_to(tunnel, b"CONNECT www.facebook.com:443 HTTP/1.1\r\n") == b""


@pytest.mark.parametrize("rule", ["MAP * 127.0.0.1:99999", f"MAP * {'a' * 70}.example", "MAP * a\0b", "MAP * ..:1"])
def test_a_rule_that_leads_to_no_place_is_no_error_of_the_programs(rule: str) -> None:
    uncaught: list[object] = []
    hosts = HostMap.from_browser_args([f"--host-resolver-rules={rule}"])
    with ConnectProxy(Onward(hosts, timeout=3)) as tunnel:
        tunnel._loop.set_exception_handler(lambda _, about: uncaught.append(about))
        assert UNREACHABLE in said_to(tunnel, knowing(tunnel, connect_to("www.facebook.com:443")))
    assert uncaught == []


def test_where_it_cannot_open_whoever_waits_for_it_hears_so(
    server: HttpsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_HERE", "no.such.place.example")
    with pytest.raises(OSError, match=r"."), ConnectProxy(onward(server)):
        pytest.fail("it opened")
