"""A trace for the receipt, without anything secret."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from meta_objection.receipts import Draft
from meta_objection.trace import Trace
from tests.visits import NEW, path_of, serve

TOKEN = "NAcMq8Xw2Lr5Tz9Yb3Kd7:17:1700000000"
REASON = "Mine-and-nobody-elses"
BODY = f'<form><input type="hidden" name="fb_dtsg" value="{TOKEN}"><textarea name="reason"></textarea></form>'
SEND = (
    f"() => fetch('/submit', {{method: 'POST', body: new URLSearchParams({{fb_dtsg: '{TOKEN}', reason: '{REASON}'}})}})"
)


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft.begin(tmp_path, "facebook", datetime(2026, 11, 22, tzinfo=UTC))


def test_a_trace_that_nobody_wished_for_is_not_kept(page: Page, draft: Draft) -> None:
    trace = Trace(page.context, wanted=False)
    trace.begin()
    trace.learn(page)
    trace.keep(draft)

    assert list(draft.folder.iterdir()) == []


def test_a_trace_holds_what_happened_and_nothing_secret(page: Page, draft: Draft) -> None:
    serve(page, {path_of(NEW): BODY, "/submit": "thanks"})
    page.context.add_cookies([{"name": "xs", "value": "a-cookie-of-mine", "url": NEW}])
    trace = Trace(page.context, wanted=True)
    trace.begin()
    page.goto(NEW)
    trace.learn(page)
    page.evaluate(SEND)
    trace.keep(draft)
    with zipfile.ZipFile(io.BytesIO((draft.folder / "trace.zip").read_bytes())) as kept:
        contents = {name: kept.read(name) for name in kept.namelist()}
    whole = b"\n".join(contents.values())

    assert b"/help/contact/" in whole
    assert "trace.trace" in contents
    for secret in (TOKEN, "a-cookie-of-mine"):
        assert [name for name, content in contents.items() if secret.encode() in content] == []
    lines = [json.loads(line) for line in contents["trace.network"].splitlines()]
    assert [line["snapshot"]["request"]["method"] for line in lines] == ["GET", "POST"]
    assert all("postData" not in line["snapshot"]["request"] for line in lines)
