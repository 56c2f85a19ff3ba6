"""The reader on texts that were not written with it in sight: other people's programs' own, and two blind testers'."""

import tomllib
from pathlib import Path

import pytest

from meta_objection.words import find_confirmation

FOUND = tomllib.loads(Path(__file__).with_name("found.toml").read_text(encoding="utf-8"))
BLIND = tomllib.loads(Path(__file__).with_name("blind.toml").read_text(encoding="utf-8"))
ENOUGH = 0.75
"""The share of true ones that must be known: they are other people's words, not Meta's."""


@pytest.mark.parametrize("language", FOUND)
def test_nothing_found_elsewhere_is_taken_for_a_confirmation_that_is_none(language: str) -> None:
    assert [text for text in FOUND[language]["nothing"] if find_confirmation(text) is not None] == []


def test_most_confirmations_found_elsewhere_are_known() -> None:
    true = [text for texts in FOUND.values() for text in texts["confirms"]]
    known = [text for text in true if find_confirmation(text) is not None]

    assert len(known) >= ENOUGH * len(true), sorted(set(true) - set(known))


@pytest.mark.parametrize("language", BLIND)
def test_nothing_that_confirms_nothing_is_taken_for_a_confirmation_whoever_wrote_it(language: str) -> None:
    assert [text for text in BLIND[language]["nothing"] if find_confirmation(text) is not None] == []
