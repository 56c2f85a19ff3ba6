"""Whom the browser asked, and how often: hosts and counts, never an address or what was said."""

from collections import Counter
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Request

from meta_objection.report import HostCount

_REFUSED = "ERR_BLOCKED_BY_CLIENT"


class Traffic:
    """Counts the requests of a browser's pages."""

    def __init__(self) -> None:
        self._asked: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()

    def watch(self, context: BrowserContext) -> None:
        """Count from now on."""
        context.on("request", self._count)
        context.on("requestfailed", self._count_refused)

    def counts(self) -> tuple[HostCount, ...]:
        """Give each host with how often it was asked and how often the program refused that, by name."""
        hosts = sorted(self._asked)
        return tuple(HostCount(host=one, requests=self._asked[one], refused=self._refused[one]) for one in hosts)

    def _count(self, request: Request) -> None:
        host = _host(request)
        if host:
            self._asked[host] += 1

    def _count_refused(self, request: Request) -> None:
        host = _host(request)
        if host and _REFUSED in (request.failure or ""):
            self._refused[host] += 1


def _host(request: Request) -> str | None:
    try:
        return urlsplit(request.url).hostname
    except ValueError:  # no address at all
        return None
