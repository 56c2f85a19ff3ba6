from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    # One for a whole module: these tests look at what `set_content` shows, and it leaves nothing of what was before.
    with closing(browser.new_context()) as context:
        context.set_default_timeout(3000)
        yield context.new_page()
