"""A mail's own words: those above whatever somebody wrote before, whoever forwarded or answered it in which language.

A quotation is known by its shape and not by its words: signs of quotation before lines, a rule of dashes with words in
it, headers written out, or a line that ends in a colon and names an address or a moment.
"""

import re

_MARKED = re.compile(r"^\s*(?:>|\|\s)")
_RULE = re.compile(r"^\s*[-_=—–*]{3,}\s*\S.{0,80}?\S\s*[-_=—–*]{2,}\s*$")
_LINE = re.compile(r"^\s*[-_=—–]{8,}\s*$")
_HEADER = re.compile(r"^\s*\*?[^\W\d_][\w .'’-]{0,24}\*?\s?[:：]\*?\s?\S")  # noqa: RUF001 - a colon of Japanese text
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}")
_INTRODUCES = re.compile(r"[:：]\s*$")  # noqa: RUF001 - as above
_MOMENT = re.compile(r"\d{1,2}[:.]\d{2}|\d{4}")
_HEADERS = 3


def own_words(text: str) -> str:
    """The text without what is quoted in it; lines stay lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    for place, line in enumerate(lines):
        if _begins_quotation(lines, place):
            break
        if not _MARKED.match(line):
            kept.append(line)
    return "\n".join(kept).strip()


def _begins_quotation(lines: list[str], place: int) -> bool:
    line, after = lines[place], [one for one in lines[place + 1 : place + 8] if one.strip()]
    if _RULE.match(line) and any(sign.isalpha() for sign in line):
        return True
    if _LINE.match(line) and _is_headers(after):
        return True
    if _is_headers([line, *after]):
        return True
    names = _ADDRESS.search(line) or _MOMENT.search(line)
    next_one = lines[place + 1].strip() if place + 1 < len(lines) and names and not _INTRODUCES.search(line) else ""
    whole = f"{line} {next_one}" if next_one else line  # long ones are wrapped
    if not _INTRODUCES.search(whole):
        return False
    rest = after[1:] if whole != line else after
    names_somebody = bool(_ADDRESS.search(whole)) and bool(_MOMENT.search(whole))
    return names_somebody or (bool(rest) and bool(_MARKED.match(rest[0])))


def _is_headers(lines: list[str]) -> bool:
    """Whether mail headers are written out here, as programs do above what they forward."""
    block = []
    for line in lines:
        if not _HEADER.match(line):
            break
        block.append(line)
    return len(block) >= _HEADERS and any(map(_ADDRESS.search, block))
