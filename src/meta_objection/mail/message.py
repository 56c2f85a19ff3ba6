"""A mail taken apart: who it says wrote it, to whom, when, and the words that are its own and not quoted."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from urllib.parse import urlsplit

from meta_objection.mail.html_text import links_of, text_of
from meta_objection.mail.quotations import own_words
from meta_objection.mail.senders import is_metas

_MOST_PARTS = 200
_DEEPEST = 20
_LONGEST_TEXT = 200_000  # signs; Meta's mails have two thousand
_ONCE = ("from", "to", "subject", "date")
"""Headers of which a second one, that nobody signed, could be the one that a person is shown."""
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE)


@dataclass(frozen=True)
class Mail:
    """What a mail says of itself, none of it believed yet; `twice` names the headers that it has more than once."""

    display: str
    sender: str
    to: tuple[str, ...]
    subject: str
    date: datetime | None
    texts: tuple[str, ...]
    """Its words, once for each way in which it brings them: plain, and as HTML."""
    unseen: tuple[str, ...] = ()
    """The words of its HTML together with those in it that nobody sees."""
    elsewhere: tuple[str, ...] = ()
    """The hosts that it leads to and that are none of Meta's."""
    twice: tuple[str, ...] = ()
    is_disguised: bool = False
    """Whether signs that nobody sees stand in the names of sender or subject."""

    @property
    def domain(self) -> str:
        """The domain that it says it comes from, empty where it names no single address."""
        return self.sender.rpartition("@")[2]


_CHARSETS = re.compile(r"utf|ascii|iso|latin|cp\d|koi8|mac|gb|big5|hz|euc|shift|johab|tis|ptcp|kz")
"""How Python calls what texts are written in; its other codecs pack or name things, and some take for ever."""


class NoMailError(ValueError):
    """It cannot be read as a mail; the message says why."""


def parsed(content: bytes) -> Mail:
    """Read a mail. Raises NoMailError where it has no sender at all, or more parts than any honest one."""
    message = _message(content)
    if not any(message.get_all(name) for name in _ONCE):
        raise NoMailError("it is no mail")
    parts = list(_parts(message))
    said = [(display, address.strip().lower()) for display, address in _addresses(message, "from")]
    display, sender = said[0] if len(said) == 1 else ("".join(_texts(message, "from"))[:200], "")
    subject = " ".join(" ".join(_texts(message, "subject")).split())
    return Mail(
        display=_plain(display),
        sender=sender if "@" in sender else "",
        to=tuple(address.strip().lower() for _, address in _addresses(message, "to") if "@" in address),
        subject=_plain(subject),
        date=_date(message),
        texts=tuple(own_words(text) for text in _texts_of(parts)),
        unseen=tuple(own_words(text_of(page, unseen=True)) for page in _pages(parts)),
        elsewhere=tuple(host for host in _hosts(parts) if not is_metas(host)),
        twice=tuple(name for name in _ONCE if len(message.get_all(name) or []) > 1),
        is_disguised=bool(_INVISIBLE.search(display + subject)),
    )


def attached(content: bytes) -> list[bytes]:
    """The mails that this one carries as attachments, as they came: how a person forwards one without changing it."""
    found = (part for part in _parts(_message(content)) if part.get_content_type() == "message/rfc822")
    return [raw for part in found if (raw := _raw(part))][:_MOST_PARTS]


def _message(content: bytes) -> Message:
    try:
        return BytesParser(policy=policy.compat32).parsebytes(content)
    except (MessageError, ValueError, RecursionError) as error:
        raise NoMailError("it is no mail that can be taken apart") from error


def _parts(message: Message) -> Iterator[Message]:
    """Every part that holds no other of this mail; what an attached mail holds is none of its parts."""
    waiting, count = [(message, 0)], 0
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if count > _MOST_PARTS or depth > _DEEPEST:
            raise NoMailError("it has more parts than a mail has")
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list) and part.get_content_maintype() != "message":
            waiting.extend((one, depth + 1) for one in reversed(inner) if isinstance(one, Message))
        else:
            yield part


def _raw(part: Message) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list) and len(inner) == 1 and isinstance(inner[0], Message):
        return inner[0].as_bytes(policy=policy.compat32.clone(max_line_length=0, mangle_from_=False))
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _texts(message: Message, name: str) -> list[str]:
    raw = (value for header, value in message.raw_items() if header.lower() == name)
    return [_decoded(str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")) for value in raw]


def _addresses(message: Message, name: str) -> list[tuple[str, str]]:
    try:
        return getaddresses(_texts(message, name))
    except RecursionError as error:
        raise NoMailError(f"its {name.title()} cannot be taken apart") from error


def _decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, MessageError):
        return value


def _date(message: Message) -> datetime | None:
    """The moment it says it was sent, in UTC; `None` where it says none, or one without a zone."""
    try:
        moment = parsedate_to_datetime(" ".join(_texts(message, "date")[:1]))
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _texts_of(parts: list[Message]) -> list[str]:
    """The words of a mail as plain text, and what a reader sees of its HTML: either may be what the person reads."""
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    plain = "\n".join(_content(part) for part in shown if part.get_content_type() == "text/plain")
    seen = "\n".join(map(text_of, _pages(parts)))
    return [text[:_LONGEST_TEXT] for text in (plain, seen) if text.strip()]


def _pages(parts: list[Message]) -> list[str]:
    shown = (part for part in parts if part.get_content_disposition() != "attachment")
    return [_content(part)[: 5 * _LONGEST_TEXT] for part in shown if part.get_content_type() == "text/html"]


def _hosts(parts: list[Message]) -> list[str]:
    """The hosts of every address that a mail leads to, or writes to."""
    plain = "\n".join(_content(part) for part in parts if part.get_content_type() == "text/plain")
    links = [*_ADDRESS.findall(plain), *(link for page in _pages(parts) for link in links_of(page))]
    return list(dict.fromkeys(filter(None, map(_host, links))))


def _host(link: str) -> str | None:
    """The host of a link; a part of the mail itself, or of the page, has none."""
    address = link.strip()
    if address.casefold().startswith("mailto:"):
        return address.partition("?")[0].rpartition("@")[2].casefold() or "mailto:"
    try:
        parts = urlsplit(address)
    except ValueError:
        return address[:80]
    if parts.scheme in {"http", "https"} or parts.netloc:
        return (parts.hostname or address[:80]).rstrip(".").casefold()
    return None if parts.scheme in {"", "cid", "tel"} else f"{parts.scheme}:"


def _content(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        named = codecs.lookup(part.get_content_charset("utf-8")).name
        return raw.decode(named if _CHARSETS.match(named) else "utf-8")
    except (LookupError, UnicodeDecodeError):  # it names a charset that there is not, or that it is not in
        return raw.decode("utf-8", errors="replace")


def _plain(text: str) -> str:
    return _INVISIBLE.sub("", text).strip()
