"""What a receipt says, by language: one TOML file each. `en.toml` is the pattern that every other one follows."""

import tomllib
from functools import cache
from typing import Any

from meta_objection.data_files import names_in, text_of
from meta_objection.locales import match_tag

DEFAULT = "en"

Texts = dict[str, Any]
"""One language: sections of texts by key. Names in braces are filled in where the text is used."""


@cache
def known_languages() -> tuple[str, ...]:
    """The tags there are texts for."""
    return names_in(__name__)


@cache
def texts_in(tag: str | None) -> Texts:
    """The texts in the language that this BCP 47 tag means, in English where there are none in it."""
    wished = match_tag(tag or DEFAULT)
    language = wished if wished in known_languages() else DEFAULT
    return tomllib.loads(text_of(__name__, language))
