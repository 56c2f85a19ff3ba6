"""A receipt says which settings made it prove less."""

from pathlib import Path

import pytest

from meta_objection.plan.weakening import weakening_of
from meta_objection.receipts import Draft, read
from meta_objection.settings import Objection
from tests.receipts.examples import STARTED, a_receipt

pytestmark = pytest.mark.usefixtures("own_place")


def test_settings_as_they_come_weaken_nothing() -> None:
    assert weakening_of(Objection()) == ()


def test_each_that_lets_another_take_part_is_named_without_passwords_and_paths() -> None:
    settings = Objection(
        browser=Path("/somewhere/kim/chromium"),
        browser_args=("--host-resolver-rules=MAP * 127.0.0.1:8443",),
        proxy="http://kim:secret@proxy.example:8080",
        ignore_https_errors=True,
        assist=True,
    )

    assert weakening_of(settings) == (
        "--browser",
        "--ignore-https-errors",
        "--assist",
        "--browser-arg --host-resolver-rules=MAP * 127.0.0.1:8443",
        "--proxy http://proxy.example:8080",
    )


def test_the_receipt_shows_them_to_its_reader(tmp_path: Path) -> None:
    flags = ("--ignore-https-errors", "--proxy http://proxy.example:8080")
    plain = Draft.begin(tmp_path, "facebook", STARTED).finish(a_receipt())
    weakened = Draft.begin(tmp_path, "facebook", STARTED).finish(a_receipt(weakened_by=flags))
    page = (weakened / "receipt.html").read_text(encoding="utf-8")

    assert read(weakened).weakened_by == flags
    assert all(f"<code>{flag}</code>" in page for flag in flags)
    assert "Settings that make this receipt weaker" in page
    assert "weaker" not in (plain / "receipt.html").read_text(encoding="utf-8")
