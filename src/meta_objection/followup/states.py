"""Where an objection stands: a pure function of its receipt, of what Meta's mails say, and of the clock."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from meta_objection.followup.mails import MailSeen
from meta_objection.outcome import Authentic, Effect, MailEvidence, MailKind, Outcome, Sent
from meta_objection.receipts.deadlines import Deadline, deadline_in, received_at
from meta_objection.report import Evidence, Receipt


class State(StrEnum):
    """Where an objection stands. The names are public."""

    UNCONFIRMED = "unconfirmed"
    CODE_WANTED = "code-wanted"
    WAITING = "waiting"
    QUESTION = "question"
    GRANTED = "granted"
    REFUSED = "refused"
    OVERDUE = "overdue"


RUNNING = frozenset({State.UNCONFIRMED, State.WAITING, State.OVERDUE})
"""The states in which a day for Meta's answer means something."""

_SAYS = {
    (MailKind.RECEIVED, Effect.CONFIRMED): State.WAITING,
    (MailKind.RECEIVED, Effect.NOTED): State.WAITING,
    (MailKind.ACCEPTED, Effect.CONFIRMED): State.GRANTED,
    (MailKind.EVIDENCE_WANTED, Effect.NOTED): State.QUESTION,
    (MailKind.QUESTION, Effect.NOTED): State.QUESTION,
    (MailKind.EVIDENCE_WANTED, Effect.CONFIRMED): State.QUESTION,
    (MailKind.QUESTION, Effect.CONFIRMED): State.QUESTION,
}
"""What a mail means. A refusal is one by its effect alone; whatever stands nowhere here says nothing."""
_CAREFUL = (State.WAITING, State.GRANTED, State.QUESTION, State.REFUSED)
"""Of two mails of the same moment the later one here counts."""


def state_of(receipt: Receipt, mails: Sequence[MailSeen], deadline: Deadline | None, now: datetime) -> State:
    """Where this objection stands now. `receipt` is of a sending, `now` has its zone.

    Meta's latest mail is worth more than what its page said. Without one, nothing is overdue that is not certain, and
    not before the last day has ended where Meta has its seat.
    """
    said = _said(mails)
    if said is not None and said is not State.WAITING:
        return said
    if said is None and receipt.outcome is Outcome.REFUSED_AFTER_SENDING:
        return State.REFUSED
    if said is None and receipt.sent is Sent.HALF:
        return State.CODE_WANTED
    if said is None and receipt.sent is not Sent.YES:
        return State.UNCONFIRMED
    return State.OVERDUE if is_over(deadline, now) else State.WAITING


def is_over(deadline: Deadline | None, now: datetime) -> bool:
    """Whether a certain last day has ended."""
    return deadline is not None and deadline.certain and now.astimezone(ZoneInfo(deadline.zone)).date() > deadline.day


def deadline_for(
    receipt: Receipt, mails: Sequence[MailSeen], country: str | None, *, practice: bool = False
) -> Deadline | None:
    """The last day for Meta's answer, where a law names one; `country` counts where the receipt knows none.

    Where it was not shown that the site was Meta's, only a mail of Meta's makes up for that. `practice` says that none
    can, and that the day is reckoned as if it had been.
    """
    where = receipt.answers.get("country") or country
    received = received_at(receipt.times.pressed, receipt.times.answered)
    proven = is_proven(mails)
    if where is None or received is None or (receipt.verified is False and not proven and not practice):
        return None
    return deadline_in(where, received, certain=receipt.sent is Sent.YES or proven)


def is_proven(mails: Sequence[MailSeen]) -> bool:
    """Whether a mail of Meta's shows that the objection arrived."""
    return any(mail.effect in {Effect.CONFIRMED, Effect.REFUSED} or _says_something(mail) for mail in mails)


def evidence_with(evidence: Evidence, mails: Sequence[MailSeen]) -> Evidence:
    """The evidence of the sending, with what the latest of the mails that say yes or no says."""
    told = [mail for mail in mails if mail.effect in {Effect.CONFIRMED, Effect.REFUSED}]
    if not told:
        return evidence
    latest = max(told, key=lambda mail: (mail.date, mail.effect is Effect.REFUSED))
    return evidence.model_copy(update={"mail": MailEvidence(latest.effect.value)})


def _said(mails: Sequence[MailSeen]) -> State | None:
    told = [(mail.date, state) for mail in mails if (state := _meaning(mail))]
    return max(told, key=lambda one: (one[0], _CAREFUL.index(one[1])))[1] if told else None


def _says_something(mail: MailSeen) -> bool:
    """Whether somebody vouches for a mail that was only noted: who asks, or says that it arrived, has it."""
    is_telling = mail.effect is Effect.NOTED and (mail.kind, mail.effect) in _SAYS
    return is_telling and mail.authentic in {Authentic.SIGNED, Authentic.REPORTED}


def _meaning(mail: MailSeen) -> State | None:
    if mail.effect is Effect.REFUSED:
        return State.REFUSED
    if mail.effect is Effect.NOTED and not _says_something(mail):
        return None
    return _SAYS.get((mail.kind, mail.effect))
