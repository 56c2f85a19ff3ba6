"""Meta's own hosts, in two lists: where forms live and something may be typed, and where their parts may load from."""

import re
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

FORM_DOMAINS = ("facebook.com", "instagram.com", "whatsapp.com", "meta.com")
"""Registrable domains on which Meta itself writes the pages of the hosts that `_FORM_LABEL` describes."""

META_DOMAINS = (*FORM_DOMAINS, "fbcdn.net", "fbsbx.com", "cdninstagram.com", "whatsapp.net")
"""Registrable domains that the parts of such pages may load from; other people's files and programs lie there too."""

HTTPS_PORT = 443
_LONGEST_NAME = 253
_HOST_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
_FORM_LABEL = re.compile(
    # Facebook's pages by device and by language; the names at which Meta answers questions and takes objections
    r"(?:www|web|m|mbasic|mobile|touch|[a-z]{2}-[a-z]{2}|help|faq|privacycenter|accountscenter|transparency)\."
)

_QUIET_PLACES = (
    *("/help/", "/a/help/", "/ajax/help/", "/contact/", "/support/privacy"),
    *("/privacy", "/policy", "/policies", "/legal/"),
    *("/login", "/accounts/", "/checkpoint", "/challenge/", "/cookie/"),
)
"""Beginnings of paths at which Meta shows forms, help, policies, settings and sign-in, and no posts."""


def is_host_name(name: str) -> bool:
    """Whether this is a full name of a host by the grammar of such names, in small letters; one last dot aside."""
    return len(name) <= _LONGEST_NAME and _HOST_NAME.fullmatch(name) is not None


def is_meta_host(host: str) -> bool:
    """Whether this is the name of a host that parts of a page may load from: one of Meta's domains or below one."""
    name = _plain(host)
    return is_host_name(name) and any(name == domain or name.endswith("." + domain) for domain in META_DOMAINS)


def is_form_host(host: str) -> bool:
    """Whether forms live on this host: Meta itself writes its pages, and something personal may be typed into them."""
    name = _plain(host)
    below = {name.removesuffix(domain) for domain in FORM_DOMAINS if name == domain or name.endswith("." + domain)}
    return any(not label or _FORM_LABEL.fullmatch(label) for label in below)


def site_of(host: str) -> str:
    """Give the registrable domain of one of Meta's hosts, none of which lies below one of three labels."""
    return ".".join(_plain(host).split(".")[-2:])


def is_meta_address(address: str) -> bool:
    """Whether this is an https address that a part of a page may load from, without credentials and on https's port."""
    parts = _https(address)
    return parts is not None and is_meta_host(parts.hostname or "")


def is_form_address(address: str) -> bool:
    """Whether this is an https address on a host where forms live: the only kind that is opened and typed into."""
    parts = _https(address)
    return parts is not None and is_form_host(parts.hostname or "")


def _plain(host: str) -> str:
    return host.lower().removesuffix(".") if host.isascii() else ""  # other scripts have letters that become ours


def _https(address: str) -> SplitResult | None:
    if "\\" in address or any(one <= " " or one == "\x7f" for one in address):
        return None  # a browser reads the one as a slash, at which the host ends, and leaves some of the others out
    try:
        parts = urlsplit(address)
        is_plain = parts.username is None and parts.password is None and parts.port in {None, HTTPS_PORT}
    except ValueError:
        return None
    return parts if parts.scheme == "https" and is_plain and parts.netloc.isascii() else None


_SHIMS = ("l.", "lm.")
_MOST_WRAPPINGS = 2


def target_of(address: str) -> str | None:
    """Give where an address leads once Meta's own link shim (`l.php?u=…`) is taken off, twice at most.

    `None` where it, or what it wraps, is none of Meta's addresses.
    """
    for _ in range(_MOST_WRAPPINGS + 1):
        if not is_meta_address(address):
            return None
        parts = urlsplit(address)
        if parts.path != "/l.php" and not (parts.hostname or "").startswith(_SHIMS):
            return address
        inner = parse_qs(parts.query).get("u", [])
        if len(inner) != 1:
            return None
        address = _decoded(inner[0])
    return None


def _decoded(address: str) -> str:
    """Give an address that was written percent by percent once more than once."""
    for _ in range(_MOST_WRAPPINGS):
        if "://" not in address:
            address = unquote(address)
    return address


def may_show_others(address: str) -> bool:
    """Whether a page of Meta's may show what other people wrote, as the home page does: none of it may be kept."""
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and not parts.path.startswith(_QUIET_PLACES)
