"""Every text by which the copy of Meta's pages thanks is a confirmation, in every language it speaks."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from meta_objection.words import Finding, hear_text

LANGUAGES = Path(__file__).parents[1] / "replica" / "languages"


def inside(data: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - whatever TOML holds
    if isinstance(data, dict):
        for key, value in data.items():
            if key == name:
                yield value
            yield from inside(value, name)


@pytest.mark.parametrize("path", sorted(LANGUAGES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_page_that_thanks_confirms(path: Path) -> None:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    title, thanks = next(inside(told, "thanks_title")), next(inside(told, "thanks"))

    assert hear_text(f"{title}\n{thanks}").finding is Finding.CONFIRMED
