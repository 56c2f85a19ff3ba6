"""The recorder of a person, tried with a person who is a second program at the same browser."""

import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from meta_objection.replay import read_about, read_har, scan
from tests.command import Desk, end
from tests.replica import Replica, Story
from tests.replica.texts import words

pytestmark = pytest.mark.all_only


PATIENCE = 60  # seconds
RECORD = Path(__file__).parents[2] / "scripts" / "record"
SECRETS = {
    "email": "kim@private.invalid",
    "name": "Kim",  # as the replica's pages show it
    "reason": "I never agreed to this.",
    "code": "246810",
}
TEXT = words("en")
STORY = Story(generation="2024", ending="code", prefilled=SECRETS["email"])


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def replica() -> Iterator[Replica]:
    with Replica(STORY) as running:
        yield running


class Watched:
    """A recording under way, with its terminal."""

    def __init__(self, replica: Replica, port: int, folder: Path) -> None:
        flags = ["--generation", "2024", "--lang", "en", "--url", replica.address(), "--into", str(folder)]
        arguments = [*replica.browser_args, f"--remote-debugging-port={port}"]
        flags += [f"--browser-arg={argument}" for argument in arguments]
        self.process = subprocess.Popen(
            [RECORD, "live", "--form", "facebook", *flags, "--headless", "--ignore-https-errors"],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def type(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def await_line(self, saying: str) -> None:
        assert self.process.stderr
        seen = []
        while saying not in (line := self.process.stderr.readline()):
            seen.append(line)
            assert line, "".join(seen)


@pytest.fixture
def folder(tmp_path: Path, replica: Replica, playwright: Playwright) -> Path:
    port = free_port()
    watched = Watched(replica, port, tmp_path)
    watchdog = threading.Timer(PATIENCE, watched.process.kill)
    watchdog.start()
    try:
        for secret in SECRETS.values():
            watched.type(secret)
        watched.await_line("Sign in")
        with closing(playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")) as browser:
            watched.type("")
            watched.await_line("Recording.")
            go_through_the_form(next(page for context in browser.contexts for page in context.pages))
            watched.type("")
            assert watched.process.wait(30) == 0
    finally:
        watchdog.cancel()
        end(watched.process)
    return tmp_path / "facebook" / "2024-en"


def go_through_the_form(page: Page) -> None:
    page.get_by_label(TEXT["country"]).fill("Germany")
    page.get_by_role("option", name="Germany").click()
    page.get_by_label(TEXT["reason_2024"]).fill(SECRETS["reason"])
    page.get_by_role("button", name=TEXT["submit"], exact=True).click()
    page.get_by_label(TEXT["code"], exact=True).fill(SECRETS["code"])
    page.get_by_role("button", name=TEXT["confirm"]).click()
    expect(page.get_by_role("dialog")).to_contain_text(TEXT["thanks"])


def test_a_recorded_person_leaves_a_fixture_that_another_can_replay(
    folder: Path, replica: Replica, tmp_path: Path
) -> None:
    kept = b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).decode()
    assert scan(folder) == []
    assert [name for name, secret in SECRETS.items() if secret in kept] == []
    assert (read_about(folder).kind, read_about(folder).source) == ("recorded", "www.facebook.com")
    assert [one.request.method for one in read_har(folder)] == ["GET", "GET", "POST", "POST"]
    assert (len(replica.sent()), len(replica.codes())) == (1, 1)
    desk = Desk(tmp_path)
    answers = ["--country", "IE", "--email", "kim@example.org", "--reason", "No.", "--code", "135791"]
    where = ["--replay", str(folder), "--home", str(desk.home), "--timeout", "5"]
    ended = desk.run("submit", *where, "--json", "--yes", *answers)
    assert ended.report["outcome"] == "submitted", ended.report


@pytest.mark.parametrize("address", ["http://www.facebook.com/help/contact/1", "https://facebook.com.evil.example/"])
def test_only_metas_own_site_is_recorded(address: str, tmp_path: Path) -> None:
    asked = ["live", "--form", "facebook", "--generation", "2024", "--lang", "en", "--url", address]
    ended = subprocess.run([RECORD, *asked, "--into", tmp_path], check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr.count("--url")) == (2, 1)
