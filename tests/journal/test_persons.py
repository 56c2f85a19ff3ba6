"""One person is the same person however their names are written, and two are two."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.journal.persons import addresses_in, known_as, plain_address

LETTERS = st.text(st.characters(categories=("Ll", "Lu", "Nd"), max_codepoint=0x24F), min_size=1, max_size=12)
DOMAINS = st.sampled_from(["example.org", "müller.example", "пример.example", "例え.example"])


def spellings(local: str, domain: str) -> list[str]:
    return [
        f"{local}@{domain}",
        f" {local}@{domain.upper()}\n",
        f"{local}@{domain.encode('idna').decode()}",
        unicodedata.normalize("NFD", f"{local}@{domain}"),
        f"{local.lower()}@{domain}",
    ]


@given(LETTERS, DOMAINS)
def test_every_spelling_of_an_address_is_one(local: str, domain: str) -> None:
    assert len({plain_address(one) for one in spellings(local, domain)}) == 1


@given(st.text(max_size=30))
def test_writing_an_address_plainly_twice_changes_nothing(text: str) -> None:
    assert plain_address(plain_address(text)) == plain_address(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("straße@example.org", "strasse@example.org"),
        ("kim@example.org", "kim@example.com"),
        ("kim+meta@example.org", "kim@example.org"),
        ("kim@müller.example", "kim@mueller.example"),
    ],
)
def test_two_addresses_are_two(one: str, other: str) -> None:
    assert plain_address(one) != plain_address(other)


@pytest.mark.parametrize(
    "written", ["+49 151 23456789", "+4915123456789", "(+49) 151-23456789", "\u0664\u0669 15123456789"]
)
def test_a_number_is_its_digits(written: str) -> None:
    assert known_as(phone=written) == ("phone:4915123456789",)


def test_names_of_two_kinds_are_never_the_same() -> None:
    assert known_as(email="kim", account="kim", profile="kim") == ("email:kim", "account:kim", "profile:kim")


def test_what_is_not_known_is_no_name() -> None:
    assert known_as(email=None, phone=" ", account="") == ()


def test_of_many_texts_only_the_addresses_are_taken() -> None:
    assert addresses_in(["Germany", "kim@example.org ", "my words @ home", ""]) == ("kim@example.org",)
