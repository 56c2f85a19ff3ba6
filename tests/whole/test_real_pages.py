"""Pages captured from Meta, served as they are under Meta's host names, met by the real command.

The pages are kept outside of the repository. Where their folder is not there, these tests are skipped.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.command import Desk, Ended, Objector, to_replica
from tests.replica import Replica, Story

BESIDE = Path(__file__).parents[3] / "shared" / "real-pages"
PAGES = Path(os.environ.get("META_OBJECTION_REAL_PAGES", BESIDE))
KIM = Objector()
CONTACT = "/help/contact/712876720715583"

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the captured pages are not on this machine")

OVER_ALL = "position: fixed; inset: 0; z-index: 999; overflow: auto; background: white"
WATCH = """
document.addEventListener('click', event => {
  const button = event.target.closest('button, [role=button]');
  const box = document.getElementById('captured');
  if (!box.contains(button)) return;
  navigator.sendBeacon('/cookie/consent/', new URLSearchParams({
    choice: button.getAttribute('aria-label') ?? button.title,
    name: button.dataset.cookiebanner ?? '',
    dead: String(button.closest('[aria-hidden=true]') !== null || button.ariaDisabled === 'true'),
  }));
  box.remove();
}, true);
"""
"""What a captured dialog does here when one of its buttons is pressed: it says which one, and goes."""


def captured(name: str) -> bytes:
    return (PAGES / name).read_bytes()


@dataclass
class Exhibits:
    """Stands before the replica: some paths get a captured page, others a page with a captured piece put into it."""

    replica: ASGIApp
    whole: dict[str, bytes] = field(default_factory=dict)
    onward: dict[str, str] = field(default_factory=dict)
    over: bytes = b""
    above: bytes = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._answer(Request(scope)) if scope["type"] == "http" and scope["method"] == "GET" else None
        if answer is not None:
            await answer(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == CONTACT:
            await self.replica(scope, receive, self._with_pieces(send))
        else:
            await self.replica(scope, receive, send)

    def _answer(self, request: Request) -> Response | None:
        path = request.url.path
        if path in self.onward:
            return RedirectResponse(self.onward[path], 302)
        return HTMLResponse(self.whole[path]) if path in self.whole else None

    def _with_pieces(self, send: Send) -> Send:
        """Put the pieces into the page that the replica sends; its length is left out, so that it may grow."""
        script = f"<script>{WATCH}</script>".encode()
        over = f'<div id="captured" style="{OVER_ALL}">'.encode() + self.over + b"</div>" + script

        async def put_in(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"]
                assert isinstance(headers, list)
                message["headers"] = [pair for pair in headers if pair[0] != b"content-length"]
            elif isinstance(body := message.get("body"), bytes):
                page = body.replace(b'<div id="globalContainer"', self.above + b'<div id="globalContainer"', 1)
                message["body"] = page.replace(b"</body>", over + b"</body>") if self.over else page
            await send(message)

        return put_in  # type: ignore[return-value]  # a message is a mutable mapping, and this one is a dict


class Museum(Replica):
    """The replica, with exhibits in front of it."""

    def __init__(self, **pieces: object) -> None:
        self._pieces = pieces
        super().__init__(Story())

    def _config(self) -> uvicorn.Config:
        config = super()._config()
        config.app = Exhibits(config.app, **self._pieces)  # type: ignore[arg-type]  # both as the caller knows them
        return config


def meet(museum: Museum, desk: Desk, url: str, *give: str) -> Ended:
    """Run the real command on one address."""
    words = [*KIM.words(), "--yes", "--json", "--home", str(desk.home), "--url", url, "--log-level", "debug"]
    return desk.run("submit", *words, *to_replica(museum), *give)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def www(path: str = CONTACT) -> str:
    return str(URL(path).replace(scheme="https", hostname="www.facebook.com"))


def test_the_sign_in_wall_needs_the_person(desk: Desk) -> None:
    wall = captured("login-wall-facebook-2023.html")
    with Museum(whole={"/login/": wall}, onward={CONTACT: f"/login/?next={CONTACT}"}) as museum:
        ended = meet(museum, desk, www())
        assert museum.received == []
    assert (ended.code, ended.report["outcome"], ended.report["why"]) == (10, "person-needed", "sign-in")
    assert ended.report["sent"] == "no"


def test_the_sign_in_wall_is_known_by_what_it_shows_and_not_only_by_its_address(desk: Desk) -> None:
    with Museum(whole={CONTACT: captured("login-wall-facebook-2023.html")}) as museum:
        ended = meet(museum, desk, www())
        assert museum.received == []
    assert (ended.code, ended.report["why"]) == (10, "sign-in")


def test_a_sign_in_form_in_the_header_is_no_wall(desk: Desk) -> None:
    with Museum(above=captured("login-bar-facebook-2026.html")) as museum:
        ended = meet(museum, desk, www())
        (sending,) = museum.sent()
    assert (ended.code, ended.report["outcome"]) == (0, "submitted"), ended.err
    assert sending.first("objection_reason") == KIM.reason
    assert sending.first("email") == KIM.email
    assert "pass" not in sending.fields


@pytest.mark.parametrize(
    ("page", "choice", "name"),
    [
        ("cookie-dialog-facebook-2026.html", "Decline optional cookies", ""),
        (
            "cookie-banner-facebook-legacy-2022.html",
            "Uniquement autoriser les cookies essentiels",
            "accept_only_essential_button",
        ),
    ],
)
def test_a_cookie_dialog_is_declined_by_its_one_live_button(page: str, choice: str, name: str, desk: Desk) -> None:
    with Museum(over=captured(page)) as museum:
        ended = meet(museum, desk, www())
        chosen = [received.fields for received in museum.received if received.path == "/cookie/consent/"]
        assert len(museum.sent()) == 1, ended.err
    assert ended.code == 0
    assert [fields.get("choice") for fields in chosen] == [[choice]]
    assert chosen[0].get("dead") == ["false"]
    assert "".join(chosen[0].get("name", [""])) == name


def test_the_form_of_another_subject_is_not_filled_in(desk: Desk) -> None:
    path = "/help/contact/233841356784195"
    with Museum(whole={path: captured("help-contact-m.html")}) as museum:
        ended = meet(museum, desk, f"https://m.facebook.com{path}")
        assert museum.received == []
    assert (ended.code, ended.report["outcome"], ended.report["sent"]) == (11, "form-changed", "no")
    for question in ("Ngày sinh", "Lý do thay đổi", "Giấy tờ tùy thân của bạn"):
        assert question in ended.report["message"]
    assert [step["name"] for step in ended.report["steps"]] == ["open"]


@pytest.mark.parametrize(
    ("page", "url"),
    [
        ("privacy-genai-mbasic.html", "https://mbasic.facebook.com/privacy/genai"),
        ("privacy-policy-rights-eu-2026.html", "https://mbasic.facebook.com/privacy/policy/printable/"),
        ("privacy-center-menu-2025.html", "https://privacycenter.instagram.com/policy/"),
        ("login-bar-facebook-2026.html", "https://www.facebook.com/legal/eu-ai-terms"),
    ],
)
def test_a_page_without_a_form_gets_nothing_typed_into_it(page: str, url: str, desk: Desk) -> None:
    with Museum(whole={URL(url).path: captured(page)}) as museum:
        ended = meet(museum, desk, url)
        assert museum.received == []
    assert ended.code in {11, 12}, ended.err
    assert ended.report["sent"] == "no"
    assert [step["name"] for step in ended.report["steps"]] in ([], ["open"])


@pytest.mark.parametrize("route", ["menu", "notice"])
def test_the_page_on_generative_ai_shows_the_view_without_an_objection(desk: Desk, route: str) -> None:
    with Museum(whole={"/privacy/genai": captured("privacy-genai-mbasic.html")}) as museum:
        ended = meet(museum, desk, www("/privacy/genai"), "--route", route)
        assert museum.received == []
    assert (ended.code, ended.report["why"], ended.report["sent"]) == (12, "rest-of-world-view", "no"), ended.err
