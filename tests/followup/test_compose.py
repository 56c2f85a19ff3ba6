"""What stands in a letter: the receipt's facts, the country's law, the right addressee, and gaps for the rest."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from meta_objection.followup import compose
from meta_objection.followup.compose import Draft, Writer
from meta_objection.followup.draft import as_mail, as_page, as_text
from meta_objection.followup.letters import known_languages
from meta_objection.followup.objections import Asked, Objection, objections
from meta_objection.outcome import Effect, MailKind
from meta_objection.receipts import chain
from meta_objection.rights.authorities import authority_in
from tests.followup.examples import PRACTICE, a_mail, filed, lives_in

PRESSED = datetime(2026, 1, 31, 12, tzinfo=UTC)
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
ZIP = "receipt-share.zip"


def sent(home: Path, country: str = "DE", /, **changes: object) -> Objection:
    folder = filed(home, PRESSED, **{**lives_in(country), **changes})
    return next(one for one in objections(home, Asked(NOW)) if one.id == folder.name)


def in_practice(home: Path) -> Objection:
    filed(home, PRESSED, **PRACTICE)
    return objections(home, Asked(NOW))[-1]


def writer(tag: str = "en", **known: str) -> Writer:
    return Writer(tag, date(2026, 3, 3), **{"email": "ada@example.org", **known})


def complaint(one: Objection, tag: str = "en", land: str | None = None) -> Draft:
    authority = authority_in(one.country or "", land)
    assert authority
    return compose.complaint(one, authority, writer(tag), ZIP)


def words(letter: Draft) -> str:
    return " ".join(as_text(letter).split())


def test_a_reminder_tells_what_the_receipt_knows(tmp_path: Path) -> None:
    one = sent(tmp_path)
    said, digest = words(compose.reminder(one, writer(), ZIP)), chain.digest_of(one.folder)

    assert digest
    for told in (
        "Meta Platforms Ireland Limited",
        "Merrion Road",
        "ada@example.org",
        "Sent: 31 January 2026, 12:00:00 UTC",
        "End of the period: 2 March 2026",
        "“We've received your objection. We'll review it and send you an email.”",
        one.id,
        digest,
        "(Article 12(3) GDPR)",
        "(Article 12(4) GDPR, Article 21(1) GDPR)",
        "E-mails from Meta: none that I know of",
        "The period is my own",
        ZIP,
    ):
        assert told in said


def test_a_reason_is_never_copied_into_a_letter(tmp_path: Path) -> None:
    one = sent(tmp_path)

    assert "bakery" in one.receipt.answers["reason"]
    assert "bakery" not in words(complaint(one)) + words(compose.reminder(one, writer(), ZIP))


def test_what_only_the_person_can_say_is_a_gap(tmp_path: Path) -> None:
    said = words(complaint(sent(tmp_path)))

    for gap in ("[Your full name]", "[Your postal address]", "[Signature]", "[I agree / I do not agree]"):
        assert gap in said
    known = as_text(compose.reminder(sent(tmp_path), writer(name="Ada Example"), ZIP))
    assert known.startswith("Ada Example\n")


def test_in_the_united_kingdom_the_reminder_is_a_complaint_to_meta_and_cites_its_own_law(tmp_path: Path) -> None:
    said = words(compose.reminder(sent(tmp_path, "GB"), writer(), ZIP))

    assert "Meta Platforms, Inc." in said
    assert "Article 12(3) UK GDPR, Article 12A UK GDPR" in said
    assert "section 164A of the Data Protection Act 2018" in said
    assert "Article 77" not in said


@pytest.mark.parametrize("country", ["CH", "BR", "JP", "KR", "TR"])
def test_a_reminder_names_no_time_where_none_is_certain(tmp_path: Path, country: str) -> None:
    said = words(compose.reminder(sent(tmp_path, country), writer(), ZIP))

    assert "period has ended" not in said
    assert "End of the period" not in said
    assert "GDPR" not in said


def test_a_complaint_goes_to_the_authority_of_the_country_and_names_the_company(tmp_path: Path) -> None:
    said = words(complaint(sent(tmp_path, "AT"), "de"))

    assert "Österreichische Datenschutzbehörde Barichgasse 40-42 1030 Wien" in said
    assert "Beschwerde über Meta Platforms Ireland Limited" in said
    assert "(Art. 77 DSGVO)" in said
    assert "Art. 58 Abs. 2 Buchst. c DSGVO" in said


@pytest.mark.parametrize(
    ("land", "name"), [(None, "Der Hamburgische Beauftragte"), ("BY", "Bayerisches Landesamt"), ("BE", "Berliner")]
)
def test_in_germany_it_goes_to_hamburg_or_to_the_land(tmp_path: Path, land: str | None, name: str) -> None:
    assert complaint(sent(tmp_path), "de", land).recipient[0].startswith(name)


def test_the_irish_authority_is_not_asked_to_hand_it_on_to_itself(tmp_path: Path) -> None:
    assert "lead supervisory" not in words(complaint(sent(tmp_path, "IE")))
    assert "lead supervisory" in words(complaint(sent(tmp_path, "SE")))


def test_after_a_refusal_the_complaint_is_about_the_refusal_and_names_no_time(tmp_path: Path) -> None:
    folder = filed(tmp_path, PRESSED)
    a_mail(tmp_path, folder.name, MailKind.RECEIVED, Effect.CONFIRMED, PRESSED + timedelta(days=1))
    a_mail(tmp_path, folder.name, MailKind.REFUSED, Effect.REFUSED, PRESSED + timedelta(days=9))
    (one,) = objections(tmp_path, Asked(NOW))
    said = words(complaint(one))

    assert "The controller refused my objection." in said
    assert "1 February 2026: confirms receipt; 9 February 2026: refuses the objection" in said
    assert "period has ended" not in said
    assert "Meta's e-mails named above" in said


def test_a_country_of_france_overseas_writes_to_the_french_authority(tmp_path: Path) -> None:
    assert "Informatique et des Libertés" in complaint(sent(tmp_path, "RE"), "fr").recipient[0]


@pytest.mark.parametrize(
    ("right", "cited", "grounds"),
    [
        ("gdpr", "(Article 21(1) GDPR)", True),
        ("uk-gdpr", "(Article 21(1) UK GDPR)", True),
        ("fadp", "Swiss Federal Act", False),
        ("pipa", "Korean Personal Information Protection Act", False),
    ],
)
def test_an_objection_rests_on_the_law_of_its_country(right: str, cited: str, *, grounds: bool) -> None:
    said = words(compose.objection(right, "facebook", writer(), None))

    assert cited in said
    assert ("my particular situation" in said) is grounds
    assert ("expressly forbid" in said) is (right == "fadp")
    assert "[User name and profile link of each account concerned]" in said


def test_whatsapp_has_its_own_company() -> None:
    letter = compose.objection("gdpr", "whatsapp", writer(), "Ada")

    assert letter.recipient[0] == "WhatsApp Ireland Limited"
    assert "Accounts concerned: Ada" in words(letter)


def test_practice_can_never_pass_for_a_letter_about_something_sent(tmp_path: Path) -> None:
    letter = complaint(in_practice(tmp_path))

    assert as_text(letter).startswith("PRACTICE: nothing was sent to Meta.")
    assert "PRACTICE: nothing" in as_page(letter)


LETTERS: list[Callable[[Objection, str], Draft]] = [
    lambda one, tag: compose.reminder(one, writer(tag), ZIP),
    complaint,
    lambda one, tag: compose.objection("gdpr", one.receipt.form, writer(tag), None),
]


@pytest.mark.parametrize("tag", known_languages())
@pytest.mark.parametrize("letter", LETTERS, ids=["reminder", "complaint", "objection"])
def test_every_letter_can_be_written_in_every_language(
    tmp_path: Path, tag: str, letter: Callable[[Objection, str], Draft]
) -> None:
    draft = letter(sent(tmp_path), tag)
    text, page = as_text(draft), as_page(draft)

    assert not {"{", "}"} & set(text)
    assert f'<html lang="{tag}">' in page
    assert page.count("<mark>") == text.count("[")
    assert "<script" not in page
    assert "http-equiv" in page


def test_markup_in_what_meta_said_stays_text(tmp_path: Path) -> None:
    page = as_page(complaint(sent(tmp_path, confirmation="<img src=x onerror=alert(1)> [gap]")))

    assert "<img" not in page


def parsed(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_a_mail_opens_as_a_draft_with_the_receipt_beside_it(tmp_path: Path) -> None:
    letter = complaint(sent(tmp_path), "de")
    mail = parsed(as_mail(letter, "ada@example.org", (ZIP, b"PK")))
    (attached,) = mail.iter_attachments()

    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "mailbox@datenschutz.hamburg.de"
    assert mail["From"] == "ada@example.org"
    assert mail["Subject"] == "Beschwerde über Meta Platforms Ireland Limited"
    assert mail["Date"] is None
    assert (attached.get_filename(), attached.get_content()) == (ZIP, b"PK")
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain
    assert page
    assert plain.get_content().replace("\r\n", "\n") == as_text(letter)
    assert "<mark>" in page.get_content()


def test_a_mail_names_nobody_who_is_not_known_to_take_it(tmp_path: Path) -> None:
    one = sent(tmp_path, "AT")

    assert parsed(as_mail(complaint(one, "de"), None, None))["To"] is None
    assert parsed(as_mail(compose.reminder(one, writer(), ZIP), None, None))["To"] is None
