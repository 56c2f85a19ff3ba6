"""The corpus of mails as octets: written and signed as each of them says."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

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


def _signed(content: bytes, domain: str, service: NameService, **how: Any) -> bytes:  # noqa: ANN401 - as `signed` takes
    if not domain:
        return content
    service.texts[named(domain)] = record()
    return signed(content, domain, **how)


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


@dataclass(frozen=True)
class _Forger:
    """Writes a mail of the corpus, signs it, and does to it what its trick is."""

    letter: Letter
    given: dict[str, str]
    text: str
    service: NameService

    def made(self, body: str | None = None, **other: str) -> bytes:
        return written(self.text if body is None else body, more=self.letter.more, **(self.given | other))

    def sign(self, content: bytes, by: str = "", **how: Any) -> bytes:  # noqa: ANN401 - as `signed` takes
        return _signed(content, by or self.letter.told["sign"], self.service, **how)

    def body(self) -> bytes:
        if "Antivirus" in self.text:
            last = "Checked by Example Antivirus.\n"
            return self.sign(self.made(self.text.replace(last, ""))) + last.replace("\n", "\r\n").encode()
        if "evil" in self.letter.told.get("how", ""):
            changed = self.sign(self.made()).replace(b"\r\n\r\n", b"\r\n\r\naccepted. ", 1)
            return self.sign(changed, "evil.example")
        return self.sign(self.made(self.text.replace("will ", "will not ", 1))).replace(b"will not ", b"will ", 1)

    def subject(self) -> bytes:
        return self.sign(self.made(subject="Your report")).replace(
            b"Subject: Your report", b"Subject: " + self.letter.told["subject"].encode()
        )

    def date(self) -> bytes:
        before = "Fri, 20 Nov 2026 09:00:00 +0000"
        return self.sign(self.made(date=before)).replace(before.encode(), self.given["date"].encode())

    def to(self) -> bytes:
        return self.sign(self.made(to="other.person@example.net")).replace(b"other.person@example.net", PERSON.encode())

    def l_tag(self) -> bytes:
        first = self.sign(self.made("Hi Kim,\n"), length=True).rstrip()
        return first + b"\r\n" + self.text.removeprefix("Hi Kim,").replace("\n", "\r\n").encode()

    def short_key(self) -> bytes:
        self.service.texts[named(self.letter.told["sign"], "short")] = record(768)
        return signed(self.made(), self.letter.told["sign"], bits=768, selector="short")

    def testing_key(self) -> bytes:
        self.service.texts[named("facebook.com", "default")] = record(1024, "y")
        return signed(self.made(), "facebook.com", selector="default")

    def no_to_signed(self) -> bytes:
        return self.sign(self.made(), covered=tuple(name for name in COVERED if name != "To"))

    def no_date_signed(self) -> bytes:
        return self.sign(self.made(), covered=tuple(name for name in COVERED if name != "Date"))

    def duplicate_subject(self) -> bytes:
        return f"Subject: {self.letter.told['subject']}\r\n".encode() + self.sign(self.made(subject="Your report"))

    def duplicate_to(self) -> bytes:
        return f"To: {PERSON}\r\n".encode() + self.sign(self.made(to="other.person@example.net"))

    def two_from(self) -> bytes:
        other = self.sign(self.made(sender="Desk <desk@evil.example>"), "evil.example")
        return f"From: {self.letter.told['from']}\r\n".encode() + other

    def rsa_sha1(self) -> bytes:
        return self.sign(self.made(), algorithm="rsa-sha1")

    def revoked_key(self) -> bytes:
        self.service.texts[named(self.letter.told["sign"], "revoked")] = "v=DKIM1; k=rsa; p="
        return signed(self.made(), self.letter.told["sign"], selector="revoked")

    def no_key(self) -> bytes:
        return signed(self.made(), self.letter.told["sign"], selector="nokey")

    def bare_lf(self) -> bytes:
        return self.sign(self.made()).replace(b"\r\n", b"\n")


def _tampered(letter: Letter, given: dict[str, str], text: str, service: NameService) -> bytes:
    if not letter.told["tamper"]:
        return _special(letter, given, text, service)
    trick: Callable[[], bytes] = getattr(_Forger(letter, given, text, service), letter.told["tamper"].replace("-", "_"))
    return trick()


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
