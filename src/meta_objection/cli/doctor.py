"""`doctor`: is everything in place for a run? Each finding comes with its remedy."""

import os
import re
import shlex
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import Annotated
from urllib.parse import urlsplit

from cyclopts import Parameter
from playwright.sync_api import Error

from meta_objection.browser.getting import install_command
from meta_objection.browser.launch import find_browser, has_sandbox, open_browser, require_display
from meta_objection.browser.profiles import existing_profile, keeps_session, noted_account, profile_folder
from meta_objection.cli import doctor_around as around
from meta_objection.cli.doctor_report import report_for
from meta_objection.cli.findings import Finding
from meta_objection.cli.parameters import FLAT
from meta_objection.console.output import fitted
from meta_objection.console.steps import tell_json
from meta_objection.errors import Stop
from meta_objection.journal.copies import copied_by
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import Offline
from meta_objection.pages.account import SIGNED_IN, SITES
from meta_objection.plan.misspelt import misspelt
from meta_objection.private_files import make_folder
from meta_objection.receipts import unfinished
from meta_objection.settings import Browsing, Examined

_OTHERS = 0o077
_VERSION = re.compile(r"\d+(?:\.\d+){0,5}")
_Check = Callable[[Examined], Finding]


def doctor(
    *,
    report: Annotated[
        bool, Parameter(negative=(), help="Write a text for a bug report instead, with nothing personal in it.")
    ] = False,
    settings: Annotated[Examined | None, FLAT] = None,
) -> int:
    """Check everything; exit code 0 when nothing needs a remedy, else 1. A report that was written ends with 0."""
    settings = settings or Examined()
    findings = list(_findings(settings))
    if report:
        text = report_for(findings, settings)
        tell_json({"report": text}, sys.stdout) if settings.as_json else sys.stdout.write(text)
        return 0
    if settings.as_json:
        tell_json([finding.told() for finding in findings], sys.stdout)
    else:
        lines = [line for finding in findings for line in finding.lines()]
        sys.stdout.writelines(f"{_shown(line)}\n" for line in [*lines, _closing(findings)])
    return int(any(finding.remedy for finding in findings))


def _findings(settings: Examined) -> Iterator[Finding]:
    """Carry out every check; without a browser none is launched."""
    yield _checked("versions", around.versions, settings)
    yield (browser := _checked("browser", _browser, settings))
    yield _checked("sandbox", _sandbox, settings)
    if browser.remedy:
        yield Finding("launch", "not tried, as there is no browser", shared="not tried")
    else:
        yield _checked("launch", _launch, settings)
    for what, check in _CHECKS.items():
        yield _checked(what, check, settings)


def _shown(line: str) -> str:
    """A command stays in one line, however long, so that it can be copied."""
    return line if line.startswith("    ") else fitted(line, sys.stdout)


def _closing(findings: list[Finding]) -> str:
    wrong = sum(bool(finding.remedy) for finding in findings)
    if wrong:
        return f"To be mended: {wrong}, marked with ✗. Then run `meta-objection doctor` again."
    better = any(finding.advice for finding in findings)
    return f"Nothing needs mending.{' What could be better is marked with !.' if better else ''}"


def _checked(what: str, check: _Check, settings: Examined) -> Finding:
    """Carry out one check; whatever goes wrong in it is what it found, and the others are carried out all the same."""
    try:
        return check(settings)
    except Stop as stop:
        return Finding(what, stop.message, stop.next_move, shared="stopped")
    except Exception as error:  # noqa: BLE001 - the doctor is called where things are broken
        kind = type(error).__name__
        remedy = "Look into the folder that `home` names, or report this."
        return Finding(what, f"it could not be checked ({kind})", remedy, shared=f"not checked, {kind}")


def _browser(settings: Browsing) -> Finding:
    try:
        found = find_browser(settings.browser)
    except Stop as stop:
        return Finding("browser", stop.message, stop.next_move, command=install_command(), shared="none")
    return Finding("browser", str(found), shared="named" if settings.browser else "found by itself")


def _sandbox(_settings: Browsing) -> Finding:
    if has_sandbox():
        return Finding("sandbox", "pages are kept in it", shared="yes")
    return Finding(
        "sandbox", "none, because you are root", advice="Run this as an ordinary user.", shared="none, as root"
    )


def _launch(settings: Browsing) -> Finding:
    headless = settings.model_copy(update={"headed": False})
    profile = existing_profile(settings.home, settings.profile)
    try:
        with open_browser(headless, Offline(), SendGate(()), profile=profile) as session:
            version = session.version
    except Error as error:
        first = error.message.partition("\n")[0]
        remedy = "Try another browser with --browser, or reinstall this one."
        return Finding("launch", first, remedy, command=install_command(), shared="it broke")
    number = _VERSION.search(version)
    return Finding(
        "launch", f"version {version}, launched and closed", shared=f"Chromium {number[0] if number else '?'}"
    )


def _display(settings: Browsing) -> Finding:
    try:
        require_display(headed=True)
    except Stop as stop:
        if settings.headed:
            return Finding("display", stop.message, stop.next_move, shared="none, and --headed")
        # Without a wish to watch, no display is nothing to mend.
        advice = "`sign-in` and --headed need a screen: use them at one. All else works without."
        return Finding("display", "none; --headed will not work", advice=advice, shared="none")
    return Finding("display", "there is one, --headed works", shared="there is one")


def _network(settings: Browsing) -> Finding:
    road = settings.road
    if road is None:
        return Finding("network", "the direct way to Meta's hosts", shared="direct")
    parts = urlsplit(road if "://" in road else f"http://{road}")
    found = f"through the proxy at {parts.hostname}:{parts.port}, page and sending alike"
    return Finding("network", found, shared="by a proxy")


def _profile(settings: Browsing) -> Finding:
    folder = profile_folder(settings.home, settings.profile)
    if not (folder.exists() or folder.is_symlink()):
        return Finding("profile", f"none called “{settings.profile}”; `sign-in` makes one", shared="none")
    if existing_profile(settings.home, settings.profile) is None:
        return Finding("profile", f"{folder} is no folder", "Take it away, then run `sign-in`.", shared="no folder")
    account = noted_account(settings.home, settings.profile)
    whose = f"made for {account}" if account else "whose account no page showed"
    return Finding("profile", f"“{settings.profile}”, {whose}", shared="there is one")


def _session(service: str, settings: Browsing) -> Finding:
    """Say whether the profile keeps a session, without asking the service, which may have ended it."""
    what = f"sign-in {service}"
    form = f" --form {service.lower()}" if service != "Facebook" else ""
    profile = f" --profile {settings.profile}" if settings.profile != "default" else ""
    command = f"meta-objection sign-in{form}{profile}"
    host = urlsplit(SITES[service]).hostname or ""
    try:
        kept = keeps_session(settings.home, settings.profile, host, SIGNED_IN[service])
    except sqlite3.Error:
        advice = "A browser may be using it; close that, or sign in anew."
        return Finding(what, "the profile's store cannot be read", "", advice, command, "not readable")
    if kept:
        found = f"a session is kept; {service} itself was not asked whether it still holds"
        return Finding(what, found, shared="kept")
    return Finding(what, "no session is kept; where a form wants one:", command=command, shared="none")


def _journal(settings: Browsing) -> Finding:
    path = settings.home / "journal.sqlite3"
    if not path.exists():
        return Finding("journal", "nothing was begun yet", shared="none")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            found = str(database.execute("PRAGMA quick_check").fetchone()[0])
    except sqlite3.Error as error:
        found = str(error)
    if found == "ok":
        return Finding("journal", "it can be read", shared="readable")
    remedy = "Put a copy in its place, or move it away: the program then no longer knows what was sent."
    return Finding("journal", f"{path}: {found}", remedy, shared="not readable")


def _home(settings: Browsing) -> Finding:
    try:
        make_folder(settings.home)
    except OSError as error:
        found = f"{settings.home}: {error.strerror}"
        return Finding("home", found, "Name a folder of your own with --home.", shared="unusable")
    if copied := copied_by(settings.home):
        found = f"{settings.home}, which a service seems to copy to other machines ({copied})"
        advice = "Two machines that have one home know nothing of each other and may both send: keep it elsewhere."
        return Finding("home", found, advice=advice, shared="copied")
    return Finding("home", str(settings.home), shared="usable")


def _modes(settings: Browsing) -> Finding:
    if os.name != "posix":
        return Finding("file modes", "kept by this system's own means", shared="the system's")
    inside = settings.home.rglob("*") if settings.home.is_dir() else ()
    too_open = [path for path in (settings.home, *inside) if path.exists() and path.lstat().st_mode & _OTHERS]
    if not too_open:
        return Finding("file modes", "only you can read what is kept", shared="private")
    command = f"chmod -R go= {shlex.quote(str(settings.home))}"
    return Finding("file modes", f"{len(too_open)} can be read by others", command, "", command, "open to others")


def _unfinished(settings: Browsing) -> Finding:
    left = unfinished(settings.home)
    if not left:
        return Finding("broken-off runs", "none", shared="none")
    command = "meta-objection receipts list"
    return Finding(
        "broken-off runs", f"{len(left)} left a draft", "Make receipts of them.", "", command, str(len(left))
    )


def _files(_settings: Browsing) -> Finding:
    unknown = misspelt()
    if not unknown:
        return Finding("settings files", "every key is known", shared="every key is known")
    return Finding(
        "settings files",
        f"unknown keys: {', '.join(unknown)}",
        "Correct their spelling.",
        shared=f"{len(unknown)} unknown",
    )


_CHECKS: dict[str, _Check] = {
    "display": _display,
    "network": _network,
    "names": around.names,
    "clock": around.clock,
    "home": _home,
    "disk": around.disk,
    "profile": _profile,
    **{f"sign-in {service}": partial(_session, service) for service in SITES},
    "journal": _journal,
    "file modes": _modes,
    "broken-off runs": _unfinished,
    "settings files": _files,
    "mail": around.mail,
    "editor": around.editor,
    "ssh-keygen": around.ssh_keygen,
}
