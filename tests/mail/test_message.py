"""A mail taken apart, in bounded time, whoever made it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.mail.message import NoMailError, attached, parsed
from tests.mail.post import PERSON, written


def test_who_when_and_what_are_read() -> None:
    mail = parsed(written("We received it.", to=f"Kim Example <{PERSON.upper()}>"))

    assert (mail.sender, mail.domain, mail.to) == ("noreply@support.facebook.com", "support.facebook.com", (PERSON,))
    assert mail.texts == ("We received it.",)
    assert mail.date is not None
    assert mail.date.isoformat() == "2026-11-24T09:30:00+00:00"


@pytest.mark.parametrize("sender", ["", "Facebook <>", "a@support.facebook.com, b@evil.example", "Facebook"])
def test_a_sender_that_is_not_one_address_is_none(sender: str) -> None:
    assert parsed(written("x", sender=sender)).sender == ""


@pytest.mark.parametrize(
    "date", ["yesterday", "", "Tue, 24 Nov 2026 09:30:00 -0000", "Tue, 99 Nov 2026 09:30:00 +0000"]
)
def test_a_date_without_a_moment_is_none(date: str) -> None:
    assert parsed(written("x", date=date)).date is None


@pytest.mark.parametrize("name", ["From", "To", "Subject", "Date"])
def test_a_header_that_stands_there_twice_is_named(name: str) -> None:
    assert parsed(f"{name}: x@example.org\r\n".encode() + written("x")).twice == (name.lower(),)


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<p>We <b>received</b> it.</p>", "We received it."),
        ('<p>Not <span style="display:none">un</span>read.</p>', "Not read."),
        ('<p>A<span style="font-size:0px">b</span>c</p>', "Ac"),
        ('<p>A<span style="color:#fff">b</span>c</p>', "Ac"),
        ('<div style="background:#000"><p>A<span style="color:#fff">b</span>c</p></div>', "Abc"),
        ("<p>We <s>won't</s> use it.</p>", "We use it."),
        ("<table><tr><td>We honor it</td><td><b>not</b>.</td></tr></table>", "We honor it not."),
        ("<p>One</p><blockquote>Two</blockquote>", "One"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<style>p::after{content:'x'}</style><!-- x --><p>One</p>", "One"),
    ],
)
def test_of_html_what_a_person_sees_is_read(html: str, seen: str) -> None:
    assert parsed(written(html=html)).texts == (seen,)


def test_every_host_that_it_leads_to_and_that_is_none_of_metas_is_named() -> None:
    html = (
        '<a href="https://www.facebook.com/privacy">a</a> <a href="https://evil.example/https://www.facebook.com">b</a>'
        ' <a href="mailto:x@other.example?subject=a">c</a> <form action="javascript:x()"></form>'
        '<img src="https://static.xx.fbcdn.net/a.png"><a href="#top">d</a>'
    )

    assert parsed(written(html=html)).elsewhere == ("evil.example", "other.example", "javascript:")
    assert parsed(written("See https://evil.example/x and www.facebook.com.")).elsewhere == ("evil.example",)


def test_a_mail_within_a_mail_comes_out_as_it_went_in() -> None:
    inner = written("Dein Widerspruch wurde angenommen. Größe: ä")
    outer = (
        b'From: kim@example.org\r\nTo: a@b.example\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        + inner
        + b"\r\n--b--\r\n"
    )

    assert [one.replace(b"\n", b"\r\n").rstrip() for one in attached(outer)] == [inner.rstrip()]


def test_a_thousand_nested_parts_are_no_mail() -> None:
    content = b"x"
    for number in range(1000):
        head = f'Content-Type: multipart/mixed; boundary="{number}"\r\n\r\n--{number}\r\n'.encode()
        content = head + content + f"\r\n--{number}--\r\n".encode()

    with pytest.raises(NoMailError):
        parsed(b"From: a@support.facebook.com\r\nDate: x\r\n" + content)


@given(st.binary(max_size=2000))
def test_whatever_comes_is_a_mail_or_none(content: bytes) -> None:
    for whole in (content, b"From: a@support.facebook.com\r\nContent-Type: text/html\r\n\r\n" + content):
        try:
            parsed(whole)
            attached(whole)
        except NoMailError:
            continue


HEAD = b"From: Meta <a@support.facebook.com>\nSubject: x\n"


@pytest.mark.timeout(30)  # each took minutes
@pytest.mark.parametrize(
    "content",
    [
        HEAD + b"Content-Type: text/plain; charset=idna\n\n" + b"a" * 200_000,
        HEAD + b"Content-Type: text/plain\n\n" + b"a" * 1_000_000,
        HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 100_000,
        HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 9_999,
        HEAD + b"Content-Type: text/html\n\n<p>" + b"a" * 1_000_000,
    ],
    ids=[
        "a charset that is slow",
        "one long word",
        "a deep page",
        "a page as deep as is read",
        "a long word in a page",
    ],
)
def test_no_mail_is_read_for_ever(content: bytes) -> None:
    assert parsed(content).sender == "a@support.facebook.com"


@pytest.mark.parametrize("name", [b"To", b"From"])
def test_addresses_that_cannot_be_taken_apart_are_named(name: bytes) -> None:
    with pytest.raises(NoMailError, match=f"its {name.decode()} cannot be taken apart"):
        parsed(b"Subject: x\n" + name + b": " + b"(" * 50_000 + b"\n\nHello")
