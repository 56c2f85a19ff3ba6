"""How a browser is led to the network."""

import base64
import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Password:
    """What the tunnel asks of its caller: nobody else on this computer may use it. Made anew for each run."""

    name: str = "meta-objection"
    word: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def header(self) -> bytes:
        """The value of `Proxy-Authorization`."""
        return b"Basic " + base64.b64encode(f"{self.name}:{self.word}".encode())


@dataclass(frozen=True)
class WayOut:
    """How a browser is led to the network: with these arguments, and past this password where one is asked for."""

    arguments: tuple[str, ...]
    server: str | None = None
    password: Password | None = None
