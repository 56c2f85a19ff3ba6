"""Asking timestamp authorities: only a hash goes out, and whatever goes wrong is said."""

import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from asn1crypto import tsp

from meta_objection.browser_args import is_authority
from meta_objection.capture.stamping import Stamping, stamping_for
from meta_objection.receipts import Draft, Kind, verify
from meta_objection.settings import Objection
from tests.receipts.authority import OPENSSL, Authority
from tests.receipts.examples import STARTED, a_receipt

DIGEST = hashlib.sha256(b"words").digest()
with_openssl = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with Authority(tmp_path / "authority") as running:
        yield running


@with_openssl
def test_several_authorities_are_asked_and_each_answers(authority: Authority, tmp_path: Path) -> None:
    with Authority(tmp_path / "second", rsa=True) as second:
        found = Stamping((authority.address, second.address), 10)(DIGEST)

    assert [one.stamp.authority for one in found] == [authority.address, second.address]
    assert [one.stamp.failure for one in found] == [None, None]


@with_openssl
def test_only_the_hash_is_heard_by_the_authority(authority: Authority) -> None:
    Stamping((authority.address,), 10)(DIGEST)
    (question,) = authority.heard

    assert tsp.TimeStampReq.load(question)["message_imprint"]["hashed_message"].native == DIGEST
    assert len(question) < 80


def other_hash(question: bytes) -> bytes:
    return question.replace(DIGEST, hashlib.sha256(b"other words").digest())


def other_nonce(question: bytes) -> bytes:
    asked = tsp.TimeStampReq.load(question)
    asked["nonce"] = 5
    changed: bytes = asked.dump()
    return changed


@with_openssl
@pytest.mark.parametrize(
    ("twist", "failure"),
    [(other_hash, "something else"), (other_nonce, "another question"), (lambda _: b"no", "refused (rejection)")],
)
def test_an_answer_that_is_not_ours_is_a_failure_with_its_reason(
    authority: Authority, twist: object, failure: str
) -> None:
    authority.twist = twist  # type: ignore[assignment]  # parametrised
    (found,) = Stamping((authority.address,), 10)(DIGEST)

    assert found.token is None
    assert failure in (found.stamp.failure or "")


@with_openssl
def test_an_error_page_is_a_failure(authority: Authority) -> None:
    authority.status = 503
    (found,) = Stamping((authority.address,), 10)(DIGEST)

    assert found.stamp.failure == "it answered with status 503"


def test_nobody_there_is_a_failure() -> None:
    (found,) = Stamping(("http://127.0.0.1:9/",), 2)(DIGEST)

    assert found.stamp.failure == "it could not be reached (ConnectError)"


@pytest.mark.parametrize("piece", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n" + b"x" * 300_000])
def test_an_authority_that_never_ends_is_left(piece: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ended = threading.Event()

        def serve() -> None:
            caller, _ = listener.accept()
            with caller:
                caller.sendall(piece)
                ended.wait(20)

        thread = threading.Thread(target=serve)
        thread.start()
        (found,) = Stamping((f"http://127.0.0.1:{listener.getsockname()[1]}/",), 0.3)(DIGEST)
        ended.set()
        thread.join()

    assert found.stamp.failure


def test_an_authority_that_lets_even_its_headers_drip_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        over = threading.Event()

        def drip() -> None:
            caller, _ = listener.accept()
            with caller, suppress(OSError):
                caller.sendall(b"HTTP/1.1 200 OK\r\n")
                while not over.wait(0.05):
                    caller.sendall(b"x: y\r\n")

        thread = threading.Thread(target=drip)
        thread.start()
        since = time.monotonic()
        (found,) = Stamping((f"http://127.0.0.1:{listener.getsockname()[1]}/",), 0.5)(DIGEST)
        took = time.monotonic() - since
        over.set()
        thread.join()

    assert found.stamp.failure == "its answer did not come to its end"
    assert took < 10, "it would have dripped for ever"


@with_openssl
def test_a_failed_timestamp_shows_and_a_good_one_beside_it_counts(authority: Authority, tmp_path: Path) -> None:
    asked = ("http://127.0.0.1:9/", authority.address)
    folder = Draft.begin(tmp_path / "home", "facebook", STARTED).finish(
        a_receipt(timestamps=asked), stamp=Stamping(asked, 5)
    )
    found = verify(folder)

    assert [(one.path, one.kind) for one in found.problems] == [("http://127.0.0.1:9/", Kind.NO_STAMP)]
    assert found.holds
    assert [one.authority for one in found.stamps] == [authority.address]
    assert "could not be reached" in (folder / "timestamps.json").read_text(encoding="utf-8")


def test_a_replay_asks_nobody_and_says_so() -> None:
    (found,) = Stamping(("http://127.0.0.1:9/",), 5).leave_out("a replay asks nobody")(DIGEST)

    assert found.stamp.failure == "a replay asks nobody"


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("https://clock.example/tsr", True),
        ("http://127.0.0.1:318/", True),
        ("http://[::1]:318/", True),
        ("http://localhost/", True),
        ("http://clock.example/tsr", False),
        ("http://127.0.0.1.clock.example/", False),
        ("ftp://clock.example/", False),
        ("https://", False),
        ("https://me:word@clock.example/", False),
        ("https://clock.example/\n", False),
        ("clock.example", False),
        ("https://[", False),
    ],
)
def test_an_authority_is_asked_over_https_or_on_this_computer(address: str, taken: bool) -> None:  # noqa: FBT001 - parametrised
    assert is_authority(address) is taken


def test_the_way_to_the_authority_is_the_one_the_person_set() -> None:
    settings = Objection(timeout=3, proxy="http://127.0.0.1:8080")
    stamping = stamping_for(settings, ["https://clock.example/"])

    assert (stamping.authorities, stamping.timeout, stamping.proxy) == (
        ("https://clock.example/",),
        3,
        "http://127.0.0.1:8080",
    )
