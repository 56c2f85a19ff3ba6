"""A trace for the receipt, without anything secret."""

import base64
import io
import json
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Error, Page

from meta_objection.capture.page import learn_page
from meta_objection.capture.trace import Trace, cleaned
from meta_objection.receipts import Draft
from meta_objection.redaction import Secrets
from tests.visits import NEW, path_of, serve

TOKEN = "NAcMq8Xw2Lr5Tz9Yb3Kd7:17:1700000000"
REASON = "Mine-and-nobody-elses"
SEND = (
    f"() => fetch('/submit', {{method: 'POST', body: new URLSearchParams({{fb_dtsg: '{TOKEN}', reason: '{REASON}'}})}})"
)


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft.begin(tmp_path, "facebook", datetime(2026, 11, 22, tzinfo=UTC))


CODE = "246810"
COOKIE = "tulip-7-meadow"
HIDDEN = "river.4.stone"
SECRETS = (TOKEN, COOKIE, HIDDEN, CODE, REASON, "kim.real@gmail.com", "written-here-before", "SentBack5Secret7Whole")
FORM = f"""<form><input type=hidden name=fb_dtsg value="{TOKEN}"><input type=hidden name=nh value="{HIDDEN}">
<div data-store='{{"sk":"{TOKEN}"}}'>A form</div><input name=code value=""><input name=mail value="kim.real@gmail.com">
<textarea name=reason></textarea>
<textarea>written-here-before</textarea></form><a href="/x?lsd={TOKEN}">x</a><script>var t = "{TOKEN}"</script>"""


def recorded(page: Page, draft: Draft) -> dict[str, bytes]:
    """A form filled in and sent, a code typed, and everything asked of the browser that a run asks."""
    secrets = Secrets.of({"reason": REASON, "email": "kim.real@gmail.com"})
    secrets.know_code(CODE)
    page.context.add_cookies([{"name": "any", "value": COOKIE, "url": NEW}])
    serve(page, {path_of(NEW): FORM, "/submit": "SentBack5Secret7Whole", "/data": "{}"})
    trace = Trace(page.context, secrets, wanted=True)
    trace.begin()
    page.goto(f"{NEW}?lsd={TOKEN}")
    learn_page(page, secrets.site)
    page.locator("[name=reason]").fill(REASON)
    page.evaluate(SEND)
    page.evaluate(f"() => fetch('/data', {{method: 'POST', body: JSON.stringify({{a: '{TOKEN}'}})}})")
    page.context.cookies()
    page.content()
    page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})
    page.locator("[name=code]").fill(CODE)
    with suppress(Error):
        page.locator("[name=nothing]").fill(CODE, timeout=100)
    page.screenshot()
    trace.keep(draft)
    with zipfile.ZipFile(io.BytesIO((draft.folder / "trace.zip").read_bytes())) as kept:
        return {name: kept.read(name) for name in kept.namelist()}


def test_a_trace_that_nobody_wished_for_is_not_kept(page: Page, draft: Draft) -> None:
    trace = Trace(page.context, Secrets(), wanted=False)
    trace.begin()
    trace.keep(draft)

    assert list(draft.folder.iterdir()) == []


def test_a_trace_holds_the_steps_and_the_looks_and_nothing_that_was_said(page: Page, draft: Draft) -> None:
    contents = recorded(page, draft)
    lines = [json.loads(line) for line in contents["trace.trace"].splitlines()]
    done = [(line["class"], line["method"]) for line in lines if line["type"] == "before"]
    asked = [json.loads(line)["snapshot"]["request"] for line in contents["trace.network"].splitlines()]

    for secret in SECRETS:
        guises = (secret, quote(secret, safe=""), json.dumps(secret)[1:-1], base64.b64encode(secret.encode()).decode())
        assert [name for name, content in contents.items() for guise in guises if guise.encode() in content] == []
    assert ("Frame", "goto") in done
    assert ("Frame", "fill") in done
    assert {kind for kind, _ in done} <= {"Frame", "Page", "ElementHandle", "BrowserContext"}
    assert {"cookies", "content", "evaluateExpression", "fulfill", "send"}.isdisjoint(method for _, method in done)
    assert [one["method"] for one in asked] == ["GET", "POST", "POST"]
    assert all(one["headers"] == [] and "?" not in one["url"] for one in asked)
    assert "A form" in contents["trace.trace"].decode()


def test_no_picture_of_a_trace_is_from_after_the_code_was_typed(page: Page, draft: Draft) -> None:
    contents = recorded(page, draft)
    lines = [json.loads(line) for line in contents["trace.trace"].splitlines()]
    fills = [line["startTime"] for line in lines if line["type"] == "before" and line["method"] == "fill"]
    frames = [line["timestamp"] for line in lines if line["type"] == "screencast-frame"]

    assert len(fills) == 3
    assert all(moment < fills[1] for moment in frames)
    assert {name for name in contents if name.endswith(".jpeg")} <= {line.get("file") for line in lines}


def test_what_a_later_version_adds_to_a_trace_is_left_out() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        new = {
            "type": "before",
            "class": "Frame",
            "method": "fill",
            "callId": "1",
            "startTime": 1,
            "params": {"new": TOKEN},
        }
        archive.writestr(
            "trace.trace", "\n".join(map(json.dumps, [{"type": "new", "text": TOKEN}, new | {"new": TOKEN}]))
        )
        archive.writestr("new.file", TOKEN)
    with zipfile.ZipFile(io.BytesIO(cleaned(made.getvalue(), Secrets()))) as kept:
        contents = {name: kept.read(name) for name in kept.namelist()}

    assert sorted(contents) == ["trace.network", "trace.trace"]
    assert TOKEN.encode() not in b"".join(contents.values())
