"""What was begun and what was sent: an SQLite file in which «about to press» stands before the press.

One attempt is one row. It begins as `pressing`, committed with an fsync before the button is touched, and gets its
ending afterwards. A row that still says `pressing` when nobody holds the sending lock is the trace of a crash.
"""

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS salt (value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS attempts (
  id INTEGER PRIMARY KEY,
  person TEXT NOT NULL,
  form TEXT NOT NULL,
  request TEXT NOT NULL,
  scope TEXT NOT NULL,
  stage TEXT NOT NULL,
  pressed_at TEXT NOT NULL,
  ended_at TEXT,
  receipt TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS attempts_by_matter ON attempts (person, form, request, scope);
"""
_INSERT = """
INSERT INTO attempts (person, form, request, scope, stage, pressed_at, receipt) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_BUSY_SECONDS = 30.0


class Stage(StrEnum):
    """How far an attempt came; `not-taken` is Meta's plain word that it took nothing."""

    PRESSING = "pressing"
    CODE_ASKED = "code-asked"
    NOT_TAKEN = "not-taken"
    UNCONFIRMED = "unconfirmed"
    REFUSED = "refused"
    SUBMITTED = "submitted"


class OtherRunError(Exception):
    """Another run is sending from this home, and did not finish in time."""


@dataclass(frozen=True)
class Matter:
    """Whose objection, to which form, asking what. `scope` keeps fixtures apart from the live site."""

    person: str
    form: str
    request: str
    scope: str


@dataclass(frozen=True)
class Attempt:
    """One press of the button, as the journal remembers it."""

    id: int
    stage: Stage
    pressed_at: datetime
    receipt: str


class Journal:
    """The memory of one home. The person stands in it as a salted hash, never in the clear."""

    def __init__(self, home: Path) -> None:
        self._path = home / "journal.sqlite3"
        self._lock_path = home / "sending.lock"
        for path in (self._path, self._lock_path):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        with self._open() as database:
            database.executescript(_SCHEMA)
            with database:
                empty = "INSERT INTO salt SELECT ? WHERE NOT EXISTS (SELECT 1 FROM salt)"
                database.execute(empty, (secrets.token_bytes(16),))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")  # a commit is on the disk when it returns
            yield database

    @contextmanager
    def sending(self, patience: float) -> Iterator[None]:
        """Hold the right to send from this home; a crash gives it back.

        Waits `patience` seconds for another run. Raises OtherRunError after that.
        """
        with closing(sqlite3.connect(self._lock_path, timeout=patience, isolation_level=None)) as lock:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                raise OtherRunError from error
            yield

    def last(self, matter: Matter) -> Attempt | None:
        """Give the newest attempt that Meta did not turn back: it decides whether this objection may be sent."""
        query = (
            "SELECT id, stage, pressed_at, receipt FROM attempts WHERE person = ? AND form = ? AND request = ?"
            " AND scope = ? AND stage <> ? ORDER BY id DESC LIMIT 1"
        )
        with self._open() as database:
            row = database.execute(query, (*self._key(database, matter), Stage.NOT_TAKEN)).fetchone()
        return Attempt(row[0], Stage(row[1]), datetime.fromisoformat(row[2]), row[3]) if row else None

    def about_to_press(self, matter: Matter, receipt: str) -> int:
        """Write down that the button is about to be pressed; on the disk when this returns. Give the attempt's id."""
        row = (Stage.PRESSING, datetime.now(UTC).isoformat(), receipt)
        with self._open() as database, database:
            cursor = database.execute(_INSERT, (*self._key(database, matter), *row))
        return cursor.lastrowid or 0

    def ended(self, attempt: int, stage: Stage, receipt: str | None = None) -> None:
        """Write down how an attempt ended, and which receipt tells of it where that is not the one it began with."""
        update = "UPDATE attempts SET stage = ?, ended_at = ?, receipt = COALESCE(?, receipt) WHERE id = ?"
        with self._open() as database, database:
            database.execute(update, (stage, datetime.now(UTC).isoformat(), receipt, attempt))

    def _key(self, database: sqlite3.Connection, matter: Matter) -> tuple[str, str, str, str]:
        (salt,) = database.execute("SELECT value FROM salt").fetchone()
        person = hashlib.blake2b(matter.person.strip().casefold().encode(), key=salt).hexdigest()
        return person, matter.form, matter.request, matter.scope
