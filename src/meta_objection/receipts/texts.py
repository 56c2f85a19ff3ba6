"""What a receipt says, by language. `languages/en/receipt.toml` is the pattern that every other one follows."""

from meta_objection.languages import DEFAULT, Texts, languages_with, texts_of
from meta_objection.locales import match_tag

_PART = "receipt"


def known_languages() -> tuple[str, ...]:
    """The tags there are texts for."""
    return languages_with(_PART)


def texts_in(tag: str | None) -> Texts:
    """The texts in the language that this BCP 47 tag means, in English where there are none in it."""
    wished = match_tag(tag or DEFAULT)
    return texts_of(wished if wished in known_languages() else DEFAULT, _PART)
