"""Whom a letter is for: every addressee has an address, a language and a source, and the review's corrections stand."""

import re
from pathlib import Path

import pytest

from meta_objection.countries import country_code
from meta_objection.forms import known_forms
from meta_objection.rights import load_rights
from meta_objection.rights.authorities import (
    Takes,
    addressees,
    authority_in,
    authority_named,
    controller_for,
    lands,
)

KNOWN = addressees()
EUROPE = [country for right in load_rights().rights[:2] for country in right.countries]
DATA = Path("src/meta_objection/rights/authorities.toml")


@pytest.mark.parametrize("country", EUROPE)
def test_everybody_under_the_gdpr_has_an_authority_with_an_address(country: str) -> None:
    found = authority_in(country)

    assert found
    assert found.address
    assert found.languages
    assert found.source
    assert "[M]" not in found.source


def test_the_sixteen_lander_have_one_each_and_hamburg_acts_for_all() -> None:
    assert len(lands()) == 16
    found = [authority_in("DE", land) for land in lands()]
    assert [one.id for one in found if one] == [f"de-{land.lower()}" for land in lands()]
    assert "HmbBfDI" in str(authority_named("DE"))


def test_nobody_stands_twice_and_every_country_is_one() -> None:
    ids = [one.id for one in KNOWN.authorities]

    assert len(ids) == len(set(ids))
    assert [code for one in KNOWN.authorities for code in one.countries if country_code(code) != code] == []


@pytest.mark.parametrize("left_out", ["BfDI)", "Bayerische Landesbeauftragte", "Rundfunk", "EKD", "Kirch", "Kath"])
def test_those_who_have_no_part_in_metas_matters_are_not_there(left_out: str) -> None:
    assert [one.title for one in KNOWN.authorities if left_out in one.title and "HmbBfDI" not in one.title] == []


@pytest.mark.parametrize(
    ("country", "line"),
    [
        ("IE", "6 Pembroke Row"),
        ("PL", "ul. Stanisława Moniuszki 1A"),
        ("SK", "Budova Park One"),
        ("IS", "Laugavegur 166, 4. hæð"),
    ],
)
def test_addresses_that_were_out_of_date_are_not_used(country: str, line: str) -> None:
    found = authority_in(country)

    assert found
    assert line in found.address


def test_the_ico_has_no_postal_address_while_it_moves() -> None:
    found = authority_in("GB")

    assert found
    assert (found.address, found.takes) == ((), Takes.OWN_FORM)


def test_an_e_mail_address_stands_only_where_complaints_are_known_to_be_taken_by_e_mail() -> None:
    assert {one.id for one in KNOWN.authorities if one.email} == {"de-hh", "se"}
    assert all(one.takes is Takes.LETTER and one.checked for one in KNOWN.authorities if one.email)


def test_whoever_takes_no_plain_letter_says_what_it_takes() -> None:
    special = [one for one in KNOWN.authorities if one.takes is not Takes.LETTER]

    assert special
    assert [one.id for one in special if not one.note] == []


@pytest.mark.parametrize(
    ("country", "form", "name"),
    [
        ("DE", "facebook", "Meta Platforms Ireland Limited"),
        ("CH", "instagram", "Meta Platforms Ireland Limited"),
        ("GB", "facebook", "Meta Platforms, Inc."),
        ("GB", "whatsapp", "WhatsApp LLC"),
        ("FR", "whatsapp", "WhatsApp Ireland Limited"),
        ("BR", "third-party", "Meta Platforms, Inc."),
    ],
)
def test_a_letter_goes_to_the_company_that_answers_there(country: str, form: str, name: str) -> None:
    assert controller_for(load_rights().right_in(country).id, form).name == name


def test_every_form_has_somebody_who_answers_for_it_everywhere() -> None:
    found = [controller_for(right.id, form) for right in load_rights().rights for form in known_forms()]

    assert not [one for one in found if "Grand Canal" in " ".join(one.address)]


def test_a_form_that_nobody_answers_for_has_no_addressee() -> None:
    with pytest.raises(LookupError):
        controller_for("gdpr", "another")


def test_no_letter_to_meta_has_an_e_mail_address() -> None:
    text = DATA.read_text(encoding="utf-8")

    assert re.findall(r"[\w.]+@(?:\w+\.)*(?:facebook|meta|fb|whatsapp|instagram)\b[\w.]*", text) == []
