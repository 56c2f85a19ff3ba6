"""What the marks in Meta's answer say, its names and values for machines, beside what it says in words.

That something failed is known by what names and values are made of, wherever they stand. That nothing stands against a
confirmation is known the other way round: beside the words, **every** mark must be understood, as a name of a thing,
as a yes, or as a failure that did not happen. A mark that nobody thought of then takes the server's word away.
"""

import re
from collections.abc import Iterator
from typing import Any

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_FAILURE = re.compile(
    r"^(?:err|fail|reject|refus|deni|deny|invalid|declin|abort|exception|block|spam|throttl|limited|cancel|expir|timeout"
    r"|unsuccess|incomplet|unprocess|forbid|unauthor|missing|bad$|problem|trouble)"
)
_SUCCESS = re.compile(
    r"^(?:success|succeed|ok$|sent$|submit|accept|receiv|sav(?:e|ed)$|stor(?:e|ed)$|valid|complet|done$|record|regist|deliver"
    r"|process|confirm|persist|creat|approv|handled$|posted$|filed$|logged$)"
)
_NOT = re.compile(r"^(?:not|no|non|never|un|without)$")
_BESIDE = frozenset(
    {"is", "was", "has", "had", "did", "are", "have", "been", "be", "code", "codes", "summary", "message", "msg"}
    | {"description", "title", "text", "type", "number", "count", "total", "user", "api", "server", "field", "fields"}
    | {"form", "request", "objection", "submission", "detail", "details", "reason", "validation", "with", "response"}
    | {"result", "status", "state", "http", "all", "any", "list", "it", "data", "no"}
)
_STATES = frozenset({"status", "state", "result", "outcome", "stage", "phase", "type", "kind", "mode"})
_CODES = frozenset({"status", "code", "http", "response", "result", "return", "exit", "rc", "errno", "error", "err"})
_THINGS = frozenset(
    {"id", "ids", "uid", "rid", "lid", "ar", "uri", "url", "href", "link", "token", "key", "hash", "nonce", "locale"}
    | {"lang", "language", "country", "time", "timestamp", "date", "version", "ref", "reference", "number", "ticket"}
    | {"case", "class", "css", "style", "theme", "layer", "html", "markup", "content", "title", "heading", "header"}
    | {
        "subtitle",
        "subject",
        "message",
        "msg",
        "text",
        "body",
        "description",
        "label",
        "button",
        "name",
        "icon",
        "image",
    }
    | {"width", "height", "form", "request", "objection", "submission", "confirmation", "tracking", "of", "the", "data"}
    | {"said", "email", "address", "domain", "sent", "at", "on", "created", "received", "submitted", "updated"}
)
_SAID = frozenset(
    {"dialog", "layer", "message", "confirmation", "text", "html", "objection", "request", "form", "payload"}
)
_CREATED = frozenset({"objection", "request", "submission", "ticket", "case", "reference", "confirmation", "tracking"})
_TELLING = _CREATED | _STATES | {"data", "response", "answer", "form", "receipt", "entry", "record"}
_NOTHING: tuple[object, ...] = (None, False, 0, "", "0", "false", "no", "none", "null")
_NO: tuple[object, ...] = (False, 0, "0", "false", "no", "none")
_LEAST_ERROR = 400
_GOOD_CODES = range(200, 300)
_LONGEST_NUMBER = 9  # digits

Member = tuple[str, Any]


def members(data: object) -> Iterator[Member]:
    """Give every name in an answer with its value, at any depth."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield from one.items()
            waiting.extend(reversed(one.values()))
        elif isinstance(one, list):
            waiting.extend(reversed(one))


def is_failure(name: str, value: object) -> bool:
    """Whether a mark says that something failed: `"success": false`, `"errors": […]`, `"status": "error"`."""
    words = _words(name)
    if not words:
        return False
    if is_failure_name(name):
        return _is_there(value)
    if any(map(_SUCCESS.match, words)) and all(_SUCCESS.match(word) or word in _BESIDE for word in words):
        return _is_one_of(value, _NO)
    if words <= _CODES and _number(value) >= _LEAST_ERROR:
        return True
    return words <= _STATES and isinstance(value, str) and _speaks_of_failure(value)


def is_failure_name(name: str) -> bool:
    """Whether a name is one for what went wrong, or for what was not done."""
    words = _words(name)
    failed = {word for word in words if _FAILURE.match(word)}
    undone = {word for word in words if _NOT.match(word)} if any(map(_SUCCESS.match, words)) else set()
    said = failed | undone
    return bool(said) and all(word in said or word in _BESIDE or _SUCCESS.match(word) for word in words)


def all_understood(data: object) -> bool:
    """Whether every mark beside the words of an answer is understood, and none of them stands against what they say."""
    return _understood(data)[0]


def _understood(data: object) -> tuple[bool, bool]:
    """Say whether the marks are understood in everything that holds words, and whether this does."""
    if not isinstance(data, dict | list):
        return True, isinstance(data, str) and not is_mark(data)
    found = [_understood(one) for one in (data.values() if isinstance(data, dict) else data)]
    speaks = any(one_speaks for _, one_speaks in found)
    fine = all(is_fine for is_fine, one_speaks in found if one_speaks)
    if speaks and isinstance(data, dict):
        beside = [member for member, (_, one_speaks) in zip(data.items(), found, strict=True) if not one_speaks]
        fine = fine and all(_is_understood(name, value) for name, value in beside)
    return fine, speaks


def _is_understood(name: str, value: object) -> bool:
    words = _words(name)
    if is_failure(name, value):
        return False
    if is_failure_name(name):
        return True
    if isinstance(value, dict | list):
        return _holds_nothing_against(words, value)
    return _is_good_state(words, value) or _is_yes(words, value) or _names_a_thing(words, value)


def _holds_nothing_against(words: frozenset[str], value: dict[str, Any] | list[Any]) -> bool:
    """Whether what has marks and no words in it says nothing against them; without a telling name it is not asked."""
    is_about_it = all(word in _TELLING | _BESIDE | _THINGS or _SUCCESS.match(word) for word in words)
    if not is_about_it or not (words & _TELLING or any(map(_SUCCESS.match, words))):
        return True
    return bool(value) and all(_is_understood(name, inner) for name, inner in members(value))


def _is_good_state(words: frozenset[str], value: object) -> bool:
    if words and words <= _STATES and isinstance(value, str) and _number(value) < 0:
        return _is_said_well(value)
    return bool(words) and words <= _CODES and (_number(value) == 0 or _number(value) in _GOOD_CODES)


def _is_yes(words: frozenset[str], value: object) -> bool:
    is_success = any(map(_SUCCESS.match, words)) and all(_SUCCESS.match(word) or word in _BESIDE for word in words)
    return is_success and (value is True or not (isinstance(value, bool) or _is_one_of(value, _NOTHING)))


def _names_a_thing(words: frozenset[str], value: object) -> bool:
    was_made = not (_is_one_of(value, _NOTHING) and (words & _CREATED or any(map(_SUCCESS.match, words))))
    return was_made and words <= _THINGS and not words <= _STATES - _THINGS and not isinstance(value, bool)


def _is_said_well(value: str) -> bool:
    words = _words(value)
    return bool(words) and all(_SUCCESS.match(word) or word in _SAID for word in words)


def _speaks_of_failure(value: str) -> bool:
    words = _words(value)
    undone = any(map(_NOT.match, words)) and any(map(_SUCCESS.match, words))
    return undone or any(map(_FAILURE.match, words))


def _is_there(value: object) -> bool:
    return bool(value) if isinstance(value, dict | list) else not _is_one_of(value, _NOTHING)


def _is_one_of(value: object, values: tuple[object, ...]) -> bool:
    plain = value.strip().lower() if isinstance(value, str) else value
    return not isinstance(plain, dict | list) and any(plain is one or plain == one for one in values)


def _number(value: object) -> int:
    """Give a whole number, also one written as text; -1 for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    is_number = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER
    return int(str(value)) if is_number else -1


def is_mark(text: str) -> bool:
    """Whether a text is a number or a name for machines, and no word of anybody's: nobody writes «qXbTzRkVn»."""
    is_word = text.isalpha() and (text.isupper() or text[1:].islower() or len(text) == 1)
    return text.isascii() and not is_word and not any(map(str.isspace, text)) and "<" not in text


def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))
