"""Records what a browser context asked and was answered, as a fixture folder without secrets."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playwright.sync_api import BrowserContext, Error
from playwright.sync_api import Request as BrowserRequest

from .about import ABOUT_NAME, FixtureAbout, about_text
from .clean import clean, learn
from .exchange import Exchange, Request, Response
from .fields import fields_of
from .redact import Redactor
from .write import har_files, put

# no pictures, fonts and films: a replay does without, and a picture can show the person
WORTH_KEEPING = frozenset({"document", "stylesheet", "script", "xhr", "fetch", "other"})
_NOT_MODIFIED = 304


@dataclass
class _Heard:
    """A request in its place in the order, and its exchange once the answer is there."""

    request: BrowserRequest | None
    exchange: Exchange | None = None


class Recorder:
    """Listens to a browser context and writes what it heard, cleaned by the redactor.

    `started` stands for every time in the recording, so that recording the same pages again gives the
    same bytes. Nothing is written before `write`, and nothing is written that was not cleaned.
    `lost` are addresses whose answer was gone before it could be read: the recording lacks them.
    """

    def __init__(
        self,
        redactor: Redactor,
        started: datetime,
        *,
        worth_keeping: frozenset[str] = WORTH_KEEPING,
    ) -> None:
        self._redactor = redactor
        self._started = started
        self._worth_keeping = worth_keeping
        self._heard: list[_Heard] = []
        self.lost: list[str] = []

    def attach(self, context: BrowserContext) -> None:
        """Hears every request of the context from now on."""
        context.on("request", self._asked)
        context.on("requestfinished", self._answered)

    def add(self, exchange: Exchange) -> None:
        """Adds an exchange that no browser saw, after everything heard so far."""
        self._heard.append(_Heard(None, exchange))

    def write(self, folder: Path, about: FixtureAbout) -> None:
        """Writes the fixture, in place of one that stands there."""
        exchanges = [heard.exchange for heard in self._heard if heard.exchange]
        for exchange in exchanges:
            learn(self._redactor, exchange)
        cleaned = [clean(self._redactor, exchange) for exchange in exchanges]
        put(folder, {**har_files(cleaned, self._started), ABOUT_NAME: about_text(about).encode()})

    def _asked(self, request: BrowserRequest) -> None:
        worth = request.resource_type in self._worth_keeping and request.method != "OPTIONS"
        if worth and request.url.startswith(("http://", "https://")):
            self._heard.append(_Heard(request))

    def _answered(self, request: BrowserRequest) -> None:
        heard = next((one for one in self._heard if one.request is request), None)
        answer = request.response()
        if heard is None or answer is None or answer.status == _NOT_MODIFIED:
            return
        try:
            # a redirect has no body to read; any other is gone once its page is, so it is read at once
            body = b"" if request.redirected_to else answer.body()
        except Error:
            self.lost.append(request.url.partition("?")[0])
            return
        response = Response(answer.status, tuple(answer.headers.items()), body)
        heard.exchange = Exchange(_request(request), response)


def _request(request: BrowserRequest) -> Request:
    headers = tuple(request.headers.items())
    fields = fields_of(request.post_data_buffer, request.headers.get("content-type", ""))
    return Request(request.method, request.url, headers, fields)
