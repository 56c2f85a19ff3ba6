"""What the letters say, by language: one TOML file each. `en.toml` is the pattern that every other one follows.

Plain sentences with names in braces, which are filled in where a sentence is used: sections of law in brackets, never
inside the grammar of a sentence. What stands in square brackets is a gap that only the person can fill.
"""

import tomllib
from functools import cache
from typing import Any

from meta_objection.data_files import names_in, text_of
from meta_objection.locales import match_tag

DEFAULT = "en"

Texts = dict[str, Any]
"""One language: sections of texts by key."""


@cache
def known_languages() -> tuple[str, ...]:
    """The tags there are letters in."""
    return names_in(__name__)


def language(tag: str) -> str | None:
    """The language with letters that this BCP 47 tag means; None where there is none."""
    meant = match_tag(tag)
    return meant if meant in known_languages() else None


@cache
def letter_texts(tag: str) -> Texts:
    """The texts in one of the known languages. Raises FileNotFoundError for another."""
    return tomllib.loads(text_of(__name__, tag))
