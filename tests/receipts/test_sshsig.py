"""Signatures that OpenSSH itself takes, and to the byte only those that this program writes."""

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.receipts import keys, sshsig

SSH_KEYGEN = shutil.which("ssh-keygen")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
with_openssh = pytest.mark.skipif(SSH_KEYGEN is None, reason="OpenSSH's ssh-keygen is not installed")


def ssh_keygen(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    assert SSH_KEYGEN
    return subprocess.run([SSH_KEYGEN, *words], input=stdin, capture_output=True, check=False)


@with_openssh
@pytest.mark.parametrize("message", [b"", b"one line\n", bytes(range(256)) * 1000])
def test_openssh_takes_our_signature(tmp_path: Path, message: bytes) -> None:
    (tmp_path / "sig").write_bytes(sshsig.sign(KEY, message))
    (tmp_path / "allowed_signers").write_bytes(sshsig.allowed_signers(PUBLIC))
    words = ["-f", f"{tmp_path}/allowed_signers", "-I", sshsig.SIGNER, "-n", sshsig.NAMESPACE, "-s", f"{tmp_path}/sig"]

    taken, refused = (ssh_keygen("-Y", "verify", *words, stdin=one) for one in (message, message + b"x"))

    assert (taken.returncode, sshsig.fingerprint(PUBLIC) in taken.stdout.decode()) == (0, True)
    assert refused.returncode != 0


@with_openssh
def test_we_take_openssh_s_signature_with_our_key(tmp_path: Path) -> None:
    signer = keys.signer(tmp_path)
    key = tmp_path / "keys" / "receipts_ed25519"
    signed = ssh_keygen("-Y", "sign", "-f", str(key), "-n", sshsig.NAMESPACE, stdin=b"words").stdout

    assert sshsig.signer_of(signed, b"words") == signer.public
    assert signed == signer.sign(b"words")


@with_openssh
def test_openssh_reads_the_same_fingerprint_off_the_public_key(tmp_path: Path) -> None:
    signer = keys.signer(tmp_path)

    assert signer.fingerprint in ssh_keygen("-l", "-f", f"{tmp_path}/keys/receipts_ed25519.pub").stdout.decode()


@given(st.binary(max_size=300))
def test_a_signature_names_its_key(message: bytes) -> None:
    assert sshsig.signer_of(sshsig.sign(KEY, message), message) == PUBLIC


def test_every_flipped_byte_of_a_signature_is_found() -> None:
    whole = sshsig.sign(KEY, b"words")
    for place in range(len(whole)):
        for flip in (0x01, 0x20, 0x80, 0xFF):
            changed = whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :]
            with pytest.raises(sshsig.BadSignatureError):
                sshsig.signer_of(changed, b"words")


@given(st.binary(max_size=600))
def test_what_is_no_signature_is_refused_and_breaks_nothing(text: bytes) -> None:
    for one in (text, sshsig._BEGIN + text + b"\n" + sshsig._END):
        with pytest.raises(sshsig.BadSignatureError):
            sshsig.signer_of(one, b"words")


def test_a_signature_for_another_purpose_is_refused() -> None:
    signed = sshsig.sign(KEY, b"words", "git-commit-signatures1")

    with pytest.raises(sshsig.BadSignatureError):
        sshsig.signer_of(signed, b"words")
