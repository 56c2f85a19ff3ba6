"""The little of each receipt that a list shows, remembered so that ten thousand of them need not be read again."""

import gc
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter, ValidationError

from meta_objection.outcome import Mode, Outcome, Sent
from meta_objection.receipts import ids, private
from meta_objection.receipts.deadlines import Deadline, deadline
from meta_objection.receipts.manifest import RECEIPT
from meta_objection.report import Evidence

INDEX = "receipts-index.json"
READ_LIMIT = 16 * 1024 * 1024
_INDEX_LIMIT = 256 * 1024 * 1024


class Head(BaseModel):
    """What a list shows of a receipt; keys that a later program adds do no harm."""

    outcome: Outcome
    sent: Sent
    mode: Mode
    verified: bool | None = None
    request: str
    evidence: Evidence
    deadline: Deadline | None = None


class _Times(BaseModel):
    pressed: AwareDatetime | None = None


class _Source(Head):
    """A receipt.json, as far as a head is made from it."""

    deadline: Annotated[None, Field(exclude=True)] = None
    times: _Times = _Times()
    answers: dict[str, object] = {}

    def head(self) -> Head:
        country = self.answers.get("country")
        day = deadline(
            self.times.pressed,
            country if isinstance(country, str) else None,
            outcome=self.outcome,
            sent=self.sent,
            mode=self.mode,
        )
        return Head(
            outcome=self.outcome,
            sent=self.sent,
            mode=self.mode,
            verified=self.verified,
            request=self.request,
            evidence=self.evidence,
            deadline=day if self.verified is not False else None,
        )


_Mark = tuple[int, int, int]
"""Size, time of the last change of content, time of the last change of anything: other content, another mark."""
_INDEX = TypeAdapter(dict[str, tuple[_Mark, Head]])


def heads(home: Path, names: list[str]) -> dict[str, Head | None]:
    """The heads of the receipts of these names in this home; None for one whose receipt.json cannot be read."""
    with _uncollected():
        known, folder = _known(home), home / ids.FOLDER
        found = {name: _found(folder, name, known.get(name)) for name in names}
    if any(one is not None and known.get(name) != one for name, one in found.items()):
        _remember(home, {name: one for name, one in found.items() if one is not None})
    return {name: one[1] if one else None for name, one in found.items()}


def _found(folder: Path, name: str, known: tuple[_Mark, Head] | None) -> tuple[_Mark, Head] | None:
    path = f"{folder}/{name}/{RECEIPT}"
    with suppress(OSError, ValidationError):
        status = os.lstat(path)
        mark = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        if known and known[0] == mark:
            return known
        return mark, _Source.model_validate_json(private.read(path, limit=READ_LIMIT)).head()
    return None


def _known(home: Path) -> dict[str, tuple[_Mark, Head]]:
    with suppress(OSError, ValidationError):
        return _INDEX.validate_json(private.read(home / INDEX, limit=_INDEX_LIMIT))
    return {}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Make many objects, none of them garbage: looking for some among them would take longer than making them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _remember(home: Path, found: dict[str, tuple[_Mark, Head]]) -> None:
    """Write the index anew; a home that cannot be written to is read all the same, only slower."""
    fresh = home / f".{INDEX}.{secrets.token_hex(4)}"
    with suppress(OSError):
        private.write(fresh, _INDEX.dump_json(found))
        try:
            fresh.replace(home / INDEX)
        finally:
            fresh.unlink(missing_ok=True)
