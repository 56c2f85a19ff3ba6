"""What the receipts of a home tell of earlier sendings, where the journal knows nothing of them."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from meta_objection import private_files as private
from meta_objection.journal.persons import addresses_in, known_as
from meta_objection.outcome import Doubt, Mode, Outcome
from meta_objection.receipts import ids
from meta_objection.receipts.heads import READ_LIMIT
from meta_objection.receipts.manifest import RECEIPT
from meta_objection.receipts.store import folders


@dataclass(frozen=True)
class Told:
    """One press as its receipt tells of it."""

    receipt: str
    pressed: datetime
    outcome: Outcome
    persons: tuple[str, ...]


def told_of(home: Path, form: str, request: str) -> Iterator[Told]:
    """Give what the live receipts tell of presses of this form, newest first.

    A receipt need not hold for that: whoever changed one can at most keep the program from sending.
    """
    for folder in _folders(home):
        if ids.moment_and_form(folder.name)[1] != form:
            continue
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            said = json.loads(private.read(folder / RECEIPT, limit=READ_LIMIT))
            is_metas = said["mode"] == Mode.LIVE and Doubt.HOST_RULES not in said.get("doubts", ())
            if is_metas and said["request"] == request and said["times"]["pressed"]:
                moment = datetime.fromisoformat(said["times"]["pressed"])
                yield Told(folder.name, moment, Outcome(said["outcome"]), _persons(said))


def _folders(home: Path) -> list[Path]:
    try:
        return folders(home)
    except OSError:
        return []


def _persons(said: dict[str, Any]) -> tuple[str, ...]:
    answers = said["answers"]
    written = [answers.get("email") or "", *map(str, said["asked"].values())]
    by_address = [name for one in addresses_in(written) for name in known_as(email=one)]
    return (*by_address, *known_as(phone=answers.get("phone"), account=said.get("account")))
