import json
from collections.abc import Collection
from pathlib import Path

import pytest

from meta_objection.redaction import PersonalValues, Secrets
from meta_objection.replay import UnreadableFixture, scan

CLEAN: dict[str, dict[str, object]] = {
    "request": {
        "method": "POST",
        "url": "https://site.example/send?lsd={{lsd}}",
        "headers": [{"name": "content-type", "value": "a/b"}],
        "postData": {"mimeType": "a/b", "params": [{"name": "email", "value": "{{email}}"}]},
    },
    "response": {"status": 200, "content": {"_file": "bodies/01.html"}},
}


def fixture(folder: Path, request: dict[str, object], response: dict[str, object], page: str) -> Path:
    entry = {"request": CLEAN["request"] | request, "response": CLEAN["response"] | response}
    (folder / "bodies").mkdir()
    (folder / "bodies" / "01.html").write_text(page)
    (folder / "site.har").write_text(json.dumps({"log": {"version": "1.2", "entries": [entry]}}))
    return folder


def found(folder: Path, kept: Collection[str] = ()) -> list[tuple[str, int, str]]:
    return [(one.file.name, one.place, one.what) for one in scan(folder, kept=kept)]


def test_a_clean_fixture_has_no_findings(tmp_path: Path) -> None:
    page = '<input name="lsd" value="{{lsd}}"> kim@example.org'
    assert found(fixture(tmp_path, {}, {}, page)) == []


@pytest.mark.parametrize(
    ("request_", "response", "what"),
    [
        ({"headers": [{"name": "Cookie", "value": "a"}]}, {}, "header Cookie"),
        ({}, {"headers": [{"name": "set-cookie", "value": "a"}]}, "header set-cookie"),
        ({"headers": [{"name": "AUTHORIZATION", "value": "a"}]}, {}, "header AUTHORIZATION"),
        ({"cookies": [{"name": "a", "value": "b"}]}, {}, "cookies"),
        ({"postData": {"text": "a=b"}}, {}, "a posted body"),
        ({"postData": {"params": [{"name": "reason", "value": "why"}]}}, {}, "the posted value of reason"),
        ({"url": "https://site.example/?lsd=AVq1z"}, {}, "token lsd"),
    ],
)
def test_a_leftover_in_the_har_is_found(
    tmp_path: Path, request_: dict[str, object], response: dict[str, object], what: str
) -> None:
    assert found(fixture(tmp_path, request_, response, "")) == [("site.har", 1, what)]


def test_a_leftover_in_a_body_is_found_with_its_line_and_not_shown(tmp_path: Path) -> None:
    page = 'x\n<input name="lsd" value="AVq1z">\nkim&#64;private.invalid\n{"USER_ID":12345}'
    findings = scan(fixture(tmp_path, {}, {}, page))
    assert sorted((one.place, one.what) for one in findings) == [
        (2, "token lsd"),
        (3, "a mail address"),
        (4, "token USER_ID"),
    ]
    assert "AVq1z" not in str(findings)


def test_a_posted_value_may_stay_when_its_name_is_allowed(tmp_path: Path) -> None:
    posted: dict[str, object] = {"postData": {"params": [{"name": "source", "value": "menu"}]}}
    assert found(fixture(tmp_path, posted, {}, ""), kept={"source"}) == []


def test_a_folder_without_a_recording_cannot_be_scanned(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFixture):
        scan(tmp_path)


def test_what_the_visit_had_learnt_is_found_whatever_it_is_called(tmp_path: Path) -> None:
    secrets = Secrets(PersonalValues({"name": "Mustermann, Kim", "reason": "My own words"}))
    secrets.site.know("tulip-7-meadow")
    page = "a\n<p title='tulip%2D7%2Dmeadow'>\nHello Kim\nmy own words\n"
    findings = scan(fixture(tmp_path, {}, {}, page), secrets=secrets)

    assert [(one.place, one.what) for one in findings] == [
        (1, "a secret of the visit"),
        (3, "something of the person's"),
        (4, "something of the person's"),
    ]


def test_what_looks_like_a_token_is_found_without_any_name(tmp_path: Path) -> None:
    page = 'a\n<a href=\'/x/Zx9Kq2Lm7Rt4Vb8Nc3/\'>\n{"any":"NAcMq8Xw2Lr5Tz9Yb3Kd7:17:1700000000"}'
    findings = scan(fixture(tmp_path, {}, {}, page))

    assert {(one.place, one.what) for one in findings} == {
        (2, "what looks like a token"),
        (3, "what looks like a token"),
    }
    assert "Zx9K" not in str(findings)
