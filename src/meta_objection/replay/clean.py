"""What of an exchange may be written down."""

from collections.abc import Callable

from meta_objection.redaction.redact import Redactor

from .exchange import Exchange, Pairs, Request, Response

# Only what a replay needs: whatever else is sent may name the person, the load or the day.
_REQUEST_HEADERS = frozenset({"content-type"})
_RESPONSE_HEADERS = frozenset(
    {"content-type", "content-language", "location", "access-control-allow-origin"}
    | {"access-control-allow-credentials", "access-control-allow-headers", "access-control-expose-headers"},
)
_TEXT_KINDS = ("text/", "application/json", "application/javascript", "application/x-javascript")
_TEXT_ENDINGS = ("+json", "+xml", "/xml")


def media_type(response: Response) -> str:
    """The answer's kind without its parameters, `text/html`; plain text when it does not say."""
    return (response.header("content-type") or "text/plain").partition(";")[0].strip().lower()


def is_text(response: Response) -> bool:
    """Whether the answer's body can be read, and so cleaned, as text."""
    kind = media_type(response)
    return kind.startswith(_TEXT_KINDS) or kind.endswith(_TEXT_ENDINGS)


def learn(redactor: Redactor, exchange: Exchange) -> None:
    """Shows the redactor every token of an exchange, before any exchange is cleaned."""
    redactor.learn(exchange.request.url)
    redactor.learn(exchange.response.header("location") or "")
    if is_text(exchange.response):
        redactor.learn(_decoded(exchange.response)[0])


def clean(redactor: Redactor, exchange: Exchange) -> Exchange:
    """The exchange without cookies, secrets, tokens, posted values and headers that no replay needs."""
    return Exchange(_request(redactor, exchange.request), _response(redactor, exchange.response))


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
