from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.hosts import META_DOMAINS, is_meta_address, is_meta_host, target_of

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
    ],
)
def test_any_other_address_is_not(address: str) -> None:
    assert not is_meta_address(address)


@pytest.mark.parametrize("address", ["https://[", "https://[::1", "https://]/", "https://www.facebook.com]/"])
def test_an_address_that_is_none_at_all_is_refused_and_no_error(address: str) -> None:
    assert not is_meta_address(address)


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"])))
def test_any_text_is_an_address_of_metas_or_not(text: str) -> None:
    assert is_meta_address(f"https://{text}") in {True, False}


SHIMS = st.sampled_from(
    [
        "https://l.facebook.com/l.php",
        "https://lm.facebook.com/l.php",
        "https://l.instagram.com/",
        "https://www.facebook.com/l.php",
    ]
)
NOISE = st.sampled_from(["", "&h=AT0abc", "&h=AT0&__tn__=R&c[0]=x", "&fbclid=u"])
FORM = "https://www.facebook.com/help/contact/712876720715583"
FOREIGN = st.sampled_from(
    [
        "https://evil.example/help/contact/712876720715583",
        "https://www.facebook.com.evil.example/help",
        "https://facebook.com@evil.example/help/contact/1",
        "https://evil.example/#https://www.facebook.com/",
        "https://proxy.example/goto/https://www.facebook.com/help/contact/1",
        "https://proxy.example/index.php?q=https%3A%2F%2Fm.facebook.com%2Fprivacy%2Fpolicy%2F",
        "https://f\u0430cebook.com/help",
        "http://www.facebook.com/help",
        "javascript:alert(1)",
        "",
    ]
)


def wrapped(address: str, shims: list[str], noise: str, times: int) -> str:
    for shim in shims:
        inner = address
        for _ in range(times):
            inner = quote(inner, safe="")
        address = f"{shim}?u={inner}{noise}"
    return address


@given(st.lists(SHIMS, max_size=2), NOISE, st.integers(1, 3), st.sampled_from(["", "?fbclid=x", "?a=b&c=d"]))
def test_a_link_is_unwrapped_to_where_it_leads(shims: list[str], noise: str, times: int, query: str) -> None:
    assert target_of(wrapped(FORM + query, shims, noise, times)) == FORM + query


@given(FOREIGN, st.lists(SHIMS, max_size=3), NOISE, st.integers(1, 3))
def test_what_leads_out_of_metas_pages_leads_nowhere_however_it_is_wrapped(
    target: str, shims: list[str], noise: str, times: int
) -> None:
    assert target_of(wrapped(target, shims, noise, times)) is None


@given(SHIMS, st.integers(3, 5))
def test_what_is_wrapped_too_often_leads_nowhere(shim: str, often: int) -> None:
    assert target_of(wrapped(FORM, [shim] * often, "", 1)) is None


@pytest.mark.parametrize("address", ["https://l.facebook.com/l.php", f"https://l.facebook.com/l.php?u={FORM}&u={FORM}"])
def test_a_link_with_no_one_target_leads_nowhere(address: str) -> None:
    assert target_of(address) is None
