import json
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from meta_objection.replay.fields import fields_of

FORM = "application/x-www-form-urlencoded"


@given(st.lists(st.tuples(st.text(min_size=1), st.text())))
def test_an_urlencoded_body_gives_its_fields_in_order(pairs: list[tuple[str, str]]) -> None:
    assert fields_of(urlencode(pairs).encode(), FORM) == tuple(pairs)


def test_json_is_flattened_to_dotted_names() -> None:
    body = {"variables": {"input": ["a", {"b": 1}]}, "on": True, "none": None, "empty": []}
    assert fields_of(json.dumps(body).encode(), "application/json; charset=utf-8") == (
        ("variables.input.0", "a"),
        ("variables.input.1.b", "1"),
        ("on", "true"),
        ("none", "null"),
        ("empty", "[]"),
    )


def test_a_multipart_body_gives_its_fields_and_the_names_of_its_files() -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="reason"\r\n\r\nGr\xc3\xbc\xc3\x9fe\r\n'
        b'--x\r\nContent-Disposition: form-data; name="proof"; filename="a.png"\r\n'
        b"Content-Type: image/png\r\n\r\n\x89PNG\r\n--x--\r\n"
    )
    assert fields_of(body, "multipart/form-data; boundary=x") == (("reason", "Grüße"), ("proof", "a.png"))


def test_a_body_of_no_known_kind_is_one_field() -> None:
    assert fields_of(b"ping", "text/plain") == (("body", "ping"),)
    assert fields_of(b"{broken", "application/json") == (("body", "{broken"),)
    assert fields_of(None, FORM) == fields_of(b"", FORM) == ()


@given(
    st.binary(),
    st.sampled_from(["", FORM, "application/json", "multipart/form-data", "multipart/form-data; boundary=a", "é;"]),
)
def test_no_body_is_too_broken_to_be_read(body: bytes, kind: str) -> None:
    assert bool(fields_of(body, kind)) == bool(body) or kind == FORM
