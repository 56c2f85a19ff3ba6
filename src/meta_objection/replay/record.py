"""Records what a browser context asked and was answered, as a fixture folder without secrets."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playwright.sync_api import BrowserContext, Error
from playwright.sync_api import Request as BrowserRequest

from meta_objection.redaction.personal import PersonalValues
from meta_objection.redaction.redact import Redactor
from meta_objection.redaction.site import SiteSecrets

from .about import ABOUT_NAME, FixtureAbout, about_text
from .clean import Numbered, clean, learn
from .exchange import Exchange, Request, Response
from .fields import fields_of
from .write import har_files, put

# no pictures, fonts and films: a replay does without, and a picture can show the person
WORTH_KEEPING = frozenset({"document", "stylesheet", "script", "xhr", "fetch", "other"})
_NOT_MODIFIED = 304


@dataclass
class _Heard:
    """A request in its place in the order, and its exchange once the answer was read."""

    request: BrowserRequest | None
    exchange: Exchange | None = None
    finished: bool = False


class Recorder:
    """Listens to a browser context and writes what it heard, cleaned by the redactor.

    `started` stands for every time in the recording, so that recording the same pages again gives the
    same bytes. Nothing is written before `write`, and nothing is written that was not cleaned.
    """

    def __init__(
        self,
        redactor: Redactor,
        started: datetime,
        *,
        worth_keeping: frozenset[str] = WORTH_KEEPING,
    ) -> None:
        self.redactor = redactor
        """Takes out what names the person; asked only once everything is written."""
        self._started = started
        self._worth_keeping = worth_keeping
        self._heard: list[_Heard] = []
        self.site = SiteSecrets()
        """What the visit has shown that must not be kept; a scan of the recording asks for it again."""
        self.personal = PersonalValues({})
        """Who the person is, in every form of it; what the redactor left is hidden by it."""

    @property
    def lost(self) -> list[str]:
        """Addresses whose answer did not come in time or was gone before it was read: the recording lacks them."""
        return [one.request.url.partition("?")[0] for one in self._heard if one.request and not one.exchange]

    def attach(self, context: BrowserContext) -> None:
        """Hears every request of the context from now on."""
        context.on("request", self._asked)
        context.on("requestfinished", self._answered)
        context.on("requestfailed", self._forget)

    @contextmanager
    def listening(self, context: BrowserContext) -> Iterator[None]:
        """Hears every request of the context, and at the end waits for the answers that are still under way."""
        self.attach(context)
        try:
            yield
        finally:
            with suppress(Error):
                self._settle(context)

    def note(self, request: BrowserRequest, response: Response) -> None:
        """Takes down the answer to a request that somebody else than the browser asked for.

        The browser may not give it: it forgets the answers of a page that is left.
        """
        for heard in self._heard:
            if heard.request is request:
                heard.exchange = Exchange(_request(request), response)

    def add(self, exchange: Exchange) -> None:
        """Adds an exchange that no browser saw, after everything heard so far."""
        self._heard.append(_Heard(None, exchange))

    def write(self, folder: Path, about: FixtureAbout, *, shared: bool = False) -> None:
        """Writes the fixture, in place of one that stands there; its bodies in it, or `shared` two folders up."""
        exchanges = [heard.exchange for heard in self._heard if heard.exchange]
        for exchange in exchanges:
            learn(self.redactor, self.site, exchange)
        numbered = Numbered(self.site, self.personal)
        cleaned = [numbered.clean(clean(self.redactor, exchange)) for exchange in exchanges]
        put(folder, {**har_files(cleaned, self._started, shared=shared), ABOUT_NAME: about_text(about).encode()})

    def _asked(self, request: BrowserRequest) -> None:
        worth = request.resource_type in self._worth_keeping and request.method != "OPTIONS"
        if worth and request.url.startswith(("http://", "https://")):
            self._heard.append(_Heard(request))

    def _forget(self, request: BrowserRequest) -> None:
        self._heard = [one for one in self._heard if one.request is not request or one.exchange]

    def _answered(self, request: BrowserRequest) -> None:
        heard = next((one for one in self._heard if one.request is request), None)
        if heard is None:
            return
        heard.finished = True
        if not heard.exchange:
            self._read(request)

    def _read(self, request: BrowserRequest) -> None:
        # a redirect has no body; any other is gone once its page is, and then the request is one of the lost
        with suppress(Error):
            answer = request.response()
            if answer is None or answer.status == _NOT_MODIFIED:
                self._forget(request)
            else:
                body = b"" if request.redirected_to else answer.body()
                self.note(request, Response(answer.status, tuple(answer.headers.items()), body))

    def _settle(self, context: BrowserContext) -> None:
        for frame in [frame for page in context.pages for frame in page.frames]:
            frame.wait_for_load_state()
        if self._is_waiting():
            context.wait_for_event("requestfinished", lambda _: not self._is_waiting())
        for request in [heard.request for heard in self._heard if heard.request and not heard.exchange]:
            self._read(request)

    def _is_waiting(self) -> bool:
        return any(one.request and not one.finished and not one.exchange for one in self._heard)


def _request(request: BrowserRequest) -> Request:
    headers = tuple(request.headers.items())
    fields = fields_of(request.post_data_buffer, request.headers.get("content-type", ""))
    return Request(request.method, request.url, headers, fields)
