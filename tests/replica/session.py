"""Signing in: the wall, its form, and the cookie by which a page knows who is there."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.replica import pages
from tests.replica.house import House
from tests.replica.stories import Session

COOKIE = "c_user"
INSTAGRAMS_COOKIE = "sessionid"
ACCOUNT = "100009483726150"
A_YEAR = 365 * 24 * 3600  # the cookie outlives the browser, as Meta's does, so that a kept profile stays signed in
OPEN_TO_ALL = ("/login/", "/accounts/login/", "/rsrc.php/", "/favicon.ico", "/captcha/", "/l.php")
INSTAGRAMS_CLOSED = ("www.instagram.com", "help.instagram.com")
"""Where Instagram wants an account; its Privacy Center can be read without one."""
INSTAGRAMS_WALL = "https://www.instagram.com/accounts/login/"


def is_instagram(request: Request) -> bool:
    """Whether one of Instagram's pages was asked for."""
    return (request.url.hostname or "").endswith(".instagram.com")


def is_signed_in(request: Request) -> bool:
    """Whether the request comes from a browser in which somebody has signed in."""
    return (INSTAGRAMS_COOKIE if is_instagram(request) else COOKIE) in request.cookies


def to_wall(request: Request, wanted: str) -> Response:
    """Send the browser to the sign-in wall of the page's own service."""
    wall = INSTAGRAMS_WALL if is_instagram(request) else "/login/"
    return RedirectResponse(f"{wall}?next={quote(wanted, safe='')}", 302)


class SignInWall:
    """Stands before every page of an account's while the story wants a session and there is none."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app = app
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._keeps_out(Request(scope)):
            wanted = str(Request(scope).url.replace(port=None))
            await to_wall(Request(scope), wanted)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _keeps_out(self, request: Request) -> bool:
        closed = self._house.story.session == Session.REQUIRED and not is_signed_in(request)
        host = request.url.hostname or ""
        ours = host.endswith(".facebook.com") or host in INSTAGRAMS_CLOSED
        return closed and ours and request.method == "GET" and not request.url.path.startswith(OPEN_TO_ALL)


class SignIn:
    """The page with the sign-in form, and what takes the form's answer."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def wall(self, request: Request) -> Response:
        """The sign-in wall."""
        if is_instagram(request):
            return to_wall(request, request.query_params.get("next", ""))
        return HTMLResponse(pages.login_page(self._house.story, request.query_params.get("next", "")))

    async def enter(self, request: Request) -> Response:
        """Let anybody in, whatever the password, and go on to where they wanted."""
        answer = RedirectResponse(request.query_params.get("next") or "/", 302)
        answer.set_cookie(COOKIE, ACCOUNT, max_age=A_YEAR, domain=".facebook.com", secure=True, samesite="none")
        return answer

    async def instagrams_wall(self, request: Request) -> Response:
        """The sign-in wall of Instagram."""
        return HTMLResponse(pages.instagram_login_page(self._house.story, request.query_params.get("next", "")))

    async def enter_instagram(self, request: Request) -> Response:
        """The same as `enter`, at Instagram."""
        answer = RedirectResponse(request.query_params.get("next") or "/", 302)
        for name, value in ((INSTAGRAMS_COOKIE, f"{ACCOUNT}%3A{pages.token(14)}%3A7"), ("ds_user_id", ACCOUNT)):
            answer.set_cookie(name, value, max_age=A_YEAR, domain=".instagram.com", secure=True, samesite="none")
        return answer


def session_routes(house: House) -> list[Route]:
    """The addresses of signing in."""
    sign_in = SignIn(house)
    return [
        Route("/login/", sign_in.wall),
        Route("/login/device-based/regular/login/", sign_in.enter, methods=["POST"]),
        Route("/accounts/login/", sign_in.instagrams_wall),
        Route("/accounts/login/ajax/", sign_in.enter_instagram, methods=["POST"]),
    ]
