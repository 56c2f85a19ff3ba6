"""What `letter` writes, when it refuses to, and that it sends nothing."""

import io
import json
import stat
import zipfile
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from meta_objection.cli.app import main
from meta_objection.outcome import Effect, MailKind
from tests.followup.examples import CODE_NEEDED, PRACTICE, REFUSED, REHEARSED, UNCONFIRMED, a_mail, filed, lives_in

pytestmark = pytest.mark.usefixtures("own_place")
LONG_AGO = datetime(2026, 1, 31, 12, tzinfo=UTC)
JUST_NOW = datetime.now(UTC) - timedelta(hours=1)


def letter(home: Path, *words: str) -> int:
    return main(["letter", *words, "--home", str(home)])


def refused(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert letter(home, *words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize("kind", ["reminder", "complaint"])
def test_nothing_is_called_overdue_that_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    filed(tmp_path, JUST_NOW)

    assert "This is not overdue: Meta has until" in refused(tmp_path, capsys, kind)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (UNCONFIRMED, "Nothing of Meta's shows that this objection arrived"),
        (CODE_NEEDED, "not filed before Meta has its code"),
        (REFUSED, "refused"),
        ({"request": "delete"}, "drafted for objections"),
        (lives_in(None), "does not say in which country"),
        ({"verified": False}, "not shown that this went to Meta's own site"),
    ],
)
def test_a_reminder_is_drafted_only_of_what_certainly_waits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, object], why: str
) -> None:
    filed(tmp_path, LONG_AGO, **changes)

    assert why in refused(tmp_path, capsys, "reminder")


@pytest.mark.parametrize(
    ("kind", "effect", "why"),
    [
        (MailKind.ACCEPTED, Effect.CONFIRMED, "said yes"),
        (MailKind.QUESTION, Effect.NOTED, "asked something"),
    ],
)
def test_metas_own_mail_ends_or_stops_the_matter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: MailKind, effect: Effect, why: str
) -> None:
    folder = filed(tmp_path, LONG_AGO)
    a_mail(tmp_path, folder.name, kind, effect, LONG_AGO + timedelta(days=3))

    assert why in refused(tmp_path, capsys, "complaint")


@pytest.mark.parametrize(
    ("country", "why"),
    [
        ("ES", "official models"),
        ("GB", "section 164A"),
        ("CH", "own form"),
        ("BR", "gov.br"),
        ("TR", "within 60 days"),
        ("JP", "not looked into"),
        ("US", "No authority"),
    ],
)
def test_an_authority_that_takes_only_its_own_form_gets_no_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], country: str, why: str
) -> None:
    filed(tmp_path, LONG_AGO, **lives_in(country))

    assert why in refused(tmp_path, capsys, "complaint")


def test_where_a_signature_is_wanted_a_mail_is_refused_and_paper_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filed(tmp_path, LONG_AGO, **lives_in("PL"))

    assert "signed by hand" in refused(tmp_path, capsys, "complaint", "-o", str(tmp_path / "c.eml"))
    assert not (tmp_path / "c.eml").exists()
    assert letter(tmp_path, "complaint", "-o", str(tmp_path / "c.html")) == 0
    assert '<html lang="pl">' in (tmp_path / "c.html").read_text(encoding="utf-8")
    assert "Print it and sign it by hand." in capsys.readouterr().err


def test_a_form_that_failed_is_no_refusal_to_complain_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filed(tmp_path, LONG_AGO, **REFUSED)

    assert "letter objection" in refused(tmp_path, capsys, "complaint")


def test_a_complaint_is_a_draft_with_the_masked_receipt_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = filed(tmp_path, LONG_AGO)
    path = tmp_path / "complaint.eml"
    assert letter(tmp_path, "complaint", folder.name, "-o", str(path), "--name", "Ada Example") == 0
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    (attached,) = mail.iter_attachments()
    packed = zipfile.ZipFile(io.BytesIO(attached.get_content()))
    body = mail.get_body(("plain",))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert mail["X-Unsent"] == "1"
    assert body
    assert "Ada Example" in body.get_content()
    assert attached.get_filename() == f"{folder.name}-share.zip"
    assert f"{folder.name}-shared/receipt.json" in packed.namelist()
    assert not [name for name in packed.namelist() if b"ada@example.org" in packed.read(name)]
    assert "nothing was sent" in capsys.readouterr().err


def test_a_draft_that_somebody_may_have_completed_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filed(tmp_path, LONG_AGO)
    path = tmp_path / "mine.txt"
    path.write_text("completed", encoding="utf-8")

    assert "cannot be written" in refused(tmp_path, capsys, "reminder", "-o", str(path))
    assert path.read_text(encoding="utf-8") == "completed"
    assert ".eml, .html or .txt" in refused(tmp_path, capsys, "reminder", "-o", str(tmp_path / "letter.doc"))


@pytest.mark.parametrize(
    ("country", "words", "tag"),
    [
        ("DE", [], "de"),
        ("DE", ["--locale", "en"], "en"),
        ("BE", [], "fr"),
        ("CH", [], "en"),  # one of its languages, and the page was English
        ("BG", [], "en"),
        ("NO", [], "nb"),
    ],
)
def test_a_letter_is_in_the_language_of_the_country_or_in_the_one_wished_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], country: str, words: list[str], tag: str
) -> None:
    filed(tmp_path, LONG_AGO, **lives_in(country))
    assert letter(tmp_path, "reminder", "--json", *words) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["language"] == tag
    assert any("no letter in bg" in note for note in told["notes"]) is (country == "BG")


def test_scripts_hear_who_it_is_for_and_what_to_mind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = filed(tmp_path, LONG_AGO)
    assert letter(tmp_path, "complaint", "--json", "--region", "de-by") == 0
    told = json.loads(capsys.readouterr().out)

    assert (told["letter"], told["receipt"], told["authority"]) == ("complaint", folder.name, "de-by")
    assert told["recipient"][0].startswith("Bayerisches Landesamt")
    assert told["file"] is None
    assert "Art. 77 DSGVO" in told["text"]
    assert any("not checked since 2023" in note for note in told["notes"])


def test_a_region_that_is_none_is_named_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filed(tmp_path, LONG_AGO)

    assert "Give one of BB, BE" in refused(tmp_path, capsys, "complaint", "--region", "Tirol")
    assert "no letters in xx" in refused(tmp_path, capsys, "complaint", "--locale", "xx")


def test_an_objection_by_post_needs_no_receipt_but_a_country(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--country" in refused(tmp_path, capsys, "objection")
    words = ["--country", "Germany", "--name", "Ada Example", "--email", "ada@example.org", "--locale", "en"]
    assert letter(tmp_path, "objection", *words) == 0
    said = capsys.readouterr().out

    assert "Article 21(1) GDPR" in said
    assert "ada@example.org" in said
    assert "Enclosures" not in said


@pytest.mark.parametrize("country", ["US", "BR", "JP", "TR", "KE"])
def test_no_letter_objects_where_no_law_is_known_that_lets_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], country: str
) -> None:
    assert "No law is known to us" in refused(tmp_path, capsys, "objection", "--country", country)


@pytest.mark.parametrize("changes", [REHEARSED, UNCONFIRMED, PRACTICE])
def test_an_objection_by_post_can_follow_any_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, object]
) -> None:
    folder = filed(tmp_path, LONG_AGO, **changes)

    assert letter(tmp_path, "objection", folder.name) == 0
    assert "Widerspruch" in capsys.readouterr().out


def test_a_letter_about_practice_says_so_in_its_first_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filed(tmp_path, LONG_AGO, **PRACTICE)

    assert letter(tmp_path, "complaint") == 0
    assert capsys.readouterr().out.startswith("ÜBUNG")


def test_a_receipt_that_somebody_changed_is_no_ground_for_a_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = filed(tmp_path, LONG_AGO)
    (folder / "02-end.png").write_bytes(b"another")

    assert "does not hold" in refused(tmp_path, capsys, "complaint")
