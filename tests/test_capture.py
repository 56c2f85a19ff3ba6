"""What the browser shows and what Meta answered is kept, without the site's tokens."""

import base64
import email
import hashlib
import json
import ssl
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme
from playwright.sync_api import Page

from meta_objection.capture import (
    inert,
    keep_answer,
    keep_certificates,
    keep_ending,
    take_masked,
    take_picture,
    try_picture,
    without_tokens,
)
from meta_objection.receipts import Draft
from meta_objection.receipts.certificates import certificates_seen
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

    assert names(draft) == ["01-end.png", "page.html", "page.mhtml", "page.txt"]
    assert (draft.folder / "01-end.png").read_bytes().startswith(b"\x89PNG")
    assert {stat.S_IMODE(path.stat().st_mode) for path in draft.folder.iterdir()} == {0o600}


def test_a_kept_page_holds_no_token_anywhere(page: Page, draft: Draft) -> None:
    at_meta(page, BODY)
    keep_ending(draft, page)
    message = email.message_from_bytes((draft.folder / "page.mhtml").read_bytes())
    payloads = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
    decoded = b"".join(payload for payload in payloads if isinstance(payload, bytes))
    for name in ("page.html", "page.txt"):
        text = (draft.folder / name).read_bytes()
        assert "Größe 🙅 أعترض".encode() in text
        assert (TOKEN.encode() in text, LSD.encode() in text) == (False, False)

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


def test_after_the_sending_a_picture_that_cannot_be_had_costs_nothing(page: Page, draft: Draft) -> None:
    page.close()
    try_picture(draft, page, "answer")
    take_masked(draft, "end", page.locator("form"), ["Kim"])

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


HOSTILE = """<h1>Thank you</h1><script>window.ran = true</script>
<img src="https://www.facebook.com/pixel.png" onerror="window.ran = true" alt="A picture">
<svg><a xlink:href="javascript:alert(1)"><text>drawn</text></a></svg><iframe src="https://www.facebook.com/frame"></iframe>
<form action="https://www.facebook.com/send"><input name="a" value="before"><input type="hidden" name="b" value="token">
<textarea>before</textarea><select><option>one</option><option>two</option></select><button>Send</button></form>
<a href="https://www.facebook.com/elsewhere">away</a><style>body { background: url(https://www.facebook.com/b.png) }
@import url(https://www.facebook.com/s.css);</style><object data="https://www.facebook.com/o"></object>
<meta http-equiv="refresh" content="0;url=https://www.facebook.com/away">"""


def all_that_ended(page: Page) -> list[str]:
    """From now on: every address that answered, and why every other request failed, which goes out to nobody."""
    ended: list[str] = []
    page.context.on("response", lambda response: ended.append(response.url))
    page.context.on("requestfailed", lambda request: ended.append(str(request.failure)))
    return ended


def test_a_kept_page_does_nothing_when_it_is_opened(page: Page, draft: Draft) -> None:
    at_meta(page, HOSTILE.replace('<meta http-equiv="refresh"', "<meta"))
    page.get_by_role("textbox").all()[0].fill("after")
    page.locator("textarea").fill("my own words")
    page.locator("select").select_option("two")
    keep_ending(draft, page)
    page.context.unroute_all()
    ended = all_that_ended(page)
    page.goto((draft.folder / "page.html").as_uri())
    for control in (page.get_by_role("button"), page.get_by_text("away")):
        control.click(no_wait_after=True)

    assert set(ended) <= {(draft.folder / "page.html").as_uri(), "csp"}
    assert page.evaluate("window.ran") is None
    assert page.get_by_role("textbox").all()[0].input_value() == "after"
    assert page.locator("textarea").input_value() == "my own words"
    assert page.locator("select").input_value() == "two"
    assert page.get_by_alt_text("A picture").count() == 1


def test_even_markup_that_was_smuggled_past_the_cleaning_does_nothing(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(inert(HOSTILE.replace('<meta http-equiv="refresh"', "<meta")))
    ended = all_that_ended(page)
    page.goto(path.as_uri())
    page.wait_for_load_state()

    assert set(ended) <= {path.as_uri(), "csp"}
    assert page.evaluate("window.ran") is None


def test_the_page_is_kept_as_a_screen_reader_reads_it(page: Page, draft: Draft) -> None:
    at_meta(page, "<h1>Thank you</h1><div role=dialog aria-label='Done'>We have received it.</div>")
    keep_ending(draft, page)
    text = (draft.folder / "page.txt").read_text(encoding="utf-8")

    assert '- heading "Thank you" [level=1]' in text
    assert '- dialog "Done"' in text


def test_the_same_picture_twice_at_the_end_is_kept_once(page: Page, draft: Draft) -> None:
    page.set_content("<p>Thank you</p>")
    take_picture(draft, page, "answer")
    keep_ending(draft, page)

    assert [name for name in names(draft) if name.endswith(".png")] == ["01-end.png"]


def test_what_the_page_showed_first_is_kept_where_it_became_another(page: Page, draft: Draft) -> None:
    page.set_content("<p>Type the code</p>")
    take_picture(draft, page, "answer")
    page.set_content("<p>Thank you</p>")
    keep_ending(draft, page)

    assert [name for name in names(draft) if name.endswith(".png")] == ["01-answer.png", "02-end.png"]


WHO = """<header>Kim Example</header><form style="width:400px"><p>As <b>Kim Example</b>, known as KIM@example.org</p>
<input type=email value="kim@example.org"><textarea style="%s">I am nobody.</textarea><img alt="" width=20></form>"""


def black_share(page: Page, picture: bytes) -> float:
    """How much of a picture is black."""
    data = "data:image/jpeg;base64," + base64.b64encode(picture).decode()
    counted = """async source => {
      const image = new Image(); image.src = source; await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
      pen.drawImage(image, 0, 0);
      const all = pen.getImageData(0, 0, image.width, image.height).data;
      let black = 0;
      for (let n = 0; n < all.length; n += 4) black += all[n] + all[n + 1] + all[n + 2] < 60;
      return black / (all.length / 4);
    }"""
    return float(page.evaluate(counted, data))


def test_a_masked_picture_covers_who_the_person_is_and_shows_the_form_alone(page: Page, draft: Draft) -> None:
    page.set_content(WHO % "color:red")
    form = page.locator("form")
    take_masked(draft, "one", form, [])
    take_masked(draft, "two", form, ["kim@example.org", "Kim Example"])
    page.locator("textarea").fill("I am Kim Example.")
    take_masked(draft, "three", form, ["kim example"])
    pictures = [(draft.folder / f"masked-{name}.jpg").read_bytes() for name in ("one", "two", "three")]
    boxes, words, all_of_it = (black_share(page, picture) for picture in pictures)

    assert 0.02 < boxes < words < all_of_it
    box = form.bounding_box()
    assert box
    assert (
        page.evaluate("async s => (await createImageBitmap(await (await fetch(s)).blob())).width", uri(pictures[0]))
        == 400
    )


def uri(picture: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(picture).decode()


@pytest.mark.parametrize("body", ["", "<form></form><form></form>"])
def test_without_a_region_there_is_no_masked_picture(page: Page, draft: Draft, body: str) -> None:
    page.set_content(body)
    take_masked(draft, "end", page.locator("form"), ["Kim"])

    assert names(draft) == []


def test_a_chain_of_certificates_is_kept_as_it_was_shown(draft: Draft) -> None:
    authority = trustme.CA()
    own = authority.issue_cert("www.facebook.com").cert_chain_pems[0].bytes().decode()
    der = ssl.PEM_cert_to_DER_cert(own)
    keep_certificates(draft, Answer(200, (), b"", "https://www.facebook.com/x", STARTED, (der,)))
    keep_certificates(draft, Answer(200, (), b"", "https://www.facebook.com/x", STARTED))

    assert (draft.folder / "certificates.pem").read_text().split() == own.split()
    assert [one.sha256 for one in certificates_seen((der, b"no certificate"))] == [hashlib.sha256(der).hexdigest()]
