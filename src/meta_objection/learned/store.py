"""Keeps what the person showed in `HOME/learned/<form>.toml`: it names things, knows no position, nothing personal."""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import structlog

from meta_objection import private_files
from meta_objection.errors import BadSettings
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


_NAMES = {one.name for one in fields(Shown)}


@dataclass(frozen=True)
class ShownOn:
    """What was shown, and on which form."""

    form: str
    shown: Shown


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
            private_files.replace(self._file, _toml(map(asdict, shown)).encode())


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


def exported_toml(known: Mapping[str, Sequence[Shown]]) -> str:
    """Give what was shown for every form as one file, which says of each entry for which form it is."""
    return _toml({"form": form} | asdict(one) for form, shown in known.items() for one in shown)


def read_exported(file: Path) -> list[ShownOn]:
    """Read what `exported_toml` wrote. Raises BadSettings for a file that cannot be read or is none."""
    try:
        entries = _entries(_table(file), {"form", *_NAMES})
    except OSError as error:
        why = reason_of(error)
    except (ValueError, RecursionError):
        why = "it is no file that `learned export` wrote"
    else:
        return [ShownOn(entry.pop("form"), Shown(**entry)) for entry in entries]
    raise BadSettings(f"{file} cannot be used: {why}.", why="setting", next_move="Name another file.")


def _toml(entries: Iterable[Mapping[str, str]]) -> str:
    tables = ["[[control]]\n" + "".join(f"{key} = {_quoted(value)}\n" for key, value in one.items()) for one in entries]
    return "\n".join([f"schema = {SCHEMA}\n", *tables])


def _quoted(value: str) -> str:
    # a TOML basic string is a JSON string, but for DEL, which TOML wants escaped
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _read(file: Path) -> list[Shown]:
    try:
        return [Shown(**entry) for entry in _entries(_table(file), _NAMES)]
    except FileNotFoundError:
        return []
    except OSError as error:
        _set_aside(file, reason_of(error))
    except (ValueError, RecursionError):
        _set_aside(file, "it is no TOML that this version reads")
    return []


def _table(file: Path) -> dict[str, object]:
    return tomllib.loads(read_plain(file, limit=_LARGEST).decode("utf-8"))


def _entries(table: dict[str, object], names: set[str]) -> list[dict[str, str]]:
    controls = table.get("control", [])
    if table.get("schema") != SCHEMA or not isinstance(controls, list):
        raise ValueError("another schema")
    if not all(isinstance(one, dict) and one.keys() == names for one in controls):
        raise ValueError("another entry")
    if not all(isinstance(value, str) for one in controls for value in one.values()):
        raise ValueError("an entry that is no text")
    return controls


def _set_aside(file: Path, why: str) -> None:
    log.warning("what was shown earlier cannot be used and is set aside", file=file.name, why=why)
    with suppress(OSError):
        file.replace(file.with_name(file.name + _ASIDE))
