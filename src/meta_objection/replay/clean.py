"""What of an exchange may be written down."""

from collections.abc import Callable
from urllib.parse import urlsplit

from meta_objection.redaction.personal import PersonalValues
from meta_objection.redaction.placeholder import placeholder
from meta_objection.redaction.redact import Redactor
from meta_objection.redaction.site import SiteSecrets

from .exchange import Exchange, Pairs, Request, Response

# Only what a replay needs: whatever else is sent may name the person, the load or the day.
_REQUEST_HEADERS = frozenset({"content-type"})
_RESPONSE_HEADERS = frozenset(
    {"content-type", "content-language", "location", "access-control-allow-origin"}
    | {"access-control-allow-credentials", "access-control-allow-headers", "access-control-expose-headers"},
)
_TEXT_KINDS = ("text/", "multipart/", "application/json", "application/javascript", "application/x-javascript")
_PICTURES = ("image/", "font/")
_UNNAMED = "secret"
_TEXT_ENDINGS = ("+json", "+xml", "/xml")


def media_type(response: Response) -> str:
    """The answer's kind without its parameters, `text/html`; plain text when it does not say."""
    return (response.header("content-type") or "text/plain").partition(";")[0].strip().lower()


def is_text(response: Response) -> bool:
    """Whether the answer's body can be read, and so cleaned, as text."""
    kind = media_type(response)
    if kind.startswith(_TEXT_KINDS) or kind.endswith(_TEXT_ENDINGS):
        return True
    return not kind.startswith(_PICTURES) and _is_written(response.body)


def _is_written(body: bytes) -> bool:
    try:
        return b"\0" not in body and bool(body.decode() or True)
    except UnicodeDecodeError:
        return False


def learn(redactor: Redactor, site: SiteSecrets, exchange: Exchange) -> None:
    """Shows both every token of an exchange, before any exchange is cleaned."""
    site.allow(urlsplit(exchange.request.url).path)
    site.know_headers(exchange.request.headers)
    site.know_headers(exchange.response.headers)
    redactor.learn(exchange.request.url)
    redactor.learn(exchange.response.header("location") or "")
    if is_text(exchange.response):
        redactor.learn(_decoded(exchange.response)[0])


def clean(redactor: Redactor, exchange: Exchange) -> Exchange:
    """The exchange without cookies, secrets, tokens, posted values and headers that no replay needs."""
    return Exchange(_request(redactor, exchange.request), _response(redactor, exchange.response))


class Numbered:
    """Gives each of the site's secrets that no name told a placeholder, equal ones the same."""

    def __init__(self, site: SiteSecrets, personal: PersonalValues) -> None:
        self._site = site
        self._personal = personal
        self._known: dict[str, str] = {}

    def clean(self, exchange: Exchange) -> Exchange:
        """The exchange, cleaned as far as names go, without what is known by its value or looks like a credential."""
        request, response = exchange.request, exchange.response
        asked = Request(request.method, self._text(request.url), request.headers, request.fields)
        headers = tuple((name, self._text(value)) for name, value in response.headers)
        body = response.body
        if is_text(response):
            text, charset = _decoded(response)
            body = self._text(text).encode(charset, "surrogateescape")
        return Exchange(asked, Response(response.status, headers, body))

    def _text(self, text: str) -> str:
        return self._personal.hide(self._site.clean(text, self._placeholder))

    def _placeholder(self, value: str) -> str:
        return self._known.setdefault(value, placeholder(_UNNAMED, len(self._known) + 1))


def _request(redactor: Redactor, request: Request) -> Request:
    sifted = _sifted(redactor, request.headers, _REQUEST_HEADERS)
    # The boundary between posted parts is made up anew with every load, and the parts are kept without it.
    headers = tuple((name, value.partition("; boundary=")[0]) for name, value in sifted)
    fields = tuple((redactor.text(name), redactor.posted(name, value)) for name, value in request.fields)
    return Request(request.method, redactor.address(request.url), headers, fields)


def _response(redactor: Redactor, response: Response) -> Response:
    body = response.body
    if is_text(response):
        text, charset = _decoded(response)
        body = redactor.text(text).encode(charset, "surrogateescape")
    elif not media_type(response).startswith(_PICTURES):
        body = b""  # of a kind that nobody has looked into: it may hold anything
    return Response(response.status, _sifted(redactor, response.headers, _RESPONSE_HEADERS), body)


def _sifted(redactor: Redactor, headers: Pairs, kept: frozenset[str]) -> Pairs:
    needed = sorted((name.lower(), value) for name, value in headers if name.lower() in kept)
    return tuple((name, _cleaner(redactor, name)(value)) for name, value in needed)


def _cleaner(redactor: Redactor, header: str) -> Callable[[str], str]:
    return redactor.address if header == "location" else redactor.text


def _decoded(response: Response) -> tuple[str, str]:
    said = (response.header("content-type") or "").lower().partition("charset=")[2].strip("\"' ;")
    try:
        return response.body.decode(said or "utf-8"), said or "utf-8"
    except (LookupError, UnicodeDecodeError):
        return response.body.decode(errors="surrogateescape"), "utf-8"
