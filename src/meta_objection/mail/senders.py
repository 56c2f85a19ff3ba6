"""Which of Meta's domains may say what by mail, and by whose signature it is shown."""

import re
import unicodedata
from enum import StrEnum
from functools import cache

from pydantic import BaseModel, ConfigDict

from meta_objection.data_files import read_data

_LOOKS_LIKE = str.maketrans("01345$@|", "oleassal")
"""Signs that stand for letters in the names of those who pretend."""


class Role(StrEnum):
    """What the mails of a domain may do."""

    DECIDES = "decides"
    CODES = "codes"
    INFORMS = "informs"
    STRANGER = "stranger"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Sender(_Data):
    domain: str
    role: Role
    signed_by: tuple[str, ...]


class _Below(_Data):
    domains: tuple[str, ...]


class _Names(_Data):
    words: tuple[str, ...]
    advertising: tuple[str, ...]


class _Codes(_Data):
    addresses: tuple[str, ...]


class _Senders(_Data):
    sender: tuple[_Sender, ...]
    below: _Below
    names: _Names
    codes: _Codes


@cache
def _senders() -> _Senders:
    return read_data("mail/senders.toml", _Senders)


def role_of(address: str) -> Role:
    """What a mail may do that says it comes from this address."""
    domain = address.rpartition("@")[2]
    known = next((one for one in _senders().sender if one.domain == domain), None)
    if known:
        return Role.INFORMS if address in _senders().names.advertising else known.role
    return Role.INFORMS if domain and _lies_in(domain, _senders().below.domains) else Role.STRANGER


def may_sign(signer: str, domain: str) -> bool:
    """Whether a signature of `signer` shows that a mail comes from `domain`, one of Meta's."""
    known = next((one for one in _senders().sender if one.domain == domain), None)
    if known:
        return signer in known.signed_by
    ours = _senders().below.domains
    return _lies_in(domain, ours) and _lies_in(signer, ours) and _lies_in(domain, (signer,))


def brings_codes(address: str) -> bool:
    """Whether the codes of forms come from this address."""
    return address in _senders().codes.addresses


def code_domains() -> tuple[str, ...]:
    """The domains that mail the codes of forms."""
    return tuple(sorted({address.rpartition("@")[2] for address in _senders().codes.addresses}))


def is_metas(domain: str) -> bool:
    """Whether this domain is one of Meta's, or lies below one."""
    return _lies_in(domain, _senders().below.domains)


def pretends(display: str, address: str, subject: str = "") -> bool:
    """Whether somebody calls themselves by a name of Meta's: in the name, in the address, or in the subject."""
    return any(_names_meta(text) for text in (display, address, subject))


def is_passed_on(display: str) -> bool:
    """Whether the name beside an address says that a service passed on what came from one of Meta's addresses."""
    named = re.search(r"\bvia\b.*@([\w.-]+)", display.casefold())
    return named is not None and is_metas(named[1])


def _names_meta(text: str) -> bool:
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    spellings = (letters, letters.translate(_LOOKS_LIKE))
    words = _senders().names.words
    long_ones = [word for word in words if len(word) > len("meta")]
    if any(word in re.sub(r"[^a-z]", "", spelling) for spelling in spellings for word in long_ones):
        return True
    return any(set(re.findall(r"[a-z]+", spelling)) & set(words) for spelling in spellings)


def _lies_in(domain: str, domains: tuple[str, ...]) -> bool:
    return any(domain == one or domain.endswith(f".{one}") for one in domains)
