"""Placeholders: `{{email}}` stands where a value stood that must not be kept."""

import re
from functools import lru_cache

PLACEHOLDER = re.compile(r"\{\{[^{}\s]{1,80}\}\}")
_UNFIT = re.compile(r"[{}\s]")


def placeholder(name: str, number: int = 1) -> str:
    """The placeholder for the `number`th value known by this name."""
    stem = _UNFIT.sub("_", name)[:70] or "value"
    return "{{" + (stem if number == 1 else f"{stem}-{number}") + "}}"


def is_placeholder(text: str) -> bool:
    """Whether the text is one placeholder and nothing else."""
    return PLACEHOLDER.fullmatch(text) is not None


def agrees(recorded: str, asked: str) -> bool:
    """Whether a value fits a recorded one, in which each placeholder fits anything."""
    if "{{" not in recorded:
        return recorded == asked
    return _loosely(recorded).fullmatch(asked) is not None


@lru_cache(maxsize=1024)
def _loosely(recorded: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, PLACEHOLDER.split(recorded))), re.DOTALL)
