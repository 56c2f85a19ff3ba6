"""What a provider's report is worth: each rule is a mistake that somebody made."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meta_objection.mail.vouched import names_of, read_report, vouched

GOOGLE = names_of("imap.gmail.com")
PASSED = (
    "mx.google.com; dkim=pass header.i=@support.facebook.com header.s=s1 header.b=abc;"
    " spf=pass (google.com: domain of x@support.facebook.com designates 1.2.3.4 as permitted sender)"
    " smtp.mailfrom=x@support.facebook.com; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=support.facebook.com"
)
FORGED = "mx.google.com; dkim=pass header.d=support.facebook.com"


def mail(*reports: str, sender: str = "Facebook <case++@support.facebook.com>", more: str = "") -> bytes:
    headers = "".join(f"Authentication-Results: {one}\r\n" for one in reports)
    return (
        f"Received: from a by mx.google.com\r\n{headers}DKIM-Signature: v=1; d=support.facebook.com\r\n{more}"
        f"From: {sender}\r\nTo: kim@example.org\r\nSubject: hello\r\n\r\nhello\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("host", "report"),
    [
        ("imap.gmail.com", PASSED),
        ("IMAP.GMAIL.COM", PASSED),
        (
            "outlook.office365.com",
            (
                "spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=support.facebook.com; dkim=pass (signature was verified)"
                " header.d=support.facebook.com;dmarc=pass action=none header.from=support.facebook.com;compauth=pass"
                " reason=100"
            ),
        ),
        (
            "imap.mail.yahoo.com",
            (
                "atlas-production.v2-mail-prod1-bf1.omega.yahoo.com; dkim=dkim_pass header.i=@support.facebook.com"
                " header.s=@s1; spf=pass smtp.mailfrom=support.facebook.com; dmarc=success(p=REJECT,sp=REJECT)"
                " header.from=support.facebook.com;"
            ),
        ),
        (
            "imap.hostinger.com",
            (
                "mx.hostinger.com; spf=pass smtp.mailfrom=a@b.example; dkim=pass header.d=support.facebook.com;"
                " dmarc=pass header.from=support.facebook.com"
            ),
        ),
        ("imap.gmx.net", "gmx.net; dkim=pass header.i=@support.facebook.com"),
    ],
)
def test_each_provider_is_read_as_it_writes(host: str, report: str) -> None:
    assert vouched(mail(report), names_of(host)) == "support.facebook.com"


@pytest.mark.parametrize(
    "report",
    [
        PASSED.upper().replace("MX.GOOGLE.COM", "MX.Google.com", 1),
        PASSED.replace("; ", ";\r\n\t"),
        PASSED.replace("dkim=pass", "dkim = pass").replace("mx.google.com;", "mx.google.com 1;", 1),
        PASSED.replace("dkim=pass", "dkim=pass (ok (really; \\) header.d=evil.example))"),
        PASSED.replace("dkim=pass", 'dkim=pass reason="all is well; dkim=fail"'),
        PASSED.replace("dkim=pass", "dkim/1=pass"),
    ],
)
def test_case_folding_and_comments_change_nothing(report: str) -> None:
    assert vouched(mail(report), GOOGLE) == "support.facebook.com"


def test_a_domain_above_the_senders_may_have_signed() -> None:
    report = "mx.google.com; dkim=pass header.d=facebook.com"
    assert vouched(mail(report), GOOGLE) == "facebook.com"


def test_several_headers_of_one_name_are_one_report() -> None:
    four = [f"mx1.messagingengine.com; {one}" for one in ("x-me=1", "bimi=none", "x-vs=clean")]
    passed = "mx1.messagingengine.com; dkim=pass header.d=support.facebook.com; spf=pass; dmarc=pass"
    assert vouched(mail(*four, passed), names_of("imap.fastmail.com")) == "support.facebook.com"


def test_a_provider_with_a_name_for_each_method_is_one_provider() -> None:
    each = (
        "bimi.icloud.com; bimi=none",
        "dmarc.icloud.com; dmarc=pass header.from=support.facebook.com",
        "dkim-verifier.icloud.com; dkim=pass header.d=support.facebook.com",
        "spf.icloud.com; spf=pass smtp.mailfrom=support.facebook.com",
    )
    assert vouched(mail(*each), names_of("imap.mail.me.com")) == "support.facebook.com"


def test_no_header_at_all_is_nobodys_word() -> None:
    assert vouched(mail(), GOOGLE) is None


@pytest.mark.parametrize("host", ["imap.example.org", "imap.gmail.com.example.org", "gmail.com", ""])
def test_a_server_that_is_not_known_vouches_for_nobody(host: str) -> None:
    assert names_of(host) == ()
    assert vouched(mail(PASSED), names_of(host)) is None


def test_the_person_may_name_their_own() -> None:
    assert vouched(mail("mail.example.org; dkim=pass header.d=support.facebook.com"), ["mail.example.org"])


@pytest.mark.parametrize(
    "name",
    [
        *("attacker.example", "mx.google.com.attacker.example", "notmx.google.com", "google.com", "mx.google.com@evil"),
        *('"mx.google.com" evil', "mx.google.com evil", "(mx.google.com) evil.example", "evil (;mx.google.com", ""),
    ],
)
def test_a_header_under_another_name_is_the_senders_own(name: str) -> None:
    assert vouched(mail(f"{name}; dkim=pass header.d=support.facebook.com"), GOOGLE) is None


def test_a_header_below_a_strangers_is_not_at_the_top() -> None:
    assert vouched(mail("attacker.example; dkim=none", FORGED), GOOGLE) is None


def test_a_header_that_stands_apart_from_the_providers_came_with_the_mail() -> None:
    genuine = "mx.google.com; spf=pass smtp.mailfrom=evil.example"
    assert vouched(mail(genuine, more=f"Authentication-Results: {FORGED}\r\n"), GOOGLE) is None


@pytest.mark.parametrize(
    "says", ["fail", "permerror", "temperror", "softfail", "policy", "invented", "none", "neutral"]
)
def test_what_the_provider_itself_says_of_the_signature_counts_before_a_forged_pass_below_it(says: str) -> None:
    assert vouched(mail(f"mx.google.com; dkim={says} header.d=support.facebook.com", FORGED), GOOGLE) is None


@pytest.mark.parametrize("failing", ["dmarc=fail", "spf=softfail", "compauth=fail", "dkim=fail header.d=evil.example"])
def test_a_failure_anywhere_in_the_report_wins(failing: str) -> None:
    assert vouched(mail(PASSED, f"mx.google.com; {failing}"), GOOGLE) is None
    assert vouched(mail(f"{PASSED}; {failing}"), GOOGLE) is None


@pytest.mark.parametrize(
    "domain",
    [
        *("notsupport.facebook.com", "support.facebook.com.evil.example", "evil.example", "facebookmail.com"),
        *(
            "com.",
            "com",
            "",
            "@",
            "x.support.facebook.com",
            "support.facebook.com/evil.example",
            "support..facebook.com",
        ),
    ],
)
def test_a_signature_of_another_domain_is_worth_nothing(domain: str) -> None:
    assert vouched(mail(f"mx.google.com; dkim=pass header.d={domain}"), GOOGLE) is None


def test_a_policy_that_was_met_for_another_sender_is_worth_nothing() -> None:
    report = "mx.google.com; dkim=pass header.d=support.facebook.com; dmarc=pass header.from=euskaltel.example"
    assert vouched(mail(report), GOOGLE) is None


@pytest.mark.parametrize(
    "sender",
    [
        *(
            "Facebook <>",
            "",
            "<x@support.facebook.com>, <y@evil.example>",
            "y@evil.example, <x@support.facebook.com>, z",
        ),
        *("Facebook <x@support.facebook.com> <y@evil.example>", "x@support.facebook.com\r\nFrom: y@evil.example"),
        *(
            "x@support.facebook.com y@evil.example",
            "Facebook <x@evil.example>",
            '"x@support.facebook.com" <x@evil.example>',
        ),
    ],
)
def test_only_one_address_in_one_from_has_a_signer(sender: str) -> None:
    assert vouched(mail("mx.google.com; dkim=pass header.d=support.facebook.com", sender=sender), GOOGLE) is None


@pytest.mark.parametrize(
    "report",
    [
        "mx.google.com; dkim=none (dkim=pass header.d=support.facebook.com)",
        'mx.google.com; dkim=none reason="x; dkim=pass header.d=support.facebook.com"',
        'mx.google.com; dkim=none reason="\\"; dkim=pass header.d=support.facebook.com; x=\\""',
        "mx.google.com; dkim=none (a \\) b; dkim=pass header.d=support.facebook.com)",
        "mx.google.com; dkim=none (; dkim=pass header.d=support.facebook.com",
        'mx.google.com; dkim=none "; dkim=pass header.d=support.facebook.com',
        "mx.google.com; dkim=pass header.d=evil.example header.d=support.facebook.com",
        "mx.google.com; dkim=pass header.d=support.facebook.com) header.d=evil.example",
        "mx.google.com; dkim=pass header.b=header.d=support.facebook.com",
        "mx.google.com; x=y dkim=pass header.d=support.facebook.com",
        "mx.google.com dkim=pass header.d=support.facebook.com",
        "mx.google.com; =pass header.d=support.facebook.com",
        "mx.google.com; dkim= header.d=support.facebook.com",
        "mx.google.com; arc=pass header.d=support.facebook.com",
        f"{PASSED}; dkim=none {'(' * 30_000}{')' * 30_000}",
    ],
)
def test_no_way_of_writing_makes_a_pass_of_what_is_none(report: str) -> None:
    assert vouched(mail(report), GOOGLE) is None


def test_arc_vouches_for_nobody() -> None:
    sealed = f"ARC-Authentication-Results: i=1; {PASSED}\r\nX-Authentication-Results: {PASSED}\r\n"
    assert vouched(mail(more=sealed), GOOGLE) is None


SIGNS = st.text('mx.googleco;= ()\\"\t\r\ndkimpassheader.d=support.facebook.com1', max_size=120)


@given(SIGNS)
@example('"\\')
@example("(\\")
def test_any_value_at_all_can_be_read(value: str) -> None:
    report = read_report(value)
    assert report is None or all(one.method and one.says for one in report.results)


@given(st.binary(max_size=300), SIGNS)
def test_any_octets_at_all_can_be_asked_about(octets: bytes, value: str) -> None:
    assert vouched(octets, GOOGLE) is None
    assert vouched(mail(f"attacker.example; {value}"), GOOGLE) is None


@given(SIGNS.filter(lambda text: "\n" not in text and "\r" not in text))
def test_nothing_inside_a_comment_or_a_quotation_is_a_finding(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    commented = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    assert vouched(mail(f'mx.google.com; dkim=none reason="{quoted}"'), GOOGLE) is None
    assert vouched(mail(f"mx.google.com; dkim=none ({commented})"), GOOGLE) is None
    assert vouched(mail(f'mx.google.com; dkim=pass ({commented}) reason="{quoted}" header.d=facebook.com'), GOOGLE)
