"""One sending on the wire, seen by a real HTTPS server."""

import gzip
import hashlib
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from meta_objection.browser_args import HostMap
from meta_objection.network.http_client import HttpClient, NoAnswerError, NotSentError, Sending
from meta_objection.receipts.certificates import certificates_seen
from tests.https import Behaviour, Heard, HttpsServer, answering, broken_off, reset

URL = "https://www.facebook.com/ajax/help/contact/submit/page?__a=1&x=%C3%A4"
BODY = "email=kim%40example.org&reason=Gr%C3%B6%C3%9Fe\r\n\x00\xff".encode("latin-1")
COOKIES = 'datr=abc; sb=d"e; c_user=1'
SENDING = Sending(
    "POST",
    URL,
    {
        "content-type": "application/x-www-form-urlencoded",
        "user-agent": "Chromium",
        "referer": "https://www.facebook.com/help/contact/1",
        "origin": "https://www.facebook.com",
        "x-fb-lsd": "token",
        "accept": "*/*",
        "content-length": "7",
        "host": "elsewhere.example",
        "connection": "upgrade",
        "cookie": "stale=1",
    },
    BODY,
    navigates=False,
)


@pytest.fixture
def server() -> Iterator[HttpsServer]:
    with HttpsServer(answering()) as running:
        yield running


def wire_to(server: HttpsServer, timeout: float = 5) -> HttpClient:
    return HttpClient(timeout, verify=False, hosts=HostMap.from_browser_args(server.browser_args))


def by_method(**behaviours: Behaviour) -> Behaviour:
    def behave(secured: ssl.SSLSocket, heard: Heard) -> None:
        behaviours[heard.line.split()[0]](secured, heard)

    return behave


def redirecting(status: str, target: str, then: Behaviour | None = None) -> Behaviour:
    return by_method(POST=answering(status, b"", f"Location: {target}"), GET=then or answering(body=b"arrived"))


def lines(server: HttpsServer) -> list[str]:
    return [heard.line for heard in server.heard]


def test_one_sending_is_one_post_as_the_page_made_it(server: HttpsServer) -> None:
    answer = wire_to(server).send(SENDING, COOKIES)
    (heard,) = server.heard

    assert heard.line == "POST /ajax/help/contact/submit/page?__a=1&x=%C3%A4 HTTP/1.1"
    assert heard.body == BODY
    assert heard.header("cookie") == COOKIES
    assert heard.header("host") == heard.name == "www.facebook.com"
    assert heard.header("content-length") == str(len(BODY))
    assert (answer.status, answer.body, answer.url) == (200, b"for (;;);{}", URL)
    assert server.greeted == 1


@pytest.mark.parametrize("name", ["content-type", "user-agent", "referer", "origin", "x-fb-lsd", "accept"])
def test_the_pages_headers_are_kept(server: HttpsServer, name: str) -> None:
    wire_to(server).send(SENDING, COOKIES)
    values = [value for key, value in server.heard[0].headers if key.lower() == name]

    assert values == [SENDING.headers[name]]


def test_without_cookies_there_is_no_cookie_header(server: HttpsServer) -> None:
    wire_to(server).send(SENDING, "")

    assert server.heard[0].header("cookie") is None


def test_a_cookie_beyond_ascii_goes_out_as_the_browser_would_send_it(server: HttpsServer) -> None:
    wire_to(server).send(SENDING, "wd=größe")

    assert (server.heard[0].header("cookie") or "").encode("latin-1").decode() == "wd=größe"


def test_an_empty_body_is_an_empty_body(server: HttpsServer) -> None:
    wire_to(server).send(replace(SENDING, body=b""), COOKIES)

    assert server.heard[0].body == b""


def test_a_packed_answer_is_unpacked(server: HttpsServer) -> None:
    server.behaviour = answering("200 OK", gzip.compress("Größe".encode()), "Content-Encoding: gzip")

    assert wire_to(server).send(SENDING, COOKIES).body.decode() == "Größe"


def test_an_answer_keeps_every_header_repeated_ones_too(server: HttpsServer) -> None:
    server.behaviour = answering("200 OK", b"", "Set-Cookie: a=1", "Set-Cookie: b=2", "X-FB-Debug: x")
    answer = wire_to(server).send(SENDING, COOKIES)

    assert [value for name, value in answer.headers if name.lower() == "set-cookie"] == ["a=1", "b=2"]
    assert answer.header("x-fb-debug") == "x"
    assert answer.header("nothing") is None


def test_where_nobody_listens_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    hosts = HostMap.from_browser_args([f"--host-resolver-rules=MAP * 127.0.0.1:{port}"])
    with pytest.raises(NotSentError):
        HttpClient(2, verify=False, hosts=hosts).send(SENDING, COOKIES)


def test_a_name_that_cannot_be_resolved_means_that_nothing_was_sent() -> None:
    hosts = HostMap.from_browser_args(["--host-resolver-rules=MAP * ~NOTFOUND"])
    with pytest.raises(NotSentError):
        HttpClient(2, verify=False, hosts=hosts).send(SENDING, COOKIES)


def test_a_handshake_that_is_never_answered_means_that_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        hosts = HostMap.from_browser_args([f"--host-resolver-rules=MAP * 127.0.0.1:{listener.getsockname()[1]}"])
        with pytest.raises(NotSentError):
            HttpClient(0.3, verify=False, hosts=hosts).send(SENDING, COOKIES)


def test_a_certificate_that_nobody_vouches_for_means_that_nothing_was_sent(server: HttpsServer) -> None:
    with pytest.raises(NotSentError):
        replace(wire_to(server), verify=True).send(SENDING, COOKIES)
    assert server.heard == []


def test_the_machines_own_store_of_certificates_is_asked(
    server: HttpsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate(tmp_path)))

    assert replace(wire_to(server), verify=True).send(SENDING, COOKIES).status == 200


def test_a_certificate_for_another_host_means_that_nothing_was_sent(
    server: HttpsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate(tmp_path)))
    elsewhere = replace(SENDING, url="https://www.whatsapp.com/submit")
    with pytest.raises(NotSentError):
        replace(wire_to(server), verify=True).send(elsewhere, COOKIES)
    assert server.heard == []


@pytest.mark.parametrize("behaviour", [reset, broken_off, lambda secured, _: secured.unwrap()])
def test_a_connection_that_breaks_after_the_post_is_never_tried_again(
    server: HttpsServer, behaviour: Behaviour
) -> None:
    server.behaviour = behaviour
    with pytest.raises(NoAnswerError):
        wire_to(server).send(SENDING, COOKIES)

    assert (len(server.heard), server.greeted) == (1, 1)


def test_silence_after_the_post_ends_at_the_time_out(server: HttpsServer) -> None:
    server.behaviour = lambda _, __: _ignore(server.stopping.wait(10))
    started = time.monotonic()
    with pytest.raises(NoAnswerError):
        wire_to(server, timeout=0.4).send(SENDING, COOKIES)

    assert time.monotonic() - started < 3
    assert len(server.heard) == 1


def _ignore(_: object) -> None: ...


def test_an_answer_that_only_trickles_ends_at_the_time_out_too(server: HttpsServer) -> None:
    def trickle(secured: ssl.SSLSocket, _: Heard) -> None:
        secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not server.stopping.wait(0.1):
            secured.sendall(b"x")

    server.behaviour = trickle
    with pytest.raises(NoAnswerError):
        wire_to(server, timeout=0.5).send(SENDING, COOKIES)


@pytest.mark.parametrize(
    "piece", [b"HTTP/1.1 102 Processing\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"]
)
def test_answers_that_only_announce_an_answer_end_at_the_time_out(server: HttpsServer, piece: bytes) -> None:
    def announce(secured: ssl.SSLSocket, _: Heard) -> None:
        with suppress(OSError):
            while not server.stopping.is_set():
                secured.sendall(piece)

    server.behaviour = announce
    with pytest.raises(NoAnswerError):
        wire_to(server, timeout=0.5).send(SENDING, COOKIES)


def test_headers_that_drip_end_at_the_time_out(server: HttpsServer) -> None:
    def drip(secured: ssl.SSLSocket, _: Heard) -> None:
        secured.sendall(b"HTTP/1.1 200 OK\r\n")
        with suppress(OSError):
            while not server.stopping.wait(0.1):
                secured.sendall(b"X: y\r\n")

    server.behaviour = drip
    with pytest.raises(NoAnswerError):
        wire_to(server, timeout=0.5).send(SENDING, COOKIES)


def test_an_answer_that_grows_beyond_all_bounds_when_unpacked_is_none(server: HttpsServer) -> None:
    server.behaviour = answering("200 OK", gzip.compress(bytes(60_000_000)), "Content-Encoding: gzip")
    with pytest.raises(NoAnswerError):
        wire_to(server).send(SENDING, COOKIES)


def test_the_environments_proxy_is_not_asked(server: HttpsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert wire_to(server).send(SENDING, COOKIES).status == 200


def test_a_redirect_to_another_host_is_told_nothing_of_the_page(server: HttpsServer) -> None:
    server.behaviour = redirecting("302 Found", "https://www.instagram.com/help")
    wire_to(server).send(SENDING, COOKIES)

    assert server.heard[1].header("x-fb-lsd") is None
    assert server.heard[1].header("referer") is None


@pytest.mark.parametrize(
    "junk",
    [
        b"not HTTP at all\r\n\r\n",
        b"HTTP/1.1 999999 x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nxyz",
    ],
)
def test_an_answer_that_is_none_is_no_answer(server: HttpsServer, junk: bytes) -> None:
    server.behaviour = lambda secured, _: secured.sendall(junk)
    with pytest.raises(NoAnswerError):
        wire_to(server).send(SENDING, COOKIES)
    assert len(server.heard) == 1


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other"])
def test_a_redirect_is_followed_by_reading_and_never_posts_again(server: HttpsServer, status: str) -> None:
    server.behaviour = redirecting(status, "/checkpoint/1/")
    answer = wire_to(server).send(SENDING, COOKIES)

    assert lines(server) == [f"POST {_path(URL)} HTTP/1.1", "GET /checkpoint/1/ HTTP/1.1"]
    assert (answer.url, answer.body) == ("https://www.facebook.com/checkpoint/1/", b"arrived")
    assert server.heard[1].body == b""


@pytest.mark.parametrize("status", ["300 Choose", "304 Same", "305 Proxy", "307 Again", "308 Again"])
def test_a_redirect_that_would_post_again_is_never_followed(server: HttpsServer, status: str) -> None:
    server.behaviour = redirecting(status, "/elsewhere")
    answer = wire_to(server).send(SENDING, COOKIES)

    assert len(server.heard) == 1
    assert answer.status == int(status[:3])


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/x", "http://www.facebook.com/x", "https://facebook.com.evil.example/", "https://["],
)
def test_a_redirect_to_elsewhere_is_never_followed(server: HttpsServer, target: str) -> None:
    server.behaviour = redirecting("302 Found", target)
    answer = wire_to(server).send(SENDING, COOKIES)

    assert len(server.heard) == 1
    assert answer.status == 302


def test_a_redirect_to_another_service_of_metas_does_not_get_this_ones_cookies(server: HttpsServer) -> None:
    server.behaviour = redirecting("302 Found", "https://www.instagram.com/help")
    wire_to(server).send(SENDING, COOKIES)

    assert server.heard[1].name == "www.instagram.com"
    assert server.heard[1].header("cookie") is None


def test_redirects_in_a_circle_end(server: HttpsServer) -> None:
    server.behaviour = answering("302 Found", b"", "Location: /again")
    answer = wire_to(server).send(SENDING, COOKIES)

    assert 1 < len(server.heard) <= 10
    assert [line.split()[0] for line in lines(server)].count("POST") == 1
    assert answer.status == 302


def test_a_redirect_that_cannot_be_read_leaves_the_answer_that_came(server: HttpsServer) -> None:
    server.behaviour = redirecting("302 Found", "/checkpoint/1/", then=reset)
    answer = wire_to(server).send(SENDING, COOKIES)

    assert (answer.status, answer.location) == (302, "https://www.facebook.com/checkpoint/1/")


def test_a_forms_own_posting_leaves_its_redirect_to_the_browser(server: HttpsServer) -> None:
    server.behaviour = redirecting("302 Found", "/thanks")
    answer = wire_to(server).send(replace(SENDING, navigates=True), COOKIES)

    assert len(server.heard) == 1
    assert answer.location == "https://www.facebook.com/thanks"


def test_neither_a_sending_nor_its_answer_shows_its_body() -> None:
    assert "kim" not in repr(SENDING)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def test_an_answer_comes_with_the_certificates_that_the_server_showed(server: HttpsServer, tmp_path: Path) -> None:
    answer = wire_to(server).send(SENDING, COOKIES)
    (own, *_) = certificates_seen(answer.certificates)

    assert own.sha256 == hashlib.sha256(answer.certificates[0]).hexdigest()
    assert "trustme" in own.issuer
    context = ssl.create_default_context(cafile=str(server.certificate(tmp_path)))
    with (
        socket.create_connection(("127.0.0.1", server.port)) as plain,
        context.wrap_socket(plain, server_hostname="www.facebook.com") as secured,
    ):
        assert secured.getpeercert(binary_form=True) == answer.certificates[0]


def test_a_chain_that_cannot_be_read_never_costs_the_answer(
    server: HttpsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssl, "PEM_cert_to_DER_cert", None)
    answer = wire_to(server).send(SENDING, COOKIES)

    assert (answer.status, answer.certificates) == (200, ())
