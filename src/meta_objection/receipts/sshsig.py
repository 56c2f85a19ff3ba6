"""Signatures in the form that `ssh-keygen -Y verify` checks (OpenSSH's PROTOCOL.sshsig), made with Ed25519."""

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NAMESPACE = "meta-objection-receipt"
"""What the signature is for: one made for anything else never passes for a receipt's."""

SIGNER = "meta-objection"
"""The name under which `allowed_signers` lists the key; it says nothing of the person."""

_MAGIC = b"SSHSIG"
_VERSION = 1
_KIND = b"ssh-ed25519"
_HASH = b"sha512"
_BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
_END = b"-----END SSH SIGNATURE-----\n"
_LINE = 70


class BadSignatureError(ValueError):
    """The signature is none, is not for this message, or is not by the key it names; the message says which."""


def sign(key: "Ed25519PrivateKey", message: bytes, namespace: str = NAMESPACE) -> bytes:
    """The armoured signature over this message, for this use and no other."""
    blob = _blob(key.public_key().public_bytes_raw(), key.sign(_signed(message, namespace)), namespace)
    text = base64.b64encode(blob)
    lines = [text[place : place + _LINE] for place in range(0, len(text), _LINE)]
    return _BEGIN + b"".join(line + b"\n" for line in lines) + _END


def signer_of(signature: bytes, message: bytes, namespace: str = NAMESPACE) -> bytes:
    """The raw public key that signed this message for this use. Raises BadSignatureError.

    Only what `sign` writes is taken, to the byte: the same signature written in another way was touched by somebody.
    """
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 — only signed receipts need it
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 — as above

    key, raw = _parts(signature, namespace)
    if _blob(key, raw, namespace) != _unarmoured(signature):
        raise BadSignatureError("it is not written as this program writes it")
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(raw, _signed(message, namespace))
    except InvalidSignature as error:
        raise BadSignatureError("it was made over something else") from error
    return key


def public_line(key: bytes) -> str:
    """A raw public key as `.pub` files and `allowed_signers` write it: `ssh-ed25519 AAAA…`."""
    return f"{_KIND.decode()} {base64.b64encode(_public(key)).decode()}"


def allowed_signers(key: bytes) -> bytes:
    """The file by which `ssh-keygen -Y verify` knows this key as a receipt's signer, and as nothing else."""
    return f'{SIGNER} namespaces="{NAMESPACE}" {public_line(key)}\n'.encode()


def fingerprint(key: bytes) -> str:
    """A raw public key's fingerprint as `ssh-keygen -l` prints it: `SHA256:…`."""
    digest = base64.b64encode(hashlib.sha256(_public(key)).digest()).decode().rstrip("=")
    return f"SHA256:{digest}"


def _signed(message: bytes, namespace: str) -> bytes:
    return _MAGIC + b"".join(map(_string, (namespace.encode(), b"", _HASH, hashlib.sha512(message).digest())))


def _blob(key: bytes, raw: bytes, namespace: str) -> bytes:
    signature = _string(_KIND) + _string(raw)
    parts = (_public(key), namespace.encode(), b"", _HASH, signature)
    return _MAGIC + _VERSION.to_bytes(4, "big") + b"".join(map(_string, parts))


def _public(key: bytes) -> bytes:
    return _string(_KIND) + _string(key)


def _string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


def _parts(signature: bytes, namespace: str) -> tuple[bytes, bytes]:
    """The key and the bare signature, by their places: everything around them is compared byte by byte."""
    empty = _blob(bytes(32), bytes(64), namespace)
    blob = _unarmoured(signature)
    if len(blob) != len(empty):
        raise BadSignatureError("it is no signature of this kind")
    begin = len(_MAGIC) + 4 + 4 + len(_public(b""))
    return blob[begin : begin + 32], blob[-64:]


def _unarmoured(signature: bytes) -> bytes:
    if not (signature.startswith(_BEGIN) and signature.endswith(b"\n" + _END)):
        raise BadSignatureError("it is no signature of this kind")
    text = signature[len(_BEGIN) : -len(_END)]
    try:
        blob = base64.b64decode(text.replace(b"\n", b""), validate=True)
    except binascii.Error as error:
        raise BadSignatureError("it is no signature of this kind") from error
    encoded = base64.b64encode(blob)
    if text != b"".join(encoded[place : place + _LINE] + b"\n" for place in range(0, len(encoded), _LINE)):
        raise BadSignatureError("it is not written as this program writes it")
    return blob
