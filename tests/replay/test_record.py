import json
import os
import stat
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from meta_objection.replay import Exchange, Recorder, Redactor, Request, Response, read_about, read_har, scan
from tests.replay.conftest import ABOUT, SECRETS, STARTED, Recorded


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(folder: Path, *exchanges: Exchange) -> Path:
    recorder = Recorder(Redactor(SECRETS), STARTED)
    for exchange in exchanges:
        recorder.add(exchange)
    recorder.write(folder, ABOUT)
    return folder


def test_two_recordings_of_the_same_pages_are_equal_to_the_byte(recorded: Recorded) -> None:
    assert files(recorded.first) == files(recorded.second)


def test_a_recording_holds_what_was_asked_in_its_order(recorded: Recorded) -> None:
    asked = [
        (one.request.method, one.request.url.removeprefix(recorded.address), one.response.status)
        for one in read_har(recorded.first)
    ]
    assert [(method, url.partition("?")[0], status) for method, url, status in asked] == [
        ("GET", "/", 302),
        ("GET", "/form", 200),
        ("GET", "/style.css", 200),
        ("GET", "/app.js", 200),
        ("POST", "/send", 303),
        ("GET", "/sent", 200),
        *[("GET", "/poll", 200)] * 3,
        ("GET", "/probes", 200),
    ]


def test_a_recording_keeps_nothing_of_the_person_and_no_token(recorded: Recorded) -> None:
    kept = b"\n".join(files(recorded.first).values())
    for secret in ("kim@private", "kim%40private", "somebody@", "never agreed", "never+agreed", "datr", "cookie:"):
        assert secret.encode() not in kept
    assert b'name="lsd" value="{{lsd}}"' in kept
    assert b'{"token": "{{lsd}}"}' in kept
    assert b'"mail": "{{email}}"' in kept
    assert scan(recorded.first) == []


def test_a_posted_body_leaves_only_its_names(recorded: Recorded) -> None:
    (sent,) = [one.request for one in read_har(recorded.first) if one.request.method == "POST"]
    assert sent.fields == (("lsd", "{{lsd}}"), ("email", "{{email}}"), ("reason", "{{reason}}"))


def test_a_recording_is_har_1_2(recorded: Recorded) -> None:
    log = json.loads((recorded.first / "site.har").read_text())["log"]
    assert (log["version"], sorted(log["creator"])) == ("1.2", ["name", "version"])
    common = {"httpVersion", "cookies", "headers", "headersSize", "bodySize"}
    for at, entry in enumerate(log["entries"]):
        assert {"startedDateTime", "time", "request", "response", "cache", "timings"} == entry.keys()
        assert entry["startedDateTime"] == f"2026-11-22T10:15:00.{at:03}+00:00"
        assert {"method", "url", "queryString"} | common == entry["request"].keys() - {"postData"}
        assert {"status", "statusText", "content", "redirectURL"} | common == entry["response"].keys()


def test_a_recording_says_what_it_is(recorded: Recorded) -> None:
    assert read_about(recorded.first) == ABOUT


@pytest.fixture
def open_umask() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_a_recording_is_for_its_owners_eyes(tmp_path: Path) -> None:
    folder = written(tmp_path / "a", Exchange(Request("GET", "https://a.example/"), Response(200, body=b"x")))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "bodies")} == {0o700}


def test_recording_again_takes_the_place_of_what_stood_there(tmp_path: Path) -> None:
    old = Exchange(Request("GET", "https://a.example/old"), Response(200, body=b"old"))
    new = Exchange(Request("GET", "https://a.example/new"), Response(200, body=b"new"))
    written(tmp_path / "again", old)
    assert files(written(tmp_path / "again", new)) == files(written(tmp_path / "fresh", new))


def test_a_picture_is_not_read_as_text_and_a_page_is_read_in_its_charset(tmp_path: Path) -> None:
    picture = Response(200, (("Content-Type", "image/png"),), b"\x89PNG kim@private.invalid")
    page = Response(200, (("Content-Type", "text/html; charset=latin-1"),), "é kim@private.invalid".encode("latin-1"))
    told = [Exchange(Request("GET", f"https://a.example/{at}"), one) for at, one in enumerate((picture, page))]
    bodies = [one.response.body for one in read_har(written(tmp_path, *told))]
    assert bodies == [picture.body, "é {{email}}".encode("latin-1")]


def test_a_token_is_known_before_and_after_the_place_that_names_it(tmp_path: Path) -> None:
    asked = Request("GET", "https://a.example/AVq1z2y3x4")
    early, late = Response(200, body=b"AVq1z2y3x4"), Response(200, body=b'"lsd":"AVq1z2y3x4"')
    bodies = [one.response.body for one in read_har(written(tmp_path, Exchange(asked, early), Exchange(asked, late)))]
    assert bodies == [b"{{lsd}}", b'"lsd":"{{lsd}}"']


def test_only_headers_that_a_replay_needs_are_kept(tmp_path: Path) -> None:
    sent = (("Content-Type", "text/html"), ("Set-Cookie", "a=b"), ("Date", "now"), ("ETag", "1"), ("X-Debug", "me"))
    asked = Request("GET", "https://a.example/", (("Cookie", "c"), ("Authorization", "d"), ("Referer", "e")))
    (kept,) = read_har(written(tmp_path, Exchange(asked, Response(200, sent))))
    assert (kept.request.headers, kept.response.headers) == ((), (("content-type", "text/html"),))


PAGE = """<button onclick="fetch('/send', {method: 'POST', body: 'a=b'}).then(() => location.replace('/onward'))">"""


def test_an_answer_that_somebody_else_got_is_kept_although_its_page_is_left(browser: Browser, tmp_path: Path) -> None:
    recorder = Recorder(Redactor(SECRETS), STARTED)

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            recorder.note(route.request, Response(200, (("content-type", "application/json"),), b"{}"))
            route.fulfill(json={})
        else:
            route.fulfill(content_type="text/html", body=PAGE if route.request.url.endswith(".example/") else "onward")

    with closing(browser.new_context()) as context:
        context.route("**/*", answer)
        with recorder.listening(context):
            page = context.new_page()
            page.goto("https://a.example/")
            page.get_by_role("button").click()
            page.wait_for_url("**/onward")
    recorder.write(tmp_path, ABOUT)
    kept = [(one.request.method, one.response.body) for one in read_har(tmp_path)]
    assert kept == [("GET", PAGE.encode()), ("POST", b"{}"), ("GET", b"onward")]
    assert recorder.lost == []


def test_an_answer_that_never_came_is_named_and_a_refused_request_is_not(browser: Browser) -> None:
    recorder = Recorder(Redactor(SECRETS), STARTED)
    page_body = "<script>fetch('/silent?a=b'); fetch('/refused')</script>"
    held = []

    def answer(route: Route) -> None:
        if "/silent" in route.request.url:
            held.append(route)
        elif "/refused" in route.request.url:
            route.abort()
        else:
            route.fulfill(content_type="text/html", body=page_body)

    with closing(browser.new_context()) as context:
        context.set_default_timeout(2000)
        context.route("**/*", answer)
        with recorder.listening(context):
            page = context.new_page()
            with page.expect_event("requestfailed"):  # the page may have loaded before its script has asked
                page.goto("https://a.example/")
        assert len(held) == 1
        assert recorder.lost == ["https://a.example/silent"]


UNNAMED = "Zx9Kq2Lm7Rt4Vb8Nc3"


@pytest.mark.parametrize(
    ("kind", "body", "kept"),
    [
        ("application/x-protobuf", b"\0kim@private.invalid", b""),
        ("application/octet-stream", b"\xffkim@private.invalid", b""),
        ("application/octet-stream", b"kim@private.invalid", b"{{email}}"),
        ("multipart/mixed", b"--x kim@private.invalid", b"--x {{email}}"),
        ("application/x-www-form-urlencoded", b"a=kim%40private.invalid", b"a={{email}}"),
        ("application/x-fb-json", b'{"a":"kim@private.invalid"}', b'{"a":"{{email}}"}'),
        ("text/html", f'<p title="{UNNAMED}">{UNNAMED}</p>'.encode(), b'<p title="{{secret}}">{{secret}}</p>'),
    ],
)
def test_no_body_is_written_that_nobody_could_clean(tmp_path: Path, kind: str, body: bytes, kept: bytes) -> None:
    answer = Response(200, (("Content-Type", kind),), body)
    (exchange,) = read_har(written(tmp_path, Exchange(Request("GET", "https://a.example/"), answer)))

    assert exchange.response.body == kept


def test_a_secret_that_only_a_header_told_is_known_in_every_body(tmp_path: Path) -> None:
    told = Response(200, (("Set-Cookie", "any=tulip-7-meadow; path=/"),), b"tulip-7-meadow and tulip%2D7%2Dmeadow")
    (exchange,) = read_har(written(tmp_path, Exchange(Request("GET", "https://a.example/"), told)))

    assert b"tulip" not in exchange.response.body
