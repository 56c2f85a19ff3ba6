"""What the browser shows and what Meta answered is kept, without the site's tokens."""

import base64
import email
import hashlib
import json
import ssl
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
import trustme
from playwright.sync_api import Page

from meta_objection.capture.page import (
    inert,
    keep_answer,
    keep_certificates,
    keep_ending,
    take_picture,
    try_picture,
)
from meta_objection.network.http_client import Answer
from meta_objection.receipts import Draft
from meta_objection.receipts.certificates import certificates_seen
from meta_objection.redaction import MARK, Secrets, SiteSecrets, clean_mhtml
from tests.visits import NEW, at_meta

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
    keep_ending(draft, page, Secrets())

    assert names(draft) == ["01-end.png", "page.html", "page.mhtml", "page.txt"]
    assert (draft.folder / "01-end.png").read_bytes().startswith(b"\x89PNG")
    assert {stat.S_IMODE(path.stat().st_mode) for path in draft.folder.iterdir()} == {0o600}


def test_a_kept_page_holds_no_token_anywhere(page: Page, draft: Draft) -> None:
    at_meta(page, BODY)
    keep_ending(draft, page, Secrets())
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
    keep_ending(draft, page, Secrets())
    assert b"Content-ID: <frame-" in (draft.folder / "page.mhtml").read_bytes()
    page.goto((draft.folder / "page.mhtml").as_uri())

    assert page.title() == "A page"
    assert page.inner_text("p") == before


def test_a_page_that_is_gone_leaves_nothing_and_breaks_nothing(page: Page, draft: Draft) -> None:
    page.close()
    keep_ending(draft, page, Secrets())

    assert names(draft) == []


def test_after_the_sending_a_picture_that_cannot_be_had_costs_nothing(page: Page, draft: Draft) -> None:
    page.close()
    try_picture(draft, page, "answer")

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
    parts = email.message_from_bytes(clean_mhtml(mhtml.encode(), SiteSecrets())).get_payload()
    assert isinstance(parts, list)
    text, picture = parts

    assert text["Content-Location"] == "https://www.facebook.com/a"  # type: ignore[index]  # a message
    assert text.get_payload(decode=True).decode().strip() == "<p>Größe</p>"  # type: ignore[union-attr]  # as above
    assert picture.get_payload(decode=True) == b"\x89PNG\r\n\x1a\n"  # type: ignore[union-attr]  # as above


def test_metas_answer_is_kept_without_tokens_and_cookies(draft: Draft) -> None:
    headers = (("Content-Type", "application/x-javascript"), ("Set-Cookie", "xs=secret"), ("X-FB-Debug", "abc"))
    body = "for (;;);" + json.dumps({"payload": {"layer": f'<input name="lsd" value="{LSD}">Größe 🙅'}})
    keep_answer(
        draft, Answer(200, headers, body.encode(), f"https://www.facebook.com/x?lsd={LSD}", STARTED), SiteSecrets()
    )
    text = (draft.folder / "response.json").read_text(encoding="utf-8")
    kept = json.loads(text)

    assert (kept["status"], kept["received"]) == (200, "2026-11-22T10:15:00+00:00")
    assert "Größe 🙅" in json.loads(kept["body"].removeprefix("for (;;);"))["payload"]["layer"]
    assert LSD not in text
    assert "secret" not in text
    assert [name for name, _ in kept["headers"]] == ["Content-Type", "X-FB-Debug"]


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", "ä".encode("latin-1")])
def test_an_answer_that_is_no_text_is_kept_as_far_as_it_can_be_read(draft: Draft, body: bytes) -> None:
    keep_answer(draft, Answer(500, (), body, "https://www.facebook.com/x", STARTED), SiteSecrets())

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
    keep_ending(draft, page, Secrets())
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
    keep_ending(draft, page, Secrets())
    text = (draft.folder / "page.txt").read_text(encoding="utf-8")

    assert '- heading "Thank you" [level=1]' in text
    assert '- dialog "Done"' in text


def test_the_same_picture_twice_at_the_end_is_kept_once(page: Page, draft: Draft) -> None:
    page.set_content("<p>Thank you</p>")
    take_picture(draft, page, "answer")
    keep_ending(draft, page, Secrets())

    assert [name for name in names(draft) if name.endswith(".png")] == ["01-end.png"]


def test_what_the_page_showed_first_is_kept_where_it_became_another(page: Page, draft: Draft) -> None:
    page.set_content("<p>Type the code</p>")
    take_picture(draft, page, "answer")
    page.set_content("<p>Thank you</p>")
    keep_ending(draft, page, Secrets())

    assert [name for name in names(draft) if name.endswith(".png")] == ["01-answer.png", "02-end.png"]


def test_a_chain_of_certificates_is_kept_as_it_was_shown(draft: Draft) -> None:
    authority = trustme.CA()
    own = authority.issue_cert("www.facebook.com").cert_chain_pems[0].bytes().decode()
    der = ssl.PEM_cert_to_DER_cert(own)
    keep_certificates(draft, Answer(200, (), b"", "https://www.facebook.com/x", STARTED, (der,)))
    keep_certificates(draft, Answer(200, (), b"", "https://www.facebook.com/x", STARTED))

    assert (draft.folder / "certificates.pem").read_text().split() == own.split()
    assert [one.sha256 for one in certificates_seen((der, b"no certificate"))] == [hashlib.sha256(der).hexdigest()]


TOKENS = ("NAcMq8Xw2Lr5Tz9Yb3Kd7:17:1700000000", "AVq8Xw2Lr5Tz9Yb3", "XSROTATEDsecret98765")
NAMED: list[Callable[[str], str]] = [
    lambda token: f'{{"dtsgToken":"{token}"}}',
    lambda token: f'{{"lsdToken":"{token}"}}',
    lambda token: f'{{"csrftoken":"{token}"}}',
    lambda token: f'{{"sessionid":"{token}"}}',
    lambda token: f'{{"authToken":"{token}"}}',
    lambda token: f'{{"session_key":"{token}"}}',
    lambda token: f'{{"jwt":"{token}"}}',
    lambda token: f'{{"encrypted_context":"{token}"}}',
    lambda token: f'{{"FB_DTSG":"{token}"}}',
    lambda token: f'{{"dtsg":{{"value":"{token}"}}}}',
    lambda token: f'["fb_dtsg","{token}"]',
    lambda token: f'[["DTSGInitialData",["{token}"]]]',
    lambda token: f'[{{"name":"fb_dtsg","value":"{token}"}}]',
    lambda token: f'<meta name="csrf-token" content="{token}">',
    lambda token: f'<input data-x="a>b" type=text name="fb_dtsg" value="{token}">',
    lambda token: f'<input type="hidden" name="nh" value="{token}">',
    lambda token: f'<textarea name="fb_dtsg">{token}</textarea>',
    lambda token: f'{{"fb_dtsg":"+{token}"}}',
    lambda token: f'{{"fb_dtsg"\\u003a"{token}"}}',
    lambda token: base64.b64encode(f'{{"fb_dtsg":"{token}"}}'.encode()).decode(),
    lambda token: f"https://www.facebook.com/confirm/{token}/",
    lambda token: f'{{"at":"EAAG{token.replace(":", "")}"}}',
    lambda token: f"https://www.facebook.com/x#access_token={token}",
    lambda token: f"xs={token}; path=/",
    lambda token: f"<div data-store='{{&quot;sk&quot;:&quot;{token}&quot;}}'>",
]


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("written", NAMED)
def test_an_answer_is_kept_without_tokens_of_any_name(draft: Draft, written: Callable[[str], str], token: str) -> None:
    body = f"We have received it. {written(token)} Thank you, kim.real@gmail.com."
    keep_answer(draft, Answer(200, (), body.encode(), "https://www.facebook.com/x", STARTED), SiteSecrets())
    kept = json.loads((draft.folder / "response.json").read_text(encoding="utf-8"))["body"]

    assert token not in kept
    assert base64.b64encode(f'"{token}'.encode()).decode()[4:-4] not in kept
    assert MARK in kept
    assert kept.startswith("We have received it. ")
    assert kept.endswith(" Thank you, kim.real@gmail.com.")


def test_of_an_answers_headers_only_those_on_the_list_are_kept(draft: Draft) -> None:
    secret = "Zx9Kq2Lm7Rt4"
    headers = [(name, f"Bearer {secret}") for name in ("ig-set-authorization", "authorization", "x-ig-set-www-claim")]
    headers += [("x-fb-lsd", secret), ("location", f"https://www.facebook.com/done?sk={secret}#{secret}")]
    headers += [("reporting-endpoints", f"a=/x?brsid={secret}"), ("set-cookie", f"a={secret}; path=/"), ("date", "now")]
    body = json.dumps({"anything": f"before {secret} after"})
    keep_answer(
        draft,
        Answer(302, tuple(headers), body.encode(), f"https://www.facebook.com/x?{secret}", STARTED),
        SiteSecrets(),
    )
    text = (draft.folder / "response.json").read_text(encoding="utf-8")

    assert secret not in text
    assert json.loads(text)["headers"] == [["location", "https://www.facebook.com/done"], ["date", "now"]]


def test_a_value_learnt_in_one_place_is_known_in_every_other(page: Page, draft: Draft) -> None:
    secrets = Secrets()
    words = ("tulip-7-meadow", "river.4.stone")
    page.context.add_cookies([{"name": "any", "value": words[0], "url": NEW, "httpOnly": True}])
    shown = "".join(f'<p title="{one}">{quote(one)} {one}</p><a href="/x?a={one}">x</a>' for one in words)
    at_meta(page, f'<form><input type=hidden name=nh value="{words[1]}">{shown}</form>')
    keep_ending(draft, page, secrets)
    keep_answer(draft, Answer(200, (), " ".join(words).encode(), NEW, STARTED), secrets.site)
    kept = {path.name: path.read_bytes() for path in draft.folder.iterdir()}

    assert [(name, word) for name, content in kept.items() for word in words if word.encode() in content] == []
    assert json.loads(kept["response.json"])["body"] == f"{MARK} {MARK}"


def test_a_persons_address_and_metas_own_stay_as_meta_showed_them(page: Page, draft: Draft) -> None:
    secrets = Secrets.of({"email": "kim.real@gmail.com"})
    hidden = '<input type=hidden name=mail value="kim.real@gmail.com">'
    at_meta(
        page, f'<form>{hidden}<input name=email value="kim.real@gmail.com"></form><p>privacy@support.facebook.com</p>'
    )
    keep_ending(draft, page, secrets)
    body = "Ask privacy@support.facebook.com, kim.real@gmail.com"
    keep_answer(draft, Answer(200, (), body.encode(), NEW, STARTED), secrets.site)

    assert json.loads((draft.folder / "response.json").read_text())["body"] == body
    for name in ("page.html", "page.txt", "page.mhtml"):
        text = (draft.folder / name).read_bytes().replace(b"=\r\n", b"")
        assert b"privacy@support.facebook.com" in text
        assert b"kim.real@gmail.com" in text


def test_a_code_that_was_typed_is_in_no_text_and_no_picture_of_the_ending(page: Page, draft: Draft) -> None:
    secrets = Secrets()
    secrets.know_code("246810")
    at_meta(page, "<form><input name=code style='font-size:60px'></form>")
    page.locator("[name=code]").fill("135791")
    shown = page.screenshot(full_page=True)
    page.locator("[name=code]").fill("246810")
    keep_ending(draft, page, secrets)
    ending = next(draft.folder.glob("*-end.png")).read_bytes()
    page.locator("[name=code]").fill("246811")
    secrets.know_code("246811")
    again = Draft.begin(draft.folder.parents[1], "facebook", STARTED)
    keep_ending(again, page, secrets)

    assert [path.name for path in draft.folder.iterdir() if b"246810" in path.read_bytes()] == []
    assert next(again.folder.glob("*-end.png")).read_bytes() == ending != shown
    assert page.locator("[data-meta-objection]").count() == 0


def test_a_saved_page_has_no_secret_in_its_headers_and_in_parts_that_are_no_pages() -> None:
    secret = "Zx9Kq2Lm7Rt4Vb8N"
    site = SiteSecrets()
    site.know(secret)
    address = f"https://www.facebook.com/s.svg?access_token={secret}"
    mhtml = (
        f"Snapshot-Content-Location: https://www.facebook.com/x?lsd={secret}\r\nSubject: {secret}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
        f"Content-Location: https://www.facebook.com/x?lsd={secret}\r\n\r\n<img src='{address}'>\r\n--x\r\n"
        f"Content-Type: image/svg+xml\r\nContent-Location: {address}\r\n\r\n<svg><text>{secret}</text></svg>\r\n--x\r\n"
        f"Content-Type: application/octet-stream\r\n\r\n\0{secret}\r\n--x--\r\n"
    )
    cleaned = clean_mhtml(mhtml.encode(), site)

    assert secret.encode() not in cleaned
    assert b"Content-Location: https://www.facebook.com/s.svg\r\n" in cleaned
    assert b"src=3D'https://www.facebook.com/s.svg'" in cleaned or b"src='https://www.facebook.com/s.svg'" in cleaned
