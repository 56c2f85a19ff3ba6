"""`doctor`: is everything in place for a run? Each finding comes with its remedy."""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Annotated
from urllib.parse import urlsplit

from playwright.sync_api import Error

from meta_objection.browser.launch import find_browser, has_sandbox, open_browser, require_display
from meta_objection.browser.profiles import existing_profile, noted_account, profile_folder
from meta_objection.cli.parameters import FLAT
from meta_objection.console.steps import tell_json
from meta_objection.errors import Stop
from meta_objection.journal.copies import copied_by
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import Offline
from meta_objection.plan.misspelt import misspelt
from meta_objection.private_files import make_folder
from meta_objection.receipts import unfinished
from meta_objection.settings import Browsing

_OTHERS = 0o077


@dataclass(frozen=True)
class Finding:
    """One thing looked at; the remedy is empty where nothing is wrong. Advice is for what works and could be better."""

    what: str
    found: str
    remedy: str = ""
    advice: str = ""


def doctor(*, settings: Annotated[Browsing | None, FLAT] = None) -> int:
    """Check everything; exit code 0 when nothing needs a remedy, else 1."""
    settings = settings or Browsing()
    checks = (_browser, _sandbox, _launch, _display, _network, _home, _profile, _journal, _modes, _unfinished, _files)
    findings = [_checked(check, settings) for check in checks]
    if settings.as_json:
        tell_json([asdict(finding) for finding in findings], sys.stdout)
    else:
        sys.stdout.writelines(f"{_line(finding)}\n" for finding in findings)
    return int(any(finding.remedy for finding in findings))


def _line(finding: Finding) -> str:
    mark = "✗" if finding.remedy else "!" if finding.advice else "✓"
    todo = finding.remedy or finding.advice
    return f"{mark} {finding.what}: {finding.found}" + (f" — {todo}" if todo else "")


def _checked(check: Callable[[Browsing], Finding], settings: Browsing) -> Finding:
    """Carry out one check; whatever goes wrong in it is what it found, and the others are carried out all the same."""
    try:
        return check(settings)
    except Stop as stop:
        return Finding(check.__name__.strip("_"), stop.message, stop.next_move)
    except Exception as error:  # noqa: BLE001 - the doctor is called where things are broken
        found = f"it could not be checked ({type(error).__name__})"
        return Finding(check.__name__.strip("_"), found, "Look into the folder that `home` names, or report this.")


def _stopped(what: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(what, check())
    except Stop as stop:
        return Finding(what, stop.message, stop.next_move)


def _browser(settings: Browsing) -> Finding:
    return _stopped("browser", lambda: str(find_browser(settings.browser)))


def _sandbox(_settings: Browsing) -> Finding:
    if has_sandbox():
        return Finding("sandbox", "pages are kept in it")
    return Finding("sandbox", "none, because you are root", advice="Run this as an ordinary user.")


def _launch(settings: Browsing) -> Finding:
    def launch() -> str:
        headless = settings.model_copy(update={"headed": False})
        profile = existing_profile(settings.home, settings.profile)
        with open_browser(headless, Offline(), SendGate(()), profile=profile) as session:
            return f"version {session.version}, launched and closed"

    try:
        return _stopped("launch", launch)
    except Error as error:
        first = error.message.partition("\n")[0]
        return Finding("launch", first, "Try another browser with --browser, or reinstall this one.")


def _display(settings: Browsing) -> Finding:
    def display() -> str:
        require_display(headed=True)
        return "there is one, --headed works"

    finding = _stopped("display", display)
    # Without a wish to watch, no display is nothing to mend.
    return finding if settings.headed or not finding.remedy else Finding("display", "none; --headed will not work")


def _network(settings: Browsing) -> Finding:
    road = settings.road
    if road is None:
        return Finding("network", "the direct way to Meta's hosts")
    parts = urlsplit(road if "://" in road else f"http://{road}")
    return Finding("network", f"through the proxy at {parts.hostname}:{parts.port}, page and sending alike")


def _profile(settings: Browsing) -> Finding:
    folder = profile_folder(settings.home, settings.profile)
    if not (folder.exists() or folder.is_symlink()):
        return Finding("profile", f"none called “{settings.profile}”; `sign-in` makes one")
    if existing_profile(settings.home, settings.profile) is None:
        return Finding("profile", f"{folder} is no folder", "Take it away, then run `sign-in`.")
    account = noted_account(settings.home, settings.profile)
    return Finding("profile", f"“{settings.profile}”, signed in as {account or 'somebody whose name no page showed'}")


def _journal(settings: Browsing) -> Finding:
    path = settings.home / "journal.sqlite3"
    if not path.exists():
        return Finding("journal", "nothing was begun yet")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            found = str(database.execute("PRAGMA quick_check").fetchone()[0])
    except sqlite3.Error as error:
        found = str(error)
    if found == "ok":
        return Finding("journal", "it can be read")
    remedy = "Put a copy in its place, or move it away: the program then no longer knows what was sent."
    return Finding("journal", f"{path}: {found}", remedy)


def _home(settings: Browsing) -> Finding:
    try:
        make_folder(settings.home)
    except OSError as error:
        return Finding("home", f"{settings.home}: {error.strerror}", "Name a folder of your own with --home.")
    if copied := copied_by(settings.home):
        advice = "Two machines that have one home know nothing of each other and may both send: keep it elsewhere."
        return Finding(
            "home", f"{settings.home}, which a service seems to copy to other machines ({copied})", "", advice
        )
    return Finding("home", str(settings.home))


def _modes(settings: Browsing) -> Finding:
    if os.name != "posix":
        return Finding("file modes", "kept by this system's own means")
    inside = settings.home.rglob("*") if settings.home.is_dir() else ()
    too_open = [path for path in (settings.home, *inside) if path.exists() and path.lstat().st_mode & _OTHERS]
    if not too_open:
        return Finding("file modes", "only you can read what is kept")
    return Finding("file modes", f"{len(too_open)} can be read by others", f"chmod -R go= '{settings.home}'")


def _unfinished(settings: Browsing) -> Finding:
    left = unfinished(settings.home)
    if not left:
        return Finding("broken-off runs", "none")
    return Finding("broken-off runs", f"{len(left)} left a draft", f"Look into {left[0]} and delete it when done.")


def _files(_settings: Browsing) -> Finding:
    unknown = misspelt()
    if not unknown:
        return Finding("settings files", "every key is known")
    return Finding("settings files", f"unknown keys: {', '.join(unknown)}", "Correct their spelling.")
