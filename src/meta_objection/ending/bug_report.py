"""A report of a bug that can be sent to anybody: kinds and places, never a word that was said."""

import platform
import traceback
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from meta_objection import __version__

NAME = "bug-report.txt"
_PACKAGE = Path(str(files("meta_objection")))


def bug_report(error: BaseException) -> str:
    """What went wrong, where in the program, and under which versions. No message is in it: it may quote a page."""
    lines = [
        f"meta-objection {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        *(f"{name} {version(name)}" for name in ("playwright", "pydantic", "httpx")),
        *_told(error),
        "Nothing in this file is personal. Please send it with the name of the form and what you saw.",
    ]
    return "\n".join(lines) + "\n"


def _told(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        yield f"{type(error).__module__}.{type(error).__qualname__}"
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _place(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(_PACKAGE):
        return str(path.relative_to(_PACKAGE.parent))
    parts = path.parts
    return "/".join(parts[parts.index("site-packages") + 1 :]) if "site-packages" in parts else path.name
