"""Mails as somebody sends them: written out, and signed with keys that a name service on loopback gives out."""

import base64
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from functools import cache

import dkim
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

SELECTOR = "s1024-2013-q3"
COVERED = ("From", "To", "Subject", "Date", "MIME-Version", "Content-Type")
PERSON = "kim.example@example.org"
DATE = "Tue, 24 Nov 2026 09:30:00 +0000"


@cache
def private_pem(bits: int = 1024) -> bytes:
    """A key of our own; openssl makes those too that are too short for every other tool."""
    command = ["openssl", "genrsa", "-traditional", str(bits)]
    return subprocess.run(command, check=True, capture_output=True).stdout


@cache
def public_der(bits: int) -> bytes:
    command = ["openssl", "rsa", "-pubout", "-outform", "DER"]
    return subprocess.run(command, input=private_pem(bits), check=True, capture_output=True).stdout


def record(bits: int = 1024, flags: str = "") -> str:
    public = base64.b64encode(public_der(bits)).decode()
    return f"v=DKIM1; k=rsa; {f't={flags}; ' if flags else ''}p={public}"


@dataclass
class NameService:
    """A name service that knows these texts, and says of all others that there are none."""

    texts: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    silent: bool = False
    port: int = 0

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @contextmanager
    def running(self) -> Iterator["NameService"]:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
            server.bind(("127.0.0.1", 0))
            server.settimeout(0.05)
            self.port = server.getsockname()[1]
            stop = threading.Event()
            thread = threading.Thread(target=self._serve, args=(server, stop))
            thread.start()
            try:
                yield self
            finally:
                stop.set()
                thread.join()

    def _serve(self, server: socket.socket, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                octets, client = server.recvfrom(4096)
            except TimeoutError:
                continue
            question = dns.message.from_wire(octets)
            name = question.question[0].name
            plain = name.to_text(omit_final_dot=True).lower()
            self.asked.append(plain)
            if self.silent:
                continue
            answer = dns.message.make_response(question)
            answer.flags |= dns.flags.RA
            text = self.texts.get(plain)
            if text is None:
                answer.set_rcode(dns.rcode.NXDOMAIN)
            else:
                pieces = " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200)) or '""'
                answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", pieces))
            server.sendto(answer.to_wire(), client)


def named(domain: str, selector: str = SELECTOR) -> str:
    return f"{selector}._domainkey.{domain.lower()}"


def written(  # noqa: PLR0913 - one a header
    text: str | None = None,
    html: str | None = None,
    *,
    sender: str = "Facebook <noreply@support.facebook.com>",
    to: str = PERSON,
    subject: str = "Your objection",
    date: str = DATE,
    more: tuple[str, ...] = (),
) -> bytes:
    """A mail as its octets stand on the wire; headers as they are given, in UTF-8 where they are no ASCII."""
    message = EmailMessage(policy=policy.SMTP)
    if text is not None:
        message.set_content(text, cte="quoted-printable")
    if html is not None and text is None:
        message.set_content(html, subtype="html", cte="quoted-printable")
    elif html is not None:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    headers = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Date: {date}", *more]
    return "\r\n".join(headers).encode() + b"\r\n" + message.as_bytes()


def signed(  # noqa: PLR0913 - one a part of a signature
    content: bytes,
    domain: str,
    *,
    selector: str = SELECTOR,
    bits: int = 1024,
    covered: tuple[str, ...] = COVERED,
    length: bool = False,
    algorithm: str = "rsa-sha256",
    pair: tuple[bytes, bytes] = (b"relaxed", b"simple"),
) -> bytes:
    """The mail with a signature of this domain on top."""
    have = {line.partition(b":")[0].strip().lower() for line in content.partition(b"\r\n\r\n")[0].split(b"\r\n")}
    include = [name.lower().encode() for name in covered if name.lower().encode() in have]
    header = dkim.sign(
        content,
        selector.encode(),
        domain.encode(),
        private_pem(bits),
        canonicalize=pair,
        include_headers=include,
        length=length,
        signature_algorithm=algorithm.encode(),
    )
    return bytes(header) + content
