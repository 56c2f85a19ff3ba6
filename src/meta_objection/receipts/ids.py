"""The names of receipts and of the files in them; nothing else ever becomes part of a path."""

import re
import secrets
from datetime import UTC, datetime

from meta_objection.report import utc_stamp

FOLDER = "receipts"
DRAFT = ".draft-"
GALLERY = "receipts.html"

_ID = re.compile(r"(?P<stamp>\d{4}-\d\d-\d\dT\d{6}Z)-(?P<form>[a-z0-9]+(?:-[a-z0-9]+)*)-[0-9a-f]{4}", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def new_id(started: datetime, form: str) -> str:
    """A name for a receipt begun at `started`, such as `2026-11-22T101500Z-facebook-3f9c`.

    Raises ValueError for a form whose name cannot be part of a folder's name, or a time without its zone.
    """
    if started.tzinfo is None:
        raise ValueError("a receipt's time needs its time zone")
    name = f"{utc_stamp(started.astimezone(UTC))}-{form}-{secrets.token_hex(2)}"
    if not is_id(name):
        raise ValueError(f"{form!r} cannot be part of a receipt's name")
    return name


def is_id(name: str) -> bool:
    """Whether this is how a receipt's folder is called."""
    return _ID.fullmatch(name) is not None and _moment(name) is not None


def moment_and_form(name: str) -> tuple[datetime, str]:
    """When (UTC) and for which form the receipt of this name was begun; ValueError if it is no such name."""
    match, moment = _ID.fullmatch(name), _moment(name)
    if match is None or moment is None:
        raise ValueError(f"{name!r} is not a receipt's name")
    return moment, match["form"]


def is_plain(name: str) -> bool:
    """Whether this names a file directly inside a folder on every system: ASCII, visible, no separators."""
    return _PLAIN.fullmatch(name) is not None


def _moment(name: str) -> datetime | None:
    try:
        return datetime.fromisoformat(name[:18])
    except ValueError:
        return None
