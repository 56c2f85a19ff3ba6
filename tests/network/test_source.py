"""Where requests are answered from, and how a sending is taken out of the browser's hands."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from meta_objection.browser_args import HostMap
from meta_objection.network.http_client import Answer, HttpClient, NoAnswerError
from meta_objection.network.source import Live, Replay, Source, deliver
from meta_objection.replay import Exchange, FixtureAbout, Recorder, Redactor, Request, Response
from tests.https import Heard, HttpsServer, answering

START = "https://www.facebook.com/help/contact/1?x=%C3%A4"
SUBMIT = "https://www.facebook.com/submit"
PAGE = b"<!doctype html><html lang=en><meta charset=utf-8><title>Form</title><form method=post action=/submit>"
PAGE += "<input name=reason value='Größe 🙅'><button>Send</button></form>".encode()
COOKIES = ["Set-Cookie: datr=a; Secure; HttpOnly; Domain=.facebook.com; Path=/", "Set-Cookie: wd=1x1; Path=/help"]
BY_SCRIPT = """fetch('/submit', {method: 'POST', headers: {'x-fb-lsd': 'token', 'content-type':
  'application/x-www-form-urlencoded'}, body: 'reason=Gr%C3%B6%C3%9Fe\\n'}).then(a => a.text())"""
BY_FORM = "document.forms[0].submit()"
BY_CLICK = ""
BELOW_THE_PAGE = {"connection", "accept-encoding", "priority", "cache-control", "pragma"}
"""What a client adds for itself, or the router by switching the cache off; no page makes it."""


@dataclass
class Held:
    """A browser on a server of our own, whose posting is held for the test."""

    page: Page
    server: HttpsServer
    source: Live

    def sends(self, script: str, handle: Callable[[Route], object]) -> object:
        self.page.context.route(SUBMIT, lambda route: _ignore(handle(route)))
        self.page.goto(START)
        if script == BY_CLICK:
            self.page.get_by_role("button").click(no_wait_after=True)
            self.page.wait_for_url(SUBMIT)
            return None
        return self.page.evaluate(script)

    @property
    def posts(self) -> list[Heard]:
        return [heard for heard in self.server.heard if heard.line.startswith("POST")]


def _ignore(_: object) -> None: ...


@pytest.fixture(scope="module")
def server() -> Iterator[HttpsServer]:
    with HttpsServer(answering("200 OK", PAGE, "Content-Type: text/html", *COOKIES)) as running:
        yield running


@pytest.fixture(scope="module")
def own_browser(launch: Callable[..., Browser], server: HttpsServer) -> Iterator[Browser]:
    with closing(launch(*server.browser_args)) as browser:
        yield browser


@pytest.fixture
def context(own_browser: Browser) -> Iterator[BrowserContext]:
    with closing(own_browser.new_context(ignore_https_errors=True, locale="de-DE")) as context:
        context.set_default_timeout(3000)
        yield context
        context.unroute_all(behavior="ignoreErrors")


@pytest.fixture
def held(context: BrowserContext, server: HttpsServer) -> Held:
    server.heard.clear()
    wire = HttpClient(3, verify=False, hosts=HostMap.from_browser_args(server.browser_args))
    return Held(context.new_page(), server, Live(wire))


def through(source: Source, answers: list[Answer] | None = None) -> Callable[[Route], None]:
    def handle(route: Route) -> None:
        answer = source.take(route).send()
        if answers is not None:
            answers.append(answer)
        deliver(route, answer)

    return handle


def headers_of(heard: Heard) -> dict[str, str]:
    return {name.lower(): value for name, value in heard.headers if name.lower() not in BELOW_THE_PAGE}


@pytest.mark.parametrize("script", [BY_SCRIPT, BY_CLICK], ids=["script", "form"])
def test_a_sending_goes_out_exactly_as_the_browser_would_have_sent_it(held: Held, script: str) -> None:
    held.sends(script, lambda route: route.continue_())
    held.page.context.unroute_all()
    held.sends(script, through(held.source))
    by_browser, by_us = held.posts

    assert headers_of(by_us) == headers_of(by_browser)
    assert (by_us.line, by_us.body, by_us.name) == (by_browser.line, by_browser.body, by_browser.name)


def test_cookies_that_no_script_sees_go_along_and_those_of_other_paths_do_not(held: Held) -> None:
    held.sends(BY_SCRIPT, through(held.source))

    assert held.posts[0].header("cookie") == "datr=a"


def test_the_answer_reaches_the_page(held: Held) -> None:
    answers: list[Answer] = []

    assert held.sends(BY_SCRIPT, through(held.source, answers)) == PAGE.decode()
    assert (answers[0].status, answers[0].url) == (200, SUBMIT)


def answer(status: int = 200, body: bytes = b"{}", **headers: str) -> Answer:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(status, named, body, SUBMIT, datetime.now(UTC))


def test_every_cookie_of_the_answer_is_kept(held: Held) -> None:
    two = Answer(
        200, (("Set-Cookie", "one=1; Path=/"), ("Set-Cookie", "two=2; Path=/")), b"{}", SUBMIT, datetime.now(UTC)
    )
    held.sends(BY_SCRIPT, lambda route: deliver(route, two))

    assert {"one", "two"} <= {cookie["name"] for cookie in held.page.context.cookies(SUBMIT)}


def test_an_unpacked_answer_is_not_called_packed(held: Held) -> None:
    packed = answer(
        body="Größe".encode(), content_encoding="gzip", content_length="3", content_type="text/plain; charset=utf-8"
    )

    assert held.sends(BY_SCRIPT, lambda route: deliver(route, packed)) == "Größe"


def test_an_error_status_reaches_the_page(held: Held) -> None:
    script = BY_SCRIPT.replace("a.text()", "a.status")

    assert held.sends(script, lambda route: deliver(route, answer(500))) == 500


def test_a_forms_redirect_within_meta_takes_the_page_onward(held: Held) -> None:
    held.sends(BY_FORM, lambda route: deliver(route, answer(302, location="/help/thanks?a=</script>")))
    held.page.wait_for_url(re.compile("/help/thanks"))

    assert held.posts == []


@pytest.mark.parametrize(
    ("status", "target"),
    [(302, "https://evil.example/"), (307, "/help/again"), (308, "/help/again"), (302, "http://www.facebook.com/")],
)
def test_a_redirect_elsewhere_or_one_that_posts_again_is_not_handed_on(held: Held, status: int, target: str) -> None:
    script = BY_SCRIPT.replace(".then(a => a.text())", ".then(() => 'answered', () => 'failed')")

    assert held.sends(script, lambda route: deliver(route, answer(status, location=target))) == "failed"
    assert held.posts == []


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    recorder = Recorder(Redactor({}), datetime(2026, 11, 22, tzinfo=UTC))
    recorder.add(Exchange(Request("GET", START), Response(200, (("content-type", "text/html"),), PAGE)))
    posted = Request("POST", SUBMIT, (("content-type", "application/x-www-form-urlencoded"),), (("reason", "x"),))
    recorder.add(Exchange(posted, Response(200, (("content-type", "text/plain"),), b"for (;;);{}")))
    about = FixtureAbout(
        kind="reconstructed",
        source="test",
        date="2026-11-22",
        form="facebook",
        generation="2025",
        lang="en",
        story="success",
        route="direct",
        address=START,
        ends="submitted",
    )
    recorder.write(tmp_path / "fixture", about)
    return tmp_path / "fixture"


def test_a_recording_answers_pages_and_the_sending(page: Page, recording: Path) -> None:
    replay = Replay(recording)
    page.context.route("**/*", replay.serve)
    page.context.route(SUBMIT, through(replay))
    page.goto(START)

    assert page.title() == "Form"
    assert page.evaluate(BY_SCRIPT) == "for (;;);{}"
    assert replay.missed is None


def test_a_sending_that_was_not_recorded_has_no_answer_and_is_remembered(page: Page, recording: Path) -> None:
    replay = Replay(recording)
    caught: list[Exception] = []

    def handle(route: Route) -> None:
        try:
            replay.take(route).send()
        except NoAnswerError as error:
            caught.append(error)
            route.abort()

    page.context.route("**/*", replay.serve)
    page.context.route("**/elsewhere", handle)
    page.goto(START)
    page.evaluate("fetch('/elsewhere', {method: 'POST', body: 'a=1'}).catch(() => 0)")

    assert len(caught) == 1
    assert replay.missed
    assert "/elsewhere" in str(replay.missed)
