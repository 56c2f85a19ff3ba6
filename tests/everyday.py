"""Which of many of one kind the everyday suite tries; `scripts/test --all` tries all of them."""

from collections.abc import Collection, Iterable
from typing import TypeVar

import pytest

_T = TypeVar("_T")

LANGUAGES = ("en", "de", "ja")
"""The languages of every day: the pattern, one with its words at the end, and one of another script."""


def some_of(values: Iterable[_T], often: Collection[_T]) -> list[object]:
    """Give the values as parameters of a test, of which only those in `often` are tried every day."""
    return [value if value in often else pytest.param(value, marks=pytest.mark.all_only) for value in values]
