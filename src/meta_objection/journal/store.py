"""What was begun and what was sent: an SQLite file in which «about to press» stands before the press.

One attempt is one row. It begins as `pressing`, committed with an fsync before the button is touched, and gets its
ending before the right to send is given back. A row that still says `pressing` when its run is dead is the trace of a
crash.
"""

import hashlib
import json
import os
import secrets
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from meta_objection.hold import HeldError, held
from meta_objection.journal.copies import other_journals

FILE = "journal.sqlite3"

_ATTEMPTS = """
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
)
"""
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS salt (value BLOB NOT NULL)",
    _ATTEMPTS,
    "CREATE INDEX IF NOT EXISTS attempts_by_matter ON attempts (person, form, request, scope)",
    "CREATE TABLE IF NOT EXISTS also_known (attempt INTEGER NOT NULL, person TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS doubts (since TEXT NOT NULL)",
)
_INSERT = """
INSERT INTO attempts (person, form, request, scope, stage, pressed_at, receipt) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_LAST = """
SELECT id, stage, pressed_at, receipt FROM attempts WHERE form = ? AND request = ? AND stage <> ?
AND scope IN (SELECT value FROM json_each(?)) AND (person IN (SELECT value FROM json_each(?))
OR id IN (SELECT attempt FROM also_known WHERE person IN (SELECT value FROM json_each(?)))) ORDER BY id DESC LIMIT 1
"""
_OURS = 0x4D4F626A
"""The file's `application_id`. Journals of before it was written have none."""
_BUSY_SECONDS = 3.0
_SIGNS_OF_USE = ("keys", "receipts", "CHAIN.sha256")


class Stage(StrEnum):
    """How far an attempt came; `not-taken` is Meta's plain word that it took nothing, or that nothing was pressed."""

    PRESSING = "pressing"
    CODE_ASKED = "code-asked"
    NOT_TAKEN = "not-taken"
    UNCONFIRMED = "unconfirmed"
    REFUSED = "refused"
    SUBMITTED = "submitted"


class OtherRunError(Exception):
    """Another run is sending from this home, and did not finish in time."""


class JournalError(Exception):
    """The journal cannot be read or written: what was sent before is not known. The message says why."""


@dataclass(frozen=True)
class Matter:
    """Whose objection, to which form, asking what.

    `persons` are the names by which the person is known, of which one is enough. `scope` keeps fixtures and other
    machines apart from the live site; attempts in the scopes of `also` count for this one, too.
    """

    persons: tuple[str, ...]
    form: str
    request: str
    scope: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attempt:
    """One press of the button, as the journal remembers it."""

    id: int
    stage: Stage
    pressed_at: datetime
    receipt: str


class Journal:
    """The memory of one home. The person stands in it as a salted hash, never in the clear.

    Raises JournalError, as each of its methods does, where the file is damaged, of another program, or of a later
    version of this one.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._path = home / FILE
        with self._troubles():
            _make(self._path)
            with self._open() as database:
                _require_ours(database)
                with database:
                    database.execute("BEGIN IMMEDIATE")  # all of it or nothing: another run may look, this one may die
                    for statement in _SCHEMA:
                        database.execute(statement)
                    database.execute(f"PRAGMA application_id = {_OURS}")
                    empty = "INSERT INTO salt SELECT ? WHERE NOT EXISTS (SELECT 1 FROM salt)"
                    is_new = database.execute(empty, (secrets.token_bytes(16),)).rowcount == 1
                    if is_new and _was_in_use(home):
                        database.execute("INSERT INTO doubts VALUES (?)", (_now(),))

    @property
    def is_in_doubt(self) -> bool:
        """Whether the home was in use before this journal was: what was sent from it may stand in one that is lost."""
        with self._troubles(), self._open() as database:
            return database.execute("SELECT 1 FROM doubts").fetchone() is not None

    @property
    def copies(self) -> list[str]:
        """The names of journals beside this one, in which what was sent from another machine may stand."""
        return other_journals(self._home, FILE)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS)) as database:
            with suppress(sqlite3.OperationalError):  # another run is doing so: it is a mode of the file's
                database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")  # a commit is on the disk when it returns
            database.execute("PRAGMA fullfsync = ON")  # also on macOS, where fsync alone stops short of it
            yield database

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, ValueError, TypeError) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            raise JournalError(f"{self._path}: {reason or error}") from error

    @contextmanager
    def sending(self, patience: float, look: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Hold the right to send from this home; a crash gives it back, and deleting a file does not.

        Waits `patience` seconds for another run, and calls `look` meanwhile. Raises OtherRunError after that.
        """
        with ExitStack() as right:
            try:
                right.enter_context(held(self._home.resolve(), patience, look))
            except HeldError as error:
                raise OtherRunError from error
            except OSError as error:
                message = f"{self._home} cannot be held for one run alone: {error.strerror or error}"
                raise JournalError(message) from error
            yield

    def last(self, matter: Matter) -> Attempt | None:
        """Give the newest attempt that Meta did not turn back: it decides whether this objection may be sent."""
        with self._troubles(), self._open() as database:
            names = _list([*self._hashes(database, matter), *_older_hashes(database, matter)])
            scopes = _list(map(_text, (matter.scope, *matter.also)))
            wanted = (matter.form, matter.request, Stage.NOT_TAKEN, scopes, names, names)
            return _attempt(database.execute(_LAST, wanted).fetchone())

    def of_receipt(self, receipt: str) -> Attempt | None:
        """Give the attempt that this receipt tells of."""
        query = "SELECT id, stage, pressed_at, receipt FROM attempts WHERE receipt = ?"
        with self._troubles(), self._open() as database:
            return _attempt(database.execute(query, (receipt,)).fetchone())

    def about_to_press(self, matter: Matter, receipt: str) -> int:
        """Write down that the button is about to be pressed; on the disk when this returns. Give the attempt's id."""
        with self._troubles(), self._open() as database, database:
            first, *others = self._hashes(database, matter)
            row = (first, matter.form, matter.request, _text(matter.scope), Stage.PRESSING, _now(), receipt)
            number = database.execute(_INSERT, row).lastrowid or 0
            database.executemany("INSERT INTO also_known VALUES (?, ?)", [(number, other) for other in others])
        return number

    def ended(self, attempt: int, stage: Stage, receipt: str | None = None) -> None:
        """Write down how an attempt ended, and which receipt tells of it where that is not the one it began with."""
        update = "UPDATE attempts SET stage = ?, ended_at = ?, receipt = COALESCE(?, receipt) WHERE id = ?"
        with self._troubles(), self._open() as database, database:
            database.execute(update, (stage, _now(), receipt, attempt))

    def _hashes(self, database: sqlite3.Connection, matter: Matter) -> list[str]:
        salt = _salt(database)
        return [hashlib.blake2b(_text(name).encode(), key=salt).hexdigest() for name in matter.persons]


def _older_hashes(database: sqlite3.Connection, matter: Matter) -> list[str]:
    """Give the hashes that a journal had before a person's names said of which kind they are."""
    names = [name.partition(":")[2] for name in matter.persons if name.startswith(("email:", "profile:"))]
    salt = _salt(database)
    return [hashlib.blake2b(_text(name.casefold()).encode(), key=salt).hexdigest() for name in names]


def _salt(database: sqlite3.Connection) -> bytes:
    (salt,) = database.execute("SELECT value FROM salt").fetchone()
    return bytes(salt)


def _attempt(row: tuple[int, str, str, str] | None) -> Attempt | None:
    return Attempt(row[0], Stage(row[1]), datetime.fromisoformat(row[2]), row[3]) if row else None


def _make(path: Path) -> None:
    """Make the file, for its owner alone, where there is none."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o600)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{path.name} is no plain file")
    finally:
        os.close(descriptor)


def _was_in_use(home: Path) -> bool:
    return any(path.is_file() or any(path.iterdir()) for path in map(home.joinpath, _SIGNS_OF_USE) if path.exists())


def _require_ours(database: sqlite3.Connection) -> None:
    (known,) = database.execute("PRAGMA application_id").fetchone()
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if known not in {0, _OURS} or (known == 0 and tables and not {"salt", "attempts"} <= tables):
        raise ValueError("it is another program's database")


def _list(texts: Iterable[str]) -> str:
    return json.dumps(list(texts))


def _text(text: str) -> str:
    """Give a text that a database can hold: the name of a folder need not be one."""
    return text.encode(errors="surrogatepass").decode(errors="backslashreplace")


def _now() -> str:
    return datetime.now(UTC).isoformat()
