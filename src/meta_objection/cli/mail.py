"""`mail`: what Meta answered, out of saved mails, and which of them are filed."""

import sys
from collections.abc import Iterable
from typing import Annotated, TextIO

from cyclopts import App, Parameter

from meta_objection.cli import mail_fetch
from meta_objection.cli.parameters import FLAT, NO_DEFAULTS
from meta_objection.console.output import harmless
from meta_objection.console.steps import tell_json
from meta_objection.console.terminal import answer, put
from meta_objection.errors import BadSettings
from meta_objection.followup.mails import mails_among
from meta_objection.followup.objections import Objection
from meta_objection.logs import set_up
from meta_objection.mail.arrived import Arrived, Unread
from meta_objection.mail.intake import Intake, MailRead, require_objection
from meta_objection.mail.keys import DnsKeys, Keys, NoKeys
from meta_objection.mail.message import Mail
from meta_objection.mail.settings import Fetching
from meta_objection.mail.sources import mails_in
from meta_objection.outcome import Authentic, Effect, MailKind, Outcome
from meta_objection.receipts import folders
from meta_objection.receipts.keys import known_keys
from meta_objection.settings import Place, Reading

mail = App(
    name="mail", help="Read Meta's answer: saved mails, or your mailbox, read-only.", default_parameter=NO_DEFAULTS
)

_KINDS = {
    MailKind.RECEIVED: "says that it arrived",
    MailKind.ACCEPTED: "says yes: your objection is honoured",
    MailKind.REFUSED: "says no",
    MailKind.EVIDENCE_WANTED: "wants evidence from you",
    MailKind.QUESTION: "asks you something",
    MailKind.CODE: "brings a one-time code",
    MailKind.ANNOUNCEMENT: "announces something to everybody",
    MailKind.OTHER: "says nothing of an objection",
}
_AUTHENTIC = {
    Authentic.SIGNED: "signed by {signer}",
    Authentic.REPORTED: "signed by {signer}, as your mail provider reports",
    Authentic.UNCHECKED: "not shown to be Meta's",
    Authentic.BROKEN: "NOT as it was signed",
    Authentic.IMITATION: "AN IMITATION: not Meta's",
}
_EFFECTS = {
    Effect.CONFIRMED: "confirms your objection",
    Effect.REFUSED: "refuses your objection",
    Effect.NOTED: "is noted",
    Effect.NONE: "counts for nothing",
}


@mail.command(name="add")
def add(
    *paths: Annotated[str, Parameter(help="Saved mails (.eml), mbox files, Maildirs, folders of these; - reads one.")],
    settings: Annotated[Reading | None, FLAT] = None,
) -> int:
    """Read saved mails, say what each is worth, and file those that count beside their objection."""
    chosen = settings or Reading()
    set_up(chosen.log_level, chosen.log_format)
    if not paths:
        raise BadSettings("No mail was named.", why="setting", next_move="Name saved mails, or - for standard input.")
    return take_in(mails_in(list(paths)), chosen)


@mail.command(name="fetch")
def fetched(*, settings: Annotated[Fetching | None, FLAT] = None) -> int:
    """Look for Meta's answer in your own mailbox, which is only read, and do with it what `add` does."""
    return mail_fetch.fetch(settings or Fetching(), take_in)


@mail.command(name="list")
def listed(*, settings: Annotated[Place | None, FLAT] = None) -> int:
    """List the mails that were filed, newest first."""
    chosen = settings or Place()
    found = mails_among(folders(chosen.home), known_keys(chosen.home.absolute()))
    rows = sorted(((one, name) for name, mails in found.items() for one in mails), key=lambda row: row[0].date)[::-1]
    if chosen.as_json:
        told = [one.model_dump(mode="json") | {"objection": name} for one, name in rows]
        tell_json({"mails": told}, sys.stdout)
        return 0
    for one, name in rows:
        sys.stdout.write(f"{one.receipt}  {one.date:%Y-%m-%d %H:%M} UTC  {one.kind} ({one.effect}): {name}\n")
    if not rows:
        sys.stdout.write("No mail was filed yet.\n")
    return 0


def take_in(mails: Iterable[Arrived | Unread], settings: Reading) -> int:
    """Take in mails and tell of each; 2 where something given could not be read."""
    keys: Keys = NoKeys() if settings.offline else DnsKeys(settings.dns)
    intake = Intake(settings.home, keys, _choose, require_objection(settings.home, settings.objection))
    lines = sys.stderr if settings.as_json else sys.stdout
    read, unread = list[MailRead](), list[Unread]()
    for one in intake.take_in(mails):
        if isinstance(one, Unread):
            unread.append(one)
            sys.stderr.write(harmless(f"{one.path}: {one.why}.") + "\n")
        else:
            read.append(one)
            _tell(one, lines)
    if settings.as_json:
        tell_json({"mails": [one.as_json() for one in read]}, sys.stdout)
    elif not read and not unread:
        sys.stdout.write("There was no mail of Meta's.\n")
    return Outcome.BAD_SETTINGS.exit_code if unread else 0


def _tell(one: MailRead, stream: TextIO) -> None:
    when = f"{one.date:%Y-%m-%d %H:%M} UTC" if one.date else "no date"
    why = f" ({one.why})" if one.why else ""
    shown = _AUTHENTIC[one.authentic].format(signer=one.signer)
    lines = [
        f"{one.path}: {one.subject or '(no subject)'}",
        f"  from {one.sender or 'nobody that can be read'}, {when}; {shown}",
        f"  {_KINDS[one.kind]}; it {_EFFECTS[one.effect]}{why}",
    ]
    if one.receipt:
        lines.append(f"  Receipt: {one.receipt}, beside {one.objection}")
    stream.write(harmless("\n".join(lines)) + "\n")
    stream.flush()


def _choose(mail: Mail, possible: tuple[Objection, ...]) -> str | None:
    """Have the person say which objection a mail belongs to."""
    terminal = sys.stdin
    if not terminal or not terminal.isatty():
        return None
    each = "\n".join(f"  {number}. {one.id}" for number, one in enumerate(possible, start=1))
    put(harmless(f"“{mail.subject}” may belong to several objections:\n{each}\nWhich? Type its number: "), terminal)
    said = answer(terminal)
    return possible[int(said) - 1].id if said.isdecimal() and 0 < int(said) <= len(possible) else None
