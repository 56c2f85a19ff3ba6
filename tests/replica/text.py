"""What a text of the replica is."""

from typing import NamedTuple


class Text(NamedTuple):
    """One text in both languages; `inferred` names those whose words were not seen and are a careful guess."""

    en: str
    de: str
    inferred: str = "en de"
