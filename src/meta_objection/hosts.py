"""Meta's own hosts: the only places a page may be opened from and the only ones that see personal data."""

from urllib.parse import parse_qs, unquote, urlsplit

META_DOMAINS = (
    "facebook.com",
    "instagram.com",
    "whatsapp.com",
    "meta.com",
    "fbcdn.net",
    "fbsbx.com",
    "cdninstagram.com",
    "whatsapp.net",
)
"""Registrable domains Meta serves its forms, and the parts of their pages, from."""

_QUIET_PLACES = (
    *("/help/", "/a/help/", "/ajax/help/", "/contact/", "/support/privacy"),
    *("/privacy", "/policy", "/policies", "/legal/"),
    *("/login", "/accounts/", "/checkpoint", "/challenge/", "/cookie/"),
)
"""Beginnings of paths at which Meta shows forms, help, policies, settings and sign-in, and no posts."""


def is_meta_host(host: str) -> bool:
    """Whether this host name is one of Meta's domains or below one."""
    name = host.lower().rstrip(".")
    return any(name == domain or name.endswith("." + domain) for domain in META_DOMAINS)


def is_meta_address(address: str) -> bool:
    """Whether this is an https address on a host of Meta's, without credentials in it."""
    if "\\" in address:
        return False  # a browser reads it as a slash, and the host ends there
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = parts.username is None and parts.password is None
    return parts.scheme == "https" and plain and is_meta_host(host)


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
