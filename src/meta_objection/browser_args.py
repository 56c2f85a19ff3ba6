"""Which arguments a person may pass on to the browser, and what they say about the network, which is obeyed here."""

import re
import urllib.request
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from meta_objection.errors import BadSettings

_HOST_RULES = ("--host-resolver-rules", "--host-rules")
_PROXY = "--proxy-server"
_OBEYED_HERE = (*_HOST_RULES, _PROXY)

ALLOWED = {
    "host-resolver-rules": "other addresses for host names, as `MAP * 127.0.0.1:8443`; the program obeys it itself",
    "host-rules": "the same",
    "proxy-server": "a proxy to go through, as --proxy; the program obeys it itself",
    "ignore-certificate-errors": "take any certificate, as --ignore-https-errors",
    "ignore-certificate-errors-spki-list": "take the certificates with these keys",
    "lang": "the language of the browser's own menus",
    "accept-lang": "the languages that pages are asked for",
    "window-size": "the size of the window, as `1200,800`",
    "window-position": "where the window opens, as `0,0`",
    "start-maximized": "open the window as large as the screen",
    "force-device-scale-factor": "make everything larger, as `1.5`",
    "high-dpi-support": "heed the screen's own scale",
    "force-dark-mode": "dark menus",
    "force-high-contrast": "strong contrasts",
    "force-prefers-reduced-motion": "tell pages that you want nothing to move",
    "force-renderer-accessibility": "serve a screen reader",
    "font-render-hinting": "how letters are fitted to the screen's dots",
    "disable-gpu": "draw without the graphics card",
    "disable-gpu-compositing": "put the page together without the graphics card",
    "disable-software-rasterizer": "never draw in software",
    "use-gl": "how to speak to the graphics card",
    "use-angle": "how to speak to the graphics card",
    "ozone-platform": "X11 or Wayland, on Linux",
    "ozone-platform-hint": "X11 or Wayland, on Linux",
    "enable-wayland-ime": "input methods under Wayland",
    "disable-dev-shm-usage": "do without a large /dev/shm, in containers",
    "remote-debugging-port": "let other programs of this computer steer the browser while it is open: all of them can",
}
"""The arguments that a person may pass on, without their dashes, and what each does. No other one is."""

_PROXIES = ("http", "socks5")
_MAP_WORDS = 3
_A_HOST_OF_METAS = "www.facebook.com"
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_NOT_FOUND = "~NOTFOUND"


@dataclass(frozen=True)
class HostMap:
    """Chromium's `--host-resolver-rules`: `MAP pattern target` and `EXCLUDE pattern`, of which exclusions win."""

    rules: tuple[tuple[re.Pattern[str], str], ...] = ()
    excluded: tuple[re.Pattern[str], ...] = ()

    @classmethod
    def from_browser_args(cls, arguments: Sequence[str]) -> "HostMap":
        """Read the rules of the last such argument."""
        given = values_of(_HOST_RULES, arguments)
        words = [rule.split() for rule in given[-1].split(",")] if given else []
        maps = [one for one in words if len(one) == _MAP_WORDS and one[0].upper() == "MAP"]
        exclusions = [one[1] for one in words if len(one) == _MAP_WORDS - 1 and one[0].upper() == "EXCLUDE"]
        return cls(
            tuple((_glob(pattern), target) for _, pattern, target in maps), tuple(_glob(one) for one in exclusions)
        )

    def endpoint(self, host: str, port: int) -> tuple[str, int] | None:
        """Give the host and port to connect to for these; `None` where a rule says that there is no such host."""
        target = self._replacement(host) or host
        if target.upper() == _NOT_FOUND:
            return None
        name, has_port, number = target.rpartition(":")
        name, port = (name, int(number)) if has_port and number.isdecimal() else (target, port)
        return name.strip("[]"), port

    def target(self, url: str) -> str:
        """Give the address to connect to for this address."""
        parts = urlsplit(url)
        replacement = self._replacement(parts.hostname or "")
        return urlunsplit(parts._replace(netloc=_netloc(replacement, parts.port))) if replacement else url

    def _replacement(self, host: str) -> str | None:
        """Give what the first rule for this host puts in its place, `None` where none does."""
        if any(one.fullmatch(host) for one in self.excluded):
            return None
        return next((target for pattern, target in self.rules if pattern.fullmatch(host)), None)


NO_RULES = HostMap()
"""Every name is asked for as it is."""


def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), re.IGNORECASE)


def _netloc(replacement: str, port: int | None) -> str:
    has_port = re.search(r":\d+$", replacement)
    return replacement if has_port or port is None else f"{replacement}:{port}"


def is_near(endpoint: tuple[str, int] | None) -> bool:
    """Whether this is a place on this very computer."""
    return endpoint is not None and endpoint[0] in _LOOPBACK


def trusts_anything(arguments: Iterable[str]) -> bool:
    """Whether the browser was told to accept certificates that nobody vouches for."""
    return any(argument.startswith("--ignore-certificate-errors") for argument in arguments)


def proxy_of(arguments: Iterable[str]) -> str | None:
    """Give the proxy that the browser was told to use."""
    given = values_of([_PROXY], arguments)
    return given[-1] if given else None


def environments_proxy(arguments: Sequence[str]) -> str | None:
    """Give the proxy that the environment names for Meta's hosts, where no rule leads them to this very computer.

    Raises BadSettings for one that the program cannot go through: to go past it is not what the person wants.
    """
    given = urllib.request.getproxies_environment()
    address = given.get("https") or given.get("all")
    ends = HostMap.from_browser_args(arguments).endpoint(_A_HOST_OF_METAS, 443)
    if not address or is_near(ends) or urllib.request.proxy_bypass(_A_HOST_OF_METAS):
        return None
    if not is_proxy(address):
        message = "HTTPS_PROXY: only a proxy at an address like http://proxy.example:8080 can be gone through."
        raise BadSettings(
            message, why="setting", next_move="Name another one with --proxy, or in NO_PROXY Meta's hosts."
        )
    return address


def environments_mail_proxy(host: str) -> str | None:
    """Give the proxy that the environment names for connections of every kind, and not only for pages.

    Raises BadSettings for one that the program cannot go through.
    """
    address = urllib.request.getproxies_environment().get("all")
    if not address or host in _LOOPBACK or urllib.request.proxy_bypass(host):
        return None
    if "://" not in address or not is_proxy(address):
        message = "ALL_PROXY: only a proxy at an address like socks5://proxy.example:1080 can be gone through."
        raise BadSettings(message, why="setting", next_move="Name another one with --proxy, or the server in NO_PROXY.")
    return address


def is_proxy(address: str) -> bool:
    """Whether this can be the address of a proxy that the program can go through."""
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        return parts.scheme in _PROXIES and bool(parts.hostname) and parts.port is not None
    except ValueError:
        return False


def is_authority(address: str) -> bool:
    """Whether this can be the address of a timestamp authority: nobody on the way may read or change what it says."""
    try:
        parts = urlsplit(address)
        is_near = parts.scheme == "http" and parts.hostname in _LOOPBACK
        plain = parts.username is None and parts.password is None and address.isprintable() and " " not in address
        return (is_near or parts.scheme == "https") and bool(parts.hostname) and plain and parts.port != 0
    except ValueError:
        return False


def without_network(arguments: Iterable[str]) -> list[str]:
    """Give the arguments for the browser itself, without those that the program obeys in its place."""
    return [argument for argument in arguments if argument.partition("=")[0] not in _OBEYED_HERE]


def plain_argument(argument: str) -> str | None:
    """Give an argument that may be passed on as the browser's manual writes it; `None` for any other.

    Chromium takes one dash for two, so a name is compared without any.
    """
    dashes = re.match(r"--?", argument)
    name, has_value, value = argument[dashes.end() :].partition("=") if dashes else ("", "", "")
    return f"--{name}{has_value}{value}" if name in ALLOWED and value.isprintable() else None


def values_of(names: Iterable[str], arguments: Iterable[str]) -> list[str]:
    """Give what was given to any of these arguments, in order."""
    wanted = set(names)
    split = (argument.partition("=") for argument in arguments)
    return [value for name, has_value, value in split if name in wanted and has_value]
