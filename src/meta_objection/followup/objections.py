"""The objections of a home, newest first, each with where it stands."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from meta_objection.followup.mails import MailSeen, is_mail, mails_among
from meta_objection.followup.states import RUNNING, State, deadline_for, evidence_with, state_of
from meta_objection.outcome import Doubt, Mode, Sent
from meta_objection.receipts import folders, keys
from meta_objection.receipts.deadlines import Deadline
from meta_objection.receipts.sealed import Seal, seal_of
from meta_objection.report import Evidence, Receipt


@dataclass(frozen=True)
class Objection:
    """One sending that went, or may have gone, to Meta; with `practice`, one that went to a local copy instead."""

    folder: Path
    receipt: Receipt
    state: State
    deadline: Deadline | None
    country: str | None
    mails: tuple[MailSeen, ...]
    practice: bool

    @property
    def id(self) -> str:
        """The name of its receipt."""
        return self.folder.name

    @property
    def evidence(self) -> Evidence:
        """What Meta's server, page and mails say."""
        return evidence_with(self.receipt.evidence, self.mails)

    @property
    def due(self) -> Deadline | None:
        """The day for Meta's answer, as long as one is awaited."""
        return self.deadline if self.state in RUNNING else None


@dataclass(frozen=True)
class Asked:
    """At what moment one looks (with its zone), and where the person lives where no receipt says so."""

    now: datetime
    country: str | None = None


def objections(home: Path, asked: Asked) -> list[Objection]:
    """The objections that this home signed and that were, or may have been, sent; newest first.

    Replays and rehearsals are none; what went to a local copy is called practice. An earlier one that came to nothing
    is left out where a later one of the same person to the same form did. Raises OSError where the receipts cannot be
    listed.
    """
    known, found = keys.known_keys(home.absolute()), folders(home)
    mails = mails_among(found, known)
    sent = [(folder, receipt) for folder, receipt in _receipts(found, known) if _is_listed(receipt)]
    each = [_objection(folder, receipt, mails.get(folder.name, []), asked) for folder, receipt in sent]
    return [one for place, one in enumerate(each) if not any(_replaces(later, one) for later in each[:place])]


def _receipts(found: list[Path], known: frozenset[bytes]) -> Iterator[tuple[Path, Receipt]]:
    for folder in found:
        with suppress(OSError, ValueError, ValidationError):
            seal, content = seal_of(folder, known)
            if seal is Seal.OWN and not is_mail(json.loads(content)):
                yield folder, Receipt.model_validate_json(content)


def _is_listed(receipt: Receipt) -> bool:
    return receipt.mode is Mode.LIVE and receipt.sent is not Sent.NO


def is_practice(receipt: Receipt) -> bool:
    """Whether it went to another machine, such as a local copy of Meta's pages: host names were led elsewhere."""
    return Doubt.HOST_RULES in receipt.doubts


def _objection(folder: Path, receipt: Receipt, mails: list[MailSeen], asked: Asked) -> Objection:
    practice = is_practice(receipt)
    deadline = deadline_for(receipt, mails, asked.country, practice=practice)
    return Objection(
        folder=folder,
        receipt=receipt,
        state=state_of(receipt, mails, deadline, asked.now),
        deadline=deadline,
        country=receipt.answers.get("country") or asked.country,
        mails=tuple(mails),
        practice=practice,
    )


def _replaces(later: Objection, earlier: Objection) -> bool:
    came_to_nothing = earlier.state in {State.CODE_WANTED, State.UNCONFIRMED}
    arrived = later.state not in {State.CODE_WANTED, State.UNCONFIRMED}
    return came_to_nothing and arrived and _matter(later) == _matter(earlier)


def _matter(one: Objection) -> tuple[str, ...]:
    who = one.receipt.answers.get("email") or one.receipt.account or ""
    return one.receipt.form, one.receipt.request, who.casefold(), str(one.practice)
