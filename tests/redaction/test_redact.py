import base64
import html
import json
import re
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.redaction import Redactor

Encoding = Callable[[str], str]


def numbered(text: str) -> str:
    return "".join(f"&#{ord(sign)};" for sign in text)


def by_unit(text: str) -> str:
    units = text.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


ENCODINGS: dict[str, Encoding] = {
    "plain": str,
    "quote": lambda text: quote(text, safe=""),
    "quote, lower hex": lambda text: re.sub("%..", lambda hit: hit[0].lower(), quote(text, safe="")),
    "quote, slashes kept": quote,
    "quote twice": lambda text: quote(quote(text, safe=""), safe=""),
    "quote_plus": quote_plus,
    "html": html.escape,
    "html, by number": numbered,
    "json": lambda text: json.dumps(text)[1:-1],
    "json, all by number": by_unit,
    "json, slashes": lambda text: json.dumps(text, ensure_ascii=False)[1:-1].replace("/", "\\/"),
    "json in json": lambda text: json.dumps(json.dumps(text))[3:-3],
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "base64, quoted": lambda text: quote(base64.b64encode(text.encode()).decode(), safe=""),
}
secrets = st.text(min_size=3, max_size=30).map(str.strip).filter(lambda text: len(text) >= 3)
around = st.text(max_size=20)


def between_placeholders(text: str) -> list[str]:
    return re.split(r"\{\{(?:reason|name)\}\}", text)


@given(secrets, secrets, st.lists(st.tuples(around, st.sampled_from(sorted(ENCODINGS)), st.booleans())))
def test_no_secret_survives_in_any_guise_and_twice_is_as_good_as_once(
    reason: str, name: str, plan: list[tuple[str, str, bool]]
) -> None:
    text = "".join(before + ENCODINGS[guise](reason if first else name) for before, guise, first in plan)
    cleaned = Redactor({"reason": reason, "name": name}).text(text)
    for piece in between_placeholders(cleaned):
        for encode in ENCODINGS.values():
            assert encode(reason) not in piece
            assert encode(name) not in piece
    assert Redactor({"reason": reason, "name": name}).text(cleaned) == cleaned


@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=list(ENCODINGS))
@pytest.mark.parametrize("secret", ['Kim / O\'Neil & "Söhne" <k+1@example.org>\n2 = 2', "Zoë 🦊 שלום", "Kim"])
def test_each_guise_becomes_the_placeholder(encode: Encoding, secret: str) -> None:
    assert Redactor({"reason": secret}).text(f"[{encode(secret)}]").rstrip("%3D=]") == "[{{reason}}"


@pytest.mark.parametrize("written", ["a\r\nb c", "a\nb c", "a%0D%0Ab+c", "a<br />b c", "a\\r\\nb c", "a&#10;b c"])
def test_a_line_break_in_a_secret_fits_any_line_break(written: str) -> None:
    assert Redactor({"reason": "a\nb c"}).text(f"<{written}>") == "<{{reason}}>"


@pytest.mark.parametrize("lead", ["", "x", "xy"])
def test_a_secret_inside_longer_base64_is_found(lead: str) -> None:
    encoded = base64.b64encode(f"{lead}kim@example.org{lead}".encode()).decode()
    assert "{{email}}" in Redactor({"email": "kim@example.org"}).text(encoded)


def test_a_mail_address_is_found_in_any_case_and_other_secrets_only_in_theirs() -> None:
    redactor = Redactor({"email": "kim@example.org", "name": "Rose"})
    assert redactor.text("KIM%40Example.ORG rose Rose") == "{{email}} rose {{name}}"


def test_the_longer_secret_wins_over_one_inside_it() -> None:
    redactor = Redactor({"name": "Kim", "reason": "I am Kim and I object"})
    assert redactor.text("I am Kim and I object. Kim") == "{{reason}}. {{name}}"


def test_addresses_of_strangers_become_addresses_of_nobody() -> None:
    page = r"To: Jo@private.invalid, \njo%40private.invalid, al@x.invalid, a@example.com, logo@2x.png"
    cleaned = r"To: address-1@example.org, \naddress-1@example.org, address-2@example.org, a@example.com, logo@2x.png"
    assert Redactor({}).text(page) == cleaned


@pytest.mark.parametrize(
    ("page", "cleaned"),
    [
        ('<input type="hidden" name="lsd" value="AVq1z" autocomplete="off">', '"lsd" value="{{lsd}}"'),
        ("<input value='AVq1z' name='lsd'>", "value='{{lsd}}'"),
        (r'{"html":"\u003Cinput name=\"lsd\" value=\"AVq1z\"\u003E"}', r"value=\"{{lsd}}\""),
        ('["LSD",[],{"token":"AVq1z"},323]', '{"token":"{{token}}"}'),
        (r'"{\"fb_dtsg\":\"NAcO:12\"}"', r"\"fb_dtsg\":\"{{fb_dtsg}}\""),
        ("<div data-x='{&quot;lsd&quot;:&quot;AVq1z&quot;}'>", "&quot;lsd&quot;:&quot;{{lsd}}&quot;"),
        ("var lsd = 'AVq1z';", "lsd = '{{lsd}}'"),
        ('<a href="/x?a=1&amp;lsd=AVq1z&amp;b=2">', "?a=1&amp;lsd={{lsd}}&amp;b=2"),
        ("/l?u=https%3A%2F%2Fa%2F%3Flsd%3DAVq1z%26b", "%3Flsd%3D{{lsd}}%26b"),
        ('<script nonce="AbC9">', '<script nonce="{{nonce}}">'),
        ('{"__hsi":7412345}', '{"__hsi":0}'),
    ],
)
def test_a_token_is_blanked_wherever_it_is_named(page: str, cleaned: str) -> None:
    assert cleaned in Redactor({}).text(page)
    assert "AVq1z" not in Redactor({}).text(page)


@pytest.mark.parametrize(
    "script",
    [
        "token=form.querySelector('input')",
        "let lsd=document.cookie",
        '{"USER_ID":"0"}',
        'lsd=""',
        "if(lsd==token)x()",
        "'?lsd='+a.lsd.value+'&b'",
        "'?lsd=' + lsd + '&b'",
    ],
)
def test_a_script_that_only_speaks_of_tokens_is_left_alone(script: str) -> None:
    assert Redactor({}).text(script) == script


def test_equal_tokens_share_a_placeholder_and_other_ones_are_numbered() -> None:
    redactor = Redactor({})
    page = '"lsd":"AVq1z2y3x4" "lsd":"BWr5" AVq1z2y3x4 {"id":10000123456,"USER_ID":"10000123456"} /u/10000123456'
    assert redactor.text(page) == (
        '"lsd":"{{lsd}}" "lsd":"{{lsd-2}}" {{lsd}} {"id":0,"USER_ID":"{{USER_ID}}"} /u/{{USER_ID}}'
    )
    assert redactor.text('"lsd":"BWr5"') == '"lsd":"{{lsd-2}}"'


def test_an_address_keeps_what_tells_pages_apart_and_no_value_that_changes_with_each_load() -> None:
    url = "https://a.example/x?__t=171&lang=de&_nc_x=&mail=kim%40example.org#__t=1"
    cleaned = "https://a.example/x?__t={{__t}}&lang=de&_nc_x=&mail={{email}}#__t=1"
    assert Redactor({"email": "kim@example.org"}).address(url) == cleaned


def test_posted_values_are_blanked_unless_their_name_tells_nothing() -> None:
    redactor = Redactor({"email": "kim@example.org"}, kept={"source"})
    assert redactor.posted("mail", "kim@example.org") == "{{email}}"
    assert redactor.posted("reason", "because kim@example.org says so") == "{{reason}}"
    assert redactor.posted("lsd", "1") == "{{lsd}}"
    assert redactor.posted("source", "menu of kim@example.org") == "menu of {{email}}"
    assert redactor.posted("fb_api_req_friendly_name", "SendMutation") == "SendMutation"


def test_a_secret_too_short_to_find_is_refused_and_an_empty_one_passed_over() -> None:
    with pytest.raises(ValueError, match=r"Too short .*: country\."):
        Redactor({"country": "DE"})
    assert Redactor({"name": " "}).text("name") == "name"
