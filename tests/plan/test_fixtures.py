from pathlib import Path

import pytest

from meta_objection.errors import BadSettings
from meta_objection.plan.fixtures import fixture_about, fixture_folder
from meta_objection.replay import shipped_fixtures

SHIPPED = sorted(path.parent for path in shipped_fixtures().glob("*/*/fixture.toml"))


def test_some_fixtures_ship_with_the_program() -> None:
    assert SHIPPED


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_fixture_is_found_by_its_place_among_them(folder: Path) -> None:
    assert fixture_folder(Path(folder.parent.name, folder.name)).samefile(folder)
    assert fixture_folder(folder).samefile(folder)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_fixture_is_named_for_what_it_is(folder: Path) -> None:
    about = fixture_about(folder)

    assert folder.parent.name == about.form
    assert folder.name.startswith(f"{about.generation}-{about.lang}")


def test_a_fixture_of_ones_own_goes_before_a_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "facebook" / "2025-en"
    own.mkdir(parents=True)
    (own / "fixture.toml").touch()

    assert fixture_folder(Path("facebook/2025-en")).samefile(own)


@pytest.mark.parametrize("named", ["nowhere", "facebook", "..", "/", "facebook/2025-en/site.har"])
def test_an_unknown_fixture_is_answered_with_where_the_names_stand(named: str) -> None:
    with pytest.raises(BadSettings, match="--replay: there is no fixture at") as caught:
        fixture_folder(Path(named))

    assert "`meta-objection fixtures list`" in caught.value.next_move


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_misspelt_fixture_is_answered_with_the_one_that_was_meant(folder: Path) -> None:
    name = f"{folder.parent.name}/{folder.name}"
    with pytest.raises(BadSettings) as caught:
        fixture_folder(Path(name.replace("-", "_", 1)))

    assert name in caught.value.next_move


@pytest.mark.parametrize("content", [b"", b"kind = 1", b"\xff", b"kind = 'recorded"])
def test_a_fixture_that_does_not_say_what_it_is_is_a_bad_setting(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "fixture.toml").write_bytes(content)
    with pytest.raises(BadSettings, match=r"^--replay: "):
        fixture_about(tmp_path)
