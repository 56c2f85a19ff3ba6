"""One press is one POST on the wire, also where Chromium alone makes several of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from meta_objection.browser.launch import _direct
from meta_objection.browser_args import HostMap
from meta_objection.errors import Unconfirmed
from meta_objection.flow.prepare import Preparation
from meta_objection.flow.ready import ready_button
from meta_objection.flow.send import SendingState, Submission
from meta_objection.flow.visit import Visit
from meta_objection.network.http_client import HttpClient
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import Live
from tests.replica import Replica, Story
from tests.visits import FORM

Arrive = Callable[..., Visit]
CUT = Story(ending="cut")


def press_by_hand(page: Page) -> None:
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Submit").click()


def test_left_alone_chromium_repeats_a_post_whose_connection_is_cut(context: BrowserContext, replica: Replica) -> None:
    replica.story = CUT
    page = context.new_page()
    page.goto(replica.address())
    press_by_hand(page)

    assert len(replica.sent()) > 1


def test_a_router_that_lets_the_post_go_on_does_not_see_its_repetitions(
    context: BrowserContext, replica: Replica
) -> None:
    replica.story = CUT
    seen: list[str] = []

    def let_go_on(route: Route) -> None:
        seen.append(route.request.method)
        route.continue_()

    context.route("**/submit/page*", let_go_on)
    page = context.new_page()
    page.goto(replica.address())
    press_by_hand(page)

    assert len(replica.sent()) > len(seen) == 1


def test_behind_the_gate_it_is_one_post(arrived: Arrive, replica: Replica) -> None:
    visit = arrived(CUT)
    Preparation(visit).complete()
    with pytest.raises(Unconfirmed):
        Submission(visit, lambda _: None, SendingState()).send(ready_button(visit))

    assert len(replica.received) == 1


def test_a_page_that_sends_again_by_itself_is_refused(arrived: Arrive, replica: Replica) -> None:
    visit = arrived(Story())
    Preparation(visit).complete()
    visit.screen.page.evaluate(
        """() => { const open = XMLHttpRequest.prototype.open;
          XMLHttpRequest.prototype.open = function (method, path) { open.call(this, method, path);
            this.addEventListener('loadend', () => fetch(path, {method, body: 'email=again'})); } }"""
    )
    with visit.screen.page.expect_event("requestfailed"):
        Submission(visit, lambda _: None, SendingState()).send(ready_button(visit))

    assert len(replica.received) == 1
    assert visit.gate.refused == 1


def test_a_button_pressed_twice_sends_once(arrived: Arrive, replica: Replica) -> None:
    visit = arrived(Story())
    Preparation(visit).complete()
    visit.screen.page.evaluate(
        """() => { const form = document.querySelector('form._5u9h'); let again = true;
          form.addEventListener('submit', () => {
            if (again) { again = false; form.dispatchEvent(new Event('submit')); } }) }"""
    )
    Submission(visit, lambda _: None, SendingState()).send(ready_button(visit))

    assert len(replica.received) == 1
    assert visit.gate.refused == 1


def test_a_page_that_sends_before_it_is_asked_to_is_refused(context: BrowserContext, replica: Replica) -> None:
    gate = SendGate(FORM.sends_to)
    source = Live(HttpClient(1, verify=False, hosts=HostMap.from_browser_args(replica.browser_args)))
    context.route("**/*", lambda route: _direct(route, source, gate))
    page = context.new_page()
    page.goto(replica.address())
    press_by_hand(page)

    assert replica.received == []
    assert gate.refused == 1


@pytest.mark.parametrize("by", ["fetch", "navigator.sendBeacon", "form"])
def test_nothing_personal_leaves_by_another_way(context: BrowserContext, replica: Replica, by: str) -> None:
    gate = SendGate(FORM.sends_to)
    gate.watch_for(["kim@example.org"])
    source = Live(HttpClient(1, verify=False, hosts=HostMap.from_browser_args(replica.browser_args)))
    context.route("**/*", lambda route: _direct(route, source, gate))
    page = context.new_page()
    page.goto(replica.address())
    ways = {
        "fetch": "fetch('/collect', {method: 'POST', body: JSON.stringify({mail: 'kim@example.org'})})",
        "navigator.sendBeacon": "navigator.sendBeacon('/collect', new URLSearchParams({mail: 'kim@example.org'}))",
        "form": """(() => { document.body.insertAdjacentHTML('beforeend',
          '<form id=f method=post action=/collect><input name=mail value=kim@example.org></form>'); f.submit(); })()""",
    }
    with page.expect_event("requestfailed"):
        page.evaluate(f"void ({ways[by]})")

    assert replica.received == []
    assert gate.refused == 1
