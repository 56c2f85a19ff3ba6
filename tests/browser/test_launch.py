"""The browser: which one runs, and what its pages can reach."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Error, Playwright

from meta_objection.browser import launch as module
from meta_objection.browser.launch import (
    Session,
    browser_arguments,
    find_browser,
    has_sandbox,
    open_browser,
    require_display,
    require_open,
    view_of,
)
from meta_objection.browser.profiles import in_use, make_profile
from meta_objection.errors import BadSettings
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import Replay, live_source
from meta_objection.network.way_out import WayOut
from meta_objection.replay import BLOCKED_NETWORK_ARGS, shipped_fixtures
from meta_objection.settings import Browsing
from tests.command import open_to_others
from tests.https import HttpsServer, answering
from tests.unprivileged import can_be_unprivileged, run_unprivileged

Result = TypeVar("Result")
SESSION_FILES = {"Preferences", "Secure Preferences", "Cookies", "Cookies-journal", "Network/Cookies"}
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
    arguments = browser_arguments(browsing(browser_args=own), WayOut(("--proxy-bypass-list=<-loopback>",)))

    assert arguments == ["--lang=de", *module._CLOSED_WAYS, "--proxy-bypass-list=<-loopback>"]


def test_no_argument_of_the_persons_opens_the_network_for_a_replay(any_fixture: Path) -> None:
    own = ("--host-resolver-rules=MAP * 127.0.0.1:1", "--proxy-server=http://127.0.0.1:2")
    with Replay(any_fixture).way_out() as way_out:
        arguments = browser_arguments(browsing(browser_args=own), way_out)

    assert arguments == [*module._CLOSED_WAYS, *BLOCKED_NETWORK_ARGS]
    assert way_out.server is None


def ask_running(home: Path, *, may_sandbox: bool = True) -> subprocess.CompletedProcess[str]:
    if not can_be_unprivileged():
        pytest.skip("this system lets nobody become somebody else")
    home.mkdir()
    return run_unprivileged(["-m", "tests.running_browser", str(home)], home, may_sandbox=may_sandbox)


def test_the_running_browser_has_its_sandbox(tmp_path: Path) -> None:
    asked = ask_running(tmp_path / "home")
    lines = asked.stdout.splitlines()
    renderers = [line for line in lines if "--type=renderer" in line]

    assert lines, asked.stderr
    assert renderers
    assert all(line.startswith("True ") for line in renderers)  # the kernel filters what such a process may ask
    assert not any(re.search(r" --no-sandbox\b", line) for line in lines if "--type=zygote" not in line)


def test_where_there_is_no_sandbox_no_page_is_opened_and_the_remedy_is_named(tmp_path: Path) -> None:
    asked = ask_running(tmp_path / "home", may_sandbox=False)

    assert asked.stdout == ""
    assert "no sandbox, and without one no page is opened" in asked.stderr


@pytest.mark.parametrize(("user", "has_it"), [(0, False), (1000, True)])
def test_the_sandbox_is_given_up_only_for_root(
    monkeypatch: pytest.MonkeyPatch,
    user: int,
    has_it: bool,  # noqa: FBT001 - a column of the table
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)

    assert has_sandbox() is has_it


FORM = (
    b"<!doctype html><html lang=en><title>Log in</title><form action=/in><input name=email autocomplete=username>"
    b"<input name=pass type=password autocomplete=current-password><button>Log in</button></form>"
)
TYPED = ("kim.typed@example.org", "correct-horse-battery")


def signed_in(server: HttpsServer, home: Path, profile: Path) -> None:
    """Type an address and a password into a form that puts both into the next page's address."""
    settings = browsing(home=home, browser_args=tuple(server.browser_args), ignore_https_errors=True)
    with open_browser(settings, live_source(settings), SendGate(()), profile=profile) as session:
        session.page.goto("https://www.facebook.com/")
        for name, text in zip(("email", "pass"), TYPED, strict=True):
            session.page.locator(f"[name={name}]").press_sequentially(text)
        session.page.get_by_role("button").click()
        session.page.wait_for_url("**/in?*")


def test_a_profile_keeps_the_session_and_nothing_that_was_typed(tmp_path: Path) -> None:
    profile = make_profile(tmp_path, "kim")
    cookie = "xs=the-session; Domain=facebook.com; Path=/; Max-Age=99999; Secure; HttpOnly"
    with HttpsServer(answering("200 OK", FORM, "Content-Type: text/html", f"Set-Cookie: {cookie}")) as server:
        in_a_thread(lambda: signed_in(server, tmp_path, profile))
        before = len(server.heard)
        in_a_thread(lambda: signed_in(server, tmp_path, profile))
        first = server.heard[before]
    kept = {str(path.relative_to(profile)): path.read_bytes() for path in profile.rglob("*") if path.is_file()}
    secrets = [guise for text in TYPED for guise in (text.encode(), text.encode("utf-16-le"), quote(text).encode())]

    assert first.header("cookie") == "xs=the-session"
    assert [name for name, content in kept.items() if any(secret in content for secret in secrets)] == []
    assert set(kept) <= {f"Default/{name}" for name in SESSION_FILES} | {"Local State", "First Run"}
    assert open_to_others(profile) == []


def test_no_run_can_use_a_profile_that_another_is_using(tmp_path: Path) -> None:
    profile = make_profile(tmp_path, "kim")
    with in_use(profile), pytest.raises(BadSettings, match="another run is using the profile “kim”"):
        in_a_thread(lambda: open_and_close(browsing(home=tmp_path), profile))


def open_and_close(settings: Browsing, profile: Path | None = None) -> None:
    with open_browser(settings, live_source(settings), SendGate(()), profile=profile):
        pass


def test_nothing_of_a_run_stays_in_a_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, temporary = tmp_path / ("a-long-name-" * 8), Path(tempfile.mkdtemp())
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    in_a_thread(lambda: open_and_close(browsing(home=home)))

    temporary.rmdir()  # nothing is left in it

    assert list(home.iterdir()) == []


ASK = """
import os, sys
from pathlib import Path
place = Path({place!r})
place.write_text("\\n".join(f"{{name}}={{value}}" for name, value in os.environ.items()))
sys.exit(3)
"""


def test_a_browser_and_its_driver_learn_nothing_of_the_programs_own_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("META_OBJECTION_EMAIL", "kim@example.org")
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    monkeypatch.setenv("A_TOKEN_OF_ANOTHER_PROGRAM", "secret")
    named = program(tmp_path / "spy", f"#!{sys.executable}\n{ASK.format(place=str(tmp_path / 'seen'))}")
    with pytest.raises(BadSettings, match="did not start"):
        in_a_thread(lambda: open_and_close(browsing(home=tmp_path, browser=named)))
    names = {line.partition("=")[0] for line in (tmp_path / "seen").read_text().splitlines()}

    assert "TMPDIR" in names
    assert names.isdisjoint({"META_OBJECTION_EMAIL", "SSLKEYLOGFILE", "A_TOKEN_OF_ANOTHER_PROGRAM"})


@pytest.mark.parametrize("wish", ["DEBUG=pw:protocol", "DEBUG=pw:api", "DEBUG=*", "DEBUGP=1"])
def test_the_driver_writes_down_nothing_that_is_typed(wish: str, tmp_path: Path) -> None:
    written = subprocess.run(
        [sys.executable, "-m", "tests.typing_browser", str(tmp_path)],
        cwd=Path(__file__).parents[2],
        env=os.environ | dict([wish.split("=")]),
        capture_output=True,
        check=True,
    )

    assert written.stdout == b"typed\n"
    assert b"kim.typed" not in written.stderr


ROUNDABOUT = b"""<!doctype html><html lang=en><p>Hello<script>
const rules = document.createElement('script')
rules.type = 'speculationrules'
const ahead = kind => [{source: 'list', urls: ['/' + kind + '?kim'], eagerness: 'immediate'}]
rules.text = JSON.stringify({prefetch: ahead('fetched-ahead'), prerender: ahead('shown-ahead')})
document.head.append(rules)
if (self.SharedWorker) new SharedWorker('/shared-worker?kim')
</script>"""


def test_no_page_sends_anything_past_the_router_by_a_shared_worker_or_by_loading_ahead(tmp_path: Path) -> None:
    def visit(server: HttpsServer) -> list[str]:
        # ahead is fetched only where the certificate is trusted
        settings = browsing(home=tmp_path, browser_args=(*server.browser_args, server.trusting_arg))
        routed: list[str] = []
        with open_browser(settings, live_source(settings), SendGate(())) as session:
            session.context.on("request", lambda request: routed.append(request.url))
            session.page.goto("https://www.facebook.com/")
            session.page.evaluate("fetch('/last')")
            session.page.evaluate("new Promise(done => setTimeout(done, 1500))")  # what comes ahead, comes soon
        return routed

    with HttpsServer(answering("200 OK", ROUNDABOUT, "Content-Type: text/html")) as server:
        in_a_thread(lambda: visit(server))
        asked = {heard.line.split(" ")[1] for heard in server.heard}

    assert {"/", "/last"} <= asked
    assert asked.isdisjoint({"/fetched-ahead?kim", "/shown-ahead?kim", "/shared-worker?kim"})


def test_a_sending_to_a_host_on_which_no_form_lives_is_refused(tmp_path: Path) -> None:
    """Other people's programs lie on some of Meta's domains."""
    send = "address => fetch(address, {method: 'POST', mode: 'no-cors', body: 'x'}).then(() => 'sent', () => 'refused')"

    def visit(server: HttpsServer) -> str:
        settings = browsing(home=tmp_path, browser_args=tuple(server.browser_args), ignore_https_errors=True)
        gate = SendGate(("/ajax/help/contact/submit/page",))
        with open_browser(settings, live_source(settings), gate) as session:
            session.page.goto("https://www.facebook.com/")
            gate.open()
            return str(session.page.evaluate(send, "https://apps-1.apps.fbsbx.com/ajax/help/contact/submit/page"))

    with HttpsServer(answering("200 OK", PAGE, "Content-Type: text/html")) as server:
        assert in_a_thread(lambda: visit(server)) == "refused"
        assert not any(heard.line.startswith("POST") for heard in server.heard)


def test_a_window_that_is_closed_is_noticed_though_nobody_acts(tmp_path: Path) -> None:
    def visit() -> None:
        with open_browser(browsing(home=tmp_path), live_source(browsing()), SendGate(())) as session:
            require_open(session.page)
            session.page.close()
            require_open(session.page)

    with pytest.raises(Error, match="closed"):
        in_a_thread(visit)


@pytest.mark.parametrize("ours", [True, False])
def test_root_is_told_that_there_is_no_sandbox_unless_the_pages_are_our_own(
    ours: bool,  # noqa: FBT001 - a column of the table
    any_fixture: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(module, "has_sandbox", lambda: False)
    fixture = next(shipped_fixtures().glob("*/*/fixture.toml")).parent if ours else any_fixture

    def visit() -> None:
        with open_browser(browsing(home=any_fixture / "home"), Replay(fixture), SendGate(())):
            pass

    in_a_thread(visit)

    assert ("without its sandbox" in capsys.readouterr().err) is not ours


@pytest.fixture
def any_fixture(tmp_path: Path) -> Path:
    (tmp_path / "site.har").write_text('{"log": {"version": "1.2", "entries": []}}')
    return tmp_path


def test_a_browser_that_does_not_start_is_named(tmp_path: Path) -> None:
    broken = program(tmp_path / "my-browser", "#!/bin/sh\nexit 3\n")

    def start() -> None:
        with open_browser(browsing(browser=broken), live_source(browsing()), SendGate(())):
            pytest.fail("it started")

    with pytest.raises(BadSettings, match=r"^--browser: .*my-browser did not start"):
        in_a_thread(start)


FETCH = "address => fetch(address, {mode: 'no-cors'}).then(() => 'answered', () => 'refused')"


def test_pages_reach_meta_and_nobody_else() -> None:
    def visit(server: HttpsServer) -> dict[str, str]:
        settings = browsing(browser_args=tuple(server.browser_args), ignore_https_errors=True)
        with open_browser(settings, live_source(settings), SendGate(())) as session:
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
        with open_browser(browsing(), live_source(browsing()), SendGate(()), watch) as session:
            told.append("open")
        return session

    session = in_a_thread(visit)

    assert told == ["begin 1", "open", "end 1"]
    assert session.version.partition(".")[0].isdigit()


def test_an_error_inside_closes_the_browser_and_comes_out() -> None:
    seen: list[Session] = []

    def visit() -> None:
        with open_browser(browsing(), live_source(browsing()), SendGate(())) as session:
            seen.append(session)
            raise LookupError

    with pytest.raises(LookupError):
        in_a_thread(visit)
    browser = seen[0].context.browser
    assert browser
    assert not browser.is_connected()


@pytest.mark.parametrize("headed", [True, False])
def test_a_window_is_as_dark_as_the_person_has_it_and_what_nobody_sees_is_always_alike(
    playwright: Playwright, tmp_path: Path, *, headed: bool
) -> None:
    dark = ["--force-dark-mode", *([] if has_sandbox() else ["--no-sandbox"])]
    view = view_of(browsing(headed=headed))
    chromium = playwright.chromium
    with closing(
        chromium.launch_persistent_context(tmp_path, executable_path=find_browser(None), args=dark, **view)
    ) as context:
        assert context.pages[0].evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is headed
