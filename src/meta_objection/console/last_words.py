"""Ends the process at once, with what is known on its standard streams."""

import json
import os
from contextlib import suppress
from typing import NoReturn

from meta_objection.console.output import harmless
from meta_objection.report import Report

_OUT, _ERR = 1, 2


def end_now(report: Report, *, as_json: bool) -> NoReturn:
    """Say how it ended, as far as somebody listens, and end without anything else; from a signal or any thread."""
    if as_json:
        _say(_OUT, json.dumps(report.model_dump(mode="json"), ensure_ascii=True))
    _say(_ERR if as_json else _OUT, f"{report.outcome}: {report.message}\nNext: {report.next}")
    os._exit(report.exit_code)


def _say(stream: int, text: str) -> None:
    with suppress(OSError):
        os.write(stream, f"{harmless(text)}\n".encode(errors="replace"))
