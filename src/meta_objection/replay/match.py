"""Finds the recorded answer to a request, loosely: by what the request means, not byte for byte."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import parse_qsl, unquote, urlsplit

from meta_objection.redaction.placeholder import agrees
from meta_objection.redaction.volatile import META, Volatile

from .errors import NoMatch
from .exchange import Exchange, Request

_DEFAULT_PORTS = {"http": 80, "https": 443}
_NEAREST = 3

Values = dict[str, list[str]]


@dataclass(frozen=True)
class Shape:
    """What of a request counts when two are compared."""

    method: str
    host: str
    path: str
    query: Values
    fields: Values

    def __str__(self) -> str:
        return f"{self.method} {self.host}{self.path}"


@dataclass(frozen=True)
class Difference:
    """One way in which a recorded request is not the one asked for; heavier is further away."""

    weight: float
    words: str


def shape_of(request: Request, volatile: Volatile) -> Shape:
    """The request without order, case and every name that changes with each load."""
    address = urlsplit(request.url)
    path = unquote(address.path) or "/"
    query = _values(parse_qsl(address.query, keep_blank_values=True), volatile)
    fields = _values(request.fields, volatile)
    operation = volatile.operation(path)
    if operation in fields:
        fields = {operation: fields[operation]}
    return Shape(request.method.upper(), _host(request.url), path, query, fields)


def _host(url: str) -> str:
    address = urlsplit(url)
    host = (address.hostname or "").rstrip(".")
    default = address.port is None or address.port == _DEFAULT_PORTS.get(address.scheme)
    return host if default else f"{host}:{address.port}"


def _values(pairs: Iterable[tuple[str, str]], volatile: Volatile) -> Values:
    values: Values = defaultdict(list)
    for name, value in pairs:
        if not volatile.covers(name):
            values[name].append(value)
    return dict(values)


def differences(recorded: Shape, asked: Shape) -> Iterator[Difference]:
    """How a recorded request differs from the one asked for. Never shows a value that was asked with."""
    if recorded.method != asked.method:
        yield Difference(3, f"the method is {recorded.method}")
    if recorded.host != asked.host:
        yield Difference(6, f"the host is {recorded.host}")
    if not agrees(recorded.path, asked.path):
        shared = _shared(recorded.path, asked.path)
        yield Difference(8 - 4 * shared, f"the path is {recorded.path}")
    yield from _unlike("query field", recorded.query, asked.query)
    yield from _unlike("field", recorded.fields, asked.fields)


def _shared(one: str, other: str) -> float:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return len(list(same)) / max(len(one), len(other))


def _unlike(kind: str, recorded: Values, asked: Values) -> Iterator[Difference]:
    for name in sorted(recorded.keys() | asked.keys()):
        if name not in asked:
            yield Difference(1, f"it has the {kind} {name!r}")
        elif name not in recorded:
            yield Difference(1, f"it lacks the {kind} {name!r}")
        elif not _all_agree(recorded[name], asked[name]):
            yield Difference(1, f"its {kind} {name!r} is {', '.join(map(repr, recorded[name]))}")


def _all_agree(recorded: Sequence[str], asked: Sequence[str]) -> bool:
    return len(recorded) == len(asked) and all(map(agrees, recorded, asked))


class Matcher:
    """Answers requests from a recording; equal ones in recorded order, the last one again and again."""

    def __init__(self, exchanges: Iterable[Exchange], volatile: Volatile = META) -> None:
        self._volatile = volatile
        self._recorded = [(shape_of(one.request, volatile), one) for one in exchanges]
        self._used: set[int] = set()

    def find(self, request: Request) -> Exchange:
        """The next recorded exchange for this request; raises NoMatch showing the nearest three."""
        asked = shape_of(request, self._volatile)
        fitting = [at for at, (shape, _) in enumerate(self._recorded) if not any(differences(shape, asked))]
        if not fitting:
            raise NoMatch(self._explain(asked))
        chosen = next((at for at in fitting if at not in self._used), fitting[-1])
        self._used.add(chosen)
        return self._recorded[chosen][1]

    def _explain(self, asked: Shape) -> str:
        names = [*asked.query, *asked.fields]
        opening = f"No recorded request answers {asked}" + (f" with {', '.join(names)}" if names else "")
        return "\n".join([f"{opening}. Nearest:", *self._nearest(asked)] if self._recorded else [f"{opening}."])

    def _nearest(self, asked: Shape) -> Iterator[str]:
        told = [(shape, list(differences(shape, asked))) for shape, _ in self._recorded]
        told.sort(key=lambda pair: sum(one.weight for one in pair[1]))
        distinct = {f"  {shape}: {'; '.join(one.words for one in unlike)}": None for shape, unlike in told}
        yield from list(distinct)[:_NEAREST]
