"""Meta's answer as data: the texts in it, and what its own marks say of success and failure."""

import codecs
import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from meta_objection.words.marks import is_failure, is_failure_name, is_mark, members

_GUARD = re.compile(r"\s*(?:for\s*\(;;\);|while\s*\((?:1|true)\);|\)\]\}',?)")
"""What keeps an answer from being run as a script."""
_SAID = re.compile(r"\S")
_DEEPEST = 3
"""Data inside a text inside data: so often it is looked for."""
_BLOCK = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|dl|dt|dd|section|article|header|footer|main|form|table|tr|td|th|title|button"
    r"|label|legend|fieldset|blockquote|hr)\b[^<>]{0,4000}>",
    re.IGNORECASE,
)
_CHECK = re.compile(r"<iframe\b[^<>]{0,4000}captcha", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,4000}>")


def parse_answer(body: bytes) -> object:
    """Give the data of an answer, a list where it is several one after the other; `None` where it is no JSON.

    A name that stands twice is given as another name, which nobody understands; a text that holds data is that data.
    """
    text = _unguarded(body)
    reading = json.JSONDecoder(object_pairs_hook=_members)
    found: list[object] = []
    place = 0
    try:
        while place < len(text):
            one, end = reading.raw_decode(text, place)
            found.append(_unfolded(one, _DEEPEST))
            place = len(text) if (after := _SAID.search(text, end)) is None else after.start()
    except (ValueError, RecursionError):
        return None
    return found[0] if len(found) == 1 else found or None


def is_empty(body: bytes) -> bool:
    """Whether an answer has nothing in it but what guards it."""
    return _unguarded(body) in {"", "null"}


def _unguarded(body: bytes) -> str:
    text = _decoded(body)
    guard = _GUARD.match(text)
    return text[guard.end() if guard else 0 :].strip()


def _decoded(body: bytes) -> str:
    wide = body[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    return body.decode("utf-16" if wide else "utf-8-sig", errors="replace")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, value in pairs:
        given[f"{name} again" if name in given else name] = value
    return given


def _unfolded(one: object, deep: int) -> object:
    if isinstance(one, dict):
        return {name: _unfolded(value, deep) for name, value in one.items()}
    if isinstance(one, list):
        return [_unfolded(value, deep) for value in one]
    if isinstance(one, str) and deep and one.lstrip()[:1] in {"{", "["}:
        with suppress(ValueError, RecursionError):
            return _unfolded(json.loads(one, object_pairs_hook=_members), deep - 1)
    return one


def texts_in(data: object) -> str:
    """Give every text in an answer as a reader would see it: markup taken off, its blocks a line each."""
    said = (text for text in _strings(data) if not is_mark(text))
    return "\n".join(filter(None, (line for text in said for line in _lines(text))))


def says_failed(data: object) -> bool:
    """Whether a mark in an answer says that something failed: `"success": false`, `"errors": […]`, `"status": "error"`.

    A mark is known by the words its name is made of, wherever it stands.
    """
    return any(is_failure(name, value) for name, value in members(data))


def complaint_in(data: object) -> str | None:
    """Give what an answer says about a failure, in its own words."""
    told = [texts_in(value) for name, value in members(data) if is_failure_name(name) and is_failure(name, value)]
    lines = dict.fromkeys(line for text in told for line in text.split("\n") if " " in line.strip())
    return " ".join(lines) or None


def brings_check(body: bytes) -> bool:
    """Whether an answer itself holds the frame of a test whether a person sits at the page."""
    data = parse_answer(body)
    held = _decoded(body) if data is None else "\n".join(_strings(data))
    return _CHECK.search(held) is not None


def _strings(data: object) -> Iterator[str]:
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict | list):
            waiting.extend(reversed(list(one.values()) if isinstance(one, dict) else one))


def _lines(text: str) -> Iterator[str]:
    written = " ".join(text.split()) if "<" in text else text  # in markup a line's end is a blank
    for line in _BLOCK.sub("\n", written).split("\n"):
        yield " ".join(html.unescape(_TAG.sub(" ", line)).split())
