"""Runs that a person sits at, on a display of their own; the person is played through the browser's debugging port."""

import json
import shutil
import socket
import stat
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from meta_objection.hosts import is_meta_host
from tests.command import PATIENCE, Desk, end, finish, objection, to_replica
from tests.replica import Replica, Story
from tests.terminal import Terminal
from tests.window import press

PASSWORD = "correct horse battery"
PANEL = "meta-objection-panel"
SOON = 30_000

pytestmark = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="there is no Xvfb to show a window on")


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


@pytest.fixture
def desk(display: str, tmp_path: Path) -> Desk:
    return Desk(tmp_path, {"DISPLAY": display})


@pytest.fixture
def port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        number: int = free.getsockname()[1]
        return number


def watched(port: int) -> tuple[str, str]:
    return "--browser-arg", f"--remote-debugging-port={port}"


@contextmanager
def window(playwright: Playwright, port: int) -> Iterator[Page]:
    """The page in the window, as soon as there is one."""
    patiently = Retrying(
        retry=retry_if_exception_type((Exception,)), stop=stop_after_delay(30), wait=wait_fixed(0.2), reraise=True
    )
    page = patiently(_front_page, playwright, f"http://127.0.0.1:{port}")
    page.set_default_timeout(SOON)
    yield page


def _front_page(playwright: Playwright, address: str) -> Page:
    browser = playwright.chromium.connect_over_cdp(address)
    pages = [page for context in browser.contexts for page in context.pages]
    if not pages:
        browser.close()  # what opens after the connecting may never be told to it
        raise LookupError("no page is open yet")
    return pages[-1]


def sign_in_by_hand(page: Page) -> None:
    page.locator("#email").fill("kim@example.org")
    page.locator("#pass").fill(PASSWORD)
    page.locator("#loginbutton").click()


@contextmanager
def headed(desk: Desk, replica: Replica, port: int, *words: str) -> Iterator[subprocess.Popen[str]]:
    started = desk.start(*objection(desk, replica, "--headed", *watched(port), *words, timeout=10))
    try:
        yield started
    finally:
        end(started)


def signed_in(desk: Desk, replica: Replica, playwright: Playwright, port: int) -> dict[str, str]:
    words = ("--home", str(desk.home), "--json", *to_replica(replica, 10), *watched(port))
    started = desk.start("sign-in", *words)
    try:
        with window(playwright, port) as page:
            sign_in_by_hand(page)
        ended = finish(started)
    finally:
        end(started)
    assert ended.code == 0, ended.err
    told: dict[str, str] = json.loads(ended.out)
    return told


def files_with(home: Path, text: str) -> list[str]:
    needles = (text.encode(), text.encode("utf-16-le"), text.replace(" ", "+").encode())
    files = [path for path in home.rglob("*") if path.is_file() and not path.is_symlink()]
    return [str(path) for path in files if any(needle in path.read_bytes() for needle in needles)]


def test_a_session_is_kept_without_its_password_used_and_deleted(desk: Desk, playwright: Playwright, port: int) -> None:
    profile = desk.home / "profiles" / "default"
    with Replica(Story(session="required")) as replica:
        told = signed_in(desk, replica, playwright, port)
        assert told == {"profile": "default", "account": "Kim Example"}
        assert stat.S_IMODE(profile.stat().st_mode) == 0o700
        assert files_with(desk.home, PASSWORD) == []
        ended = desk.object_to(replica)
        assert (ended.code, len(replica.sent())) == (0, 1), ended.err
    gone = desk.run("sign-out", "--home", str(desk.home), "--json")
    assert (gone.code, json.loads(gone.out)) == (0, {"profile": "default", "deleted": True})
    assert not profile.exists()


def test_a_headed_run_waits_until_the_person_has_signed_in(desk: Desk, playwright: Playwright, port: int) -> None:
    with Replica(Story(session="required")) as replica, headed(desk, replica, port) as started:
        with window(playwright, port) as page:
            page.wait_for_url("**/login/**")
            sign_in_by_hand(page)
        ended = finish(started)
        assert (ended.code, len(replica.sent())) == (0, 1), ended.err


def test_a_session_that_ends_half_way_stops_a_run_without_a_person(tmp_path: Path) -> None:
    with Replica(Story(session="lost", generation="2024")) as replica:
        ended = Desk(tmp_path).object_to(replica, "--slow-mo", "300")
        assert replica.sent() == []
    assert (ended.code, ended.report["why"]) == (10, "sign-in"), ended.err


def test_the_person_presses_and_the_run_files_what_came(desk: Desk, playwright: Playwright, port: int) -> None:
    with Replica() as replica, headed(desk, replica, port, "--assist") as started:
        with window(playwright, port) as page:
            panel = page.locator(PANEL)
            expect(panel).to_be_attached(timeout=SOON)
            expect(page.get_by_role("main").get_by_label("Email address")).to_have_value(
                "kim+meta@example.org", timeout=SOON
            )
            waiting(started)
            assert replica.sent() == []
            page.get_by_role("button", name="Submit").click()
        ended = finish(started)
        assert (ended.code, len(replica.sent())) == (0, 1), ended.err
    found = {step["name"]: step["found_by"] for step in ended.report["steps"]}
    assert found["send"] == "person"
    assert PANEL not in (ended.receipt / "page.mhtml").read_text(encoding="utf-8", errors="replace")
    assert [path.name[3:] for path in sorted(ended.receipt.glob("*.png"))] == [
        "email.png",
        "reason.png",
        "review.png",
        "end.png",
    ]


def test_a_run_says_for_whom_it_acts_and_so_does_the_receipt(desk: Desk, playwright: Playwright, port: int) -> None:
    with Replica(Story(session="required")) as replica:
        signed_in(desk, replica, playwright, port)
        ended = desk.object_to(replica)
    assert "Account: Kim Example" in ended.err
    assert json.loads((ended.receipt / "receipt.json").read_text())["account"] == "Kim Example"


def test_a_run_goes_on_where_it_was_after_the_session_was_lost(desk: Desk, playwright: Playwright, port: int) -> None:
    with Replica(Story(session="lost", generation="2024")) as replica:
        with headed(desk, replica, port, "--slow-mo", "300") as started:
            with window(playwright, port) as page:
                page.wait_for_url("**/login/**")
                replica.story = Story(generation="2024")
                sign_in_by_hand(page)
            ended = finish(started)
        assert (ended.code, len(replica.sent())) == (0, 1), ended.err


def test_what_nobody_knows_is_answered_in_the_window_and_sent_with_the_rest(
    desk: Desk, playwright: Playwright, port: int
) -> None:
    with Replica(Story(obstacle="unknown-required")) as replica, headed(desk, replica, port) as started:
        with window(playwright, port) as page:
            page.wait_for_url("**/help/contact/**")
            page.get_by_label("Your national identity number").fill("12 34 56")
            waiting(started, "does not know")
            press("Go on")(page)
        ended = finish(started)
        assert (ended.code, len(replica.sent())) == (0, 1), ended.err
    kept = json.loads((ended.receipt / "receipt.json").read_text())
    assert [value for text, value in kept["asked"].items() if "identity number" in text] == ["12 34 56"]
    assert [step["found_by"] for step in ended.report["steps"] if step["name"] == "other"] == ["person"]
    assert b"meta-objection-panel" not in b"".join(path.read_bytes() for path in ended.receipt.iterdir())


def test_a_headed_run_with_nobody_there_waits_for_nobody(desk: Desk) -> None:
    with Replica(Story(obstacle="unknown-required")) as replica:
        ended = desk.object_to(replica, "--headed", "--unattended")
        assert replica.sent() == []
    assert (ended.code, ended.report["why"]) == (11, "unknown-question"), ended.err


def test_closing_the_window_before_the_press_sends_nothing(desk: Desk, playwright: Playwright, port: int) -> None:
    with Replica() as replica, headed(desk, replica, port, "--slow-mo", "500") as started:
        with window(playwright, port) as page:
            expect(page.locator(PANEL)).to_be_attached(timeout=SOON)
            page.close()
        ended = finish(started)
        assert replica.sent() == []
    assert (ended.code, ended.report["why"], ended.report["sent"]) == (130, "window-closed", "no")
    assert ended.receipt.is_dir()


def test_space_pauses_the_run_and_goes_on_with_it(desk: Desk, playwright: Playwright, port: int) -> None:
    with Replica() as replica, headed(desk, replica, port, "--slow-mo", "500") as started:
        with window(playwright, port) as page:
            paused = page.locator(f"{PANEL}[paused]")
            page.wait_for_url("**/help/contact/**")  # a key meets no page while one leaves
            expect(page.locator(PANEL)).to_be_attached(timeout=SOON)
            page.keyboard.press("Space")
            expect(paused).to_be_attached(timeout=SOON)
            assert not replica.wait_for_sent(1, 3.0)
            page.keyboard.press("Space")
            expect(paused).not_to_be_attached(timeout=SOON)
        ended = finish(started)
        assert (ended.code, len(replica.sent())) == (0, 1), ended.err
        assert replica.sent()[0].first("email") == "kim+meta@example.org"


@pytest.fixture
def right_account(desk: Desk, playwright: Playwright, port: int) -> Callable[[str], int]:
    """Signs in at a terminal, answers whether it is the right account, and gives the exit code."""

    def answered(answer: str) -> int:
        with Replica(Story(session="required")) as replica:
            words = ("--home", str(desk.home), *to_replica(replica, 10), *watched(port))
            with closing(Terminal(desk, "sign-in", *words)) as terminal:
                with window(playwright, port) as page:
                    sign_in_by_hand(page)
                assert "as Kim Example" in terminal.read_until("Type yes:")
                terminal.type(answer)
                return terminal.ended().code

    return answered


def test_the_right_account_is_kept(desk: Desk, right_account: Callable[[str], int]) -> None:
    assert right_account("yes\n") == 0
    assert (desk.home / "profiles" / "default").exists()


def test_a_wrong_account_is_not_kept(desk: Desk, right_account: Callable[[str], int]) -> None:
    assert right_account("no\n") == 130
    assert not (desk.home / "profiles" / "default").exists()


@pytest.mark.parametrize("seconds", [3, pytest.param(120, marks=pytest.mark.all_only)])
def test_a_headed_run_asks_nobody_but_meta(desk: Desk, playwright: Playwright, port: int, seconds: int) -> None:
    words = ("--assist", "--log-level", "debug", "--log-format", "json")
    with Replica() as replica, headed(desk, replica, port, *words) as started, window(playwright, port) as page:
        expect(page.get_by_role("main").get_by_label("Email address")).not_to_be_empty(timeout=SOON)
        threading.Event().wait(seconds)  # as long as somebody looks at the form
        page.close()
        ended = finish(started)
    logged = [json.loads(line) for line in ended.err.splitlines() if line.startswith("{")]
    asked = {line["host"] for line in logged if line["event"].startswith("connection ")}
    counted = {one["host"] for one in json.loads((ended.receipt / "receipt.json").read_text())["network"]}
    assert counted
    assert {host for host in asked | counted if not is_meta_host(host)} == set()


def waiting(started: subprocess.Popen[str], said: str = "Press the button") -> None:
    """Read what the run says until it waits for the person."""
    assert started.stderr
    assert any(said in line for line in iter(started.stderr.readline, "")), PATIENCE
