"""Which mail brings the code of an objection, and which never does."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meta_objection.mail.arrived import Arrived
from meta_objection.mail.codes import code_in
from tests.mail.test_one_time import ENTRY, FORM

PRESSED = datetime(2026, 11, 22, 10, 15, 7, 400_000, tzinfo=UTC)
K1 = (
    "Hi,\r\n\r\nUse this code to verify your email address on Facebook.\r\n\r\n"
    "Your email verification code\r\n012345\r\n"
)
K2 = (
    "Confirm this email address\r\nTo verify your email address, use this code.\r\n012345\r\n"
    "Don't share this code with anyone.\r\n"
)
SECURITY = "security@facebookmail.com"
SECURITY_SUBJECT = "012345 is your Facebook security code"


def mail(  # noqa: PLR0913 - each is one part of the mail
    body: str = K2,
    *,
    sender: str = f"Facebook <{SECURITY}>",
    subject: str = SECURITY_SUBJECT,
    date: str = "Sun, 22 Nov 2026 10:15:30 +0000",
    kind: str = "text/plain",
    vouched: str | None = "facebookmail.com",
) -> Arrived:
    head = f"From: {sender}\r\nTo: kim@example.org\r\nSubject: {subject}\r\nDate: {date}\r\n"
    content = f"{head}MIME-Version: 1.0\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{body}"
    return Arrived("INBOX;UID=1", content.encode(), vouched)


@pytest.mark.parametrize(
    "one",
    [
        mail(),
        mail(K1, subject="Your code"),
        mail(K2.replace("012345", "012 345")),
        mail(f"<html><body><p>{K2.replace(chr(10), '<br>')}</p></body></html>", kind="text/html"),
        mail(
            K2,
            sender="Instagram <no-reply@mail.instagram.com>",
            subject="012345 is your Instagram code",
            vouched="mail.instagram.com",
        ),
        mail(date="Sun, 22 Nov 2026 10:15:07 +0000"),
        mail(date="Sun, 22 Nov 2026 03:15:30 -0700"),
    ],
)
def test_a_mail_that_asks_to_confirm_the_address_brings_its_code(one: Arrived) -> None:
    assert code_in(one, PRESSED) == "012345"


@pytest.mark.parametrize(
    "one",
    [
        mail(sender="registration@facebookmail.com", subject="FB-01234 is your Facebook confirmation code"),
        mail(sender="registration@facebookmail.com"),
        mail("Dein Sicherheitscode lautet 01234567.", subject="Dein Sicherheitscode lautet 01234567"),
        mail("We noticed a login from a new device.", subject="Did you just log in?"),
        mail(K2 + "Somebody tried to log in to your account."),
        mail("Someone tried to sign up for an Instagram account. Confirm your email with 012345."),
        mail(K2 + "Use it to reset your password."),
        mail(K2 + "Two-factor authentication is on."),
        mail("012345", subject="012345 is your Instagram code"),
        mail("Gib diesen Code ein: 012345", subject="012345 ist dein Code"),
    ],
)
def test_a_mail_of_sign_in_or_registration_or_one_not_understood_brings_none(one: Arrived) -> None:
    assert code_in(one, PRESSED) is None


@pytest.mark.parametrize(
    "date",
    [
        *("Sun, 22 Nov 2026 10:15:06 +0000", "Sun, 22 Nov 2026 11:15:06 +0100", "Sat, 21 Nov 2026 23:00:00 +0000"),
        *(
            "Sun, 22 Nov 2026 10:15:30 -0000",
            "yesterday",
            "",
            "Sun, 22 Nov 2026 10:15:30 +0000\r\nDate: Mon, 23 Nov 2026 1:1:1 +0000",
        ),
    ],
)
def test_a_mail_dated_before_the_press_or_not_at_all_brings_none(date: str) -> None:
    assert code_in(mail(date=date), PRESSED) is None


@pytest.mark.parametrize(
    "one",
    [
        *(mail(vouched=None), mail(vouched="evil.example"), mail(vouched="com.example")),
        *(mail(sender="security@facebook-mail.com"), mail(sender="notification@facebookmail.com")),
        mail(sender=f"{SECURITY}\r\nFrom: x@evil.example"),
        mail(sender='"security@facebookmail.com" <x@evil.example>'),
    ],
)
def test_a_mail_that_is_not_vouched_for_or_of_another_sender_brings_none(one: Arrived) -> None:
    assert code_in(one, PRESSED) is None


@pytest.mark.parametrize(
    "one",
    [
        mail(subject="543210 is your Facebook security code"),
        mail(K2 + "Or use 543210.\r\n"),
        mail(K2.replace("012345", "0123456"), subject="Your code"),
        mail(K2.replace("012345", "01234"), subject="Your code"),
        mail(K2 + "x" * 1024**2),
    ],
)
def test_two_codes_or_none_are_no_code(one: Arrived) -> None:
    assert code_in(one, PRESSED) is None


@pytest.mark.parametrize("one", FORM, ids=lambda one: str(one["tag"]))
def test_a_code_is_found_in_every_language(one: dict[str, str]) -> None:
    assert code_in(mail(one["text"], subject=one["subject"]), PRESSED) == one["code"]


@given(st.sampled_from(ENTRY), st.sampled_from(FORM), st.sampled_from([1, -1]))
@settings(max_examples=100, deadline=None)
def test_a_mail_that_lets_somebody_in_brings_none_whatever_else_it_says(
    entry: dict[str, str], form: dict[str, str], order: int
) -> None:
    assert code_in(mail(entry["text"], subject=entry["subject"]), PRESSED) is None
    assert code_in(mail("\n\n".join([entry["text"], form["text"]][::order]), subject=form["subject"]), PRESSED) is None


@given(st.binary(max_size=400), st.datetimes(timezones=st.just(timezone(timedelta(hours=3)))))
def test_any_octets_at_all_can_be_asked(octets: bytes, pressed: datetime) -> None:
    head = b"From: security@facebookmail.com\r\n"
    assert code_in(Arrived("x", octets, "facebookmail.com"), pressed) is None
    assert code_in(Arrived("x", head + octets, "facebookmail.com"), pressed) is None
