"""What the letters say, by language. `languages/en/letters.toml` is the pattern that every other one follows.

Plain sentences with names in braces, which are filled in where a sentence is used: sections of law in brackets, never
inside the grammar of a sentence. What stands in square brackets is a gap that only the person can fill.
"""

from meta_objection.languages import Texts, languages_with, texts_of
from meta_objection.locales import match_tag

_PART = "letters"


def known_languages() -> tuple[str, ...]:
    """The tags there are letters in."""
    return languages_with(_PART)


def language(tag: str) -> str | None:
    """The language with letters that this BCP 47 tag means; None where there is none."""
    meant = match_tag(tag)
    return meant if meant in known_languages() else None


def letter_texts(tag: str) -> Texts:
    """The texts in one of the known languages. Raises FileNotFoundError for another."""
    return texts_of(tag, _PART)
