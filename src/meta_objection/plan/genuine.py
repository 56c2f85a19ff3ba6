"""Whether the site proved to be Meta's own: what in the settings leaves that open."""

import os
from collections.abc import Iterable, Mapping

from meta_objection.browser_args import HostMap, trusts_anything
from meta_objection.outcome import Doubt, Mode
from meta_objection.settings import Browsing

_UNCHECKED_SCOPE = "live-unchecked"
_MAPPED_SCOPE = "another-machine"
LIVE_SCOPES = frozenset({Mode.LIVE.value, _UNCHECKED_SCOPE})
"""What the journal files a sending under that went, or may have gone, to Meta."""

_OWN_STORE = ("SSL_CERT_FILE", "SSL_CERT_DIR")


def doubts_of(settings: Browsing, environment: Mapping[str, str] = os.environ) -> tuple[Doubt, ...]:
    """Give every reason why whoever answers need not be Meta, as far as the settings say."""
    found = {
        Doubt.HOST_RULES: HostMap.from_browser_args(settings.browser_args).rules,
        Doubt.NOT_CHECKED: settings.ignore_https_errors or trusts_anything(settings.browser_args),
        Doubt.OWN_CERTIFICATES: any(environment.get(name) for name in _OWN_STORE),
    }
    return tuple(doubt for doubt, is_there in found.items() if is_there)


def scopes_of(scope: str, doubts: Iterable[Doubt]) -> tuple[str, tuple[str, ...]]:
    """Give what the journal files an attempt under, and under what else it looks for earlier ones.

    Where names were led to another machine, the objection went there and not to Meta. Where certificates were not
    checked, it did most likely go to Meta, so it counts for the live site, too.
    """
    if scope != Mode.LIVE.value:
        return scope, ()
    if Doubt.HOST_RULES in doubts:
        return _MAPPED_SCOPE, ()
    own = _UNCHECKED_SCOPE if any(doubts) else scope
    return own, tuple(LIVE_SCOPES - {own})
