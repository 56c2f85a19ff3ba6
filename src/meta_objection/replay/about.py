"""What a fixture is: `fixture.toml`, read and written."""

import json
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal, get_args

from meta_objection.plain_files import read_plain, reason_of

from .har import unreadable

ABOUT_NAME = "fixture.toml"
_LARGEST = 1024 * 1024  # bytes
Kind = Literal["recorded", "reconstructed"]


@dataclass(frozen=True)
class FixtureAbout:
    """Where a fixture comes from and which page, in which shape, it plays.

    `recorded` from the site itself, or `reconstructed` from what is known of it. `date` is ISO 8601, `address` what is
    opened first, `request` what is asked for, `ends` the name of the ending of a visit that goes through to the end.
    """

    kind: Kind
    source: str
    date: str
    form: str
    generation: str
    lang: str
    story: str
    route: str
    address: str
    ends: str
    request: str = "object"


def read_about(folder: Path) -> FixtureAbout:
    """What the fixture says of itself; raises UnreadableFixture when it does not, or not wholly."""
    path = folder / ABOUT_NAME
    try:
        table = tomllib.loads(read_plain(path, limit=_LARGEST).decode("utf-8"))
    except OSError as error:
        raise unreadable(path, reason_of(error)) from error
    except (ValueError, RecursionError) as error:
        raise unreadable(path, f"it is no TOML: {error}") from error
    told = {one.name: table.get(one.name, one.default) for one in fields(FixtureAbout)}
    lacking = [name for name, value in told.items() if not isinstance(value, str)]
    if lacking:
        raise unreadable(path, f"it does not say {', '.join(lacking)}")
    if table["kind"] not in get_args(Kind):
        raise unreadable(path, f"its kind is {table['kind']!r}, neither recorded nor reconstructed")
    return FixtureAbout(**told)


def about_text(about: FixtureAbout) -> str:
    """The text of `fixture.toml`."""
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in asdict(about).items())


def _quoted(value: str) -> str:
    # a TOML basic string is a JSON string, but for DEL, which TOML wants escaped
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
