"""Gives names that a page invents anew with every load the same ending each time."""

import re
from collections import Counter
from collections.abc import Collection


class Noise:
    """Renumbers what the patterns find, in order of appearance, equal names equally.

    Each pattern has one group, the part that stays; what follows it in the match is random.
    """

    def __init__(self, patterns: Collection[str]) -> None:
        self._patterns = [re.compile(pattern) for pattern in patterns]
        self._calm: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def settle(self, text: str) -> str:
        """The text with its random names renumbered; doing it twice changes nothing."""
        for pattern in self._patterns:
            text = pattern.sub(self._renamed, text)
        return text

    def _renamed(self, found: re.Match[str]) -> str:
        if found[0] not in self._calm:
            calm = f"{found[1]}{self._counts[found[1]]:02}"
            self._counts[found[1]] += 1
            self._calm |= {found[0]: calm, calm: calm}
        return self._calm[found[0]]
