"""What may be Meta's in the person's mailbox."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from meta_objection.errors import Stop
from meta_objection.mail.arrived import Arrived
from meta_objection.mail.mailbox import Candidate, Mailbox
from meta_objection.mail.vouched import vouched

LARGEST = 10 * 1024**2
"""Octets of a mail that is still downloaded; Meta's own have some ten thousand."""
_MOST = 500
_DECIDING = "@support."
"""In the sender of every mail that may decide something; others only inform, and there may be very many."""


@dataclass
class Harvest:
    """What one look into a mailbox brought. What came before something went wrong is not lost by it."""

    mails: list[Arrived] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    """What was not read, a sentence each."""
    trouble: Stop | None = None
    """What ended the look early."""


def harvest(mailbox: Mailbox, since: date, names: Sequence[str]) -> Harvest:
    """Download each mail that came since that day, once, though it may lie in several folders.

    `names` is what the provider calls itself in its reports. All is brought before any of it is read, which may take
    longer than a server waits.
    """
    brought = Harvest()
    try:
        _download(mailbox, _chosen(mailbox, since, brought), names, brought)
    except Stop as stop:
        brought.trouble = stop
    return brought


def _chosen(mailbox: Mailbox, since: date, brought: Harvest) -> list[Candidate]:
    """Give what is downloaded, folder by folder: of too many those that may decide something, then the newest."""
    found: list[Candidate] = []
    for folder in mailbox.folders():
        if mailbox.enter(folder):
            found += mailbox.candidates(folder, since)
        else:
            brought.passed_over.append(f"The folder {folder} was not read: the server does not open it.")
    large = [one for one in found if one.octets > LARGEST]
    small = [one for one in found if one.octets <= LARGEST]
    brought.passed_over += [
        f"{one.path} was not read: with {one.octets // 1024**2} MB it is larger than any mail of Meta's."
        for one in large
    ]
    if len(small) > _MOST:
        brought.passed_over.append(f"Of {len(small)} mails {_MOST} were read, those first that may decide something.")
    first = sorted(small, key=lambda one: (_DECIDING in one.sender.lower(), int(one.uid)), reverse=True)[:_MOST]
    return sorted(first, key=lambda one: one.folder)


def _download(mailbox: Mailbox, chosen: Sequence[Candidate], names: Sequence[str], brought: Harvest) -> None:
    here: str | None = None
    seen: set[bytes] = set()
    for one in chosen:
        if here != one.folder and not mailbox.enter(one.folder):
            continue
        here = one.folder
        content = mailbox.octets(one) or b""
        mark = hashlib.sha256(content).digest()
        if content and mark not in seen:
            seen.add(mark)
            brought.mails.append(Arrived(one.path, content, vouched(content, names)))
