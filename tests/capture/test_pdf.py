"""The receipt on paper: the same page, by the browser that is open anyway, and nothing fetched for it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from meta_objection.capture.pdf import printing_with
from meta_objection.outcome import Mode
from meta_objection.receipts import Draft, verify
from meta_objection.receipts.render import render
from tests.receipts.examples import STARTED, a_png, a_receipt


def test_a_receipt_is_printed_and_asks_nobody(page: Page) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url.partition(",")[0]))
    pdf = printing_with(page.context)(render(a_receipt(), {"01-end.png": a_png()}))

    assert pdf
    assert pdf.startswith(b"%PDF-")
    assert b"/Lang (en)" in pdf
    assert b"(How to check this receipt)" in pdf, "its headings are its outline"
    assert set(asked) <= {"data:image/png;base64"}
    assert page.context.pages == [page]


def test_the_pdf_is_part_of_the_receipt(page: Page, tmp_path: Path) -> None:
    folder = Draft.begin(tmp_path, "facebook", STARTED).finish(
        a_receipt(mode=Mode.REPLAY), to_paper=printing_with(page.context)
    )

    assert (folder / "receipt.pdf").read_bytes().startswith(b"%PDF-")
    assert verify(folder).problems == ()
    (folder / "receipt.pdf").write_bytes(b"%PDF-another")
    assert not verify(folder).holds


def test_a_browser_that_is_gone_costs_the_pdf_and_nothing_else(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    context.close()
    folder = Draft.begin(tmp_path, "facebook", STARTED).finish(a_receipt(), to_paper=printing_with(context))

    assert not (folder / "receipt.pdf").exists()
    assert verify(folder).problems == ()


@pytest.mark.parametrize("words", ["<script>document.title = 'owned'</script>", "<img src=x onerror=alert(1)>"])
def test_markup_in_anybodys_words_is_printed_as_text(page: Page, words: str) -> None:
    pdf = printing_with(page.context)(render(a_receipt(message=words, confirmation=words), {}))

    assert pdf
    assert b"owned" not in pdf.partition(b"/Title")[2][:200]
