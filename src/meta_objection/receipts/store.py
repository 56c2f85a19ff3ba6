"""The receipts below a home: listed fast, found by name, read whole."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from itertools import takewhile
from pathlib import Path

from pydantic import ValidationError

from meta_objection import private_files as private
from meta_objection.receipts import chain, ids
from meta_objection.receipts.heads import READ_LIMIT, Head, MailHead, heads
from meta_objection.receipts.manifest import RECEIPT
from meta_objection.receipts.sealed import Seal
from meta_objection.report import MAIL, MailReceipt, Receipt

LATEST = "latest"
_NEAR = 3


class NoSuchReceipt(Exception):  # noqa: N818 — reads as what it says
    """No one receipt is meant by this name; `near` are those that may have been, at most three."""

    def __init__(self, wanted: str, near: tuple[str, ...], meant: int = 0) -> None:
        super().__init__(_said(wanted, near, meant))
        self.wanted = wanted
        self.near = near


class UnreadableReceipt(Exception):  # noqa: N818 — as NoSuchReceipt
    """The receipt is there, but its receipt.json cannot be read as one."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the list: `head` of an objection, `mail` of a mail, neither where receipt.json cannot be read."""

    id: str
    folder: Path
    head: Head | None
    mail: MailHead | None = None

    @property
    def seal(self) -> Seal:
        """Whether this home signed it."""
        told = self.head or self.mail
        return told.seal if told else Seal.BROKEN

    @property
    def started(self) -> datetime:
        """When the run began, UTC."""
        return ids.moment_and_form(self.id)[0]

    @property
    def form(self) -> str:
        """Which form it was about."""
        return ids.moment_and_form(self.id)[1]


def all_receipts(home: Path) -> list[Summary]:
    """What was kept, newest first; empty where nothing was. Raises OSError where the folder cannot be read."""
    folder = home.absolute() / ids.FOLDER
    return [_summary(folder / name, head) for name, head in heads(home.absolute(), _names(folder)).items()]


def _summary(folder: Path, head: Head | MailHead | None) -> Summary:
    if isinstance(head, MailHead):
        return Summary(folder.name, folder, None, head)
    return Summary(folder.name, folder, head)


def folders(home: Path) -> list[Path]:
    """The folders of what was kept, newest first, unread. Raises OSError where they cannot be listed."""
    folder = home.absolute() / ids.FOLDER
    return [folder / name for name in _names(folder)]


def unfinished(home: Path) -> list[Path]:
    """Drafts, oldest first: left over from runs that were killed, or belonging to one that still runs."""
    return sorted((home.absolute() / ids.FOLDER).glob(f"{ids.DRAFT}*"))


def find(home: Path, wanted: str) -> Path:
    """The folder of the receipt of this name, of the only one that begins so, or of the `latest`: the last one filed.

    Raises NoSuchReceipt. `wanted` is only ever compared with names that exist, never made part of a path.
    """
    folder = home.absolute() / ids.FOLDER
    names = _names(folder)
    matching = (
        _latest(home, names) if wanted == LATEST else [name for name in names if wanted and name.startswith(wanted)]
    )
    if len(matching) == 1:
        return folder / matching[0]
    raise NoSuchReceipt(wanted, _near(wanted, matching or names), len(matching))


def _said(wanted: str, near: tuple[str, ...], meant: int) -> str:
    if not near:
        return "There are no receipts yet."
    if meant:
        return f"{meant} receipts begin with “{wanted}”: {', '.join(near)}{', …' if meant > len(near) else ''}."
    return f"No receipt is called “{wanted}”. Did you mean {' or '.join(near)}?"


def _latest(home: Path, names: list[str]) -> list[str]:
    """Give the one filed last: not the one with the greatest date, for a clock can be set back."""
    with suppress(OSError):
        there = set(names)
        return [link.id for link in chain.links(home) if link.id in there][-1:] or names[:1]
    return names[:1]


def find_or_none(home: Path, name: str) -> Path | None:
    """The folder of the receipt of exactly this name, if it is there."""
    folder = home.absolute() / ids.FOLDER
    return folder / name if name in _names(folder) else None


def load(home: Path, wanted: str) -> Receipt:
    """The receipt that `find` finds. Raises NoSuchReceipt, or UnreadableReceipt if its receipt.json is broken."""
    return read(find(home, wanted))


def read(folder: Path) -> Receipt:
    """The receipt in this folder; raises UnreadableReceipt."""
    try:
        return Receipt.model_validate_json(private.read(folder / RECEIPT, limit=READ_LIMIT))
    except OSError as error:
        raise UnreadableReceipt(f"{RECEIPT}: {error.strerror or error}") from error
    except ValidationError as error:
        # The error itself would quote the person's words.
        places = ", ".join(".".join(map(str, place["loc"])) or "not JSON" for place in error.errors()[:_NEAR])
        raise UnreadableReceipt(f"{RECEIPT} is not a receipt: {places}") from None


def read_any(folder: Path) -> Receipt | MailReceipt:
    """The receipt in this folder, of an objection or of a mail; raises UnreadableReceipt."""
    with suppress(OSError, ValueError, RecursionError):
        said = json.loads(private.read(folder / RECEIPT, limit=READ_LIMIT))
        if isinstance(said, dict) and said.get("kind") == MAIL:
            return MailReceipt.model_validate(said)
    return read(folder)


def _names(folder: Path) -> list[str]:
    """The receipts in this folder by name, newest first."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        found = [entry.name for entry in entries if ids.is_id(entry.name) and entry.is_dir(follow_symlinks=False)]
        return sorted(found, reverse=True)
    return []


def _near(wanted: str, names: list[str]) -> tuple[str, ...]:
    def nearness(name: str) -> tuple[bool, int]:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(name, wanted, strict=False))
        return bool(wanted) and wanted in name, len(list(alike))

    return tuple(nlargest(_NEAR, names, key=nearness))
