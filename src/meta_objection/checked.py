"""What the value of a setting must be, where no type says it."""

import ipaddress
import re
from contextlib import suppress
from ipaddress import ip_address

from meta_objection.browser_args import ALLOWED, is_authority, is_proxy, plain_argument, proxy_of
from meta_objection.hosts import is_host_name


def proxy(address: str | None) -> str | None:
    """Give the address of a proxy as it was given. Raises ValueError saying what it must be."""
    if address is not None and not is_proxy(address):
        raise ValueError("an address like http://proxy.example:8080 or socks5://proxy.example:1080")
    return address


def name_server(address: str | None) -> str | None:
    """Give the address of a name server as it was given. Raises ValueError saying what it must be."""
    if address is None:
        return None
    host, port = host_and_port(address, 53)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def host_and_port(address: str, usual: int) -> tuple[str, int]:
    """Part `HOST`, `HOST:PORT` or `[IPV6]:PORT`; the host must be a number. Raises ValueError saying so."""
    problem = "an address like 9.9.9.9, 127.0.0.1:5353 or [2620:fe::fe]:53"
    found = re.fullmatch(r"\[([0-9A-Fa-f:.]+)\](?::(\d{1,5}))?|([^:\s]+)(?::(\d{1,5}))?", address.strip())
    host, port = (found[1] or found[3], int(found[2] or found[4] or usual)) if found else (address.strip(), usual)
    try:
        plain = str(ipaddress.ip_address("127.0.0.1" if host == "localhost" else host))
    except ValueError as error:
        raise ValueError(problem) from error
    if not 0 < port < 1 << 16:
        raise ValueError(problem)
    return plain, port


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


def mail_host(name: str | None) -> str | None:
    """Give the name of a mail server in small letters. Raises ValueError saying what it must be."""
    if name is None or is_host_name(name.lower()) or name.lower() == "localhost":
        return name and name.lower()
    with suppress(ValueError):
        return str(ip_address(name))
    raise ValueError("a server's name like imap.example.org, without a port or an address around it")


def one_line(text: str | None) -> str | None:
    """Give a text as it was given. Raises ValueError where it is no line of signs that can be seen."""
    if text is not None and not (text and text.isprintable()):
        raise ValueError("one line of signs that can be seen")
    return text
