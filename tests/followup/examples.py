"""Invented objections and mails, filed and signed as the program files them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from meta_objection import private_files as private
from meta_objection.outcome import Doubt, Effect, MailKind, Outcome, Sent
from meta_objection.receipts import Draft, ids, keys, manifest
from meta_objection.report import Evidence, Receipt, Times
from tests.receipts.examples import REASON, a_png, a_receipt

PRESSED = datetime(2026, 11, 22, 10, 15, 7, tzinfo=UTC)
NO_ONE = Evidence()
UNCONFIRMED = {"outcome": Outcome.UNCONFIRMED, "exit_code": 20, "sent": Sent.PERHAPS, "evidence": NO_ONE}
CODE_NEEDED = {"outcome": Outcome.CODE_NEEDED, "exit_code": 22, "sent": Sent.HALF, "evidence": NO_ONE}
REFUSED = {"outcome": Outcome.REFUSED_AFTER_SENDING, "exit_code": 23, "sent": Sent.YES}
REHEARSED = {"outcome": Outcome.REHEARSED, "sent": Sent.NO}
PRACTICE = {"verified": False, "doubts": (Doubt.HOST_RULES, Doubt.NOT_CHECKED)}


def times(pressed: datetime) -> Times:
    second = timedelta(seconds=1)
    return Times(started=pressed - 7 * second, pressed=pressed, answered=pressed + second, ended=pressed + 2 * second)


def lives_in(country: str | None) -> dict[str, object]:
    where = {"country": country} if country else {}
    return {"answers": {**where, "email": "ada@example.org", "reason": REASON}}


def an_objection(pressed: datetime = PRESSED, /, **changes: object) -> Receipt:
    return a_receipt(**{"times": times(pressed), "verified": True, **changes})


def filed(home: Path, pressed: datetime = PRESSED, /, **changes: object) -> Path:
    """File an objection pressed then, and give its folder."""
    receipt = an_objection(pressed, **changes)
    draft = Draft.begin(home, receipt.form, receipt.times.started)
    draft.picture("end", a_png())
    return draft.finish(receipt)


def a_mail(home: Path, objection: str, kind: MailKind, effect: Effect, date: datetime) -> Path:
    """File a mail beside it, with the least that a mail's receipt holds."""
    name = ids.new_id(date, "facebook")
    told = {"kind": "mail", "objection": objection, "mail_kind": kind, "effect": effect, "date": date.isoformat()}
    content = json.dumps(told | {"receipt": str(home / ids.FOLDER / name)}).encode()
    folder = home / ids.FOLDER / name
    private.make_folder(folder)
    listed = manifest.to_manifest([manifest.kept_file(manifest.RECEIPT, content)])
    for path, written in (
        (manifest.RECEIPT, content),
        (manifest.MANIFEST, listed),
        (manifest.SIGNATURE, keys.signer(home).sign(listed)),
    ):
        private.write(folder / path, written)
    return folder
