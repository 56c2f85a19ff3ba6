"""A saved page without the site's secrets: every header and every part of it."""

import email
import html
import quopri
from collections.abc import Iterable
from email.message import Message
from email.policy import compat32

from .site import SiteSecrets

_BINARY = ("image/", "font/", "audio/", "video/", "application/font", "application/x-font")
_TEXTS = ("svg", "xml", "json", "text", "script")
_ADDRESSES = ("Content-Location", "Snapshot-Content-Location")


def clean_mhtml(saved: bytes, site: SiteSecrets) -> bytes:
    """The page with the site's secrets taken out; a part that still holds one in another way is emptied."""
    message = email.message_from_bytes(saved, policy=compat32)
    parts = [part for part in message.walk() if not part.is_multipart()]
    short = _shortened(parts)
    for part in parts:
        if _is_text(part):
            site.learn(_content(part))
    for part in message.walk():
        _clean_headers(part, site, short)
    for part in parts:
        _clean_content(part, site, short)
    return message.as_bytes(policy=message.policy.clone(linesep="\r\n", max_line_length=0))


def _shortened(parts: Iterable[Message]) -> dict[str, str]:
    """For each address with a query, longest first, one without it: under any name a secret may stand there."""
    short: dict[str, str] = {}
    for part in parts:
        address = str(part.get("Content-Location", "")).strip()
        front = address.partition("#")[0].partition("?")[0]
        if front != address and address not in short:
            taken = sum(other.partition("?")[0] == front for other in short.values())
            short[address] = f"{front}?{taken}" if taken else front
    return dict(sorted(short.items(), key=lambda one: -len(one[0])))


def _clean_headers(part: Message, site: SiteSecrets, short: dict[str, str]) -> None:
    for name, value in part.items():
        if name.lower() in {"content-type", "mime-version", "content-transfer-encoding"}:
            continue
        cleaned = short.get(str(value).strip(), str(value))
        if name in _ADDRESSES:
            cleaned = cleaned.partition("#")[0]
            cleaned = cleaned if cleaned in short.values() else cleaned.partition("?")[0]
        part.replace_header(name, site.clean(cleaned))


def _clean_content(part: Message, site: SiteSecrets, short: dict[str, str]) -> None:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return
    if _is_text(part):
        text = _content(part)
        for address, shorter in short.items():
            text = text.replace(address, shorter).replace(html.escape(address), html.escape(shorter))
        _replace(part, site.clean(text))
    elif site.holds(content.decode("latin-1")):
        part.set_payload("")


def _is_text(part: Message) -> bool:
    kind = part.get_content_type()
    if kind.startswith(_BINARY) and "svg" not in kind:
        return False
    if any(sign in kind for sign in _TEXTS):
        return True
    content = part.get_payload(decode=True)
    return isinstance(content, bytes) and b"\0" not in content


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""


def _replace(part: Message, text: str) -> None:
    del part["Content-Transfer-Encoding"]
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(quopri.encodestring(text.encode()).decode("ascii"))
