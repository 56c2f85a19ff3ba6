"""One mail as it came, whoever brought it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Arrived:
    """One mail as it came: where from (a path, or a mailbox's folder and number), its octets, who vouches for it."""

    path: str
    content: bytes
    vouched: str | None = None
    """The domain that signed it, as the person's own provider reports it; only `mail fetch` knows one."""
