"""The languages: one folder each, named by its BCP 47 tag, with a file for each thing that is read or said in it.

`pages.toml` holds the words of Meta's pages, `answers.toml` how Meta's answers are understood, `receipt.toml` and
`letters.toml` what the person's papers say, `panel.toml` what stands beside the page in a headed run, `guide.toml`
what is asked at the terminal and `ending.toml` how a run ended. A language may lack some of them.
`docs/translating.md` is for those who write them.
"""

import string
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from meta_objection.data_files import DataFileError, table_of

DEFAULT = "en"
"""The language that every text of ours is written in first, and said in where another one lacks it."""

Texts = dict[str, Any]
"""What is said in one language: sections of texts by key. Names in braces are filled in where a text is used."""


def path_of(tag: str, part: str) -> str:
    """Give where a part of a language stands, from the program's package on."""
    return f"languages/{tag}/{part}.toml"


@cache
def languages_with(part: str) -> tuple[str, ...]:
    """Give the tags of the languages that have this part, in alphabetical order."""
    folders = files(__name__).iterdir()
    return tuple(sorted(folder.name for folder in folders if folder.joinpath(f"{part}.toml").is_file()))


def part_of(tag: str, part: str) -> dict[str, Any]:
    """Read one part. Raises FileNotFoundError, and DataFileError for no TOML or another language's tag."""
    table = table_of(path_of(tag, part))
    if table.get("tag") != tag:
        raise DataFileError(f"{path_of(tag, part)}: it does not say its own tag, {tag}")
    return table


@cache
def texts_of(tag: str, part: str) -> Texts:
    """Give a part's texts. What is missing, or leaves gaps that English does not leave there, is said in English.

    After a sending nothing may fail for a translator's slip, so that only the English file must be without one.
    """
    english = part_of(DEFAULT, part)
    return english if tag == DEFAULT else _completed(part_of(tag, part), english) | {"tag": tag}


def _completed(own: Mapping[str, Any], english: Mapping[str, Any]) -> Texts:
    filled = {name for said in english.values() if isinstance(said, str) for name in gaps(said)}
    return {key: _one(own.get(key), said, filled) for key, said in english.items()}


def _one(own: object, english: object, filled: set[str]) -> object:
    if isinstance(english, dict):
        return _completed(own if isinstance(own, dict) else {}, english)
    if isinstance(english, str):
        return own if isinstance(own, str) and own.strip() and _can_be_filled(own, filled) else english
    return own if isinstance(own, list) and isinstance(english, list) and len(own) == len(english) else english


def _can_be_filled(text: str, filled: set[str]) -> bool:
    """Whether a text leaves no other gaps than those that are filled in, in its section, in English."""
    try:
        return gaps(text) <= filled
    except ValueError:
        return False


def gaps(text: str) -> set[str]:
    """Give the names in braces. Raises ValueError for braces that name nothing."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
