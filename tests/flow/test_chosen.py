"""What is in the files that a person chose in the page itself."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from meta_objection.errors import FormChanged
from meta_objection.flow.chosen import chosen_files
from meta_objection.plan.attachments import LARGEST
from tests.visits import at_meta

BOXES = "<form><input type=file name=paper multiple><input type=file name=other></form>"
CONTENTS = {"one.png": bytes(range(256)), "Schöne Bilder.txt": "Zoë\r\n--b".encode(), "empty": b""}


def with_chosen(page: Page, folder: Path, *names: str, box: str = "paper") -> None:
    at_meta(page, BOXES)
    files = [folder / str(place) / name for place, name in enumerate(names)]
    for file in files:
        file.parent.mkdir()
        file.write_bytes(CONTENTS[file.name])
    page.locator(f"[name={box}]").set_input_files(files)


def test_each_file_is_read_to_the_byte(page: Page, tmp_path: Path) -> None:
    with_chosen(page, tmp_path, *CONTENTS)
    assert chosen_files(page, ["paper"]) == CONTENTS


def test_what_another_control_holds_is_not_read(page: Page, tmp_path: Path) -> None:
    with_chosen(page, tmp_path, "one.png", box="other")
    assert chosen_files(page, ["paper"]) == {}
    assert chosen_files(page, []) == {}


def test_a_page_cannot_put_something_else_in_their_place(page: Page, tmp_path: Path) -> None:
    with_chosen(page, tmp_path, "one.png")
    page.evaluate("() => { FileReader.prototype.readAsDataURL = () => { throw new Error('no') } }")
    assert chosen_files(page, ["paper"])["one.png"] == CONTENTS["one.png"]


def test_two_of_one_name_are_told_apart_by_nobody(page: Page, tmp_path: Path) -> None:
    with_chosen(page, tmp_path, "one.png", "one.png")
    with pytest.raises(FormChanged, match="one name"):
        chosen_files(page, ["paper"])


def test_one_that_is_too_large_stops_the_run(page: Page, tmp_path: Path) -> None:
    at_meta(page, BOXES)
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    page.locator("[name=paper]").set_input_files(large)
    with pytest.raises(FormChanged, match="too large"):
        chosen_files(page, ["paper"])
