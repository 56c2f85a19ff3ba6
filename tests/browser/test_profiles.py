"""The profiles in which a signed-in session stays."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from meta_objection.browser.profiles import (
    delete_profile,
    existing_profile,
    in_use,
    make_profile,
    note_account,
    noted_account,
)
from meta_objection.errors import BadSettings


@pytest.fixture
def careless() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("careless")
def test_a_profile_is_for_its_owner_only_under_any_umask(tmp_path: Path) -> None:
    made = make_profile(tmp_path / "home", "kim")
    folders = (made, made.parent, tmp_path / "home")
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == [0o700] * 3


def test_a_profile_exists_once_it_is_made_and_until_it_is_deleted(tmp_path: Path) -> None:
    assert existing_profile(tmp_path, "kim") is None
    made = make_profile(tmp_path, "kim")
    (made / "Default").mkdir()
    (made / "Default" / "Cookies").write_bytes(b"secret")
    assert existing_profile(tmp_path, "kim") == made
    assert delete_profile(tmp_path, "kim")
    assert existing_profile(tmp_path, "kim") is None
    assert not made.exists()


def test_profiles_are_kept_apart(tmp_path: Path) -> None:
    kim, alex = make_profile(tmp_path, "kim"), make_profile(tmp_path, "alex")
    assert kim != alex
    assert delete_profile(tmp_path, "kim")
    assert existing_profile(tmp_path, "alex") == alex


def test_deleting_a_profile_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert not delete_profile(tmp_path, "kim")


@pytest.mark.usefixtures("careless")
def test_whose_session_it_is_is_noted_for_the_owner_only_and_replaced_at_the_next_signing_in(tmp_path: Path) -> None:
    made = make_profile(tmp_path, "kim")
    assert noted_account(tmp_path, "kim") is None
    for name in ("Kim Example", "Zoë Ní Bhriain"):
        note_account(tmp_path, "kim", name)
        assert noted_account(tmp_path, "kim") == name
    assert [stat.S_IMODE(path.stat().st_mode) for path in made.iterdir()] == [0o600]
    note_account(tmp_path, "kim", None)
    assert noted_account(tmp_path, "kim") is None


def test_a_profile_stays_held_whatever_is_deleted_beside_it(tmp_path: Path) -> None:
    made = make_profile(tmp_path, "kim")
    with in_use(made):
        for path in made.parent.iterdir():
            if path != made:
                path.unlink()
        with pytest.raises(BadSettings, match="another run is using"):
            delete_profile(tmp_path, "kim")
    assert delete_profile(tmp_path, "kim")
    assert list(made.parent.iterdir()) == []


def test_nobody_else_can_read_a_profile_that_a_browser_left_open_to_others(tmp_path: Path) -> None:
    made = make_profile(tmp_path, "kim")
    with in_use(made):
        (made / "Default").mkdir(mode=0o755, exist_ok=True)
        for name in ("Cookies", "Preferences", "History"):
            (made / "Default" / name).touch(mode=0o644)
            (made / "Default" / name).chmod(0o644)

    assert [path for path in (made, *made.rglob("*")) if path.stat().st_mode & 0o077] == []
