"""Searches a copy that is to be handed on for who the person is.

It takes nothing from what masked the copy, neither how values are found nor which: it reads the files, cuts them into
words and numbers, and compares these with the parts of what the receipt says about the person. What a copy that says
nothing at all would hold as well, the program's own words and numbers, tells nobody.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from html import unescape
from unicodedata import category, normalize
from urllib.parse import unquote

from meta_objection.receipts import ids
from meta_objection.redaction.numbers import national_number
from meta_objection.report import Receipt

_NO_TEXTS = (".jpg", ".pdf", ".sig", ".png")
_DATA = re.compile(r"base64,[A-Za-z0-9+/=]+")
_UNIT = re.compile(r"\\u([0-9a-fA-F]{4})")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d[\d\s().\-/]{4,40}\d")
_LEVELS = 3
_SHORTEST_PART, _SHORTEST_NUMBER, _INFLECTED = 3, 6, 5
_WITHOUT_BLANKS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u1100-\u11ff]"
)


class NotMaskedError(Exception):
    """Something that says who the person is would have been in the copy. The message does not repeat it."""


def require_unreadable(copy: Mapping[str, bytes], unsaid: Mapping[str, bytes], receipt: Receipt) -> None:
    """Raise NotMaskedError where a file of the copy says more about the person than the same copy left unsaid."""
    parts, numbers = _parts(_names_in(receipt)), _numbers(receipt)
    for name, content in copy.items():
        if not ids.is_plain(name) or name.endswith(_NO_TEXTS):
            continue
        said, before = _plain(content), _plain(unsaid.get(name, b""))
        words = Counter(_WORD.findall(said)) - Counter(_WORD.findall(before))
        if any(_is_said(part, words, said, before) for part in parts) or _tells_number(said, numbers):
            raise NotMaskedError(f"{name} would have said who you are")


def _names_in(receipt: Receipt) -> list[str]:
    told = [receipt.answers.get("name"), receipt.answers.get("email", "").partition("@")[0], receipt.account]
    of_questions = (
        value for text, value in receipt.asked.items() if receipt.asked_names.get(text, "").endswith("name")
    )
    return [one for one in (*told, *of_questions) if one]


def _parts(names: Iterable[str]) -> set[str]:
    words = {part for name in names for part in re.split(r"[\W\d_]+", _normal(name))}
    return {part for part in words if len(part) >= (2 if _WITHOUT_BLANKS.search(part) else _SHORTEST_PART)}


def _numbers(receipt: Receipt) -> set[str]:
    phone = receipt.answers.get("phone", "")
    digits = {re.sub(r"\D", "", phone), national_number(phone)} if phone else set()
    return {one for one in digits if len(one) >= _SHORTEST_NUMBER}


def _is_said(part: str, words: Counter[str], said: str, before: str) -> bool:
    if _WITHOUT_BLANKS.search(part):
        return said.count(part) > before.count(part)
    return any(word == part or (len(part) >= _INFLECTED and word.startswith(part)) for word in words)


def _tells_number(said: str, numbers: set[str]) -> bool:
    runs = (re.sub(r"\D", "", run) for run in _DIGITS.findall(said))
    return bool(numbers) and any(number in run for run in runs for number in numbers)


def _plain(content: bytes) -> str:
    text = _DATA.sub("", content.decode(errors="replace"))
    for _ in range(_LEVELS):
        text = unescape(unquote(_UNIT.sub(lambda unit: chr(int(unit[1], 16)), text)))
    return _normal(text)


def _normal(text: str) -> str:
    letters = normalize("NFKD", normalize("NFKD", text).casefold())
    kept = (letter for letter in letters if category(letter) not in {"Mn", "Cf"})
    return normalize("NFC", "".join(kept)).replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")
