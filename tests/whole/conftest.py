from collections.abc import Iterator

import pytest

from tests.terminal import Terminal


@pytest.fixture
def sitting() -> Iterator[list[Terminal]]:
    """The terminals that somebody sits at; each is left when the test ends."""
    opened: list[Terminal] = []
    yield opened
    for one in opened:
        one.close()
