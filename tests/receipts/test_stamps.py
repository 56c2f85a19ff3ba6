"""Timestamps of a real authority, OpenSSL's own, and everything that is none."""

import hashlib
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.receipts import trust
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


def test_a_clock_of_anybody_s_own_is_not_trusted_and_named_as_it_names_itself(answer: bytes) -> None:
    found = read_answer("https://timestamp.digicert.com", answer, DIGEST, NONCE).stamp

    assert (found.authority, found.signer, found.trusted) == ("https://timestamp.digicert.com", "CN=Clock", False)


def test_a_clock_whose_root_the_system_trusts_is_trusted(either: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    trust_in(either, monkeypatch)
    question = request_for(DIGEST, NONCE)

    assert read_answer("x", either.answer(question), DIGEST, NONCE).stamp.trusted


def test_a_root_vouches_only_while_it_is_valid(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    trust_in(authority, monkeypatch)
    signer, *others = x509.load_pem_x509_certificates(
        (authority.folder / "tsa.pem").read_bytes() + (authority.folder / "ca.pem").read_bytes()
    )
    now = datetime.now(UTC)

    assert trust.is_trusted(signer, others, now)
    assert not trust.is_trusted(signer, others, now + timedelta(days=40))
    assert not trust.is_trusted(signer, others, now - timedelta(days=40))


@pytest.mark.parametrize(
    ("usage", "is_trusted"),
    [
        ("basicConstraints=critical,CA:true\n", True),
        ("basicConstraints=critical,CA:true\nextendedKeyUsage=timeStamping\n", True),
        ("basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n", True),
        ("basicConstraints=critical,CA:false\n", False),
        ("keyUsage=critical,digitalSignature\n", False),
        ("basicConstraints=critical,CA:true\nkeyUsage=critical,digitalSignature\n", False),
        ("basicConstraints=critical,CA:true\nextendedKeyUsage=serverAuth\n", False),
    ],
)
def test_who_stands_between_a_clock_and_a_root_must_be_an_authority_for_clocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usage: str, *, is_trusted: bool
) -> None:
    """Anybody can have a certificate of a web site, and sign another one with its key."""
    authority = Authority(tmp_path / "one")
    trust_in(authority, monkeypatch)
    (authority.folder / "between").write_text(usage)
    sign = ["x509", "-req", "-days", "30", "-extfile"]
    authority.openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "mid.key")
    authority.openssl("req", "-new", "-key", "mid.key", "-subj", "/CN=Between", "-out", "mid.csr")
    authority.openssl(*sign, "between", "-in", "mid.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-out", "mid.pem")
    authority.openssl(*sign, "usage", "-in", "tsa.csr", "-CA", "mid.pem", "-CAkey", "mid.key", "-out", "leaf.pem")
    leaf, between = (
        x509.load_pem_x509_certificate((authority.folder / name).read_bytes()) for name in ("leaf.pem", "mid.pem")
    )

    assert trust.is_trusted(leaf, [between], datetime.now(UTC)) is is_trusted


def test_an_environment_s_own_roots_are_trusted_for_nothing(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.folder / "ca.pem"))
    trust.system_roots.cache_clear()
    try:
        assert trust.system_roots() == ()
        answer = authority.answer(request_for(DIGEST, NONCE))
        assert not read_answer("x", answer, DIGEST, NONCE).stamp.trusted
    finally:
        trust.system_roots.cache_clear()


def test_the_system_s_roots_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    trust.system_roots.cache_clear()

    assert len(trust.system_roots()) == len(ssl.create_default_context().get_ca_certs())


def test_a_signer_s_name_is_one_line_of_text(tmp_path: Path) -> None:
    """It stands in VERIFY.txt, among commands that a person is told to type."""
    authority = Authority(tmp_path / "one", name="Clock\n\n    rm -rf ~\n\u202e\x1b[8m")
    found = read_answer("x", authority.answer(request_for(DIGEST, NONCE)), DIGEST, NONCE).stamp

    assert found.signer
    assert found.signer.isprintable()
    assert "    " not in found.signer


def trust_in(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a system that trusts this authority's root."""
    root = x509.load_pem_x509_certificate((authority.folder / "ca.pem").read_bytes())
    monkeypatch.setattr(trust, "system_roots", lambda: (root,))


@given(st.binary(max_size=400), st.integers(0, 300))
def test_what_is_no_answer_is_refused_and_breaks_nothing(answer: bytes, noise: bytes, kept: int) -> None:
    for one in (noise, answer[:kept] + noise):
        with pytest.raises(BadStampError):
            read_answer("x", one, DIGEST)
