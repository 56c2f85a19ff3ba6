"""The corpus of mails as octets: written and signed as each of them says."""

import tomllib
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from tests.mail.post import COVERED, DATE, PERSON, SELECTOR, NameService, named, record, signed, written

FOLDER = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Letter:
    """One mail of the corpus, and what it is to be taken for."""

    id: str
    told: dict[str, str]
    more: tuple[str, ...]

    @property
    def expected(self) -> tuple[str, str, str]:
        return self.told["kind"], self.told["authentic"], self.told["effect"]


def letters() -> list[Letter]:
    files = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))
    return [Letter(one["id"], one, tuple(one.get("extra", ()))) for file in files for one in file["mail"]]


def posted(letter: Letter, service: NameService) -> bytes:
    """The mail's octets; what it is signed with is known to the name service from then on."""
    told, tamper = letter.told, letter.told["tamper"]
    if told["structure"] == "forwarded-attachment":
        return _forwarded(letter, service)
    given = {
        "sender": told["from"],
        "to": told.get("to", PERSON),
        "subject": told["subject"],
        "date": told.get("date", DATE),
    }
    text, html = told.get("text"), told.get("html")
    if tamper or letter.id in _SPECIAL:
        return _tampered(letter, given, text or "", service)
    content = written(text, html, more=letter.more, **given)
    return _signed(content, told["sign"], service)


def _signed(content: bytes, domain: str, service: NameService, **how: object) -> bytes:
    if not domain:
        return content
    service.texts[named(domain)] = record()
    return signed(content, domain, **how)  # type: ignore[arg-type]


def _forwarded(letter: Letter, service: NameService) -> bytes:
    text = letter.told["text"]
    before = text.replace(" statt", " nicht statt", 1) if letter.told["tamper"] else text
    inner = _signed(written(before, subject="Your objection"), "support.facebook.com", service)
    inner = inner.replace(b" nicht statt", b" statt") if letter.told["tamper"] else inner
    head = f"From: {letter.told['from']}\r\nTo: me@example.net\r\nSubject: {letter.told['subject']}\r\nDate: {DATE}\r\n"
    return (
        head.encode()
        + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
        + b"--b\r\nContent-Type: text/plain\r\n\r\n"
        + b"\r\n--b\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n"
        + inner
        + b"\r\n--b--\r\n"
    )


_SPECIAL = {
    *("dkim-meta-good-relay-good", "dkim-relaxed-refolded", "mime-base64-encoded-subject", "mime-iso2022jp"),
    *("mime-charset-lies-ascii", "mime-charset-lies-utf8", "mime-unknown-charset"),
}


def _tampered(letter: Letter, given: dict[str, str], text: str, service: NameService) -> bytes:  # noqa: C901, PLR0911, PLR0912 - one a trick
    told, tamper, domain = letter.told, letter.told["tamper"], letter.told["sign"]

    def made(body: str = text, **other: str) -> bytes:
        return written(body, more=letter.more, **(given | other))

    def sign(content: bytes, by: str = domain, **how: object) -> bytes:
        return _signed(content, by, service, **how)

    if tamper == "body":
        if "Antivirus" in text:
            kept = text.replace("Checked by Example Antivirus.\n", "")
            return sign(made(kept)) + b"Checked by Example Antivirus.\r\n"
        if "evil" in told.get("how", ""):
            return sign(sign(made()).replace(b"\r\n\r\n", b"\r\n\r\naccepted. ", 1), "evil.example")
        return sign(made(text.replace("will ", "will not ", 1))).replace(b"will not ", b"will ", 1)
    if tamper == "subject":
        return sign(made(subject="Your report")).replace(
            b"Subject: Your report", b"Subject: " + told["subject"].encode()
        )
    if tamper == "date":
        before = "Fri, 20 Nov 2026 09:00:00 +0000"
        return sign(made(date=before)).replace(before.encode(), given["date"].encode())
    if tamper == "to":
        return sign(made(to="other.person@example.net")).replace(b"other.person@example.net", PERSON.encode())
    if tamper == "l-tag":
        first = made("Hi Kim,\n")
        return sign(first, length=True).rstrip() + b"\r\n" + text.removeprefix("Hi Kim,").replace("\n", "\r\n").encode()
    if tamper == "short-key":
        service.texts[named(domain, "short")] = record(768)
        return signed(made(), domain, bits=768, selector="short")
    if tamper == "testing-key":
        service.texts[named("facebook.com", "default")] = record(1024, "y")
        return signed(made(), "facebook.com", selector="default")
    if tamper in {"no-to-signed", "no-date-signed"}:
        left = "To" if "to" in tamper else "Date"
        return sign(made(), covered=tuple(name for name in COVERED if name != left))
    if tamper == "duplicate-subject":
        return f"Subject: {told['subject']}\r\n".encode() + sign(made(subject="Your report"))
    if tamper == "duplicate-to":
        return f"To: {PERSON}\r\n".encode() + sign(made(to="other.person@example.net"))
    if tamper == "two-from":
        return f"From: {told['from']}\r\n".encode() + sign(made(sender="Desk <desk@evil.example>"), "evil.example")
    if tamper == "rsa-sha1":
        return sign(made(), algorithm="rsa-sha1")
    if tamper in {"revoked-key", "no-key"}:
        selector = tamper.replace("-", "")
        if tamper == "revoked-key":
            service.texts[named(domain, selector)] = "v=DKIM1; k=rsa; p="
        return signed(made(), domain, selector=selector)
    if tamper == "bare-lf":
        return sign(made()).replace(b"\r\n", b"\n")
    return _special(letter, given, text, service)


def _special(letter: Letter, given: dict[str, str], text: str, service: NameService) -> bytes:
    domain = letter.told["sign"]
    content = _signed(written(text, more=(), **given), domain, service)
    if letter.id == "dkim-meta-good-relay-good":
        return _signed(content, "relay.example", service)
    if letter.id == "dkim-relaxed-refolded":
        return content.replace(b"to the use of", b"to\r\n  the  use of", 1).replace(b"To: ", b"To:\r\n ", 1)
    charset, encoding, octets = {
        "mime-base64-encoded-subject": ("utf-8", "base64", "utf-8"),
        "mime-iso2022jp": ("iso-2022-jp", "7bit", "iso-2022-jp"),
        "mime-charset-lies-ascii": ("us-ascii", "8bit", "utf-8"),
        "mime-charset-lies-utf8": ("utf-8", "quoted-printable", "windows-1252"),
        "mime-unknown-charset": ("x-unknown-9", "quoted-printable", "utf-8"),
    }[letter.id]
    part = EmailMessage(policy=SMTP)
    part.set_content(text.encode(octets, errors="replace"), maintype="text", subtype="plain", cte=encoding)
    part.replace_header("Content-Type", f'text/plain; charset="{charset}"')
    subject = Header(given["subject"], charset if charset == "iso-2022-jp" else "utf-8").encode()
    head = f"From: {given['sender']}\r\nTo: {given['to']}\r\nSubject: {subject}\r\nDate: {given['date']}\r\n"
    return _signed(head.encode() + part.as_bytes(), domain, service)


__all__ = ["SELECTOR", "Letter", "letters", "posted"]
