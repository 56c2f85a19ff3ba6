"""Which of many of one kind the everyday suite tries; `scripts/test --all` tries all of them."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import pytest

_T = TypeVar("_T")

LANGUAGES = ("en", "de", "ja")
"""The languages of every day: the pattern, one with its verbs at the end, and one of another script."""


def first_of_each(values: Iterable[_T], kind: Callable[[_T], object], name: Callable[[_T], str] = str) -> list[object]:
    """Give the values as parameters of a test, of which the first of each kind is tried every day."""
    seen: set[object] = set()
    given: list[object] = []
    for value in values:
        marks = (pytest.mark.all_only,) if kind(value) in seen else ()
        seen.add(kind(value))
        given.append(pytest.param(value, id=name(value), marks=marks))
    return given
