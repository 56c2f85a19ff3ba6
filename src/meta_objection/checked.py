"""What the value of a setting must be, where no type says it."""

import re

from meta_objection.browser_args import ALLOWED, is_authority, is_proxy, plain_argument, proxy_of


def proxy(address: str | None) -> str | None:
    """Give the address of a proxy as it was given. Raises ValueError saying what it must be."""
    if address is not None and not is_proxy(address):
        raise ValueError("an address like http://proxy.example:8080 or socks5://proxy.example:1080")
    return address


def profile(name: str) -> str:
    """Give the name of a profile, which is a folder's too. Raises ValueError saying what it must be."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", name):
        raise ValueError("1 to 64 letters, digits, dots, lines and underlines, and begin with a letter or a digit")
    return name


def browser_args(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """Give arguments for the browser as its manual writes them. Raises ValueError saying what they must be."""
    plain = tuple(filter(None, map(plain_argument, arguments)))
    if len(plain) < len(arguments):
        raise ValueError(f"one of {', '.join(f'--{name}' for name in ALLOWED)}")
    named = proxy_of(plain)
    if named is not None and not is_proxy(named):
        raise ValueError("an argument that names no proxy; use --proxy for that")
    return plain


def authorities(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Give the addresses of timestamp authorities, each once. Raises ValueError saying what they must be."""
    if not all(map(is_authority, addresses)):
        raise ValueError("an https:// address, or an http:// address of this very computer")
    return tuple(dict.fromkeys(addresses))
