"""Lets a recorder hear the sendings that the program puts on the wire itself."""

from collections.abc import Mapping
from contextlib import AbstractContextManager

from playwright.sync_api import BrowserContext, Page, Route

from meta_objection.network.http_client import Answer
from meta_objection.network.source import Source, Taken
from meta_objection.network.way_out import WayOut
from meta_objection.replay import Exchange, NoMatch, Recorder, Request, Response

SEE_OTHER = 303


class Overheard:
    """A source whose answers to sendings the recorder takes down."""

    def __init__(self, source: Source, recorder: Recorder) -> None:
        self._source = source
        self._recorder = recorder

    @property
    def missed(self) -> NoMatch | None:
        """The first request that could not be answered."""
        return self._source.missed

    @property
    def is_ours(self) -> bool:
        """Whether its pages came with the program."""
        return self._source.is_ours

    def way_out(self) -> AbstractContextManager[WayOut]:
        """Open the browser's only way to the network."""
        return self._source.way_out()

    def shut(self, context: BrowserContext) -> None:
        """Close what a page could reach past the router."""
        self._source.shut(context)

    def take_over(self, page: Page) -> None:
        """Let nothing of the browser's own leave from here on."""
        self._source.take_over(page)

    def serve(self, route: Route) -> None:
        """Answer a request that sends nothing of the person's; the recorder hears it from the browser."""
        self._source.serve(route)

    def lend(self, chosen: Mapping[str, bytes]) -> None:
        """Have the files that the person chose in the page."""
        self._source.lend(chosen)

    def take(self, route: Route) -> Taken:
        """Take a sending, whose answer is taken down."""
        taken = self._source.take(route)
        return Taken(taken.sending, lambda: self._taken_down(route, taken.send()))

    def _taken_down(self, route: Route, answer: Answer) -> Answer:
        """Take the answer down. One that was redirected is kept as the redirect and what it led to."""
        final = Response(answer.status, answer.headers, answer.body)
        if answer.url == route.request.url:
            self._recorder.note(route.request, final)
        else:
            self._recorder.note(route.request, Response(SEE_OTHER, (("location", answer.url),)))
            self._recorder.add(Exchange(Request("GET", answer.url), final))
        return answer
