"""What the doctor looks at around the program: this system, its network, its clock, and the person's mailbox."""

import shlex
import shutil
import socket
import ssl
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPSConnection
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar
from urllib.parse import urlsplit

import truststore

from meta_objection import __version__
from meta_objection.browser_args import HostMap
from meta_objection.cli.findings import Finding
from meta_objection.console.editor import find_editor, named_editor
from meta_objection.errors import Stop
from meta_objection.forms import known_forms, load_form
from meta_objection.hosts import HTTPS_PORT
from meta_objection.settings import Examined

_T = TypeVar("_T")
_PATIENCE = 5.0
"""Seconds that the network has for an answer."""
_LEAST_FREE = 200_000_000  # bytes: some runs with their pictures, and the browser's own temporary files
_WRONG = 120  # seconds by which a clock may differ: a receipt's minute is then still about right
_MINUTE = 60
_SET_CLOCK = {
    "linux": "sudo timedatectl set-ntp true",
    "darwin": "sudo systemsetup -setusingnetworktime on",
    "win32": "w32tm /resync",
}
_NOT_NOW = {9, 10}  # OpenSSL's numbers for a certificate that is not valid yet, and for one that is no longer


def versions(_settings: Examined) -> Finding:
    """Say of the program and what it runs on which they are."""
    found = f"meta-objection {__version__}, Python {python_version()}, Playwright {version('playwright')}"
    return Finding("versions", found, shared=found)


def disk(settings: Examined) -> Finding:
    """Say how much room is left where receipts are kept."""
    home = settings.home.absolute()
    place = next(one for one in (home, *home.parents) if one.exists())
    free = shutil.disk_usage(place).free
    found = f"{free // 1_000_000:,} MB free"
    if free < _LEAST_FREE:
        return Finding("disk", found, "Make room, or keep receipts elsewhere with --home.", shared="little is free")
    return Finding("disk", found, shared="enough is free")


def editor(_settings: Examined) -> Finding:
    """Say which editor the guide opens for the reason."""
    named, found = named_editor(), find_editor()
    if named and not shutil.which(named[0]):
        remedy = "Name one that there is in EDITOR, or none at all."
        return Finding("editor", "the one that VISUAL or EDITOR names is not there", advice=remedy, shared="not there")
    if not found:
        return Finding("editor", "none; the guide asks for your reason at the terminal", shared="none")
    return Finding("editor", Path(found[0]).name, shared="there is one")


def ssh_keygen(_settings: Examined) -> Finding:
    """Say whether a receipt's signature can be checked here without this program."""
    if shutil.which("ssh-keygen"):
        return Finding("ssh-keygen", "there, so signatures can be checked without this program", shared="there")
    found = "not there; `receipts verify` checks signatures all the same"
    return Finding("ssh-keygen", found, shared="not there")


def names(settings: Examined) -> Finding:
    """Say whether the system's resolver knows the hosts that the forms live on."""
    if unasked := _unasked(settings):
        return Finding("names", unasked, shared="not looked at", unseen=True)
    unknown = [host for host in _hosts() if not _is_known(host)]
    if not unknown:
        return Finding("names", "Meta's hosts have addresses", shared="known")
    advice = "Without a connection only `demo` and --replay work. Is this computer online? A filter may block Meta."
    return Finding("names", f"no address for {', '.join(unknown)}", advice=advice, shared="not known")


def clock(settings: Examined) -> Finding:
    """Hold this computer's clock against the one of Meta's own host, which is asked for nothing else."""
    if unasked := _unasked(settings):
        return Finding("clock", unasked, shared="not looked at", unseen=True)
    return clock_by(lambda: _date_of(_hosts()[0], HTTPS_PORT))


def clock_by(ask: Callable[[], str | None]) -> Finding:
    """Hold the clock against the time that somebody's answer bears."""
    begun = datetime.now(UTC)
    try:
        theirs = parsedate_to_datetime(_within(ask) or "")
    except ssl.SSLCertVerificationError as error:
        if error.verify_code in _NOT_NOW:
            found = "by it Meta's certificate is not valid now"
            return Finding("clock", found, "Set the clock of this computer.", command=_set(), shared="wrong")
        advice = "Somebody between you and Meta may open connections, as in some offices: see --proxy."
        return Finding("clock", "not looked at: Meta's certificate is not trusted", advice=advice, shared="untrusted")
    except (OSError, HTTPException, ValueError):
        return Finding("clock", "not looked at: Meta's host gave no time", shared="not looked at", unseen=True)
    return judged_clock(theirs.replace(tzinfo=theirs.tzinfo or UTC), begun, datetime.now(UTC))


def judged_clock(theirs: datetime, before: datetime, after: datetime) -> Finding:
    """Judge by how much it is off: their answer was written between these two moments of ours."""
    ahead = (before - theirs).total_seconds() - 1  # they cut off what is below a second
    behind = (theirs - after).total_seconds()
    off = max(ahead, behind)
    if off <= _WRONG:
        return Finding("clock", f"right within {_WRONG // _MINUTE} minutes, by Meta's own", shared="right")
    way = "ahead" if ahead > behind else "behind"
    found = f"{round(off / _MINUTE)} minutes {way}, by Meta's own"
    remedy = "Set it: a receipt bears its time, and due dates are counted from it."
    return Finding("clock", found, remedy, command=_set(), shared=f"{way}")


def mail(settings: Examined) -> Finding:
    """Say whether `mail fetch` has what it needs; no command is run, and no keyring opened."""
    if settings.imap_host is None:
        return Finding("mail", "no mailbox is named; `mail add` reads saved mails", shared="no host")
    where = f"{settings.imap_host}:{settings.imap_port}"
    if settings.imap_user is None:
        remedy = "Say with --imap-user whose mailbox it is, mostly your whole address."
        return Finding("mail", f"{where}, and no user", remedy, shared="host, no user")
    kinds = {"password": settings.imap_password_command, "token": settings.imap_token_command}
    commands = {kind: command for kind, command in kinds.items() if command}
    for kind, command in commands.items():
        if not _can_run(command):
            remedy = f"See that what --imap-{kind}-command begins with is there and can be run."
            return Finding("mail", f"{where}; the {kind} command is not there", remedy, shared="command not there")
    told = " and ".join(f"a {kind} command" for kind in commands) or "no command: the keyring or you will be asked"
    shared = "host, user, command" if commands else "host, user"
    return Finding("mail", f"{where}, a user, {told}", shared=shared)


def _can_run(command: str) -> bool:
    try:
        words = [command.split(" ", maxsplit=1)[0]] if sys.platform == "win32" else shlex.split(command)
    except ValueError:
        return False
    return bool(words) and shutil.which(words[0]) is not None


def _set() -> str:
    return _SET_CLOCK.get(sys.platform, "")


def _hosts() -> list[str]:
    forms = map(load_form, known_forms())
    return sorted({urlsplit(known.address).hostname or "" for form in forms for known in form.generations})


def _unasked(settings: Examined) -> str:
    """Say why nobody is asked, if nobody is."""
    if settings.offline:
        return "not looked at, because of --offline"
    if settings.ignore_https_errors or HostMap.from_browser_args(settings.browser_args).rules:
        return "not looked at: with these settings another may answer for Meta"
    try:
        has_proxy = bool(settings.road)
    except Stop:  # one that the program cannot use, of which another finding speaks
        has_proxy = True
    return "not looked at: there is a proxy between" if has_proxy else ""


def _is_known(host: str) -> bool:
    try:
        return bool(_within(lambda: socket.getaddrinfo(host, HTTPS_PORT)))
    except OSError:
        return False


def _date_of(host: str, port: int, trust: ssl.SSLContext | None = None) -> str | None:
    """Give the time that a host's answer bears. Raises OSError and HTTPException."""
    context = trust or truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    connection = HTTPSConnection(host, port, timeout=_PATIENCE, context=context)
    try:
        connection.request("HEAD", "/")
        answer = connection.getresponse()
        return None if answer.getheader("Age") else answer.getheader("Date")  # one with an age was kept by somebody
    finally:
        connection.close()


def _within(act: Callable[[], _T]) -> _T:
    """Give what this comes to, or raise what it raised; TimeoutError where it takes too long, as a resolver may."""
    ended: SimpleQueue[_T | Exception] = SimpleQueue()

    def acting() -> None:
        try:
            ended.put(act())
        except Exception as error:  # noqa: BLE001 - it is raised again where somebody waits for it
            ended.put(error)

    Thread(target=acting, daemon=True).start()
    try:
        result = ended.get(timeout=2 * _PATIENCE)
    except Empty:
        raise TimeoutError from None
    if isinstance(result, Exception):
        raise result
    return result
