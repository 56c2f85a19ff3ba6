"""Opens and closes the browser, and lets its pages reach nothing but Meta's own hosts over https."""

import logging
import os
import re
import shutil
import sys
from asyncio.subprocess import Process
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from playwright.sync_api import BrowserContext, Error, Page, Playwright, Route, sync_playwright
from playwright.sync_api._context_manager import PlaywrightContextManager

from meta_objection.browser.getting import install_command, playwrights_command
from meta_objection.browser.profiles import in_use, make_empty
from meta_objection.browser.scratch import scratch, short_way
from meta_objection.browser.surroundings import known_environment, started
from meta_objection.browser_args import without_network
from meta_objection.console.output import fitted
from meta_objection.console.signals import Signals
from meta_objection.errors import BadSettings
from meta_objection.hosts import is_form_address, is_meta_address
from meta_objection.network.send_gate import Passage, SendGate
from meta_objection.network.source import Source
from meta_objection.network.way_out import WayOut
from meta_objection.settings import Browsing

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
_VIEW = {"width": 1264, "height": 660}
"""In pixels; with a window around it, it fits on a laptop's screen of 1280 by 800."""
_NOWHERE = "https://localhost:9/"  # a port to which no browser connects
_CLOSED_WAYS = (
    "--disable-shared-workers",
    f"--gaia-url={_NOWHERE}",
    f"--component-updater=url-source={_NOWHERE}",
)
"""What takes ways to the network from a page that no router sees, and from a browser that asks its maker for news."""
NO_SANDBOX = "● You are root, so the browser runs without its sandbox. Run this as an ordinary user.\n"
_NO_SANDBOX_HERE = re.compile(r"No usable sandbox|sandboxing failed|FATAL:[^\n]*sandbox", re.IGNORECASE)
"""Chromium gives up in words that differ by what it looked for: namespaces, or the helper that is set to be root."""
_SANDBOX_REMEDY = (
    "Install Chromium or Chrome as a package of your system, which brings what its sandbox needs (on Debian also"
    " `chromium-sandbox`), or have user namespaces allowed; in a container, start it so that they are."
)

Watch = Callable[[BrowserContext], AbstractContextManager[object]]
"""Looks on while a browser is open: a recorder does."""
Guard = Callable[[Callable[[], None]], AbstractContextManager[object]]
"""Is given what ends a browser at once, and uses it where it does not answer."""


def guard_of(settings: Browsing, signals: Signals) -> Guard:
    """Give what ends a browser that does not answer within all that a step may take, or at which a run is stopped."""
    patience = 3 * settings.timeout + 15 + 10 * settings.slow_mo / 1000
    return lambda end: signals.guarded(end, patience)


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
    own = playwrights_command()
    system = install_command()
    ways = f"Install one: `{system}`; or let" if system != own else "Let"
    remedy = f"{ways} Playwright bring one: `{own}`; or name one with --browser."
    return BadSettings(message, why="no-browser", next_move=remedy)


def _playwrights_folder() -> Path:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    caches = {"darwin": "Library/Caches", "win32": "AppData/Local"}
    return Path(named) if named else Path.home() / caches.get(sys.platform, ".cache") / "ms-playwright"


def require_display(*, headed: bool) -> None:
    """Raise BadSettings for a headed run where no window can be shown."""
    has_display = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if headed and not has_display:
        remedy = (
            "Run it at a computer with a screen: --headed and `sign-in` open a window. Where you only gave --headed to"
            " watch, leave it out; where nobody looks, `xvfb-run` stands in for a screen."
        )
        raise BadSettings("--headed: there is no display to show a window on.", why="no-display", next_move=remedy)


@contextmanager
def open_browser(  # noqa: PLR0913 - each is a part that a caller may have of its own
    settings: Browsing,
    source: Source,
    gate: SendGate,
    watch: Watch = nullcontext,
    profile: Path | None = None,
    *,
    guard: Guard = nullcontext,
) -> Iterator[Session]:
    """Open a browser whose pages are answered from this source, and close it again.

    With a `profile` it is the private browser of that folder, where a session stays; without, it has a new profile in
    the run's temporary folder, and nothing stays. Either is told beforehand what a browser must not do by itself.
    `guard` is entered for as long as it runs, with what ends it at once from any thread.
    Raises BadSettings where the browser does not start.
    """
    executable = find_browser(settings.browser)
    if not (has_sandbox() or source.is_ours):
        sys.stderr.write(fitted(NO_SANDBOX, sys.stderr))
    _keep_quiet()
    driver = sync_playwright()
    with ExitStack() as stack:
        temporary = stack.enter_context(_scratch(settings.home))
        folder = profile or make_empty(temporary)
        stack.enter_context(in_use(folder))
        way_out = stack.enter_context(source.way_out())
        stack.enter_context(guard(partial(_end, driver)))
        playwright = stack.enter_context(started(driver, temporary))
        context = _launched(playwright, executable, settings, _launching(settings, way_out, temporary), folder)
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


@contextmanager
def _scratch(home: Path) -> Iterator[Path]:
    try:
        with scratch(home) as folder:
            yield folder
    except PermissionError as error:
        message = f"--home: nothing can be written to {home}."
        raise BadSettings(message, why="setting", next_move="Name a folder of your own with --home.") from error


def _launching(settings: Browsing, way_out: WayOut, temporary: Path) -> dict[str, Any]:
    """Give how the browser is started: in its sandbox, with a known environment, and past this run's password."""
    launch: dict[str, Any] = {
        "headless": not settings.headed,
        "slow_mo": settings.slow_mo,
        "args": browser_arguments(settings, way_out),
        "chromium_sandbox": has_sandbox(),
        "env": known_environment(os.environ, short_way(temporary)),
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
    }
    if way_out.server:
        launch["proxy"] = {"server": way_out.server, "bypass": "<-loopback>"}
    if way_out.password:
        launch["proxy"] |= {"username": way_out.password.name, "password": way_out.password.word}
    return launch


def view_of(settings: Browsing) -> dict[str, Any]:
    """Give how pages are shown: a window as dark as the person's system has it, what nobody sees always alike."""
    return {
        "locale": settings.locale,
        "ignore_https_errors": settings.ignore_https_errors,
        "service_workers": "block",
        "viewport": _VIEW,
        "color_scheme": "null" if settings.headed else "light",
        "accept_downloads": False,
    }


def _launched(
    playwright: Playwright, executable: Path, settings: Browsing, launch: dict[str, Any], profile: Path
) -> BrowserContext:
    how = {**launch, **view_of(settings)}
    try:
        return playwright.chromium.launch_persistent_context(profile, executable_path=executable, **how)
    except Error as error:
        log.debug("the browser did not start", error=error.message)
        raise _not_started(executable, error.message) from error


def _not_started(executable: Path, log_of_it: str) -> BadSettings:
    if _NO_SANDBOX_HERE.search(log_of_it):
        message = f"--browser: this system gives {executable} no sandbox, and without one no page is opened."
        return BadSettings(message, why="no-sandbox", next_move=_SANDBOX_REMEDY)
    message = f"--browser: {executable} did not start."
    remedy = "See `meta-objection doctor`, or name another browser."
    return BadSettings(message, why="no-browser", next_move=remedy)


def has_sandbox() -> bool:
    """Whether the browser keeps its pages in a sandbox: always, but for root, for whom Chromium has none."""
    return not (hasattr(os, "geteuid") and os.geteuid() == 0)


def browser_arguments(settings: Browsing, way_out: WayOut) -> list[str]:
    """Give the browser's arguments: the person's own but for the network, of which `way_out` decides alone."""
    return [*without_network(settings.browser_args), *_CLOSED_WAYS, *way_out.arguments]


def require_open(page: Page) -> None:
    """Raise Playwright's error where the window was closed meanwhile; nothing else would notice while nobody acts."""
    page.context.cookies("https://nobody.invalid/")  # asks the browser itself, so that it can say that it is gone
    if page.is_closed():
        raise Error("the page was closed")


def _direct(route: Route, source: Source, gate: SendGate) -> None:
    request = route.request
    if not is_meta_address(request.url):
        log.debug("request refused", reason="elsewhere")
        route.abort("blockedbyclient")
        return
    kind = request.headers.get("content-type", "")
    match gate.decide(request.method, request.url, lambda: request.post_data_buffer, kind):
        case Passage.PASS:
            source.serve(route)
        case Passage.HOLD if not is_form_address(request.url):
            log.warning("a sending to a host that no form lives on was refused", host=urlsplit(request.url).hostname)
            route.abort("blockedbyclient")
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
