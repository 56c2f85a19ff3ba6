"""The addresses of the replica and what each serves."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.replica import pages
from tests.replica.answers import CHECKPOINT_PATH
from tests.replica.house import House
from tests.replica.instagram import instagram_routes
from tests.replica.log import SUBMITS
from tests.replica.middleware import MetaHeaders, WriteDown
from tests.replica.sending import Sending
from tests.replica.session import SignInWall, is_instagram, is_signed_in, session_routes, to_wall
from tests.replica.stories import QUESTION_ID, Obstacle, Story, story_at
from tests.replica.variants import has_step_before
from tests.replica.ways import way_routes

SLOW_LOAD = 1.5
"""Seconds that the slow page takes."""
PLACES = {
    "facebook": "/help/contact/",
    "third-party": "/help/contact/",
    "instagram": "/contact/",
    "whatsapp": "/contact/forms/",
}
"""Below which path each form is."""
HAVE_BOTH = {"facebook", "instagram"}
"""The forms whose generations have numbers of their own."""
NOTICES = {
    Obstacle.NOT_OFFERED: ("not_offered", 200),
    Obstacle.RATE_LIMITED: ("blocked", 200),
    Obstacle.SITE_500: ("wrong", 500),
    Obstacle.VANISHED: ("vanished", 404),
}
"""The obstacles that are a page with nothing but a sentence: the sentence and the status."""


class Site:
    """The pages around the form."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def contact(self, request: Request) -> Response:
        """The form, or what stands in its place."""
        story = self._house.story
        form_id = request.path_params["form_id"]
        told = story_at(story, form_id)
        if told is None or not request.url.path.startswith(PLACES[told.form] + form_id):
            return self._notice("vanished", 404)
        if told.form in HAVE_BOTH and form_id != QUESTION_ID and not story.both and told.generation != story.generation:
            return self._notice("unavailable", 200)
        return self._hindered(request) or await self._form(request, told, form_id)

    def _hindered(self, request: Request) -> Response | None:
        obstacle = Obstacle(self._house.story.obstacle)
        wanted = str(request.url.replace(port=None))
        if obstacle in NOTICES:
            return self._notice(*NOTICES[obstacle])
        if obstacle == Obstacle.SIGN_IN_WALL:
            return to_wall(request, wanted)
        if obstacle == Obstacle.SIGN_IN_WALL_200:
            page = pages.instagram_login_page if is_instagram(request) else pages.login_page
            return HTMLResponse(page(self._house.story, wanted))
        if obstacle == Obstacle.CHECKPOINT:
            return RedirectResponse(CHECKPOINT_PATH + "?next=" + quote(wanted, safe=""), 302)
        return None

    async def _form(self, request: Request, story: Story, form_id: str) -> Response:
        if story.obstacle == Obstacle.SLOW_LOAD:
            await self._house.pause(SLOW_LOAD)
        if has_step_before(story.changed) and "begun" not in request.query_params:
            return HTMLResponse(pages.step_before(story, str(request.url.replace(port=None, query="begun=1"))))
        tokens = self._house.new_tokens()
        return HTMLResponse(pages.form_page(story, tokens, form_id=form_id, signed_in=is_signed_in(request)))

    def _notice(self, text: str, status: int) -> Response:
        return HTMLResponse(pages.notice_page(self._house.story, text), status)

    async def checkpoint(self, _: Request) -> Response:
        """The page that wants a security code."""
        return HTMLResponse(pages.checkpoint_page(self._house.story))

    async def captcha_frame(self, _: Request) -> Response:
        """What the frame of the security check shows."""
        return HTMLResponse(pages.render("captcha_frame.html", self._house.story))

    async def missing(self, _: Request, __: Exception) -> Response:
        """The page for every address that the replica does not know."""
        return self._notice("vanished", 404)


async def noted(_: Request) -> Response:
    """Takes note of a choice about cookies or an offer, which is in the log."""
    return Response("for (;;);{}", media_type="application/x-javascript")


async def script(request: Request) -> Response:
    """One of the scripts."""
    return Response(pages.script(f"{request.path_params['name']}.js"), media_type="application/x-javascript")


async def icon(_: Request) -> Response:
    """No icon."""
    return Response(status_code=204)


async def evil(_: Request) -> Response:
    """A host that is not Meta's and would welcome what a careless browser brings."""
    allow = {"access-control-allow-origin": "*", "access-control-allow-headers": "x-fb-lsd, x-asbd-id"}
    return Response("for (;;);{}", headers=allow, media_type="application/x-javascript")


def build(house: House, started: Callable[[], None]) -> Starlette:
    """The whole application; `started` is called in the server's loop once it is up."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        started()
        yield

    site = Site(house)
    return Starlette(
        routes=[
            Route("/help/contact/{form_id}", site.contact),
            Route("/contact/{form_id}", site.contact),
            Route("/contact/forms/{form_id}/", site.contact),
            *(Route(path, Sending(house).answer, methods=["POST"]) for path in SUBMITS),
            *session_routes(house),
            *way_routes(house),
            *instagram_routes(house),
            Route("/checkpoint/{rest:path}", site.checkpoint),
            Route("/captcha/recaptcha/iframe/", site.captcha_frame),
            Route("/cookie/consent/", noted, methods=["POST"]),
            Route("/interstitial/answer/", noted, methods=["POST"]),
            Route("/rsrc.php/v4/{name}.js", script),
            Route("/favicon.ico", icon),
            Route("/collect", evil, methods=["POST", "OPTIONS"]),
        ],
        middleware=[Middleware(WriteDown, log=house.log), Middleware(MetaHeaders), Middleware(SignInWall, house=house)],
        exception_handlers={404: site.missing},
        lifespan=lifespan,
    )
