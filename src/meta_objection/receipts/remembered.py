"""Which receipts the journal remembers: a second memory beside the list, which whoever changes one may forget."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from meta_objection.receipts import ids

_JOURNAL = "journal.sqlite3"
_PATIENCE = 3.0  # seconds that a run may take to write in it


def remembered(home: Path) -> list[str]:
    """The names of the receipts that the journal names, none where it cannot be read. It is never written to."""
    address = f"{(home.absolute() / _JOURNAL).as_uri()}?mode=ro"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as journal:
        rows = journal.execute("SELECT DISTINCT receipt FROM attempts ORDER BY receipt").fetchall()
        return [name for (name,) in rows if isinstance(name, str) and ids.is_id(name)]
    return []
