"""Plays recorded visits to a browser and records new ones, without keeping anything personal."""

from meta_objection.redaction.redact import Redactor
from meta_objection.redaction.volatile import META, Volatile

from .about import FixtureAbout, read_about
from .bodies import shipped_fixtures
from .errors import NoMatch, ReplayError, UnreadableFixture
from .exchange import Exchange, Request, Response
from .har import read_har
from .match import Matcher
from .record import Recorder
from .replayer import BLOCKED_NETWORK_ARGS, Answer, Replayer
from .scan import Finding, scan

__all__ = [
    "BLOCKED_NETWORK_ARGS",
    "META",
    "Answer",
    "Exchange",
    "Finding",
    "FixtureAbout",
    "Matcher",
    "NoMatch",
    "Recorder",
    "Redactor",
    "ReplayError",
    "Replayer",
    "Request",
    "Response",
    "UnreadableFixture",
    "Volatile",
    "read_about",
    "read_har",
    "scan",
    "shipped_fixtures",
]
