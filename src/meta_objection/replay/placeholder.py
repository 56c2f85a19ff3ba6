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
    if "{{" not in recorded:
        return recorded == asked
    first, *others = PLACEHOLDER.split(recorded)
    if not others:
        return recorded == asked
    *between, last = others
    if len(first) + len(last) > len(asked) or not (asked.startswith(first) and asked.endswith(last)):
        return False
    place, end = len(first), len(asked) - len(last)
    for text in between:  # each as early as it stands: whatever fits later, fits after that too
        found = asked.find(text, place, end)
        if found < 0:
            return False
        place = found + len(text)
    return True
