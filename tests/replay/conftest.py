from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from meta_objection.replay import BLOCKED_NETWORK_ARGS, FixtureAbout, Recorder, Redactor
from tests.replay.site import Outside, application, outside, served

STARTED = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
ABOUT = FixtureAbout(
    kind="reconstructed",
    source="a small site",
    date="2026-11-22",
    form="facebook",
    generation="2025",
    lang="en",
    story="success",
    route="direct",
    address="https://site.example/form",
    ends="submitted",
)
SECRETS = {"email": "kim@private.invalid", "reason": "I never agreed / to this."}


@dataclass(frozen=True)
class Recorded:
    """The small site as two visits recorded it; it is served no more."""

    address: str
    first: Path
    second: Path
    outside: Outside
    reached: tuple[bool, bool]


@pytest.fixture(scope="module")
def replay_browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    with closing(launch(*BLOCKED_NETWORK_ARGS)) as browser:
        yield browser


@pytest.fixture
def replayed(replay_browser: Browser) -> Iterator[BrowserContext]:
    with closing(replay_browser.new_context(service_workers="block")) as context:
        context.set_default_timeout(8000)
        yield context


@pytest.fixture(scope="module")
def recorded(launch: Callable[..., Browser], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    folder = tmp_path_factory.mktemp("recorded")
    with outside() as elsewhere:
        with served(application(elsewhere)) as address, closing(launch()) as browser:
            for name in ("first", "second"):
                _record(browser, address, folder / name)
            reached = elsewhere.called.wait(8), elsewhere.rung.wait(8)
        elsewhere.called.clear()
        elsewhere.rung.clear()
        yield Recorded(address, folder / "first", folder / "second", elsewhere, reached)


def _record(browser: Browser, address: str, folder: Path) -> None:
    with closing(browser.new_context()) as context:
        recorder = Recorder(Redactor(SECRETS), STARTED)
        with recorder.listening(context):
            object_to_it(context.new_page(), address, SECRETS["email"], SECRETS["reason"])
            # a page of its own: the bodies of one that is left are gone, and the recorder may still be reading them
            probe(context.new_page(), address)
        recorder.write(folder, ABOUT)
        assert recorder.lost == []


def object_to_it(page: Page, address: str, email: str, reason: str) -> None:
    page.goto(f"{address}/")
    # in a replay a page in between goes onward by script, so `goto` alone is there too early
    page.get_by_label("Mail").wait_for()
    page.wait_for_load_state()
    page.get_by_label("Mail").fill(email)
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text("Thanks. wait-0 wait-1 done", timeout=8000)


def probe(page: Page, address: str) -> None:
    page.goto(f"{address}/probes")
    expect(page).to_have_title("Tried", timeout=15000)
