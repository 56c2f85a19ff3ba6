from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from meta_objection.browser.launch import _direct
from meta_objection.browser_args import HostMap
from meta_objection.flow.visit import Visit
from meta_objection.network.http_client import HttpClient
from meta_objection.network.source import Live
from tests.replica import Replica, Story
from tests.visits import KIM, a_visit


@pytest.fixture(scope="module")
def module_page(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context()) as context:
        yield context.new_page()


@pytest.fixture
def page(module_page: Page) -> Iterator[Page]:
    # Opening a page takes longer than most of these tests; each one puts its own routes and leaves none.
    module_page.set_default_timeout(3000)
    yield module_page
    module_page.set_default_timeout(3000)
    module_page.context.unroute_all(behavior="ignoreErrors")
    module_page.goto("about:blank")


@pytest.fixture
def context(replica_browser: Browser) -> Iterator[BrowserContext]:
    with closing(replica_browser.new_context(service_workers="block")) as context:
        context.set_default_timeout(3000)
        yield context


@pytest.fixture
def arrived(context: BrowserContext, replica: Replica) -> Callable[[Story], Visit]:
    """Opens the replica's form behind the gate, as a run does."""

    def arrive(story: Story, timeout: float = 3) -> Visit:
        replica.story = story
        page: Page = context.new_page()
        hosts = HostMap.from_browser_args(replica.browser_args)
        source = Live(HttpClient(timeout, verify=False, hosts=hosts))
        visit = a_visit(page, KIM, timeout=timeout, source=source)
        visit.gate.watch_for(filter(None, (KIM.email, KIM.reason)))
        context.route("**/*", lambda route: _direct(route, source, visit.gate))
        page.goto(replica.address())
        visit.address = replica.address()
        visit.screen.read()
        return visit

    return arrive
