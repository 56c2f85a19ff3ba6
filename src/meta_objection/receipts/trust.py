"""Whether a timestamp's certificate leads to one that this system trusts, so that its holder's name means something."""

import os
import ssl
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_LONGEST = 8  # certificates between an authority's and the root; there are two or three
_TIME_STAMPING = "1.3.6.1.5.5.7.3.8"
_ANY_USE = "2.5.29.37.0"
_OWN_STORE = ("SSL_CERT_FILE", "SSL_CERT_DIR")


def is_trusted(signer: "Certificate", others: Sequence["Certificate"], moment: datetime) -> bool:
    """Whether the signer's certificate leads over these others to a root of the system's, all valid at this moment.

    That the signer's is meant for timestamps was checked before. Where the system names no roots, nothing is trusted.
    """
    from cryptography.x509 import verification  # noqa: PLC0415 — only who has timestamps needs it

    roots = system_roots()
    if not roots:
        return False
    builder = verification.PolicyBuilder().store(verification.Store(list(roots)))
    builder = builder.time(moment.astimezone(UTC).replace(tzinfo=None)).max_chain_depth(_LONGEST)
    policies = builder.extension_policies(
        ca_policy=_for_authorities(), ee_policy=verification.ExtensionPolicy.permit_all()
    )
    with suppress(verification.VerificationError, ValueError):
        policies.build_client_verifier().verify(signer, list(others))
        return True
    return False


@cache
def system_roots() -> "tuple[Certificate, ...]":
    """The certificates that this system trusts, as far as Python can read them.

    None where the environment names others: those are somebody's own.
    """
    if any(os.environ.get(name) for name in _OWN_STORE):
        return ()
    return tuple(_readable(ssl.create_default_context().get_ca_certs(binary_form=True)))


def _readable(found: Iterable[bytes]) -> "Iterator[Certificate]":
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415 — as above

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some roots are older than the rules for their numbers
        for one in found:
            with suppress(ValueError):
                yield load_der_x509_certificate(one)


def _for_authorities() -> Any:  # noqa: ANN401 — cryptography's type, imported late
    """What stands between the signer and the root may make certificates, and those for timestamps."""
    from cryptography.x509 import BasicConstraints, ExtendedKeyUsage, KeyUsage  # noqa: PLC0415 — as above
    from cryptography.x509.verification import Criticality, ExtensionPolicy  # noqa: PLC0415 — as above

    policy = ExtensionPolicy.permit_all()
    policy = policy.require_present(BasicConstraints, Criticality.AGNOSTIC, _may_make_certificates)
    policy = policy.may_be_present(KeyUsage, Criticality.AGNOSTIC, _may_sign_certificates)
    return policy.may_be_present(ExtendedKeyUsage, Criticality.AGNOSTIC, _may_be_for_timestamps)


def _may_make_certificates(_policy: object, _certificate: object, found: Any) -> None:  # noqa: ANN401 — as above
    if not found.ca:
        raise ValueError("no certificate of an authority")


def _may_sign_certificates(_policy: object, _certificate: object, found: Any) -> None:  # noqa: ANN401 — as above
    if found is not None and not found.key_cert_sign:
        raise ValueError("it may not sign certificates")


def _may_be_for_timestamps(_policy: object, _certificate: object, found: Any) -> None:  # noqa: ANN401 — as above
    if found is not None and not {one.dotted_string for one in found} & {_TIME_STAMPING, _ANY_USE}:
        raise ValueError("its certificates are not meant for timestamps")
