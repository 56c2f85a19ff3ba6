"""The program's own data: TOML files in its folders, each read here, and checked by a model where it is read.

A file that breaks its own form is the program's fault and never the person's: `DataFileError` names file, line and
what is wrong.
"""

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

_PROGRAM = "meta_objection"
_Model = TypeVar("_Model", bound=BaseModel)


class DataFileError(Exception):
    """One of the program's own files is not what it must be: the message names file, line and what is wrong."""


def names_in(folder: str) -> tuple[str, ...]:
    """Give the names of the TOML files in a folder of the program, without their ending, in alphabetical order."""
    names = (entry.name for entry in files(_PROGRAM).joinpath(folder).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def bytes_of(path: str) -> bytes:
    """Give a file of the program as it is; `path` begins at its package. Raises FileNotFoundError where it is none."""
    return files(_PROGRAM).joinpath(path).read_bytes()


def table_of(path: str) -> dict[str, Any]:
    """Read one file. Raises FileNotFoundError, and DataFileError for what is no TOML."""
    try:
        return tomllib.loads(bytes_of(path).decode("utf-8"))
    except ValueError as error:  # tomllib says the line itself; a text that is no UTF-8 has none
        raise DataFileError(f"{path}: {error}") from error


def read_data(path: str, model: type[_Model], **more: object) -> _Model:
    """Read one file as what it must be, with `more` beside what it says. Raises as `table_of`."""
    table = table_of(path)
    try:
        return model(**table, **more)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        raise broken(path, [str(part) for part in wrong["loc"]], str(wrong["msg"])) from error


def broken(path: str, where: Sequence[str], what: str) -> DataFileError:
    """Say what is wrong at a place, given by the names that lead to it from the top of the file."""
    line = _line_of(bytes_of(path).decode("utf-8").splitlines(), where)
    return DataFileError(f"{path}, line {line}, {'.'.join(where) or 'the whole file'}: {what}")


def _line_of(lines: list[str], where: Sequence[str]) -> int:
    """The line of the innermost name that stands in the file, sought from one name on to the next; else the first."""
    found = 0
    for name in where:
        begins = re.compile(rf"""\s*(?:\[+(?:.*\.)?["']?{re.escape(name)}["']?\]+|["']?{re.escape(name)}["']?\s*=)""")
        found = next((at for at, line in enumerate(lines[found:], found) if begins.match(line)), found)
    return found + 1
