from pathlib import Path

import pytest

from meta_objection.replay import read_about, read_har, scan

FIXTURES = Path(__file__).parents[2] / "fixtures"
FOLDERS = sorted(path for path in FIXTURES.glob("*/*/") if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_a_fixture_can_be_read_says_what_it_is_and_keeps_nothing_of_anybody(folder: Path) -> None:
    assert read_har(folder)
    assert read_about(folder).form == folder.parent.name
    assert scan(folder) == []
