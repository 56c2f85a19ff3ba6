"""The certificates of a server, in words."""

from collections.abc import Iterable

from meta_objection.report import CertificateSeen


def certificates_seen(chain: Iterable[bytes]) -> tuple[CertificateSeen, ...]:
    """What each certificate of a chain (DER) says; one that cannot be read is left out, it is kept as it came."""
    found = (_read(one) for one in chain)
    return tuple(one for one in found if one)


def _read(der: bytes) -> CertificateSeen | None:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 — a replay has no certificates
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415 — as above

    try:
        found = load_der_x509_certificate(der)
        return CertificateSeen(
            subject=found.subject.rfc4514_string(),
            issuer=found.issuer.rfc4514_string(),
            not_after=found.not_valid_after_utc,
            sha256=found.fingerprint(hashes.SHA256()).hex(),
        )
    except ValueError:
        return None
