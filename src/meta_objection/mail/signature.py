"""Whether a mail is signed by one of Meta's domains: DKIM (RFC 6376), stricter where forgers are loose.

What a signature must have here that the standard does not ask for: SHA-256, no `l=` (text could be added below), a key
of 1024 bits or more that is in earnest (no `t=y`), and From, To, Subject and Date under it, each of which stands in the
mail once.
"""

import re
from dataclasses import dataclass

import dkim
from dkim.util import InvalidTagValueList, parse_tag_value

from meta_objection.mail.keys import Key, Keys, NoKeyError
from meta_objection.mail.message import Mail
from meta_objection.mail.senders import is_metas, may_sign

_LEAST_BITS = 1024
_MOST = 8
"""Signatures that are looked at; honest mails have one or two."""
_COVERED = {b"from", b"to", b"subject", b"date"}
_Written = tuple[int, str, dict[bytes, bytes]]
"""A signature as it stands in a mail: its place among all, its domain, and its tags."""
_BARE = re.compile(rb"(?<!\r)\n|\r(?!\n)")


@dataclass(frozen=True)
class Signature:
    """What the signatures of a mail come to. `signer` and `key` are of the one that counts.

    `why` says in a few words what is wrong with it; `is_there` whether any domain of Meta's signed, rightly or not;
    `is_checked` whether its key could be had.
    """

    signer: str | None = None
    selector: str | None = None
    key: Key | None = None
    why: str | None = None
    is_there: bool = False
    is_checked: bool = True
    others: tuple[str, ...] = ()
    """The domains that are none of Meta's and signed it."""

    @property
    def holds(self) -> bool:
        """Whether one of Meta's domains signed it that may sign for its sender."""
        return self.signer is not None and self.why is None


def checked(content: bytes, mail: Mail, keys: Keys) -> Signature:
    """Check the signatures of a mail until one holds; bare line ends are read as the ones that were signed."""
    whole = _BARE.sub(b"\r\n", content)
    signatures = _signatures(whole)
    others = tuple(dict.fromkeys(domain for _, domain, _ in signatures if not is_metas(domain)))
    ours = [one for one in signatures if is_metas(one[1])]
    if not ours:
        return Signature(others=others)
    if mail.twice:
        return Signature(why=f"it has more than one {mail.twice[0].title()}", is_there=True, others=others)
    worst: Signature | None = None
    for one in ours:
        found = _one(whole, one, mail.domain, keys)
        if found.holds:
            return found
        worst = found if worst is None or not worst.is_checked else worst
    return worst or Signature(others=others)


def _signatures(content: bytes) -> list[_Written]:
    """Each signature's place among all, its domain and its tags."""
    found = []
    try:
        headers = dkim.rfc822_parse(content)[0]
    except dkim.MessageFormatError:
        return []
    texts = [value for name, value in headers if name.lower() == b"dkim-signature"]
    for place, text in enumerate(texts[:_MOST]):
        try:
            tags = parse_tag_value(text)
        except InvalidTagValueList:
            continue
        domain = tags.get(b"d", b"").decode("ascii", errors="replace").strip().lower()
        found.append((place, domain, tags))
    return found


def _one(content: bytes, signature: _Written, sender: str, keys: Keys) -> Signature:
    place, domain, tags = signature
    selector = tags.get(b"s", b"").decode("ascii", errors="replace").strip()
    if (problem := _shape(tags)) or not may_sign(domain, sender):
        return Signature(domain, selector, why=problem or "it is signed for another sender", is_there=True)
    try:
        key = keys.get(f"{selector}._domainkey.{domain}")
    except NoKeyError as error:
        return Signature(domain, selector, why=str(error), is_there=True, is_checked=False)
    if _is_for_tests(key):  # as good as none (RFC 6376, 3.6.1)
        return Signature(domain, selector, key, "its key is for tests only", is_there=True, is_checked=False)
    problem = _weakness(key) or _difference(content, place, key)
    return Signature(domain, selector, key, problem, is_there=True)


def _is_for_tests(key: Key) -> bool:
    try:
        flags = parse_tag_value(key.text.encode()).get(b"t", b"")
    except InvalidTagValueList:
        return False
    return b"y" in [flag.strip() for flag in flags.split(b":")]


def _shape(tags: dict[bytes, bytes]) -> str | None:
    """What is wrong with a signature by itself."""
    covered = {name.strip().lower() for name in tags.get(b"h", b"").split(b":")}
    if b"l" in tags:
        return "only a part of it is signed"
    if not tags.get(b"a", b"").strip().lower().endswith(b"-sha256"):
        return "it is signed in a way that can be forged (SHA-1)"
    if missing := sorted(_COVERED - covered):
        return f"its {missing[0].decode().title()} is not signed"
    return None


def _weakness(key: Key) -> str | None:
    try:
        tags = parse_tag_value(key.text.encode())
    except InvalidTagValueList:
        return "its key cannot be read"
    if not tags.get(b"p", b"").strip():
        return "its key was taken back"
    return None


def _difference(content: bytes, place: int, key: Key) -> str | None:
    def answer(_name: bytes, timeout: int = 5) -> bytes:  # noqa: ARG001 - as dkimpy calls it
        return key.text.encode()

    try:
        holds = dkim.DKIM(content, minkey=_LEAST_BITS).verify(idx=place, dnsfunc=answer)
    except dkim.KeyFormatError:
        return "its key is too short or cannot be read"
    except (dkim.DKIMException, ValueError, TypeError, IndexError):
        holds = False
    return None if holds else "it is not as it was signed: somebody or something changed it"
