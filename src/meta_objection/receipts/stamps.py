"""Trusted timestamps (RFC 3161): a witness that this receipt.json existed at a moment, from somebody else's clock."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from meta_objection.receipts.trust import is_trusted
from meta_objection.report import Stamp

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

Ask = Callable[[bytes], "tuple[Stamped, ...]"]
"""Has a SHA-256 digest stamped by every authority that the person named; one answer each, never an error."""

_HASH = "sha256"
_HASHES = {"sha256", "sha384", "sha512"}
_GRANTED = {"granted", "granted_with_mods"}


class BadStampError(ValueError):
    """The authority's answer is no timestamp of this digest that its own certificate bears out; it says why."""


@dataclass(frozen=True)
class Stamped:
    """What one authority answered: its `token` with the `certificates` in it as PEM, or why there is none."""

    stamp: Stamp
    token: bytes | None = None
    certificates: bytes = b""


def request_for(digest: bytes, nonce: int) -> bytes:
    """The question to an authority: nothing but the digest, a number against replays, the wish for certificates."""
    from asn1crypto import tsp  # noqa: PLC0415 — only who wants timestamps needs it

    algorithm = {"algorithm": _HASH}
    question = {
        "version": "v1",
        "message_imprint": {"hash_algorithm": algorithm, "hashed_message": digest},
        "nonce": nonce,
        "cert_req": True,
    }
    dumped: bytes = tsp.TimeStampReq(question).dump()
    return dumped


def read_answer(authority: str, answer: bytes, digest: bytes, nonce: int | None = None) -> Stamped:
    """What an authority's answer says. Raises BadStampError for anything but a sound timestamp of this digest.

    Sound means: over this digest (and this nonce), signed by the certificate in the answer, which is meant for
    timestamps. Who that is, the answer says itself; `trusted` says whether the system vouches for it.
    """
    try:
        return _read(authority, answer, digest, nonce)
    except BadStampError:
        raise
    except Exception as error:
        raise BadStampError("it cannot be read") from error


def _read(authority: str, answer: bytes, digest: bytes, nonce: int | None) -> Stamped:
    from asn1crypto import cms, core, tsp  # noqa: PLC0415 — as in `request_for`
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 — as in `request_for`

    parts = core.Sequence.load(answer, strict=True)  # asn1crypto's own type knows no refusal, which has one part only
    status = tsp.PKIStatusInfo.load(parts[0].dump(), strict=True)["status"].native
    if status not in _GRANTED:
        raise BadStampError(f"the authority refused ({status})")
    signed = cms.ContentInfo.load(parts[1].dump(), strict=True)["content"]
    said = signed["encap_content_info"]["content"].parsed
    imprint = said["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != _HASH or imprint["hashed_message"].native != digest:
        raise BadStampError("it is for something else")
    if nonce is not None and said["nonce"].native != nonce:
        raise BadStampError("it answers another question")
    certificates = _certificates(signed)
    signer = _check_signature(signed, certificates)
    moment: datetime = said["gen_time"].native
    if not signer.not_valid_before_utc <= moment <= signer.not_valid_after_utc:
        raise BadStampError("the authority's certificate was not valid then")
    others = [one for one in certificates if one != signer]
    stamp = Stamp(
        authority=authority,
        moment=moment,
        signer=_in_one_line(signer.subject.rfc4514_string()),
        trusted=is_trusted(signer, others, moment),
    )
    return Stamped(stamp, answer, b"".join(one.public_bytes(Encoding.PEM) for one in (signer, *others)))


def _in_one_line(name: str) -> str:
    """A name as it may stand among commands that a person is to type: whoever made it could put any into it."""
    return " ".join("".join(one if one.isprintable() else " " for one in name).split())


def _certificates(signed: Any) -> "list[Certificate]":  # noqa: ANN401 — asn1crypto has no types
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415 — as in `request_for`

    return [load_der_x509_certificate(one.chosen.dump()) for one in signed["certificates"]]


def _check_signature(signed: Any, certificates: "list[Certificate]") -> "Certificate":  # noqa: ANN401 — as above
    """Give the certificate that signed; raise BadStampError where it did not."""
    if len(signed["signer_infos"]) != 1:
        raise BadStampError("it is not signed by one authority")
    info = signed["signer_infos"][0]
    signer = _signer(info, certificates)
    attributes = {one["type"].native: one["values"] for one in info["signed_attrs"]}
    name = info["digest_algorithm"]["algorithm"].native
    if name not in _HASHES:
        raise BadStampError(f"it is signed over {name}")
    content = bytes(signed["encap_content_info"]["content"])
    if attributes["message_digest"][0].native != hashlib.new(name, content).digest():
        raise BadStampError("its content was changed")
    if attributes["content_type"][0].native != "tst_info":
        raise BadStampError("it is no timestamp")
    _check_own_certificate(attributes, signer)
    _check_bytes(signer, info["signature"].native, info["signed_attrs"].untag().dump(force=True), name, info)
    return signer


def _signer(info: Any, certificates: "list[Certificate]") -> "Certificate":  # noqa: ANN401 — as above
    from cryptography.x509 import ExtendedKeyUsage, ExtensionNotFound, ObjectIdentifier  # noqa: PLC0415 — as above

    named = info["sid"].chosen
    wanted = (named["issuer"].dump(), named["serial_number"].native)
    found = [one for one in certificates if (one.issuer.public_bytes(), one.serial_number) == wanted]
    if not found:
        raise BadStampError("it does not hold the certificate it was signed with")
    try:
        usage = found[0].extensions.get_extension_for_class(ExtendedKeyUsage)
    except ExtensionNotFound as error:
        raise BadStampError("its certificate is not meant for timestamps") from error
    if not usage.critical or list(usage.value) != [ObjectIdentifier("1.3.6.1.5.5.7.3.8")]:
        raise BadStampError("its certificate is not meant for timestamps")
    return found[0]


def _check_own_certificate(attributes: dict[str, Any], signer: "Certificate") -> None:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 — as in `request_for`

    for name, algorithm in (("signing_certificate_v2", None), ("signing_certificate", hashes.SHA1())):  # noqa: S303 — the standard's own
        if name in attributes:
            first = attributes[name][0]["certs"][0]
            used = algorithm or _hash_of(first["hash_algorithm"]["algorithm"].native)
            if first["cert_hash"].native == signer.fingerprint(used):
                return
            break
    raise BadStampError("it does not vouch for the certificate it was signed with")


def _check_bytes(signer: "Certificate", signature: bytes, content: bytes, name: str, info: Any) -> None:  # noqa: ANN401 — as above
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 — as in `request_for`
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa  # noqa: PLC0415 — as in `request_for`

    key, used = signer.public_key(), _hash_of(name)
    try:
        if isinstance(key, rsa.RSAPublicKey):
            if info["signature_algorithm"].signature_algo != "rsassa_pkcs1v15":
                raise BadStampError("it is signed in a way this program does not know")
            key.verify(signature, content, padding.PKCS1v15(), used)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, content, ec.ECDSA(used))
        else:
            raise BadStampError("it is signed in a way this program does not know")
    except InvalidSignature as error:
        raise BadStampError("its signature does not hold") from error


@cache
def _hash_of(name: str) -> Any:  # noqa: ANN401 — cryptography's hashes share no usable type here
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 — as in `request_for`

    if name not in _HASHES:
        raise BadStampError(f"it is signed over {name}")
    return {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}[name]
