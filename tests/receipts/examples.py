"""Invented receipts: nobody's words, nobody's address."""

import hashlib
import json
import struct
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from meta_objection.outcome import FoundBy, Mode, Outcome, PageEvidence, Sent, ServerEvidence
from meta_objection.receipts.draft import Draft
from meta_objection.report import Evidence, FormVersion, Receipt, StepDone, Times, Versions

STARTED = datetime(2026, 11, 22, 10, 15, 0, tzinfo=UTC)
REASON = "I have run a small bakery page since 2011.\nMy daughter is in half of the pictures."


def a_receipt(**changes: object) -> Receipt:
    return Receipt.model_validate({**_SUBMITTED, **changes})


def a_kept_receipt(home: Path, *, started: datetime = STARTED, form: str = "facebook") -> Path:
    draft = Draft.begin(home, form, started)
    draft.picture("country", a_png())
    draft.picture("end", a_png(colour=(40, 120, 80)))
    draft.add("confirmation.txt", b"Thank you.\n")
    return draft.finish(a_receipt(form=form))


def a_png(width: int = 8, height: int = 8, colour: tuple[int, int, int] = (228, 230, 235)) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


_SUBMITTED = {
    "outcome": Outcome.SUBMITTED,
    "exit_code": 0,
    "sent": Sent.YES,
    "why": None,
    "message": "Meta confirmed that your objection arrived.",
    "next": "Keep this folder. Meta writes to your e-mail address; read what it says, and answer if it asks.",
    "form": "facebook",
    "route": "direct",
    "request": "object",
    "mode": Mode.LIVE,
    "evidence": Evidence(server=ServerEvidence.ACCEPTED, page=PageEvidence.CONFIRMED),
    "steps": (
        StepDone(name="country", found_by=FoundBy.WORDS, seconds=0.08),
        StepDone(name="e-mail", found_by=FoundBy.ATTRIBUTES, seconds=0.031),
        StepDone(name="reason", found_by=FoundBy.STRUCTURE, seconds=0.02),
        StepDone(name="send", found_by=None, seconds=1.4),
    ),
    "answers": {"country": "DE", "email": "ada@example.org", "reason": REASON},
    "asked": {
        "Country you reside in": "Germany",
        "Email address": "ada@example.org",
        "Please tell us how this processing impacts you.": REASON,
    },
    "form_version": FormVersion(
        address="https://www.facebook.com/help/contact/6359191084165019",
        title="Object to your information being used for AI at Meta",
        file_hash="sha256:" + "3f9c" * 16,
        generation="2024",
    ),
    "versions": Versions(program="0.1.0", browser="Chromium 156.0", python="3.11.7", playwright="1.65.2"),
    "locale": "en",
    "times": Times(
        started=STARTED,
        pressed=STARTED + timedelta(seconds=7),
        answered=STARTED + timedelta(seconds=8),
        ended=STARTED + timedelta(seconds=9),
    ),
    "confirmation": "We've received your objection.\n\nWe'll review it and send you an email.",
}


def of_before_signatures(home: Path, started: datetime = STARTED - timedelta(days=30)) -> Path:
    """A receipt as the program wrote it at schema 1."""
    folder = Draft.begin(home / "older", "facebook", started).finish(a_receipt())
    for name in ("MANIFEST.sha256.sig", "allowed_signers", "VERIFY.txt"):
        (folder / name).unlink()
    text = json.loads((folder / "receipt.json").read_bytes())
    old = {name: value for name, value in text.items() if name in OLD_NAMES} | {"schema_version": 1, "files": []}
    (folder / "receipt.json").write_text(json.dumps(old))
    paths = [folder / "receipt.html", folder / "receipt.json"]
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)
    (folder / "MANIFEST.sha256").write_text("".join(lines))
    (home / "receipts").mkdir(mode=0o700, exist_ok=True)
    return folder.rename(home / "receipts" / folder.name)


OLD_NAMES = [
    "outcome",
    "exit_code",
    "sent",
    "why",
    "message",
    "next",
    "form",
    "route",
    "request",
    "mode",
    "receipt",
    "evidence",
    "steps",
    "schema_version",
    "answers",
    "asked",
    "form_version",
    "versions",
    "locale",
    "times",
    "confirmation",
    "files",
]
