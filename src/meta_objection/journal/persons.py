"""By what names one person is known to the journal, so that the same one is the same however they are written."""

import unicodedata
from collections.abc import Iterable

from email_validator import EmailNotValidError, validate_email


def known_as(
    *, email: str | None = None, phone: str | None = None, account: str | None = None, profile: str | None = None
) -> tuple[str, ...]:
    """Give every name of a person, each with its kind; whoever shares one of them is the same person."""
    given = {"email": email, "phone": phone, "account": account, "profile": profile}
    plain = {"email": plain_address, "phone": _digits}
    names = {kind: plain.get(kind, _plain)(value) for kind, value in given.items() if value and value.strip()}
    return tuple(f"{kind}:{value}" for kind, value in names.items() if value)


def addresses_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Give those of these texts that are an e-mail address."""
    return tuple(text.strip() for text in texts if _parts(text))


def plain_address(email: str) -> str:
    """Give an address in the one form that all of its spellings share.

    The letters of its domain have no case, and may be written in any script or as `xn--…`; those before the `@` are
    compared without case, because no provider that anybody uses tells them apart.
    """
    parts = _parts(email)
    return f"{_plain(parts[0])}@{parts[1].lower()}" if parts else _plain(email)


def _parts(email: str) -> tuple[str, str] | None:
    try:
        found = validate_email(email.strip(), check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return None
    return found.local_part, found.ascii_domain or found.domain


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text.strip())
    return unicodedata.normalize("NFC", composed.lower())


def _digits(phone: str) -> str:
    return "".join(str(unicodedata.digit(one)) for one in phone if one.isdecimal())
