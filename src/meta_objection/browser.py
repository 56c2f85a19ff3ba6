"""Opens and closes the browser, and lets its pages reach nothing but Meta's own hosts over https."""

import logging
import os
import shutil
import sys
from asyncio.subprocess import Process
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from playwright.sync_api import BrowserContext, Error, Page, Playwright, Route, sync_playwright
from playwright.sync_api._context_manager import PlaywrightContextManager

from meta_objection.errors import BadSettings
from meta_objection.gate import Gate, Passage
from meta_objection.hosts import is_meta_address
from meta_objection.network_args import without_network
from meta_objection.settings import Browsing
from meta_objection.source import Source

log = structlog.get_logger()

_NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge", "msedge", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_OWN = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/**/Chromium", "chromium-*/chrome-win*/chrome.exe")
_VIEW = {"width": 1280, "height": 900}

Watch = Callable[[BrowserContext], AbstractContextManager[object]]
"""Looks on while a browser is open: a recorder does."""
Guard = Callable[[Callable[[], None]], AbstractContextManager[object]]
"""Is given what ends a browser at once, and uses it where it does not answer."""


@dataclass(frozen=True)
class Session:
    """An open browser with one page."""

    context: BrowserContext
    page: Page
    version: str


def find_browser(named: Path | None) -> Path:
    """Give the browser to run: the one named, an installed Chrome, Chromium or Edge, or Playwright's own.

    Raises BadSettings where there is none.
    """
    if named is not None:
        if named.is_file() and os.access(named, os.X_OK):
            return named
        raise _no_browser(f"--browser: {named} is no program that can be run.")
    found = [Path(path) for name in _NAMES if (path := shutil.which(name))]
    found += [Path(place) for place in _PLACES if Path(place).is_file()]
    found += [path for pattern in _OWN for path in sorted(_playwrights_folder().glob(pattern), reverse=True)]
    if not found:
        raise _no_browser("--browser: no Chrome, Chromium or Edge was found on this machine.")
    return found[0]


def _no_browser(message: str) -> BadSettings:
    remedy = "Install one, run `playwright install chromium`, or name one with --browser."
    return BadSettings(message, why="no-browser", next_move=remedy)


def _playwrights_folder() -> Path:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    caches = {"darwin": "Library/Caches", "win32": "AppData/Local"}
    return Path(named) if named else Path.home() / caches.get(sys.platform, ".cache") / "ms-playwright"


def require_display(*, headed: bool) -> None:
    """Raise BadSettings for a headed run where no window can be shown."""
    has_display = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if headed and not has_display:
        remedy = "Leave --headed out, or run the command under `xvfb-run`."
        raise BadSettings("--headed: there is no display to show a window on.", why="no-display", next_move=remedy)


@contextmanager
def open_browser(  # noqa: PLR0913 - each is a part that a caller may have of its own
    settings: Browsing,
    source: Source,
    gate: Gate,
    watch: Watch = nullcontext,
    profile: Path | None = None,
    *,
    guard: Guard = nullcontext,
) -> Iterator[Session]:
    """Open a browser whose pages are answered from this source, and close it again.

    With a `profile` it is the private browser of that folder, where a session stays; without, nothing stays.
    `guard` is entered for as long as it runs, with what ends it at once from any thread.
    Raises BadSettings where the browser does not start.
    """
    executable = find_browser(settings.browser)
    _keep_quiet()
    driver = sync_playwright()
    with source.way_out() as way_out, guard(partial(_end, driver)), driver as playwright:
        context = _launched(playwright, executable, settings, way_out, profile)
        context.set_default_timeout(settings.timeout * 1000)
        context.route("**/*", lambda route: _direct(route, source, gate))
        source.shut(context)
        try:
            with watch(context):
                page = context.pages[0] if context.pages else context.new_page()
                yield Session(context, page, _version(context))
        finally:
            if not _is_ended(driver):
                _refuse(gate.held)
                _close(context)


def _process_of(driver: PlaywrightContextManager) -> Process | None:
    client = driver._client  # noqa: SLF001 - Playwright has no name for its own process
    return getattr(client and client._transport, "_proc", None)  # noqa: SLF001 - as above


def _end(driver: PlaywrightContextManager) -> None:
    """End the driver, and with it the browser: every call that waits for either comes back with an error."""
    process = _process_of(driver)
    with suppress(ProcessLookupError):
        if process and process.returncode is None:
            process.kill()


def _is_ended(driver: PlaywrightContextManager) -> bool:
    process = _process_of(driver)
    return process is not None and process.returncode is not None


def _keep_quiet() -> None:
    """Let no call that nobody waited for say at its end, in Playwright's words, what was typed where."""
    logging.getLogger("asyncio").disabled = True


def _version(context: BrowserContext) -> str:
    return context.browser.version if context.browser else ""


def _launched(
    playwright: Playwright, executable: Path, settings: Browsing, way_out: list[str], profile: Path | None
) -> BrowserContext:
    launch: dict[str, Any] = {
        "executable_path": executable,
        "headless": not settings.headed,
        "slow_mo": settings.slow_mo,
        "args": browser_arguments(settings, way_out),
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
    }
    view: dict[str, Any] = {
        "locale": settings.locale,
        "ignore_https_errors": settings.ignore_https_errors,
        "service_workers": "block",
        "viewport": _VIEW,
        "accept_downloads": False,
    }
    try:
        if profile:
            return playwright.chromium.launch_persistent_context(profile, **launch, **view)
        return playwright.chromium.launch(**launch).new_context(**view)
    except Error as error:
        log.debug("the browser did not start", error=error.message)
        message = f"--browser: {executable} did not start."
        remedy = "End any other run with the same --profile, see `meta-objection doctor`, or name another browser."
        raise BadSettings(message, why="no-browser", next_move=remedy) from error


def browser_arguments(settings: Browsing, way_out: list[str]) -> list[str]:
    """Give the browser's arguments: the person's own but for the network, of which `way_out` decides alone."""
    arguments = without_network(settings.browser_args) + way_out
    if hasattr(os, "geteuid") and os.geteuid() == 0 and "--no-sandbox" not in arguments:
        arguments.append("--no-sandbox")  # Chromium refuses to run as root with it, and only then it is given up
    return arguments


def _direct(route: Route, source: Source, gate: Gate) -> None:
    request = route.request
    if not is_meta_address(request.url):
        log.debug("request refused", reason="elsewhere")
        route.abort("blockedbyclient")
        return
    kind = request.headers.get("content-type", "")
    match gate.decide(request.method, request.url, lambda: request.post_data_buffer, kind):
        case Passage.PASS:
            source.serve(route)
        case Passage.HOLD:
            gate.hold(route)
        case Passage.REFUSE:
            log.warning("a second sending was refused", path=request.url.partition("?")[0])
            route.abort("blockedbyclient")


def _refuse(held: Route | None) -> None:
    """Refuse a sending that nobody answered: a browser whose routes are taken away would send it by itself."""
    if held is not None:
        with suppress(Error):  # it was answered, or the browser is gone
            held.abort()


def _close(context: BrowserContext) -> None:
    try:
        context.unroute_all(behavior="ignoreErrors")
        (context.browser or context).close()
    except Error as error:
        log.debug("the browser was already gone", error=type(error).__name__)
