"""What may be Meta's in the person's mailbox, mail by mail."""

import hashlib
from collections.abc import Iterator, Sequence
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


class Harvest:
    """One look into a mailbox. What came before anything went wrong is not lost: `trouble` says it afterwards."""

    def __init__(self, mailbox: Mailbox, since: date, names: Sequence[str]) -> None:
        """Look for mails since that day; `names` is what the provider calls itself in its reports."""
        self._mailbox = mailbox
        self._since = since
        self._names = names
        self.trouble: Stop | None = None
        self.passed_over: list[str] = []
        """What was not read, a sentence each."""

    def mails(self) -> Iterator[Arrived]:
        """Give each mail once, though it may lie in several folders."""
        seen: set[bytes] = set()
        try:
            for candidate, content in self._downloaded(self._chosen()):
                mark = hashlib.sha256(content).digest()
                if mark not in seen:
                    seen.add(mark)
                    yield Arrived(candidate.path, content, vouched(content, self._names))
        except Stop as stop:
            self.trouble = stop

    def _chosen(self) -> list[Candidate]:
        """Give what is downloaded, folder by folder: of too many those that may decide something, then the newest."""
        found = [one for folder in self._mailbox.folders() for one in self._of(folder)]
        small = [one for one in found if one.octets <= LARGEST]
        self.passed_over += [
            f"{one.path} was not read: with {one.octets // 1024**2} MB it is larger than any mail of Meta's."
            for one in found
            if one.octets > LARGEST
        ]
        if len(small) > _MOST:
            self.passed_over.append(f"Of {len(small)} mails {_MOST} were read, those first that may decide something.")
        first = sorted(small, key=lambda one: (_DECIDING in one.sender.lower(), int(one.uid)), reverse=True)[:_MOST]
        return sorted(first, key=lambda one: one.folder)

    def _of(self, folder: str) -> list[Candidate]:
        if self._mailbox.enter(folder):
            return list(self._mailbox.candidates(folder, self._since))
        self.passed_over.append(f"The folder {folder} was not read: the server does not open it.")
        return []

    def _downloaded(self, chosen: Sequence[Candidate]) -> Iterator[tuple[Candidate, bytes]]:
        here: str | None = None
        for one in chosen:
            if here != one.folder and not self._mailbox.enter(one.folder):
                continue
            here = one.folder
            content = self._mailbox.octets(one)
            if content:
                yield one, content
