"""The little of each receipt that a list shows, read from the receipt itself and believed only where we signed it."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from meta_objection.outcome import Authentic, Effect, MailKind, Mode, Outcome, Sent
from meta_objection.receipts import ids, keys
from meta_objection.receipts.deadlines import Deadline, deadline, received_at
from meta_objection.receipts.sealed import READ_LIMIT, Seal, seal_of
from meta_objection.report import Evidence

__all__ = ["INDEX", "READ_LIMIT", "Head", "MailHead", "heads"]

INDEX = "receipts-index.json"
"""What earlier versions remembered of receipts; nobody reads it any more."""


class Head(BaseModel):
    """What a list shows of a receipt; keys that a later program adds do no harm.

    `seal` says whether this home signed that; only then is there a deadline.
    """

    outcome: Outcome
    sent: Sent
    mode: Mode
    verified: bool | None = None
    request: str
    evidence: Evidence
    seal: Seal = Seal.BROKEN
    deadline: Deadline | None = None


class MailHead(BaseModel):
    """What a list shows of a mail's receipt: whose objection it is about, what it is, and what it does."""

    kind: Literal["mail"]
    objection: str
    mail_kind: MailKind
    authentic: Authentic
    effect: Effect
    date: AwareDatetime
    seal: Seal = Seal.BROKEN


class _Times(BaseModel):
    pressed: AwareDatetime | None = None
    answered: AwareDatetime | None = None


class _Source(Head):
    """A receipt.json, as far as a head is made from it."""

    seal: Annotated[None, Field(exclude=True)] = None  # type: ignore[assignment] # never what the file itself says
    deadline: Annotated[None, Field(exclude=True)] = None
    times: _Times = _Times()
    answers: dict[str, object] = {}

    def head(self, seal: Seal) -> Head:
        return Head(
            outcome=self.outcome,
            sent=self.sent,
            mode=self.mode,
            verified=self.verified,
            request=self.request,
            evidence=self.evidence,
            seal=seal,
            deadline=self._deadline() if seal is Seal.OWN and self.verified is not False else None,
        )

    def _deadline(self) -> Deadline | None:
        country = self.answers.get("country")
        return deadline(
            received_at(self.times.pressed, self.times.answered),
            country if isinstance(country, str) else None,
            outcome=self.outcome,
            sent=self.sent,
            mode=self.mode,
        )


def heads(home: Path, names: list[str]) -> dict[str, Head | MailHead | None]:
    """The heads of the receipts of these names in this home; None for one whose receipt.json cannot be read."""
    known, folder = keys.known_keys(home), home / ids.FOLDER
    return {name: _head(folder / name, known) for name in names}


def _head(folder: Path, known: frozenset[bytes]) -> Head | MailHead | None:
    with suppress(OSError, ValidationError):
        seal, content = seal_of(folder, known)
        with suppress(ValidationError):
            return MailHead.model_validate_json(content).model_copy(update={"seal": seal})
        return _Source.model_validate_json(content).head(seal)
    return None
