"""Keeps what the person showed in `HOME/learned/<form>.toml`: it names things, knows no position, nothing personal."""

import json
import tomllib
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import structlog

from meta_objection import private_files
from meta_objection.plain_files import read_plain, reason_of

log = structlog.get_logger()

SCHEMA = 1
_LARGEST = 256 * 1024  # bytes
_ASIDE = ".set-aside"


@dataclass(frozen=True)
class Shown:
    """One control that the person clicked on, and for what.

    `question` is one of ours or `submit`, `words` its accessible name or its question's text on the page, `name` its
    `name` in the page where that is no random one, `role` its ARIA role, `language` a BCP 47 tag or empty, `address`
    without a query, `date` ISO 8601, `version` the program's.
    """

    question: str
    words: str
    role: str
    name: str
    language: str
    address: str
    date: str
    version: str


class Learned:
    """What was shown for one form, as its file has it; a file that cannot be used is set aside with one sentence."""

    def __init__(self, home: Path, form: str) -> None:
        self._file = home / "learned" / f"{form}.toml"
        self._shown = _read(self._file)

    def of(self, question: str, language: str, address: str) -> Shown | None:
        """Give what was shown last for this question on this page, in this language."""
        known = (one for one in reversed(self._shown) if (one.question, one.language) == (question, language))
        return next((one for one in known if one.address == address), None)

    def keep(self, shown: Shown) -> None:
        """Keep it, in place of what was shown before for the same; a home that takes nothing keeps nothing."""
        self._write([*(one for one in self._shown if not _is_same(one, shown)), shown])

    def drop(self, shown: Shown) -> None:
        """Forget what finds no control any more."""
        log.warning("what was shown earlier finds no control any more and is forgotten", question=shown.question)
        self._write([one for one in self._shown if one != shown])

    def _write(self, shown: list[Shown]) -> None:
        self._shown = shown
        with suppress(OSError):
            private_files.make_folder(self._file.parent)
            private_files.replace(self._file, learned_toml(shown).encode())


def _is_same(one: Shown, other: Shown) -> bool:
    return (one.question, one.language, one.address) == (other.question, other.language, other.address)


def all_learned(home: Path) -> dict[str, list[Shown]]:
    """Give everything that was shown, by form."""
    found = {path.stem: _read(path) for path in sorted((home / "learned").glob("*.toml"))}
    return {form: shown for form, shown in found.items() if shown}


def forget(home: Path, form: str | None = None) -> int:
    """Forget what was shown for a form, or everything; give how much that was."""
    known = all_learned(home)
    forms = [form] if form else list(known)
    for one in forms:
        (home / "learned" / f"{one}.toml").unlink(missing_ok=True)
    return sum(len(known.get(one, [])) for one in forms)


def learned_toml(shown: list[Shown]) -> str:
    """Give it as TOML, an entry a control."""
    tables = [
        "[[control]]\n" + "".join(f"{name} = {_quoted(value)}\n" for name, value in asdict(one).items())
        for one in shown
    ]
    return "\n".join([f"schema = {SCHEMA}\n", *tables])


def _quoted(value: str) -> str:
    # a TOML basic string is a JSON string, but for DEL, which TOML wants escaped
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _read(file: Path) -> list[Shown]:
    try:
        return _entries(tomllib.loads(read_plain(file, limit=_LARGEST).decode("utf-8")))
    except FileNotFoundError:
        return []
    except OSError as error:
        _set_aside(file, reason_of(error))
    except (ValueError, RecursionError):
        _set_aside(file, "it is no TOML that this version reads")
    return []


def _entries(table: dict[str, object]) -> list[Shown]:
    names = {one.name for one in fields(Shown)}
    controls = table.get("control", [])
    if table.get("schema") != SCHEMA or not isinstance(controls, list):
        raise ValueError("another schema")
    if not all(isinstance(one, dict) and one.keys() == names for one in controls):
        raise ValueError("another entry")
    if not all(isinstance(value, str) for one in controls for value in one.values()):
        raise ValueError("an entry that is no text")
    return [Shown(**one) for one in controls]


def _set_aside(file: Path, why: str) -> None:
    log.warning("what was shown earlier cannot be used and is set aside", file=file.name, why=why)
    with suppress(OSError):
        file.replace(file.with_name(file.name + _ASIDE))
