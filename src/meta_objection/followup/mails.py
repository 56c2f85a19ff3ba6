"""What Meta's mails say of each objection: the receipts of kind `mail`, which lie beside those of the objections."""

import json
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from meta_objection.receipts.sealed import Seal, seal_of

KIND = "mail"
"""What `kind` says in the receipt.json of a mail; that of an objection has no `kind`."""


class MailKind(StrEnum):
    """What a mail is, as the contract names it."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EVIDENCE_WANTED = "evidence-wanted"
    QUESTION = "question"
    CODE = "code"
    ANNOUNCEMENT = "announcement"
    OTHER = "other"


class Effect(StrEnum):
    """What a mail does to the objection it belongs to. Only what somebody vouches for confirms or refuses."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    NOTED = "noted"
    NONE = "none"


class MailSeen(BaseModel):
    """One mail that was read and filed: its own receipt, when it was sent, what it is and what it does."""

    model_config = ConfigDict(frozen=True)

    receipt: str
    date: AwareDatetime
    kind: MailKind
    effect: Effect


class _Filed(BaseModel):
    """A mail's receipt.json, as far as that is made from it."""

    kind: Literal["mail"]
    objection: str
    date: AwareDatetime
    mail_kind: MailKind
    effect: Effect


def mails_among(found: Iterable[Path], known: frozenset[bytes]) -> dict[str, list[MailSeen]]:
    """The mails among these receipts by the objection they belong to; believed only where one of these keys signed."""
    told: dict[str, list[MailSeen]] = defaultdict(list)
    for folder in found:
        with suppress(OSError, ValueError, ValidationError):
            seal, content = seal_of(folder, known)
            if seal is Seal.OWN and is_mail(json.loads(content)):
                filed = _Filed.model_validate_json(content)
                seen = MailSeen(receipt=folder.name, date=filed.date, kind=filed.mail_kind, effect=filed.effect)
                told[filed.objection].append(seen)
    return {name: sorted(mails, key=lambda mail: mail.date) for name, mails in told.items()}


def is_mail(said: Any) -> bool:  # noqa: ANN401 - whatever a receipt.json holds
    """Whether this is what a mail's receipt.json says, and not an objection's."""
    return isinstance(said, dict) and said.get("kind") == KIND
