"""Timestamps of a real authority, OpenSSL's own, and everything that is none."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.receipts.stamps import BadStampError, read_answer, request_for
from tests.receipts.authority import OPENSSL, Authority

DIGEST = hashlib.sha256(b"words").digest()
NONCE = 2**62 + 7
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "one")


@pytest.fixture(scope="module")
def answer(authority: Authority) -> bytes:
    return authority.answer(request_for(DIGEST, NONCE))


@pytest.fixture(scope="module", params=["ec", "rsa"])
def either(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "one", rsa=request.param == "rsa")


def test_a_real_timestamp_is_read(either: Authority) -> None:
    found = read_answer("https://clock.example", either.answer(request_for(DIGEST, NONCE)), DIGEST, NONCE)

    assert found.stamp.moment
    assert abs(found.stamp.moment - datetime.now(UTC)) < timedelta(minutes=2)
    assert found.stamp.signer == "CN=Clock"
    assert found.certificates.count(b"BEGIN CERTIFICATE") == 2


def test_nothing_but_the_hash_goes_out() -> None:
    question = tsp.TimeStampReq.load(request_for(DIGEST, NONCE)).native

    assert question["message_imprint"]["hashed_message"] == DIGEST
    assert (question["nonce"], question["cert_req"]) == (NONCE, True)
    assert {name for name, value in question.items() if value} == {"version", "message_imprint", "nonce", "cert_req"}


def test_a_timestamp_of_something_else_is_none(answer: bytes) -> None:
    with pytest.raises(BadStampError, match="something else"):
        read_answer("x", answer, hashlib.sha256(b"other words").digest())


def test_an_answer_to_another_question_is_none(answer: bytes) -> None:
    with pytest.raises(BadStampError, match="another question"):
        read_answer("x", answer, DIGEST, NONCE + 1)


def test_a_refusal_is_said_as_one(authority: Authority) -> None:
    refused = authority.answer(b"no question at all")

    with pytest.raises(BadStampError, match=r"refused \(rejection\)"):
        read_answer("x", refused, DIGEST)


def test_a_certificate_for_something_else_is_no_authority(tmp_path: Path) -> None:
    other = Authority(tmp_path / "other")
    answer = other.answer(request_for(DIGEST, NONCE))
    wrong = answer.replace(bytes.fromhex("06082b06010505070308"), bytes.fromhex("06082b06010505070301"))

    with pytest.raises(BadStampError, match="not meant for timestamps"):
        read_answer("x", wrong, DIGEST)


def test_no_flipped_byte_changes_what_a_timestamp_says(answer: bytes) -> None:
    """A few bytes of an answer are under no signature, such as a root's own; the receipt's list covers those."""
    true = read_answer("x", answer, DIGEST).stamp
    said = set()
    for place in range(len(answer)):
        changed = answer[:place] + bytes([answer[place] ^ 0x01]) + answer[place + 1 :]
        try:
            said.add(read_answer("x", changed, DIGEST).stamp)
        except BadStampError:
            continue
    assert said <= {true}


@given(st.binary(max_size=400), st.integers(0, 300))
def test_what_is_no_answer_is_refused_and_breaks_nothing(answer: bytes, noise: bytes, kept: int) -> None:
    for one in (noise, answer[:kept] + noise):
        with pytest.raises(BadStampError):
            read_answer("x", one, DIGEST)
