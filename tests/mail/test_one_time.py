"""Which mails bring the code of an objection, in every language: of those with six digits only the ones that say so."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meta_objection.languages import languages_with
from meta_objection.mail.meaning import meaning_in, meaning_of
from meta_objection.mail.message import parsed
from meta_objection.mail.one_time import without_codes
from meta_objection.outcome import MailKind
from tests.mail.post import written

MAILS = tomllib.loads((Path(__file__).parent / "codes.toml").read_text(encoding="utf-8"))
ENTRY, FORM = MAILS["entry"], MAILS["form"]


def name(mail: dict[str, str]) -> str:
    return f"{mail['tag']}-{mail.get('about', 'form')}"


def test_every_language_has_its_mails() -> None:
    tags = set(languages_with("mails"))

    assert {tag for tag in tags if sum(one["tag"] == tag for one in ENTRY) >= 6} == tags
    assert {one["tag"] for one in FORM} == tags


@pytest.mark.parametrize("mail", ENTRY, ids=name)
def test_a_mail_that_lets_somebody_in_brings_no_code(mail: dict[str, str]) -> None:
    found = meaning_of(mail["subject"], mail["text"])

    assert (found.kind is MailKind.CODE, found.code) == (False, None)


@pytest.mark.parametrize("mail", FORM, ids=name)
def test_a_mail_that_confirms_an_address_brings_its_code(mail: dict[str, str]) -> None:
    found = meaning_of(mail["subject"], mail["text"])

    assert (found.kind, found.code) == (MailKind.CODE, mail["code"])


@given(st.sampled_from(ENTRY), st.sampled_from(FORM), st.sampled_from([1, -1]))
@settings(max_examples=200, deadline=None)
def test_what_lets_somebody_in_lets_no_code_out_whatever_stands_beside_it(
    entry: dict[str, str], form: dict[str, str], order: int
) -> None:
    assert meaning_of(form["subject"], "\n\n".join([entry["text"], form["text"]][::order])).code is None
    assert meaning_of(entry["subject"] + form["subject"], form["text"]).code in {None, form["code"]}


@given(st.sampled_from(FORM), st.text(max_size=60), st.integers(0, 400))
@settings(max_examples=200, deadline=None)
def test_a_code_that_is_found_stands_in_the_mail_whatever_else_does(form: dict[str, str], text: str, at: int) -> None:
    found = meaning_of(form["subject"], form["text"][:at] + text + form["text"][at:]).code

    assert found is None or found == form["code"] or found in "".join(filter(str.isdecimal, text + form["text"]))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("012345", "Gib diesen Code ein: 012345"),
        ("Confirm your email address", "Somebody just became you on a machine of theirs.\n\nYour code: 012345"),
        ("メールアドレスの確認", "どなたかがあなたになりすまそうとしています。\n\nコード:012345"),
        ("Confirm your email address", "Your code: 01234567"),
        ("Confirm your email address", "Your code: FB-01234"),
        ("Confirm your email address", "Your code: 012345, or 543210"),
        ("Confirm your email address", "Your code expires in 60 minutes."),
    ],
)
def test_a_code_of_no_purpose_of_another_length_or_after_an_alert_in_new_words_is_none(subject: str, text: str) -> None:
    assert meaning_of(subject, text).code is None


@pytest.mark.parametrize("hidden", ["Jemand will sich bei dir anmelden.", "You asked for a new password."])
def test_what_nobody_sees_counts_against_a_code(hidden: str) -> None:
    page = "<p>Confirm this email address with the code <b>012345</b>.</p>"
    shown, veiled = (
        parsed(written(html=f"<html>{before}{page}</html>", subject="Your code"))
        for before in ("", f'<div style="display:none">{hidden}</div>')
    )

    assert meaning_in(shown).code == "012345"
    assert meaning_in(veiled).code is None


@pytest.mark.parametrize("mail", ENTRY + FORM, ids=name)
def test_a_subject_is_shown_without_its_code(mail: dict[str, str]) -> None:
    shown = without_codes(mail["subject"])

    assert not any(map(str.isdecimal, shown))
    assert (shown == mail["subject"]) is not any(map(str.isdecimal, mail["subject"]))
