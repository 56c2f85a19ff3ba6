"""How wide the lines of a screen are, reckoned apart from the program's own reckoning."""

import unicodedata

SCREEN = 80


def places(text: str) -> int:
    """The places that a text takes in a line: two for a wide sign, none for one that is written over another."""
    seen = (character for character in text if unicodedata.category(character) not in {"Mn", "Me", "Cf"})
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in seen)


def too_long(shown: str) -> list[str]:
    """The lines that a terminal would cut; an address or a path is one word and may be."""
    lines = shown.replace("\r\x1b[K", "\r\n").split("\r\n")
    return [line for line in lines if places(line) > SCREEN and "/" not in line]
