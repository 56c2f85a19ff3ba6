"""One request and the answer it got: what a recording is made of."""

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]


def header_of(headers: Pairs, name: str) -> str | None:
    """The first header of this name, in any case, or None."""
    return next((value for key, value in headers if key.lower() == name.lower()), None)


@dataclass(frozen=True)
class Request:
    """What was asked. `fields` are the names and values found in the body, flattened."""

    method: str
    url: str
    headers: Pairs = ()
    fields: Pairs = ()


@dataclass(frozen=True)
class Response:
    """What came back. The body is decoded: as the page saw it, not as it travelled."""

    status: int
    headers: Pairs = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The first header of this name, in any case, or None."""
        return header_of(self.headers, name)

    @property
    def target(self) -> str | None:
        """Where a redirect leads, as written, or None for every other answer."""
        return self.header("location") if self.status in {301, 302, 303, 307, 308} else None


@dataclass(frozen=True)
class Exchange:
    """A request with its answer."""

    request: Request
    response: Response
