"""Placeholders: `{{email}}` stands where a value stood that must not be kept."""

import re

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
    first, *others = PLACEHOLDER.split(recorded)
    if not others:
        return recorded == asked
    *between, last = others
    if not asked.startswith(first) or not asked.endswith(last):
        return False
    # piece by piece, each at its earliest place: as sure as trying every place, in a time that grows with the text
    place, end = len(first), len(asked) - len(last)
    for piece in between:
        found = asked.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return place <= end
