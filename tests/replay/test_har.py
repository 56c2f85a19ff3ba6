import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.replay import UnreadableFixture, read_har
from meta_objection.replay.har import HAR_NAME


def entry(url: str = "https://site.example/", **content: str) -> dict[str, object]:
    return {"request": {"method": "get", "url": url}, "response": {"status": 200, "content": content}}


def wrote(folder: Path, *entries: object, version: str = "1.2") -> Path:
    (folder / HAR_NAME).write_text(json.dumps({"log": {"version": version, "entries": entries}}))
    return folder


def test_bodies_are_read_from_the_har_and_from_beside_it(tmp_path: Path) -> None:
    (tmp_path / "bodies").mkdir()
    (tmp_path / "bodies" / "page.html").write_bytes(b"<p>\xff")
    wrote(tmp_path, entry(text="Grüße"), entry(text="/w==", encoding="base64"), entry(_file="bodies/page.html"))
    assert [one.response.body for one in read_har(tmp_path)] == ["Grüße".encode(), b"\xff", b"<p>\xff"]


def test_posted_text_of_other_recorders_is_read_as_fields(tmp_path: Path) -> None:
    post = {"mimeType": "application/x-www-form-urlencoded", "text": "a=1&b=%C3%BC"}
    request = {"method": "post", "url": "https://site.example/", "postData": post}
    wrote(tmp_path, {"request": request, "response": {"status": 200}})
    (exchange,) = read_har(tmp_path)
    assert (exchange.request.method, exchange.request.fields) == ("POST", (("a", "1"), ("b", "ü")))


@pytest.mark.parametrize("name", ["../secret.txt", "bodies/../../secret.txt", "link.txt", "gone.html", "a\0b"])
def test_a_body_outside_of_the_fixture_or_gone_is_refused(tmp_path: Path, name: str) -> None:
    fixture = tmp_path / "fixture"
    fixture.mkdir()
    (tmp_path / "secret.txt").write_text("mine")
    (fixture / "link.txt").symlink_to(tmp_path / "secret.txt")
    wrote(fixture, entry(_file=name))
    with pytest.raises(UnreadableFixture, match=r"site\.har cannot be used: .*body.*Record the fixture again"):
        read_har(fixture)


def test_an_absolute_body_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFixture, match="lies outside"):
        read_har(wrote(tmp_path, entry(_file=str(tmp_path.parent / "secret.txt"))))


@pytest.mark.parametrize("url", ["", "site", "file:///a", "https://", "https://a:b/", "https://[x/"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(UnreadableFixture, match="is no web address"):
        read_har(wrote(tmp_path, entry(url)))


def test_a_missing_har_and_another_version_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFixture, match=r"site\.har cannot be used: no such file"):
        read_har(tmp_path)
    with pytest.raises(UnreadableFixture, match=r"HAR '1\.1', not 1\.2"):
        read_har(wrote(tmp_path, version="1.1"))


def test_broken_base64_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFixture, match="not the base64"):
        read_har(wrote(tmp_path, entry(text="%", encoding="base64")))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["log", "entries", "request"]), inner),
)


@given(st.binary() | json_values.map(lambda value: json.dumps(value).encode()))
def test_no_har_is_too_broken_for_a_sentence(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("har")
    (folder / HAR_NAME).write_bytes(content)
    with pytest.raises(UnreadableFixture, match="cannot be used"):
        read_har(folder)
