"""Mail addresses in text, and which of them belong to nobody."""

import re

from .encodings import character_pattern

# not @2x.png and its like, which stand in addresses of pictures
_NO_FILE = r"(?!\S*\.(?:png|jpe?g|gif|svg|webp|js|mjs|css|map)\b)"
# an address begins after an escape such as \n, \u003e or %3D, not within it
_START = r"(?:(?<=\\[nrtbf])|(?<=\\u[0-9A-Fa-f]{4})|(?<=%[0-9A-Fa-f]{2})|(?<![\w.+\\%-]))"
ADDRESS = re.compile(
    rf"{_START}(?P<local>[\w.+-]{{1,64}}){character_pattern('@')}"
    rf"{_NO_FILE}(?P<domain>(?:[A-Za-z0-9-]{{1,63}}\.)+[A-Za-z]{{2,24}})(?![\w-])",
)
_RESERVED = re.compile(r"(?:.+\.)?example\.(?:org|com|net)", re.IGNORECASE)


def belongs_to_nobody(address: re.Match[str]) -> bool:
    """Whether the found address is at one of the domains set aside for examples."""
    return _RESERVED.fullmatch(address["domain"]) is not None
