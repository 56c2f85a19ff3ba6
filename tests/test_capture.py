"""What the browser shows and what Meta answered is kept, without the site's tokens."""

import email
import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from meta_objection.capture import keep_answer, keep_ending, take_picture, without_tokens
from meta_objection.receipts import Draft
from meta_objection.wire import Answer
from tests.visits import at_meta

TOKEN = "NAcMq8Xw2Lr5Tz9Yb3Kd7:17:1700000000"
LSD = "AVq8Xw2Lr5Tz9Yb3"
STARTED = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
BODY = f"""<form><input type="hidden" name="fb_dtsg" value="{TOKEN}"><input type="hidden" name="lsd" value="{LSD}">
<p>Größe 🙅 أعترض — We’ve received your objection. {"A very long line. " * 20}</p></form>
<script>const elsewhere = {json.dumps({"token": LSD})};</script>
<style>p {{ background: url(https://www.facebook.com/x.png?lsd={LSD}) }}</style>"""


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft.begin(tmp_path, "facebook", STARTED)


def names(draft: Draft) -> list[str]:
    return sorted(path.name for path in draft.folder.iterdir())


def test_the_ending_is_kept_as_picture_and_as_page(page: Page, draft: Draft) -> None:
    at_meta(page, BODY)
    keep_ending(draft, page)

    assert names(draft) == ["01-end.png", "page.mhtml"]
    assert (draft.folder / "01-end.png").read_bytes().startswith(b"\x89PNG")
    assert {stat.S_IMODE(path.stat().st_mode) for path in draft.folder.iterdir()} == {0o600}


def test_a_kept_page_holds_no_token_anywhere(page: Page, draft: Draft) -> None:
    at_meta(page, BODY)
    keep_ending(draft, page)
    message = email.message_from_bytes((draft.folder / "page.mhtml").read_bytes())
    payloads = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
    decoded = b"".join(payload for payload in payloads if isinstance(payload, bytes))

    assert "Größe 🙅 أعترض".encode() in decoded
    assert TOKEN.encode() not in decoded
    assert LSD.encode() not in decoded


def test_a_kept_page_can_be_opened_and_read(page: Page, draft: Draft) -> None:
    at_meta(page, BODY)
    before = page.inner_text("p")
    keep_ending(draft, page)
    page.goto((draft.folder / "page.mhtml").as_uri())

    assert page.title() == "A page"
    assert page.inner_text("p") == before


def test_a_page_that_is_gone_leaves_nothing_and_breaks_nothing(page: Page, draft: Draft) -> None:
    page.close()
    keep_ending(draft, page)

    assert names(draft) == []


def test_a_picture_shows_the_whole_page(page: Page, draft: Draft) -> None:
    page.set_content("<div style='height:5000px'>tall</div>")
    take_picture(draft, page, "review")
    height = int.from_bytes((draft.folder / "01-review.png").read_bytes()[20:24], "big")

    assert height >= 5000


def test_a_part_that_is_no_text_stays_as_it_was() -> None:
    mhtml = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://www.facebook.com/a?b=3Dc\r\n\r\n"
        "<p>Gr=C3=B6=C3=9Fe</p>\r\n--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "iVBORw0KGgo=\r\n--x--\r\n"
    )
    parts = email.message_from_bytes(without_tokens(mhtml)).get_payload()
    assert isinstance(parts, list)
    text, picture = parts

    assert text["Content-Location"] == "https://www.facebook.com/a?b=3Dc"  # type: ignore[index]  # a message
    assert text.get_payload(decode=True).decode().strip() == "<p>Größe</p>"  # type: ignore[union-attr]  # as above
    assert picture.get_payload(decode=True) == b"\x89PNG\r\n\x1a\n"  # type: ignore[union-attr]  # as above


def test_metas_answer_is_kept_without_tokens_and_cookies(draft: Draft) -> None:
    headers = (("Content-Type", "application/x-javascript"), ("Set-Cookie", "xs=secret"), ("X-FB-Debug", "abc"))
    body = "for (;;);" + json.dumps({"payload": {"layer": f'<input name="lsd" value="{LSD}">Größe 🙅'}})
    keep_answer(draft, Answer(200, headers, body.encode(), f"https://www.facebook.com/x?lsd={LSD}", STARTED))
    text = (draft.folder / "response.json").read_text(encoding="utf-8")
    kept = json.loads(text)

    assert (kept["status"], kept["received"]) == (200, "2026-11-22T10:15:00+00:00")
    assert "Größe 🙅" in json.loads(kept["body"].removeprefix("for (;;);"))["payload"]["layer"]
    assert LSD not in text
    assert "secret" not in text
    assert [name for name, _ in kept["headers"]] == ["Content-Type", "X-FB-Debug"]


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", "ä".encode("latin-1")])
def test_an_answer_that_is_no_text_is_kept_as_far_as_it_can_be_read(draft: Draft, body: bytes) -> None:
    keep_answer(draft, Answer(500, (), body, "https://www.facebook.com/x", STARTED))

    assert json.loads((draft.folder / "response.json").read_text(encoding="utf-8"))["status"] == 500
