"""Reads a fixture's `site.har` (HAR 1.2), whose bodies may stand beside it as files, or be shared with others."""

import base64
import binascii
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, NonNegativeInt, ValidationError

from meta_objection.plain_files import read_plain, reason_of

from .bodies import LARGEST, is_shared, read_shared
from .errors import UnreadableFixture
from .exchange import Exchange, Pairs, Request, Response, header_of
from .fields import fields_of

HAR_NAME = "site.har"


class Named(BaseModel):
    """A header, a query field or a posted field."""

    name: str
    value: str = ""


class PostData(BaseModel):
    """What was posted: fields by name, or, in recordings by other programs, the text itself."""

    mimeType: str = ""  # noqa: N815  (HAR's own name)
    params: list[Named] = []
    text: str = ""


class Content(BaseModel):
    """An answer's body: in the HAR as text, or in a file beside it."""

    mimeType: str = ""  # noqa: N815  (HAR's own name)
    text: str = ""
    encoding: str = ""
    file: str | None = Field(default=None, alias="_file")


class HarRequest(BaseModel):
    """A request as HAR writes it."""

    method: str
    url: str
    headers: list[Named] = []
    cookies: list[Named] = []
    postData: PostData | None = None  # noqa: N815  (HAR's own name)


class HarResponse(BaseModel):
    """An answer as HAR writes it."""

    status: NonNegativeInt
    headers: list[Named] = []
    cookies: list[Named] = []
    content: Content = Content()


class Entry(BaseModel):
    """One exchange as HAR writes it."""

    request: HarRequest
    response: HarResponse


class Log(BaseModel):
    """The recording, in the order of its requests."""

    version: str
    entries: list[Entry]


class Har(BaseModel):
    """A whole HAR file."""

    log: Log


def read_har(folder: Path) -> tuple[Exchange, ...]:
    """The exchanges recorded in a fixture folder, in order.

    Raises UnreadableFixture naming the file when it is missing, no HAR 1.2, or lacks a body.
    """
    return tuple(_exchange(folder, entry) for entry in parse_har(folder).log.entries)


def parse_har(folder: Path) -> Har:
    """The HAR file of a fixture folder as it stands there; raises UnreadableFixture."""
    path = folder / HAR_NAME
    try:
        har = Har.model_validate_json(read_plain(path, limit=LARGEST))
    except OSError as error:
        raise unreadable(path, reason_of(error)) from error
    except ValidationError as error:
        raise unreadable(path, _first_fault(error)) from error
    if har.log.version != "1.2":
        raise unreadable(path, f"it is HAR {har.log.version!r}, not 1.2")
    return har


def unreadable(path: Path, why: str) -> UnreadableFixture:
    """The error for a file of a fixture that cannot be used, with its remedy."""
    return UnreadableFixture(f"{path} cannot be used: {why}. Record the fixture again or name another one.")


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    place = ".".join(map(str, fault["loc"])) or "the file"
    return f"{place}: {fault['msg']}"


def _exchange(folder: Path, entry: Entry) -> Exchange:
    headers = _pairs(entry.response.headers)
    response = Response(entry.response.status, headers, _body(folder, entry.response.content))
    return Exchange(_request(folder, entry.request), response)


def _request(folder: Path, request: HarRequest) -> Request:
    try:
        address = urlsplit(request.url)
        known = address.scheme in {"http", "https"} and address.hostname and address.port != 0
    except ValueError:
        known = False
    if not known:
        raise unreadable(folder / HAR_NAME, f"{request.url!r} is no web address")
    headers = _pairs(request.headers)
    return Request(request.method.upper(), request.url, headers, _fields(request.postData, headers))


def _fields(posted: PostData | None, headers: Pairs) -> Pairs:
    if posted is None:
        return ()
    kind = posted.mimeType or header_of(headers, "content-type") or ""
    return _pairs(posted.params) or fields_of(posted.text.encode(), kind)


def _pairs(named: list[Named]) -> Pairs:
    return tuple((one.name, one.value) for one in named)


def _body(folder: Path, content: Content) -> bytes:
    if content.file is not None:
        return read_body(folder, content.file)
    if content.encoding != "base64":
        return content.text.encode()
    try:
        return base64.b64decode(content.text, validate=True)
    except binascii.Error as error:
        raise unreadable(folder / HAR_NAME, "a body in it is not the base64 it says it is") from error


def read_body(folder: Path, name: str) -> bytes:
    """A body that the HAR of this fixture names: in the folder, or shared; raises UnreadableFixture."""
    try:
        if is_shared(name):
            return read_shared(folder, name)
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise unreadable(folder / HAR_NAME, f"the body {name!r} lies outside of the fixture")
        return read_plain(path, limit=LARGEST)
    except OSError as error:
        raise unreadable(folder / HAR_NAME, f"its body {name!r} cannot be opened: {reason_of(error)}") from error
    except ValueError as error:
        raise unreadable(folder / HAR_NAME, f"its body {name!r} cannot be opened") from error
