from pathlib import Path

import pytest

from tests.receipts.examples import a_kept_receipt


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return a_kept_receipt(tmp_path)
