"""Mails taken in: read, shown to be Meta's or not, put beside the objection they answer, and told of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog

from meta_objection import __version__
from meta_objection.errors import BadSettings
from meta_objection.followup.objections import Asked, Objection, objections
from meta_objection.journal.rules import confirmed_by_mail
from meta_objection.mail.arrived import Arrived, Unread
from meta_objection.mail.filing import MAIL_FILE, digest_of, file_mail
from meta_objection.mail.keys import Keys
from meta_objection.mail.matching import NotOneError, objection_of
from meta_objection.mail.meaning import Meaning, meaning_in
from meta_objection.mail.message import Mail, NoMailError, attached, parsed
from meta_objection.mail.one_time import without_codes
from meta_objection.mail.senders import Role, brings_codes, role_of
from meta_objection.mail.signature import Signature, checked
from meta_objection.mail.verdict import authenticity, effect_of
from meta_objection.outcome import Authentic, Effect, MailKind
from meta_objection.receipts import folders
from meta_objection.receipts.chain import digest_of as manifest_of
from meta_objection.receipts.keys import known_keys
from meta_objection.receipts.sealed import Seal, seal_of
from meta_objection.receipts.store import UnreadableReceipt, read_any
from meta_objection.report import MailKey, MailReceipt

log = structlog.get_logger()

_WORTH = (Authentic.IMITATION, Authentic.BROKEN, Authentic.UNCHECKED, Authentic.REPORTED, Authentic.SIGNED)
"""Of the same mail a better receipt is filed beside a worse one: a key that could not be had may come later."""
_FORGED = {Authentic.IMITATION, Authentic.BROKEN}
Choose = Callable[[Mail, tuple[Objection, ...]], str | None]
"""Asks the person which of several objections a mail belongs to, by its name; `None` where nobody can be asked."""


@dataclass(frozen=True)
class MailRead:
    """What was read in one mail, and what it did. `subject` is for the person's eyes and in no JSON."""

    path: str
    date: datetime | None
    kind: MailKind
    authentic: Authentic
    signer: str | None
    objection: str | None
    effect: Effect
    why: str | None
    code: str | None
    receipt: str | None
    subject: str = ""
    sender: str = ""

    def as_json(self) -> dict[str, Any]:
        """The mail as the contract names it."""
        shown = ("path", "kind", "authentic", "signer", "objection", "effect", "why", "code", "receipt")
        told = {name: getattr(self, name) for name in shown}
        return {"path": self.path, "date": self.date.isoformat() if self.date else None} | told


class Intake:
    """Takes mails into one home. `wanted` is the objection that the person named, if they did."""

    def __init__(
        self, home: Path, keys: Keys, choose: Choose, wanted: str | None = None, now: datetime | None = None
    ) -> None:
        self._home = home
        self._keys = keys
        self._choose = choose
        self._wanted = wanted
        self._now = now or datetime.now(UTC)
        self._objections = objections(home, Asked(self._now))
        self._filed = dict(_filed(home))

    def take_in(self, mails: Iterable[Arrived | Unread]) -> Iterator[MailRead | Unread]:
        """Take in each mail, and those that it carries as attachments in its place where it is nobody's of Meta."""
        for one in mails:
            if isinstance(one, Unread):
                yield one
                continue
            try:
                yield from self._one(one)
            except NoMailError as error:
                yield Unread(one.path, str(error))

    def _one(self, arrived: Arrived) -> Iterator[MailRead | Unread]:
        mail = parsed(arrived.content)
        if role_of(mail.sender) is Role.STRANGER and (inner := attached(arrived.content)):
            for number, content in enumerate(inner, start=1):
                carried = Arrived(f"{arrived.path}#{number}", content)
                yield self._read(carried, parsed(content))
            return
        yield self._read(arrived, mail)

    def _read(self, arrived: Arrived, mail: Mail) -> MailRead:
        role = role_of(mail.sender)
        signature = Signature() if role is Role.STRANGER else checked(arrived.content, mail, self._keys)
        authentic, why = authenticity(mail, role, signature, arrived.vouched)
        meaning = meaning_in(mail)
        found, effect = None, Effect.NONE
        would, idle = effect_of(meaning, role, authentic, mail.elsewhere)
        if would is not Effect.NONE:
            try:
                found = self._objection(mail)
                effect = would
            except NotOneError as error:
                idle = str(error)
        signer = signature.signer if authentic is Authentic.SIGNED else None
        signer = arrived.vouched if authentic is Authentic.REPORTED else signer
        read = MailRead(
            path=arrived.path,
            date=mail.date,
            kind=meaning.kind,
            authentic=authentic,
            signer=signer,
            objection=found.id if found else None,
            effect=effect,
            why=why or idle,
            code=meaning.code if brings_codes(mail.sender) and authentic not in _FORGED else None,
            receipt=None,
            subject=mail.subject if role is Role.DECIDES else without_codes(mail.subject),
            sender=mail.sender,
        )
        return self._keep(_Taken(arrived, mail, meaning, signature, found), read) if found else read

    def _objection(self, mail: Mail) -> Objection:
        try:
            return objection_of(mail, self._objections, self._now, self._wanted)
        except NotOneError as error:
            chosen = self._choose(mail, error.possible) if error.possible and not self._wanted else None
            if chosen is None:
                raise
            return objection_of(mail, self._objections, self._now, chosen)

    def _keep(self, taken: "_Taken", read: MailRead) -> MailRead:
        """File the mail, unless that was done before, and have the journal know of a yes."""
        content = taken.arrived.content
        digest = digest_of(content)
        known = self._filed.get(digest)
        if known is None or _WORTH.index(read.authentic) > _WORTH.index(known[1]):
            known = file_mail(self._home, _receipt(taken, read), content).name, read.authentic
            self._filed[digest] = known
        if read.effect is Effect.CONFIRMED:
            confirmed_by_mail(self._home, taken.found.id)
        return replace(read, receipt=known[0])


@dataclass(frozen=True)
class _Taken:
    """A mail that counts, with all that is known of it."""

    arrived: Arrived
    mail: Mail
    meaning: Meaning
    signature: Signature
    found: Objection


def _receipt(taken: _Taken, read: MailRead) -> MailReceipt:
    key, mail, now = taken.signature.key, taken.mail, datetime.now(UTC)
    is_shown = read.authentic is Authentic.SIGNED
    return MailReceipt(
        form=taken.found.receipt.form,
        objection=taken.found.id,
        objection_manifest=f"sha256:{manifest_of(taken.found.folder)}",
        mail_kind=read.kind,
        authentic=read.authentic,
        effect=read.effect,
        signer=read.signer,
        why=read.why,
        sentence=taken.meaning.sentence,
        sender=mail.sender,
        to=mail.to[0],
        subject=mail.subject,
        date=mail.date or now,
        read=now,
        key=MailKey(name=key.name, text=key.text, asked=key.asked) if key and is_shown else None,
        program=__version__,
    )


def _filed(home: Path) -> Iterator[tuple[str, tuple[str, Authentic]]]:
    """The mails that are filed already, the best receipt of each last: its hash, its receipt, who is shown by it."""
    yield from sorted(_each_filed(home), key=lambda one: _WORTH.index(one[1][1]))


def _each_filed(home: Path) -> Iterator[tuple[str, tuple[str, Authentic]]]:
    known = known_keys(home.absolute())
    for folder in folders(home):
        try:
            if seal_of(folder, known)[0] is not Seal.OWN:
                continue
            made = read_any(folder)
        except (OSError, UnreadableReceipt):
            continue
        if isinstance(made, MailReceipt):
            yield from ((one.hash, (folder.name, made.authentic)) for one in made.files if one.path == MAIL_FILE)


def require_objection(home: Path, wanted: str | None) -> str | None:
    """The whole name of the objection that the person named. Raises BadSettings where it is none."""
    if wanted is None:
        return None
    found = [one.id for one in objections(home, Asked(datetime.now(UTC))) if one.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    message = f"--objection: “{wanted}” is {'more than one' if found else 'no'} objection of this home."
    raise BadSettings(message, why="setting", next_move="See `meta-objection status`.")
