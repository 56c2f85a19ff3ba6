"""Asks timestamp authorities of the person's choosing: a hash goes out, and nothing else."""

import secrets
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

import structlog

from meta_objection.receipts.stamps import Ask, BadStampError, Stamped, read_answer, request_for
from meta_objection.report import Stamp
from meta_objection.settings import Browsing

if TYPE_CHECKING:
    import httpx

log = structlog.get_logger()

_LARGEST = 256 * 1024
_OK = 200
_KIND = "application/timestamp-query"


class NoStampError(Exception):
    """The authority gave no answer that could be one; the message says why and names nothing personal."""


@dataclass(frozen=True)
class Stamping:
    """The authorities to ask, and the way to them; `timeout` is in seconds, for each of them."""

    authorities: Sequence[str]
    timeout: float
    proxy: str | None = None

    def __call__(self, digest: bytes) -> tuple[Stamped, ...]:
        """Ask every authority for a timestamp of this digest, all at once; each that gives none says why.

        An authority has `timeout` seconds for all of its answer. One that lets its answer drip is left behind.
        """
        found: dict[str, Stamped] = {}

        def ask(authority: str) -> None:
            found[authority] = self._ask(authority, digest)

        asking = [Thread(target=ask, args=(authority,), daemon=True) for authority in self.authorities]
        for one in asking:
            one.start()
        deadline = time.monotonic() + self.timeout
        for one in asking:
            one.join(max(0.0, deadline - time.monotonic()))
        late = "its answer did not come to its end"
        return tuple(found.get(one) or Stamped(Stamp(authority=one, failure=late)) for one in self.authorities)

    def leave_out(self, why: str) -> Ask:
        """Give an asking that asks nobody and says why."""
        return lambda _digest: tuple(Stamped(Stamp(authority=one, failure=why)) for one in self.authorities)

    def _ask(self, authority: str, digest: bytes) -> Stamped:
        nonce = secrets.randbits(63)
        try:
            answer = self._exchange(authority, request_for(digest, nonce))
            return read_answer(authority, answer, digest, nonce)
        except (BadStampError, NoStampError) as error:
            log.warning("a timestamp failed", reason=str(error))
            return Stamped(Stamp(authority=authority, failure=str(error)))
        except Exception as error:  # noqa: BLE001 - in a thread of its own it would be nobody's
            log.warning("a timestamp failed", error=type(error).__name__)
            return Stamped(Stamp(authority=authority, failure="the program failed"))

    def _exchange(self, authority: str, question: bytes) -> bytes:
        import httpx  # noqa: PLC0415 - a tenth of a second that most runs do not need
        import truststore  # noqa: PLC0415 - as httpx

        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        headers = {"content-type": _KIND, "accept": "application/timestamp-reply", "user-agent": "meta-objection"}
        try:
            with (
                httpx.Client(verify=context, proxy=self.proxy, timeout=self.timeout, trust_env=False) as client,
                client.stream("POST", authority, content=question, headers=headers) as response,
            ):
                if response.status_code != _OK:
                    raise NoStampError(f"it answered with status {response.status_code}")
                return self._read(response)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise NoStampError(f"it could not be reached ({type(error).__name__})") from error

    def _read(self, response: "httpx.Response") -> bytes:
        """Read an answer, neither larger nor slower than one can be: httpx times each piece by itself."""
        deadline = time.monotonic() + self.timeout
        answer = bytearray()
        for piece in response.iter_bytes():
            answer += piece
            if len(answer) > _LARGEST or time.monotonic() > deadline:
                raise NoStampError("its answer did not come to its end")
        return bytes(answer)


def stamping_for(settings: Browsing, authorities: Sequence[str]) -> Stamping:
    """Give the way to these authorities that the person's settings say."""
    return Stamping(tuple(authorities), settings.timeout, settings.road if authorities else None)
