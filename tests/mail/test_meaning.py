"""What seems to say yes grants nothing where one word of it is not understood."""

import tomllib
from pathlib import Path

import pytest

from meta_objection.mail.meaning import Meaning, meaning_of
from meta_objection.mail.senders import Role
from meta_objection.mail.verdict import effect_of
from meta_objection.outcome import Authentic, Effect, MailKind

AIMED = tomllib.loads(Path(__file__).with_name("aimed.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", AIMED)
def test_no_sentence_that_was_aimed_at_the_sorting_confirms(language: str) -> None:
    effects = {}
    for text in AIMED[language]:
        meaning = meaning_of("Your objection to AI at Meta", text)
        effects[text] = effect_of(meaning, Role.DECIDES, Authentic.SIGNED, ())[0]

    assert [text for text, effect in effects.items() if effect is Effect.CONFIRMED] == []


@pytest.mark.parametrize(
    ("sentence", "effect"),
    [
        ("We will honor your objection.", Effect.CONFIRMED),
        ("We will probably honor your objection.", Effect.NOTED),
        (None, Effect.NOTED),
    ],
)
def test_a_yes_counts_where_it_is_understood_and_else_the_person_is_told(sentence: str | None, effect: Effect) -> None:
    found, why = effect_of(Meaning(MailKind.ACCEPTED, sentence), Role.DECIDES, Authentic.SIGNED, ())

    assert found is effect
    assert (why is None) == (effect is Effect.CONFIRMED)
