"""The browser: which one runs, and what its pages can reach."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import BrowserContext

from meta_objection import browser as module
from meta_objection.browser import Session, browser_arguments, find_browser, open_browser, require_display
from meta_objection.errors import BadSettings
from meta_objection.gate import Gate
from meta_objection.replay import BLOCKED_NETWORK_ARGS
from meta_objection.settings import Browsing
from meta_objection.source import Replay, live_source
from tests.https import HttpsServer, answering

Result = TypeVar("Result")
NO_ARGUMENTS: list[str] = []
PAGE = b"<!doctype html><html lang=en><p>Hello"


@pytest.fixture
def _bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any browser."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setattr(module, "_PLACES", (str(tmp_path / "Applications" / "Chromium"),))


def program(path: Path, content: str = "#!/bin/sh\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    path.chmod(0o755)
    return path


def in_a_thread(work: Callable[[], Result]) -> Result:
    """Run with a Playwright of its own; the tests' shared one has this thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def browsing(**settings: object) -> Browsing:
    return Browsing.model_validate({"timeout": 5, **settings})


def test_the_named_browser_is_taken(tmp_path: Path) -> None:
    named = program(tmp_path / "my-browser")

    assert find_browser(named) == named


@pytest.mark.parametrize("kind", ["missing", "folder", "not executable"])
def test_a_named_browser_that_cannot_be_run_is_a_bad_setting(tmp_path: Path, kind: str) -> None:
    named = tmp_path / "my-browser"
    if kind == "folder":
        named.mkdir()
    if kind == "not executable":
        named.write_text("x")
    with pytest.raises(BadSettings, match=r"^--browser: .*is no program that can be run") as caught:
        find_browser(named)
    assert "--browser" in caught.value.next_move


@pytest.mark.usefixtures("_bare_machine")
def test_without_any_browser_the_remedies_are_named() -> None:
    with pytest.raises(BadSettings, match="no Chrome, Chromium or Edge was found") as caught:
        find_browser(None)
    assert caught.value.why == "no-browser"
    assert "playwright install chromium" in caught.value.next_move


@pytest.mark.usefixtures("_bare_machine")
@pytest.mark.parametrize(
    "place",
    [
        *("bin/chromium", "bin/google-chrome", "bin/microsoft-edge", "Applications/Chromium"),
        *("playwright/chromium-1200/chrome-linux/chrome", "playwright/chromium-1200/chrome-linux64/chrome"),
    ],
)
def test_an_installed_browser_is_found_where_it_is(tmp_path: Path, place: str) -> None:
    installed = program(tmp_path / place)

    assert find_browser(None) == installed


@pytest.mark.usefixtures("_bare_machine")
def test_an_installed_browser_goes_before_playwrights_own(tmp_path: Path) -> None:
    program(tmp_path / "playwright/chromium-1200/chrome-linux/chrome")
    installed = program(tmp_path / "bin/chromium")

    assert find_browser(None) == installed


def test_without_a_display_nothing_can_be_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    require_display(headed=False)
    with pytest.raises(BadSettings, match=r"^--headed: ") as caught:
        require_display(headed=True)
    assert "xvfb-run" in caught.value.next_move


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_any_display_will_do(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, ":7")
    require_display(headed=True)


def test_the_persons_own_arguments_come_first_and_the_way_out_is_the_sources() -> None:
    own = ("--host-resolver-rules=MAP * 127.0.0.1:1", "--lang=de", "--proxy-server=http://127.0.0.1:2")
    arguments = browser_arguments(browsing(browser_args=own), ["--proxy-server=http://127.0.0.1:3"])

    assert arguments[:2] == ["--lang=de", "--proxy-server=http://127.0.0.1:3"]
    assert set(arguments[2:]) <= {"--no-sandbox"}


@pytest.mark.parametrize("own", ["--proxy-pac-url=https://a.example/x", "--proxy-server=direct://"])
def test_no_argument_leads_the_browser_past_its_way_out(own: str) -> None:
    with pytest.raises(ValueError, match="use --proxy"):
        browsing(browser_args=(own,))


def test_no_argument_of_the_persons_opens_the_network_for_a_replay(any_fixture: Path) -> None:
    own = ("--host-resolver-rules=MAP * 127.0.0.1:1", "--proxy-server=http://127.0.0.1:2")
    with Replay(any_fixture).way_out() as way_out:
        arguments = browser_arguments(browsing(browser_args=own), way_out)

    assert [one for one in arguments if one != "--no-sandbox"] == list(BLOCKED_NETWORK_ARGS)


@pytest.mark.parametrize(("user", "gives_it_up"), [(0, True), (1000, False)])
def test_the_sandbox_is_given_up_only_for_root(
    monkeypatch: pytest.MonkeyPatch,
    user: int,
    gives_it_up: bool,  # noqa: FBT001 - a column of the table
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)

    assert ("--no-sandbox" in browser_arguments(browsing(), NO_ARGUMENTS)) is gives_it_up


@pytest.fixture
def any_fixture(tmp_path: Path) -> Path:
    (tmp_path / "site.har").write_text('{"log": {"version": "1.2", "entries": []}}')
    return tmp_path


def test_a_browser_that_does_not_start_is_named(tmp_path: Path) -> None:
    broken = program(tmp_path / "my-browser", "#!/bin/sh\nexit 3\n")

    def start() -> None:
        with open_browser(browsing(browser=broken), live_source(browsing()), Gate(())):
            pytest.fail("it started")

    with pytest.raises(BadSettings, match=r"^--browser: .*my-browser did not start"):
        in_a_thread(start)


FETCH = "address => fetch(address, {mode: 'no-cors'}).then(() => 'answered', () => 'refused')"


def test_pages_reach_meta_and_nobody_else() -> None:
    def visit(server: HttpsServer) -> dict[str, str]:
        settings = browsing(browser_args=tuple(server.browser_args), ignore_https_errors=True)
        with open_browser(settings, live_source(settings), Gate(())) as session:
            session.page.goto("https://www.facebook.com/")
            addresses = (
                "https://www.instagram.com/x",
                "https://evil.example/x",
                "http://www.facebook.com/x",
                "https://facebook.com.evil.example/x",
                f"https://127.0.0.1:{server.port}/x",
            )
            return {address: session.page.evaluate(FETCH, address) for address in addresses}

    with HttpsServer(answering("200 OK", PAGE, "Content-Type: text/html")) as server:
        seen = in_a_thread(lambda: visit(server))
        hosts = {heard.header("host") for heard in server.heard}

    assert list(seen.values()) == ["answered"] + ["refused"] * 4
    assert hosts <= {"www.facebook.com", "www.instagram.com"}


def test_whoever_looks_on_does_so_while_the_browser_is_open() -> None:
    told: list[str] = []

    @contextmanager
    def watch(context: BrowserContext) -> Iterator[None]:
        told.append(f"begin {len(context.pages)}")
        yield
        told.append(f"end {len(context.pages)}")

    def visit() -> Session:
        with open_browser(browsing(), live_source(browsing()), Gate(()), watch) as session:
            told.append("open")
        return session

    session = in_a_thread(visit)

    assert told == ["begin 0", "open", "end 1"]
    assert session.version.partition(".")[0].isdigit()


def test_an_error_inside_closes_the_browser_and_comes_out() -> None:
    seen: list[Session] = []

    def visit() -> None:
        with open_browser(browsing(), live_source(browsing()), Gate(())) as session:
            seen.append(session)
            raise LookupError

    with pytest.raises(LookupError):
        in_a_thread(visit)
    browser = seen[0].context.browser
    assert browser
    assert not browser.is_connected()
