"""The structured log on standard error, without anything personal at any level."""

import json
import logging
import sys
import traceback
from collections.abc import Iterable, Iterator
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from meta_objection.redaction import MASK as HIDDEN
from meta_objection.redaction import Secrets

__all__ = ["HIDDEN", "Redactor", "redactor", "set_up"]

_SHORTEST = 3
_CALL_LOG = "Call log:"
"""What Playwright tells with an error: whatever was typed, and whole elements with what the site had put into them."""


class Redactor:
    """Hides the person's answers in every value of a log event, however deep.

    The program logs no answer on purpose; this is for the messages of libraries and of errors.
    """

    def __init__(self) -> None:
        self._secrets: tuple[str, ...] = ()
        self._run = Secrets()

    def know(self, secrets: Secrets) -> None:
        """Hide what this run must not keep, also what it learns from now on."""
        self._run = secrets

    def hide(self, secrets: Iterable[str]) -> None:
        """Hide these texts from now on; longer ones first, so that no part of one stays."""
        shapes = {shape for secret in secrets for shape in _shapes(secret) if len(shape) >= _SHORTEST}
        known = {*self._secrets, *shapes}
        self._secrets = tuple(sorted(known, key=len, reverse=True))

    def clean(self, text: str) -> str:
        """Give the text without the secrets."""
        text = text.partition(_CALL_LOG)[0]
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return self._run.site.hide(self._run.personal.hide(text))

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        """Clean a whole event: a structlog processor."""
        return {key: self._deep(value) for key, value in event.items()}

    def _deep(self, value: object) -> object:
        if isinstance(value, dict):
            return {key: self._deep(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self._deep(inner) for inner in value]
        return value if isinstance(value, bool | int | float) or value is None else self.clean(str(value))


def _shapes(secret: str) -> set[str]:
    """Give the text, each of its lines, and all of these as an error or a program would quote them."""
    plain = {secret, *(line.strip() for line in secret.splitlines())}
    quoted = {repr(one)[1:-1] for one in plain} | {json.dumps(one)[1:-1] for one in plain}
    return plain | quoted | {json.dumps(one, ensure_ascii=False)[1:-1] for one in plain}


def _told_errors(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Tell where an error was and of what kind it is: a structlog processor.

    The words of a browser's error name what was typed and quote the page, so they are left out.
    """
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["exception"] = "".join(_told(error)).rstrip()
    return event


def _told(error: BaseException) -> Iterator[str]:
    within = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if within is not None:
        yield from _told(within)
        yield "\n"
    yield from traceback.format_tb(error.__traceback__)
    if type(error).__module__.startswith("playwright"):
        yield f"{type(error).__name__}: {str(error).partition(':')[0] if ': ' in str(error) else 'of the browser'}\n"
    else:
        yield from traceback.format_exception_only(error)


redactor = Redactor()
"""The program's one redactor: there is one log, so there is one."""


def set_up(level: str, form: Literal["console", "json"]) -> None:
    """Send the log to standard error, from this level on, in this form."""
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _told_errors,
            redactor,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
