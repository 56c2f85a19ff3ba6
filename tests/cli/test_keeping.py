"""Opening, deleting: nothing that was tampered with is shown to a browser, nothing is deleted unasked."""

import io
import json
import shutil
import sys
import webbrowser
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from meta_objection.cli import keeping, kept
from meta_objection.errors import BadSettings, Interrupted
from meta_objection.outcome import Mode
from meta_objection.receipts import Draft, all_receipts, audit
from meta_objection.receipts.gallery import write_gallery
from meta_objection.settings import Place
from tests.receipts.examples import STARTED, a_kept_receipt, a_png, a_receipt

pytestmark = pytest.mark.usefixtures("own_place")


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    return [a_kept_receipt(tmp_path, started=STARTED + timedelta(days=day)) for day in range(3)]


def place(home: Path, *, as_json: bool = False) -> Place:
    return Place(home=home).model_copy(update={"as_json": as_json})


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_gallery_shows_all_newest_first_to_everybody(
    page: Page, tmp_path: Path, three: list[Path], language: str
) -> None:
    page.goto(write_gallery(tmp_path, language).as_uri())

    links = [link.get_attribute("href") for link in page.get_by_role("link").all()]
    assert links == [f"receipts/{folder.name}/receipt.html" for folder in reversed(three)]
    expect(page.get_by_role("img")).to_have_count(3)
    page.wait_for_function("[...document.images].every(image => image.complete && image.naturalWidth === 8)")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link").all()[0].click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith(f"{three[2].name}/receipt.html")


def test_what_does_not_hold_is_neither_linked_nor_shown(page: Page, tmp_path: Path, three: list[Path]) -> None:
    html = (three[2] / "receipt.html").read_text(encoding="utf-8")
    (three[2] / "receipt.html").write_text(html + "<script>document.title='owned'</script>", encoding="utf-8")
    (three[1] / "receipt.json").write_text('{"outcome": "<script>"}')
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(write_gallery(tmp_path, "en").as_uri())

    assert [link.get_attribute("href") for link in page.get_by_role("link").all()] == [
        f"receipts/{three[0].name}/receipt.html"
    ]
    expect(page.get_by_text("does not hold")).to_have_count(2)
    assert all(three[0].name in one for one in asked[1:])
    with pytest.raises(BadSettings, match="does not hold"):
        keeping.open_page(three[2].name, None, place(tmp_path))


def test_a_replay_is_marked_in_the_gallery_too(page: Page, tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.picture("end", a_png())
    draft.finish(a_receipt(mode=Mode.REPLAY))
    page.goto(write_gallery(tmp_path, "en").as_uri())

    expect(page.get_by_text("REPLAY — not an objection: nothing was sent to Meta")).to_be_visible()


def test_a_home_without_receipts_has_an_empty_gallery(page: Page, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    page.goto(write_gallery(tmp_path / "home", "de").as_uri())

    expect(page.get_by_text("Noch keine Belege.")).to_be_visible()


def test_opening_hands_the_browser_the_page(
    tmp_path: Path, three: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []

    def only_once(address: str) -> bool:
        opened.append(address)
        return len(opened) == 1

    monkeypatch.setattr(webbrowser, "open", only_once)
    keeping.open_page("latest", None, place(tmp_path))
    keeping.open_page(None, None, place(tmp_path))
    keeping.open_page(None, None, place(tmp_path, as_json=True))
    said = capsys.readouterr().out.splitlines()

    assert opened == [(three[2] / "receipt.html").as_uri(), (tmp_path / "receipts.html").as_uri()]
    assert said[0] == f"Opened {three[2] / 'receipt.html'}"
    assert said[1] == f"No browser could be opened. The page is {tmp_path / 'receipts.html'}"
    assert json.loads(said[2]) == {"page": str(tmp_path / "receipts.html")}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "left"), [("yes\n", 2), ("ja\n", 2), ("no\n", 3), ("\n", 3), ("", 3)])
def test_deleting_asks_first(
    tmp_path: Path, three: list[Path], monkeypatch: pytest.MonkeyPatch, typed: str, left: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    try:
        keeping.delete(three[1].name, place(tmp_path), everything=False, journal=False, unasked=False)
    except Interrupted:
        assert left == 3

    assert len(list((tmp_path / "receipts").iterdir())) == left
    assert {one.holds for _, one in audit(tmp_path)} == {True}, "what the person deleted is not missed"


def test_without_a_terminal_nothing_is_deleted_unasked(
    tmp_path: Path, three: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    with pytest.raises(BadSettings, match="no terminal"):
        keeping.delete("latest", place(tmp_path), everything=False, journal=False, unasked=False)

    assert all(folder.is_dir() for folder in three)


def test_all_can_be_deleted_with_the_journal(
    tmp_path: Path, three: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "journal.sqlite3").touch()
    keeping.delete(None, place(tmp_path, as_json=True), everything=True, journal=True, unasked=True)
    said = json.loads(capsys.readouterr().out)

    assert set(said["deleted"]) == {folder.name for folder in three}
    assert not (tmp_path / "journal.sqlite3").exists()
    assert list((tmp_path / "receipts").iterdir()) == []
    assert (tmp_path / "keys").is_dir()


@pytest.mark.parametrize(
    ("wanted", "everything", "journal"), [(None, False, False), ("latest", True, False), ("latest", False, True)]
)
def test_what_is_meant_must_be_clear(
    tmp_path: Path, three: list[Path], wanted: str | None, *, everything: bool, journal: bool
) -> None:
    with pytest.raises(BadSettings, match="Say which receipt"):
        keeping.delete(wanted, place(tmp_path), everything=everything, journal=journal, unasked=True)

    assert all(folder.is_dir() for folder in three)


def test_a_receipt_that_is_a_link_leads_no_deletion_elsewhere(tmp_path: Path, three: list[Path]) -> None:
    (tmp_path / "precious").mkdir()
    shutil.rmtree(three[0])
    three[0].symlink_to(tmp_path / "precious")

    keeping.delete(None, place(tmp_path), everything=True, journal=False, unasked=True)
    assert (tmp_path / "precious").is_dir()


def test_deleting_all_leaves_nothing_of_what_was_kept(tmp_path: Path, three: list[Path]) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.picture("review", a_png())
    broken_off = three[0].with_name(f".deleted-{three[0].name}")
    shutil.copytree(three[0], broken_off)
    write_gallery(tmp_path, "en")
    all_receipts(tmp_path)
    keeping.delete(None, place(tmp_path), everything=True, journal=True, unasked=True)

    assert list((tmp_path / "receipts").iterdir()) == []
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(("receipts", ".receipts"))] == ["receipts"]


def test_a_deletion_that_broke_off_stands_in_nobodys_way(tmp_path: Path, three: list[Path]) -> None:
    shutil.copytree(three[0], three[0].with_name(f".deleted-{three[0].name}"))
    keeping.delete(three[0].name, place(tmp_path), everything=False, journal=False, unasked=True)

    assert sorted(path.name for path in (tmp_path / "receipts").iterdir()) == sorted(path.name for path in three[1:])


@pytest.mark.parametrize("begun", ["a run", "a list"])
def test_a_deletion_that_broke_off_is_finished_at_the_next_start(tmp_path: Path, three: list[Path], begun: str) -> None:
    three[0].rename(left := three[0].with_name(f".deleted-{three[0].name}"))
    if begun == "a run":
        Draft.begin(tmp_path, "facebook", STARTED)
    else:
        kept.list_all(place(tmp_path))

    assert not left.exists()


def test_the_gallery_of_a_receipt_that_is_gone_is_gone_too(tmp_path: Path, three: list[Path]) -> None:
    page = write_gallery(tmp_path, "en")
    keeping.delete(three[0].name, place(tmp_path), everything=False, journal=False, unasked=True)

    assert not page.exists()
