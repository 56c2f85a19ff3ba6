"""What browser arguments say about the network is obeyed as the browser would obey it."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.browser_args import (
    ALLOWED,
    HostMap,
    is_proxy,
    plain_argument,
    proxy_of,
    trusts_anything,
    without_network,
)

URL = "https://www.facebook.com/ajax/help/contact/submit/page?__a=1"


@pytest.mark.parametrize(
    ("rules", "url", "target"),
    [
        ("MAP * 127.0.0.1:8443", URL, "https://127.0.0.1:8443"),
        ("MAP * 127.0.0.1", URL, "https://127.0.0.1"),
        ("MAP * [::1]:8443", URL, "https://[::1]:8443"),
        ("MAP * [::1]", URL, "https://[::1]"),
        ("map * 127.0.0.1:1", URL, "https://127.0.0.1:1"),
        ("MAP *.facebook.com 127.0.0.1:1", URL, "https://127.0.0.1:1"),
        ("MAP WWW.Facebook.com 127.0.0.1:1", URL, "https://127.0.0.1:1"),
        ("MAP *.facebook.com 127.0.0.1:1", "https://facebook.com/", "https://facebook.com"),
        ("MAP *.facebook.com 127.0.0.1:1", "https://www.facebook.com.evil/", "https://www.facebook.com.evil"),
        ("MAP wwwxfacebook.com 127.0.0.1:1", URL, "https://www.facebook.com"),
        ("MAP a.com 127.0.0.1:1, MAP *.facebook.com 127.0.0.1:2", URL, "https://127.0.0.1:2"),
        ("MAP *.facebook.com 127.0.0.1:1,MAP * 127.0.0.1:2", URL, "https://127.0.0.1:1"),
        ("MAP * 127.0.0.1", "https://www.facebook.com:8443/", "https://127.0.0.1:8443"),
        ("MAP * ~NOTFOUND,EXCLUDE *.facebook.com", URL, "https://www.facebook.com"),
        ("EXCLUDE *.facebook.com,MAP * ~NOTFOUND", URL, "https://www.facebook.com"),
        ("", URL, "https://www.facebook.com"),
        ("MAP", URL, "https://www.facebook.com"),
        ("nonsense of four words", URL, "https://www.facebook.com"),
    ],
)
def test_hosts_are_mapped_as_the_browser_maps_them(rules: str, url: str, target: str) -> None:
    mapped = urlsplit(HostMap.from_browser_args([f"--host-resolver-rules={rules}"]).target(url))

    assert f"{mapped.scheme}://{mapped.netloc}" == target
    assert (mapped.path, mapped.query) == (urlsplit(url).path, urlsplit(url).query)


def test_the_last_argument_of_its_kind_counts() -> None:
    arguments = ["--host-resolver-rules=MAP * 127.0.0.1:1", "--other", "--host-resolver-rules=MAP * 127.0.0.1:2"]

    assert urlsplit(HostMap.from_browser_args(arguments).target(URL)).port == 2
    assert HostMap.from_browser_args([]).target(URL) == URL


@given(st.lists(st.text(max_size=30).map("--host-resolver-rules={}".format) | st.text(max_size=10), max_size=3))
def test_any_arguments_can_be_read(arguments: list[str]) -> None:
    HostMap.from_browser_args(arguments)
    trusts_anything(arguments)
    proxy_of(arguments)


@pytest.mark.parametrize(
    ("argument", "trusts"),
    [
        ("--ignore-certificate-errors", True),
        ("--ignore-certificate-errors-spki-list=x", True),
        ("--ignore", False),
        ("--proxy-server=--ignore-certificate-errors", False),
    ],
)
def test_a_browser_that_trusts_any_certificate_is_noticed(argument: str, trusts: bool) -> None:  # noqa: FBT001 - a column of the table
    assert trusts_anything(["--first", argument]) is trusts


def test_the_browsers_last_proxy_is_ours() -> None:
    assert proxy_of(["--proxy-server=http://127.0.0.1:1", "--proxy-server=http://127.0.0.1:2"]) == "http://127.0.0.1:2"
    assert proxy_of(["--headless"]) is None


@pytest.mark.parametrize(
    ("rules", "host", "endpoint"),
    [
        ("MAP * 127.0.0.1:8443", "www.facebook.com", ("127.0.0.1", 8443)),
        ("MAP * 127.0.0.1", "www.facebook.com", ("127.0.0.1", 443)),
        ("MAP * [::1]:8443", "www.facebook.com", ("::1", 8443)),
        ("MAP * [::1]", "www.facebook.com", ("::1", 443)),
        ("MAP *.facebook.com a.example", "www.whatsapp.com", ("www.whatsapp.com", 443)),
        ("MAP * ~NOTFOUND", "www.facebook.com", None),
        ("MAP * ~NOTFOUND,EXCLUDE *.facebook.com", "www.facebook.com", ("www.facebook.com", 443)),
        ("", "www.facebook.com", ("www.facebook.com", 443)),
    ],
)
def test_a_rule_says_where_to_connect(rules: str, host: str, endpoint: tuple[str, int] | None) -> None:
    assert HostMap.from_browser_args([f"--host-resolver-rules={rules}"]).endpoint(host, 443) == endpoint


def test_what_is_obeyed_here_is_not_told_to_the_browser_too() -> None:
    own = ["--lang=de", "--host-resolver-rules=MAP * 127.0.0.1:1", "--host-rules=MAP a b", "--proxy-server=direct://"]

    assert without_network(own) == ["--lang=de"]


@given(st.sampled_from(sorted(ALLOWED)), st.sampled_from(["-", "--"]), st.sampled_from(["", "=", "=MAP * 127.0.0.1"]))
def test_an_argument_of_the_list_may_be_passed_on_however_many_dashes_it_has(name: str, dashes: str, rest: str) -> None:
    assert plain_argument(f"{dashes}{name}{rest}") == f"--{name}{rest}"


@pytest.mark.parametrize(
    "argument",
    [
        *("--renderer-cmd-prefix=/bin/sh", "-renderer-cmd-prefix=/bin/sh", "--load-extension=x", "--no-sandbox"),
        *("-no-proxy-server", "--proxy-pac-url=https://a.example/x.pac", "--proxy-auto-detect", "--user-data-dir=x"),
        *("--disable-web-security", "--ssl-key-log-file=x", "--enable-logging", "--log-net-log=x", "--"),
        *("---lang=de", "lang=de", "/lang=de", "https://evil.example/", "--Lang=de", "-- lang=de", "", "--lang=a\0b"),
    ],
)
def test_no_other_argument_may_be_passed_on(argument: str) -> None:
    assert plain_argument(argument) is None


@given(st.text(max_size=20))
def test_what_may_be_passed_on_is_on_the_list(argument: str) -> None:
    plain = plain_argument(argument)

    assert plain is None or plain.removeprefix("--").partition("=")[0] in ALLOWED


def test_the_list_is_documented() -> None:
    page = (Path(__file__).parents[1] / "docs/browser-arguments.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `--([\w-]+)` \| (.*) \|$", page, re.MULTILINE))

    assert rows == ALLOWED


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://kim:secret@proxy.example:8080", True),
        ("socks5://127.0.0.1:1080", True),
        ("proxy.example:8080", True),
        ("http://proxy.example", False),
        ("https://proxy.example:1", False),
        ("direct://", False),
        ("http://:8080", False),
        ("http://[", False),
        ("http://a:b", False),
        ("", False),
    ],
)
def test_a_proxy_is_known_by_its_address(address: str, is_one: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_proxy(address) is is_one
