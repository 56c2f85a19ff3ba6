import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from meta_objection.browser.launch import find_browser
from meta_objection.settings import PREFIX
from tests.replica import Replica, Story

settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")  # two cores are shared by browsers and servers: a slow moment is no failure


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="the whole suite, also what is one of many of its kind")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--all"):
        left_out = [item for item in items if item.get_closest_marker("all_only")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


@pytest.fixture(autouse=True, scope="session")
def _homes_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let no test that names no home write into the home of whoever runs it."""
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture(autouse=True)
def _log_of_nobody() -> Iterator[None]:
    """Leave no test the log of another, whose stream is closed by then: any thread that logs would die of it."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # One for all tests: Playwright's sync kind runs only once in a thread.
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def launch(playwright: Playwright) -> Callable[..., Browser]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []

    def launched(*args: str) -> Browser:
        return playwright.chromium.launch(executable_path=find_browser(None), args=[*sandbox, *args])

    return launched


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    with closing(launch()) as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context()) as context:
        context.set_default_timeout(3000)
        yield context.new_page()


@pytest.fixture(scope="module")
def running() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


@pytest.fixture(scope="module")
def replica_browser(launch: Callable[..., Browser], running: Replica) -> Iterator[Browser]:
    with closing(launch(*running.browser_args)) as browser:
        yield browser


@pytest.fixture
def replica(running: Replica) -> Replica:
    running.story = Story()
    running.received.clear()
    return running


@pytest.fixture
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder and a home of its own, in which no setting stands."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return work
