"""Meta's answer as data: the texts in it, and what its own marks say of success and failure."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

_PREFIX = "for (;;);"
_BLOCK = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|dl|dt|dd|section|article|header|footer|main|form|table|tr|td|th|title|button"
    r"|label|legend|fieldset|blockquote|hr)\b[^<>]{0,4000}>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{0,4000}>")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_FAILURE = re.compile(r"err|fail|reject|denied|deni|refus|invalid|declin|block")
_SAYS_FAILURE = frozenset(
    {"error", "errors", "failure", "failures", "failed", "fail", "rejected", "refused", "invalid"}
)
_SAYS_SUCCESS = frozenset(
    {"success", "successful", "succeeded", "ok", "sent", "submitted", "accepted", "received", "saved", "stored"}
    | {"valid", "completed", "complete", "done", "recorded", "registered", "delivered", "processed", "confirmed"}
)
_BESIDE = frozenset(
    {"is", "was", "has", "did", "are", "code", "codes", "summary", "message", "msg", "description", "title", "text"}
    | {"type", "number", "user", "api", "server", "field", "form", "request", "objection", "submission", "detail"}
    | {"details", "reason", "validation", "with", "response", "result"}
)
_STATES = frozenset({"status", "state", "result", "outcome", "stage"})


def parse_answer(body: bytes) -> object:
    """Give the data of an answer; `None` where it is no JSON."""
    text = body.decode("utf-8", errors="replace").removeprefix(_PREFIX)
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data


def texts_in(data: object) -> str:
    """Give every text in an answer as a reader would see it: markup taken off, its blocks a line each."""
    said = (text for text in _strings(data) if not _is_mark(text))
    return "\n".join(filter(None, (line for text in said for line in _lines(text))))


def says_failed(data: object) -> bool:
    """Whether a mark in an answer says that something failed: `"success": false`, `"errors": […]`, `"status": "error"`.

    A mark is known by the words its name is made of, wherever it stands.
    """
    return any(_is_failure(name, value) for name, value in _members(data))


def complaint_in(data: object) -> str | None:
    """Give what an answer says about a failure, in its own words."""
    told = [
        texts_in(value) for name, value in _members(data) if _words(name) & _SAYS_FAILURE and _is_failure(name, value)
    ]
    lines = dict.fromkeys(line for text in told for line in text.split("\n") if " " in line.strip())
    return " ".join(lines) or None


def _is_failure(name: str, value: object) -> bool:
    words = _words(name)
    if words & _SAYS_SUCCESS and words <= _SAYS_SUCCESS | _BESIDE:
        return value is False or value == "false"
    if words & _SAYS_FAILURE and words <= _SAYS_FAILURE | _BESIDE:
        return (
            bool(value) and value not in {"0", "false", "none"} if not isinstance(value, dict | list) else bool(value)
        )
    return bool(words) and words <= _STATES and isinstance(value, str) and bool(_FAILURE.search(value.lower()))


def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))


def _members(data: object) -> Iterator[tuple[str, Any]]:
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield from one.items()
            waiting.extend(reversed(one.values()))
        elif isinstance(one, list):
            waiting.extend(reversed(one))


def _strings(data: object) -> Iterator[str]:
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict | list):
            waiting.extend(reversed(list(one.values()) if isinstance(one, dict) else one))


def _is_mark(text: str) -> bool:
    """Whether a text is a number or a name for machines, and no word of anybody's: nobody writes «qXbTzRkVn»."""
    is_word = text.isalpha() and (text.isupper() or text[1:].islower() or len(text) == 1)
    return text.isascii() and not is_word and not any(map(str.isspace, text)) and "<" not in text


def _lines(text: str) -> Iterator[str]:
    written = " ".join(text.split()) if "<" in text else text  # in markup a line's end is a blank
    for line in _BLOCK.sub("\n", written).split("\n"):
        yield " ".join(html.unescape(_TAG.sub(" ", line)).split())
