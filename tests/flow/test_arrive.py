"""The way in: the newest address first, and never past what stands in the way."""

import socket
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page

from meta_objection.errors import FormChanged, Interrupted, NotOffered, PersonNeeded, RateLimited, SiteUnavailable, Stop
from meta_objection.flow.arrive import open_form
from tests.pages.snippets import bare, engine_form
from tests.visits import NEW, OLD, a_visit, path_of, serve

A_FORM = engine_form(bare("Email address", '<input name="email">'))
GONE = "<p>This form isn't available.</p>"
COOKIES = "<button onclick='this.remove()'>Decline optional cookies</button>"


def opened(page: Page, newest: str | tuple[int, str], older: str | tuple[int, str] = GONE, lang: str = "en") -> str:
    """The address that is open in the end."""
    serve(page, {path_of(NEW): newest, path_of(OLD): older}, lang)
    visit = a_visit(page, timeout=1)
    open_form(visit, [NEW, OLD])
    return visit.address


def stopped(page: Page, newest: str | tuple[int, str], older: str | tuple[int, str] = GONE) -> Stop:
    with pytest.raises(Stop) as caught:
        opened(page, newest, older)
    return caught.value


def test_the_newest_address_is_taken_where_it_has_a_form(page: Page) -> None:
    assert opened(page, A_FORM, A_FORM) == NEW


@pytest.mark.parametrize("newest", [GONE, (404, ""), (410, "x"), (404, A_FORM)])
def test_the_next_address_is_tried_where_the_newest_has_none(page: Page, newest: str | tuple[int, str]) -> None:
    assert opened(page, newest, A_FORM) == OLD


@pytest.mark.parametrize("both", [GONE, (404, "")])
def test_where_no_address_has_a_form_it_is_not_offered(page: Page, both: str | tuple[int, str]) -> None:
    assert isinstance(stopped(page, both, both), NotOffered)


def test_without_any_address_it_is_not_offered(page: Page) -> None:
    with pytest.raises(NotOffered):
        open_form(a_visit(page), [])


@pytest.mark.parametrize(
    ("newest", "kind"),
    [
        ("<main><form><input type=password></form></main>", PersonNeeded),
        ('<iframe title="reCAPTCHA" srcdoc=x></iframe>', PersonNeeded),
        ("<p>You're Temporarily Blocked</p>" + A_FORM, RateLimited),
        ("<p>Sorry, something went wrong.</p>", SiteUnavailable),
        ((500, "<p>Sorry</p>"), SiteUnavailable),
        ((503, A_FORM), SiteUnavailable),
        ("<p>Xin chào</p>", FormChanged),
        ("", FormChanged),
        (A_FORM * 2, FormChanged),
    ],
)
def test_what_stands_in_the_way_is_said_and_no_other_address_tried(
    page: Page, newest: str | tuple[int, str], kind: type[Stop]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    assert type(stopped(page, newest, A_FORM)) is kind
    assert OLD not in asked


def test_a_page_without_a_form_is_named_by_its_title(page: Page) -> None:
    assert "“A page”" in stopped(page, "<p>Xin chào</p>").message


def test_words_about_availability_beside_a_form_do_not_close_it(page: Page) -> None:
    assert opened(page, f"<p>Another form: this form isn't available in Norway.</p>{A_FORM}") == NEW


def test_a_form_that_comes_late_is_waited_for(page: Page) -> None:
    late = f"<template>{A_FORM}</template><script>setTimeout(() => document.body.append("
    late += "document.querySelector('template').content), 300)</script>"

    assert opened(page, late) == NEW


def test_cookies_are_declined_on_arrival(page: Page) -> None:
    opened(page, COOKIES + A_FORM)

    assert page.locator("button", has_text="Decline").count() == 0


def test_the_pages_language_is_read_on_arrival(page: Page) -> None:
    serve(page, {path_of(NEW): A_FORM}, "de")
    visit = a_visit(page)
    open_form(visit, [NEW])

    assert visit.screen.lexicon.page_tag == "de"


def test_a_redirect_to_another_host_is_not_typed_into(page: Page) -> None:
    page.context.route("https://evil.example/*", lambda route: route.fulfill(body=A_FORM, content_type="text/html"))
    onward = "<script>location.replace('https://evil.example/x')</script>"
    stop = stopped(page, onward)

    assert isinstance(stop, FormChanged)
    assert "email" not in stop.message


def test_a_site_that_cannot_be_reached_is_tried_three_times(launch: Callable[..., Browser]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with (
        closing(launch(f"--host-resolver-rules=MAP * 127.0.0.1:{port}")) as browser,
        closing(browser.new_page()) as page,
    ):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        with pytest.raises(SiteUnavailable, match=r"net::ERR_CONNECTION_REFUSED") as caught:
            open_form(a_visit(page), [NEW, OLD])

    assert caught.value.why == "network"
    assert set(asked) == {NEW}
    assert len(asked) >= 3


def test_a_site_that_never_answers_is_unavailable_at_the_time_out(page: Page) -> None:
    page.context.route("https://*.facebook.com/**", lambda _: None)
    page.set_default_timeout(300)
    with pytest.raises(SiteUnavailable) as caught:
        open_form(a_visit(page), [NEW])
    assert caught.value.why == "time-out"


def test_a_signal_on_the_way_stops_the_run(page: Page) -> None:
    visit = a_visit(page)
    visit.screen.signals.interrupted = True
    with pytest.raises(Interrupted):
        open_form(visit, [NEW])


CHOICE_PAGE = "/privacy/consent/user_cookie_choice/"
CHOOSE = "document.cookie = 'chosen=1; path=/'; "
GOES_HOME = f"""<button onclick="{CHOOSE}location.assign('/')">Decline optional cookies</button>"""
FIRST_CHOOSE = f"""<script>document.cookie.includes('chosen') || location.replace('{CHOICE_PAGE}?source=pft')</script>
<div id="later">{A_FORM}</div><script>document.cookie.includes('chosen') || document.getElementById('later').remove()
</script>"""


@pytest.mark.parametrize("home", ["<p>Your feed</p>", A_FORM.replace("support_form_id", "other"), COOKIES])
def test_a_cookie_choice_that_is_a_page_of_its_own_ends_where_the_run_was_going(page: Page, home: str) -> None:
    page.context.clear_cookies()
    serve(page, {path_of(NEW): FIRST_CHOOSE, CHOICE_PAGE: GOES_HOME, "/": home})
    visit = a_visit(page, timeout=2)
    open_form(visit, [NEW])

    assert page.url == NEW
    assert page.context.cookies()
    page.context.clear_cookies()


def test_a_choice_that_leads_away_for_ever_is_told(page: Page) -> None:
    page.context.clear_cookies()
    forgetful = GOES_HOME.replace(CHOOSE, "")
    serve(page, {path_of(NEW): FIRST_CHOOSE, CHOICE_PAGE: forgetful, "/": "<p>Your feed</p>"})
    with pytest.raises(FormChanged) as caught:
        open_form(a_visit(page, timeout=2), [NEW])
    assert caught.value.why == "led-away"
