import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.hosts import (
    FORM_DOMAINS,
    META_DOMAINS,
    is_form_address,
    is_form_host,
    is_meta_address,
    is_meta_host,
)

LABELS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)


@given(st.sampled_from(META_DOMAINS), st.lists(LABELS, max_size=3), st.sampled_from(["", "."]))
def test_a_host_below_one_of_metas_domains_is_metas(domain: str, below: list[str], root: str) -> None:
    host = ".".join([*below, domain]) + root

    assert is_meta_host(host)
    assert is_meta_host(host.upper())


@given(st.sampled_from(META_DOMAINS), LABELS, LABELS)
def test_a_host_that_only_looks_like_metas_is_not(domain: str, before: str, after: str) -> None:
    assert not is_meta_host(f"{before}{domain}")
    assert not is_meta_host(f"{domain}.{after}.example")
    assert not is_meta_host(f"{domain}-{after}.example")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/help/contact/1",
        "https://facebook.com",
        "https://M.FACEBOOK.COM/x?y#z",
        "https://privacycenter.instagram.com./",
        "https://www.facebook.com:443/help",
    ],
)
def test_an_https_address_on_metas_hosts_is_good(address: str) -> None:
    assert is_meta_address(address)
    assert is_form_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://www.facebook.com/help/contact/1",
        "https://facebook.com.evil.example/help",
        "https://evilfacebook.com/",
        "https://evil.example/https://www.facebook.com",
        "https://evil.example?www.facebook.com",
        "https://evil.example#@www.facebook.com",
        "https://kim@www.facebook.com/",
        "https://kim:secret@www.facebook.com/",
        "https://www.facebook.com@evil.example/",
        "https://www.facebook.com\\@evil.example/",
        "ftp://www.facebook.com/",
        "javascript:alert(1)//www.facebook.com",
        "about:blank",
        "data:text/html,facebook.com",
        "file:///facebook.com",
        "//www.facebook.com/",
        "www.facebook.com",
        "https:///facebook.com",
        "https://",
        "",
        "https://evil.com%2f.facebook.com/",
        "https://.facebook.com/",
        "https://www..facebook.com/",
        "https://-www.facebook.com/",
        "https://www_.facebook.com/",
        f"https://{'a' * 64}.facebook.com/",
        f"https://{'a.' * 130}facebook.com/",
        "https://www.facebook.com..",
        "https://www.facebook.com:99999/",
        "https://www.facebook.com:25/",
        "https://www.facebook.com:8443/",
        "https://www.facebook.com:x/",
        "https://www.faceboo\u212a.com/",
        "https://www.face\tbook.com/",
        " https://www.facebook.com/",
        "https://www.facebook.com/\n",
    ],
)
def test_any_other_address_is_not(address: str) -> None:
    assert not is_meta_address(address)
    assert not is_form_address(address)


@pytest.mark.parametrize(
    "host",
    [
        *(
            "apps-1234.apps.fbsbx.com",
            "scontent.fbcdn.net",
            "whatsapp.net",
            "static.cdninstagram.com",
            "apps.facebook.com",
        ),
        *("l.facebook.com", "lm.facebook.com", "developers.facebook.com", "kim.instagram.com", "a.www.facebook.com"),
    ],
)
def test_parts_may_load_from_hosts_on_which_no_form_lives(host: str) -> None:
    assert is_meta_address(f"https://{host}/x")
    assert not is_form_address(f"https://{host}/x")


@given(st.sampled_from(FORM_DOMAINS), st.sampled_from(["www.", "m.", "de-de.", "help.", "privacycenter.", ""]))
def test_forms_live_on_the_hosts_whose_pages_meta_writes(domain: str, below: str) -> None:
    assert is_form_address(f"https://{below}{domain}/help/contact/1")


@given(st.text(max_size=20))
def test_whatever_host_a_form_lives_on_is_metas(host: str) -> None:
    assert is_meta_host(host) or not is_form_host(host)


@pytest.mark.parametrize("address", ["https://[", "https://[::1", "https://]/", "https://www.facebook.com]/"])
def test_an_address_that_is_none_at_all_is_refused_and_no_error(address: str) -> None:
    assert not is_meta_address(address)


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"])))
def test_any_text_is_an_address_of_metas_or_not(text: str) -> None:
    assert is_meta_address(f"https://{text}") in {True, False}
