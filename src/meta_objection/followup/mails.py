"""What Meta's mails say of each objection: the receipts of kind `mail`, which lie beside those of the objections."""

import json
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from meta_objection.outcome import Authentic, Effect, MailKind
from meta_objection.receipts import Summary
from meta_objection.receipts.sealed import Seal, seal_of
from meta_objection.report import MAIL


class MailSeen(BaseModel):
    """One mail that was read and filed: its own receipt, when it was sent, what it is and what it does."""

    model_config = ConfigDict(frozen=True)

    receipt: str
    date: AwareDatetime
    kind: MailKind
    effect: Effect
    authentic: Authentic = Authentic.SIGNED


class _Filed(BaseModel):
    """A mail's receipt.json, as far as that is made from it."""

    kind: Literal["mail"]
    objection: str
    date: AwareDatetime
    mail_kind: MailKind
    effect: Effect
    authentic: Authentic = Authentic.SIGNED


def mails_among(found: Iterable[Path], known: frozenset[bytes]) -> dict[str, list[MailSeen]]:
    """The mails among these receipts by the objection they belong to; believed only where one of these keys signed."""
    told: dict[str, list[MailSeen]] = defaultdict(list)
    for folder in found:
        with suppress(OSError, ValueError, ValidationError):
            seal, content = seal_of(folder, known)
            if seal is Seal.OWN and is_mail(json.loads(content)):
                filed = _Filed.model_validate_json(content)
                seen = MailSeen(
                    receipt=folder.name,
                    date=filed.date,
                    kind=filed.mail_kind,
                    effect=filed.effect,
                    authentic=filed.authentic,
                )
                told[filed.objection].append(seen)
    return {name: sorted(mails, key=lambda mail: mail.date) for name, mails in told.items()}


def seen_in(receipts: Iterable[Summary]) -> dict[str, list[MailSeen]]:
    """The same, of receipts whose heads were read already."""
    told: dict[str, list[MailSeen]] = defaultdict(list)
    for one in receipts:
        if one.mail and one.mail.seal is Seal.OWN:
            mail = one.mail
            seen = MailSeen(
                receipt=one.id, date=mail.date, kind=mail.mail_kind, effect=mail.effect, authentic=mail.authentic
            )
            told[mail.objection].append(seen)
    return {name: sorted(mails, key=lambda mail: mail.date) for name, mails in told.items()}


def is_mail(said: Any) -> bool:  # noqa: ANN401 - whatever a receipt.json holds
    """Whether this is what a mail's receipt.json says, and not an objection's."""
    return isinstance(said, dict) and said.get("kind") == MAIL
