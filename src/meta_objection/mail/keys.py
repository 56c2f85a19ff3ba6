"""The keys by which mails are signed, as the name service gives them: each asked for once, and in bounded time."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import dns.exception
import dns.resolver

_SECONDS = 5.0  # for one question, all tries together
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,250}[a-z0-9])?", re.IGNORECASE)


@dataclass(frozen=True)
class Key:
    """A record of the name service: the name that was asked for, the text of the answer, and when that came."""

    name: str
    text: str
    asked: datetime


class NoKeyError(Exception):
    """No key can be had now: nobody may be asked, nobody answered, or there is none. The message says which."""


class Keys(Protocol):
    """Gives keys by their name."""

    def get(self, name: str) -> Key:
        """Give the key of this name. Raises NoKeyError."""


class NoKeys:
    """Asks nobody."""

    def get(self, name: str) -> Key:  # noqa: ARG002 - as every other
        """Raise NoKeyError."""
        raise NoKeyError("nobody was asked for its key (--offline)")


class DnsKeys:
    """Asks the system's name service, or the one at `server` (`HOST:PORT`, the host as a number); each name once."""

    def __init__(self, server: str | None = None) -> None:
        self._resolver = _resolver(server)
        self._known: dict[str, Key | NoKeyError] = {}

    def get(self, name: str) -> Key:
        """Give the key of this name. Raises NoKeyError."""
        plain = name.rstrip(".").lower()
        if plain not in self._known:
            try:
                self._known[plain] = self._ask(plain)
            except NoKeyError as error:
                self._known[plain] = error
        found = self._known[plain]
        if isinstance(found, NoKeyError):
            raise found
        return found

    def _ask(self, name: str) -> Key:
        if not _NAME.fullmatch(name):
            raise NoKeyError("its signature names no key that there can be")
        if self._resolver is None:
            raise NoKeyError("this computer has no name service to ask for its key")
        try:
            answer = self._resolver.resolve(f"{name}.", "TXT", lifetime=_SECONDS)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer) as error:
            raise NoKeyError("the key that it names is not there (any more)") from error
        except (dns.exception.DNSException, OSError, ValueError) as error:
            raise NoKeyError("the name service gave no answer about its key") from error
        texts = [b"".join(record.strings) for record in answer]
        if len(texts) != 1:
            raise NoKeyError("there are several keys of the name that it names")
        return Key(name, texts[0].decode("ascii", errors="replace"), datetime.now(UTC))


def _resolver(server: str | None) -> dns.resolver.Resolver | None:
    if server is None:
        try:
            return dns.resolver.Resolver()
        except dns.resolver.NoResolverConfiguration:
            return None
    found = dns.resolver.Resolver(configure=False)
    found.nameservers, found.port = [server.rpartition(":")[0].strip("[]")], int(server.rpartition(":")[2])
    return found
