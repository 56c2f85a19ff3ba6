import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.receipts.examples import a_kept_receipt


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # not for the whole session: Playwright's sync kind runs once in a thread, and other tests start their own
    names = ("chromium", "google-chrome", "chromium-browser")
    path = next(filter(None, map(shutil.which, names)), None)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield browser
        browser.close()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return a_kept_receipt(tmp_path)
