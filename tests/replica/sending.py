"""What happens to a form that was sent."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tests.replica import answers, mobile, pages
from tests.replica.house import House
from tests.replica.log import MOBILE_PATH, Received
from tests.replica.middleware import reset
from tests.replica.stories import Ending, Story, story_at

EVIL = "https://evil.example/collect"


class Sending:
    """Answers the engine's address as the story says."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._unusual: dict[Ending, Callable[[Request, Story], Awaitable[Response]]] = {
            Ending.STATUS_500: self._status_500,
            Ending.CUT: self._cut,
            Ending.SILENT: self._silent,
            Ending.CHECKPOINT: self._checkpoint,
            Ending.EMPTY_PAGE: self._empty,
            Ending.REDIRECT_307: self._redirect,
        }

    async def answer(self, request: Request) -> Response:
        """The answer to one POST."""
        received: Received = request.scope["received"]
        story = self._story_of(received)
        if received.is_sending:
            await self._house.pause(story.delay)
        if received.path == MOBILE_PATH and answers.final(story) not in self._unusual.keys() - {Ending.EMPTY_PAGE}:
            return mobile.answer(self._house, story, received)
        if not self._house.knows(received):
            return _json(answers.refused(story))
        step = answers.code_step(story, received)
        return _json(step) if step is not None else await self._end(request, story)

    def _story_of(self, received: Received) -> Story:
        story = self._house.story
        return story_at(story, received.first("support_form_id")) or story

    async def _end(self, request: Request, story: Story) -> Response:
        unusual = self._unusual.get(answers.final(story))
        return await unusual(request, story) if unusual else _json(answers.answer(story))

    async def _status_500(self, _: Request, story: Story) -> Response:
        return HTMLResponse(pages.notice_page(story, "wrong"), 500)

    async def _cut(self, request: Request, _: Story) -> Response:
        reset(request)
        return Response()

    async def _silent(self, _: Request, __: Story) -> Response:
        await self._house.pause(None)
        return Response()

    async def _checkpoint(self, _: Request, __: Story) -> Response:
        return RedirectResponse(answers.CHECKPOINT_PATH, 302)

    async def _empty(self, _: Request, __: Story) -> Response:
        return _json("")

    async def _redirect(self, _: Request, __: Story) -> Response:
        return RedirectResponse(EVIL, 307)


def _json(text: str) -> Response:
    return Response(text, media_type="application/x-javascript")
