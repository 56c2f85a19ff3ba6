"""What the browser shows, looked at as often as needed."""

import os
import signal
import time

import pytest
from playwright.sync_api import Error, Page

from meta_objection.browser.reading import Reading
from meta_objection.console.signals import Signals
from meta_objection.errors import FormChanged, Interrupted
from meta_objection.network.http_client import HttpClient
from meta_objection.network.source import Live
from meta_objection.pages.checkpoint import Checkpoint
from meta_objection.pages.rate_limit import RateLimit
from meta_objection.pages.sign_in import SignInWall
from meta_objection.replay import NoMatch
from tests.pages.snippets import bare, engine_form, show
from tests.visits import a_screen, at_meta, serve

LATE = "<script>setTimeout(() => document.body.append('late'), 150)</script>"


@pytest.mark.parametrize(("lang", "tag"), [("de", "de"), ("vi", None), ("", None), ("en-GB", "en")])
def test_the_pages_own_language_is_read(page: Page, lang: str, tag: str | None) -> None:
    show(page, "", lang)
    screen = a_screen(page)
    screen.read()

    assert (screen.lexicon.page_tag, screen.lexicon.tag) == (lang, tag)


@pytest.mark.parametrize("address", ["about:blank", "data:text/html,x"])
def test_a_page_elsewhere_gets_nothing_typed_into_it(page: Page, address: str) -> None:
    page.goto(address)
    with pytest.raises(FormChanged) as caught:
        a_screen(page).require_meta()
    assert caught.value.why == "elsewhere"


def test_a_page_of_metas_may_be_typed_into(page: Page) -> None:
    at_meta(page, "")
    a_screen(page).require_meta()


def test_a_change_ends_a_look_at_once_and_silence_after_a_tenth_of_a_second(page: Page) -> None:
    show(page, "")
    screen = a_screen(page)
    page.evaluate("setTimeout(() => document.body.append('x'), 5)")
    screen.next_change()
    started = time.monotonic()
    screen.next_change()

    assert 0.09 < time.monotonic() - started < 2


def test_what_comes_late_is_waited_for(page: Page) -> None:
    show(page, LATE)

    assert a_screen(page).wait_until(lambda: "late" in page.inner_text("body"))


def test_what_never_comes_is_waited_for_as_long_as_a_step_may_take(page: Page) -> None:
    show(page, "")
    started = time.monotonic()

    assert not a_screen(page, timeout=0.3).wait_until(lambda: False)
    assert 0.25 < time.monotonic() - started < 2


def test_a_wait_may_be_shorter_than_a_step(page: Page) -> None:
    show(page, "")
    started = time.monotonic()

    assert not a_screen(page, timeout=30).wait_until(lambda: False, 0.2)
    assert time.monotonic() - started < 5


def test_a_page_that_is_left_meanwhile_is_a_change_and_no_error(page: Page) -> None:
    serve(page, {"/first": "<script>setTimeout(() => location.assign('/second'), 60)</script>", "/second": "second"})
    page.goto("https://www.facebook.com/first")

    assert a_screen(page).wait_until(lambda: page.inner_text("body") == "second")


def test_a_page_that_loads_itself_again_and_again_is_no_error(page: Page) -> None:
    serve(page, {"/again": "<script>setTimeout(() => location.reload(), 20)</script>x"})
    page.goto("https://www.facebook.com/again")

    assert not a_screen(page, timeout=0.8).wait_until(lambda: page.locator("u").count() > 0)


def test_a_signal_ends_the_next_look(page: Page) -> None:
    show(page, "")
    with Signals() as signals:
        screen = a_screen(page)
        screen.signals = signals
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(Interrupted):
            screen.next_change()


def test_a_request_that_was_not_recorded_ends_the_next_look(page: Page) -> None:
    show(page, "")

    class Lacking(Live):
        missed = NoMatch("Nothing recorded for GET https://www.facebook.com/x")  # type: ignore[assignment]  # a recording's, not a live site's

    with pytest.raises(FormChanged, match="Nothing recorded for GET") as caught:
        a_screen(page, source=Lacking(HttpClient(1))).next_change()
    assert caught.value.why == "not-recorded"


def test_the_form_and_the_cookie_dialog_are_looked_for_on_this_page(page: Page) -> None:
    show(page, engine_form(bare("x", "<input name=a>")) + "<button>Decline optional cookies</button>")
    screen = a_screen(page)

    assert screen.form.count() == 1
    assert {name: button.count() for name, button in screen.declines().items()} == {"cookies": 1}


def test_nothing_in_the_way_is_none(page: Page) -> None:
    at_meta(page, engine_form(bare("x", "<input name=a>")))

    assert a_screen(page).interruption() is None


def test_of_two_interruptions_the_more_telling_one_counts(page: Page) -> None:
    show(page, "<p>You're Temporarily Blocked</p><main><form><input type=password></form></main>")

    assert isinstance(a_screen(page).interruption(), SignInWall)


def test_a_hidden_interruption_is_none(page: Page) -> None:
    show(page, "<p hidden>You're Temporarily Blocked</p>")
    assert a_screen(page).interruption() is None
    page.evaluate("document.querySelector('p').hidden = false")

    assert isinstance(a_screen(page).interruption(), RateLimit)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/checkpoint/1501092823525282/", Checkpoint),
        ("/login/?next=%2Fhelp%2Fcontact", SignInWall),
        ("/login.php", SignInWall),
        ("/accounts/login/", SignInWall),
        ("/accounts/login/two_factor", SignInWall),
        ("/challenge/AXx9/", Checkpoint),
        ("/two_step_verification/authentication/", Checkpoint),
        ("/challengers", None),
        ("/loginhelp", None),
        ("/help/contact/1?next=/login", None),
        ("/help/login", None),
        ("/", None),
    ],
)
def test_some_interruptions_are_known_by_their_address_alone(page: Page, path: str, kind: type | None) -> None:
    serve(page, {path.partition("?")[0]: "Xin chào"}, "vi")
    page.goto(f"https://www.facebook.com{path}")
    seen = a_screen(page).interruption()

    assert (type(seen) if seen else None) is kind


def test_a_page_that_is_left_while_it_is_read_gives_way_to_the_next(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(page, "", "de")
    screen = a_screen(page)

    def left(_page: Page, _marks: set[str]) -> Reading:
        monkeypatch.undo()
        show(page, "next", "fr")
        raise Error("Page.evaluate: Execution context was destroyed, most likely because of a navigation")

    monkeypatch.setattr("meta_objection.browser.screen.read_page", left)

    assert screen.read().page_tag == "fr"
