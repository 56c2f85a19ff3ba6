"""`sign-in` and `sign-out`: the person's own session, in a profile that only they can read."""

import sys

from playwright.sync_api import Error

from meta_objection.browser import Session, find_browser, open_browser, require_display
from meta_objection.errors import Interrupted, PersonNeeded
from meta_objection.gate import Gate
from meta_objection.locales import Lexicon
from meta_objection.logs import set_up
from meta_objection.outcome import Outcome
from meta_objection.pages.account import Account
from meta_objection.profiles import delete_profile, existing_profile, make_profile
from meta_objection.screen import Screen
from meta_objection.settings import Browsing
from meta_objection.signals import Signals
from meta_objection.source import Live
from meta_objection.tell import tell_json
from meta_objection.wire import Wire

_START = "https://www.facebook.com/"
_PATIENCE = 15 * 60.0  # seconds a person has for signing in, with whatever Meta asks of them


def sign_in(settings: Browsing) -> int:
    """Open a window, wait until the person has signed in, and ask whether it is the right account."""
    set_up(settings.log_level, settings.log_format)
    find_browser(settings.browser)
    require_display(headed=True)
    headed = settings.model_copy(update={"headed": True})
    before = existing_profile(settings.home, settings.profile)
    profile = make_profile(settings.home, settings.profile)
    source = Live(Wire(settings.timeout))
    with Signals() as signals, open_browser(headed, source, Gate(()), profile=profile) as session:
        name = _await_person(session, source, settings, signals)
        right = _is_right(name, signals)
    if not right and before is None:
        delete_profile(settings.home, settings.profile)
    return _tell(settings, name, right=right)


def sign_out(settings: Browsing) -> int:
    """Delete the profile, and with it the session."""
    there_was = delete_profile(settings.home, settings.profile)
    said = f"The profile “{settings.profile}” is deleted." if there_was else "There was no such profile."
    if settings.as_json:
        tell_json({"profile": settings.profile, "deleted": there_was}, sys.stdout)
    else:
        sys.stdout.write(f"{said}\n")
    return 0


def _await_person(session: Session, source: Live, settings: Browsing, signals: Signals) -> str | None:
    screen = Screen(session.page, source, settings.timeout, signals)
    account = Account(session.page, Lexicon(""))
    sys.stderr.write("Sign in in the window. Nothing you type there is read or kept by this program.\n")
    try:
        session.page.goto(_START, wait_until="domcontentloaded")
        if not screen.wait_until(account.is_signed_in, _PATIENCE):
            raise PersonNeeded("Nobody signed in.", why="sign-in")
        screen.wait_until(lambda: account.shown_name() is not None, settings.timeout)
        return account.shown_name()
    except Error as error:
        raise Interrupted("The window was closed before anybody had signed in.", why="window-closed") from error


def _is_right(name: str | None, signals: Signals) -> bool:
    who = f"as {name}" if name else "to an account whose name the page does not show"
    if not (sys.stdin and sys.stdin.isatty()):
        sys.stderr.write(f"Signed in {who}.\n")
        return True
    with signals.at_once():
        sys.stderr.write(f"Signed in {who}. Is this the right account? Type yes: ")
        sys.stderr.flush()
        return sys.stdin.readline().strip().casefold() in {"y", "yes", "j", "ja"}


def _tell(settings: Browsing, name: str | None, *, right: bool) -> int:
    if settings.as_json:
        tell_json({"profile": settings.profile, "account": name, "kept": right}, sys.stdout)
    elif right:
        sys.stdout.write(f"The session is kept in the profile “{settings.profile}”; `sign-out` deletes it.\n")
    else:
        sys.stdout.write("Not kept. Run `meta-objection sign-in` again for another account.\n")
    return 0 if right else Outcome.INTERRUPTED.exit_code
