"""This computer's clock: which time zone it is in."""

import os
from datetime import datetime
from pathlib import Path

from meta_objection.report import Clock

_LINK = Path("/etc/localtime")


def own_clock() -> Clock:
    """Give the time zone by its name in the time zone database, where the system says it, and its distance from UTC."""
    now = datetime.now().astimezone()
    offset = now.isoformat()[-6:]
    return Clock(zone=_zone() or now.tzname() or offset, offset=offset)


def _zone() -> str | None:
    named = os.environ.get("TZ", "").lstrip(":")
    if named:
        return named
    try:
        return str(_LINK.readlink()).partition("zoneinfo/")[2] or None
    except OSError:
        return None
