"""The files that settings are read from, and what each of them may say.

`.env` and `meta-objection.toml` lie in the folder that the person stands in, which may be a stranger's. So they may say
neither what runs on this machine, nor what is checked on the way to Meta, nor yes in the person's name.
"""

import io
import tomllib
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, InitSettingsSource

from meta_objection.errors import BadSettings
from meta_objection.plain_files import read_plain, reason_of

DOTENV = Path(".env")
PROJECT_FILE = Path("meta-objection.toml")

PERSONS_ALONE = frozenset(
    {
        *("browser", "browser_args", "browser_arg", "proxy", "ignore_https_errors", "home", "yes", "again"),
        *("dns", "remember"),
    }
)
"""Settings that run a program, weaken the network or agree in the person's name.

So does every `…-command`, and all that says where a mailbox is: its password would go there.
"""

_LARGEST = 1024 * 1024  # bytes
_taken: ContextVar[tuple[Path, ...]] = ContextVar("_taken", default=())


def is_persons_alone(key: str) -> bool:
    """Whether only the person may say this, however the key is spelled."""
    name = key.casefold().replace("-", "_")
    return name in PERSONS_ALONE or name.startswith("imap_") or name.endswith("command")


def begin_reading() -> None:
    """Forget which files were read for other settings."""
    _taken.set(())


def files_taken() -> tuple[Path, ...]:
    """Give the files that something was read from since `begin_reading`, the strongest first."""
    return _taken.get()


class Prefixed(EnvSettingsSource):
    """The environment, of which only names with the program's prefix are read."""

    def _extract_field_info(
        self, field: FieldInfo, field_name: str, model_config: Mapping[str, Any] | None = None
    ) -> list[tuple[str, str, bool]]:
        found = super()._extract_field_info(field, field_name, model_config)
        ours = [one for one in found if one[1].lower().startswith(self.env_prefix.lower())]
        return [(found[0][0], name, is_complex) for _, name, is_complex in ours]


class DotEnv(Prefixed):
    """`.env` in the current folder."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        text = _text_of(DOTENV)
        # A value is what stands there: it must not draw another program's secrets out of the environment.
        values = dotenv_values(stream=io.StringIO(text), interpolate=False) if text else {}
        prefix = self.env_prefix.lower()
        ours = {name.lower(): value for name, value in values.items() if name.lower().startswith(prefix)}
        _refuse(DOTENV, {name.upper(): name.removeprefix(prefix) for name in ours})
        _note(DOTENV, ours)
        return ours


class Toml(InitSettingsSource):
    """A TOML file; one that is `found`, and not the person's own, may not say everything."""

    def __init__(self, settings: type[BaseSettings], path: Path, *, found: bool) -> None:
        values = toml_of(path)
        if found:
            _refuse(path, {key: key for key in values})
        _note(path, values)
        super().__init__(settings, values)


def _refuse(path: Path, keys: Mapping[str, str]) -> None:
    named = sorted(name for name, key in keys.items() if is_persons_alone(key))
    if named:
        message = f"{path}: {named[0]} is not taken from a file of the folder you stand in."
        remedy = "Take it out there; give it as a flag, in the environment, or in your own settings file."
        raise BadSettings(message, why="setting", next_move=remedy)


def _note(path: Path, keys: Iterable[object]) -> None:
    if any(True for _ in keys):
        _taken.set((*_taken.get(), path))


def toml_of(path: Path) -> dict[str, Any]:
    """Give what a TOML file says, nothing where there is none. Raises BadSettings where it cannot be read."""
    try:
        return tomllib.loads(_text_of(path))
    except RecursionError as error:
        raise _bad(path, "is no TOML that anybody could read: it is nested too deeply") from error
    except ValueError as error:
        raise _bad(path, f"is no TOML: {error}") from error


def _text_of(path: Path) -> str:
    """Give a file's text, empty where there is none. Raises BadSettings where it cannot be read."""
    if not path.exists() or path.is_dir():
        return ""
    try:
        return read_plain(path, limit=_LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _bad(path, "is not UTF-8 text") from error
    except OSError as error:
        raise _bad(path, f"cannot be read ({reason_of(error)})") from error


def _bad(path: Path, problem: str) -> BadSettings:
    return BadSettings(f"{path} {problem}.", why="setting", next_move="Correct the file, or take it away.")
