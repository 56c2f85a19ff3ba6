"""The names and values in a request's body, whatever shape it was posted in."""

import json
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import parse_qsl

from .exchange import Pairs

WHOLE_BODY = "body"  # the one field of a body whose shape is not known


def fields_of(body: bytes | None, content_type: str) -> Pairs:
    """The fields of a posted body, JSON flattened to `variables.input.0`.

    A body that is not what its type says, or of no known type, is one field named `body`.
    """
    if not body:
        return ()
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return _urlencoded(body)
    if kind == "multipart/form-data":
        return _multipart(body, content_type) or _whole(body)
    return _json(body) or _whole(body)


def _whole(body: bytes) -> Pairs:
    return ((WHOLE_BODY, body.decode(errors="replace")),)


def _urlencoded(body: bytes) -> Pairs:
    return tuple(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))


def _multipart(body: bytes, content_type: str) -> Pairs:
    head = f"Content-Type: {content_type}\r\n\r\n".encode(errors="replace")
    message = message_from_bytes(head + body, policy=policy.HTTP)
    parts = message.get_payload() if message.is_multipart() else []
    return tuple(_part(part) for part in parts if isinstance(part, EmailMessage))


def _part(part: EmailMessage) -> tuple[str, str]:
    name = part.get_param("name", "", header="content-disposition")
    file = part.get_filename()
    content = part.get_payload(decode=True)
    value = content.decode(errors="replace") if isinstance(content, bytes) else ""
    return str(name), value if file is None else file


def _json(body: bytes) -> Pairs:
    try:
        return tuple(_leaves("", json.loads(body)))
    except (ValueError, RecursionError):
        return ()


def _leaves(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict | list) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from _leaves(f"{name}.{key}" if name else str(key), inner)
    else:
        yield name or WHOLE_BODY, value if isinstance(value, str) else json.dumps(value)
