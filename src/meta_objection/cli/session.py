"""`sign-in` and `sign-out`: the person's own session, in a profile that only they can read."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from playwright.sync_api import Error

from meta_objection.browser.launch import find_browser, open_browser, require_display
from meta_objection.browser.profiles import delete_profile, existing_profile, make_profile, note_account
from meta_objection.browser.screen import Screen
from meta_objection.cli.parameters import FLAT
from meta_objection.cli.questions import texts_for
from meta_objection.console.signals import Signals
from meta_objection.console.steps import tell_json
from meta_objection.console.terminal import says_yes
from meta_objection.errors import BadSettings, Interrupted, PersonNeeded, Stop
from meta_objection.forms import load_form
from meta_objection.languages import Texts
from meta_objection.locales import Lexicon
from meta_objection.logs import set_up
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import live_source
from meta_objection.pages.account import SITES, Account
from meta_objection.pages.ways.home import AccountMenu
from meta_objection.settings import Browsing, Profiled, Session

_PATIENCE = 15 * 60.0  # seconds a person has for signing in, with whatever Meta asks of them

_AT_META = "Meta may still list this sign-in among your devices; you can end it there too."
_CLICKS = 2  # the first may meet a page that is just being left for the next


def sign_in(*, settings: Annotated[Session | None, FLAT] = None) -> int:
    """Open a window, wait until the person has signed in, and ask whether it is the right account."""
    settings = settings or Session()
    set_up(settings.log_level, settings.log_format)
    service = _service(settings)
    find_browser(settings.browser)
    require_display(headed=True)
    headed = settings.model_copy(update={"headed": True})
    with _profile(settings) as profile, Signals() as signals:
        name = _in_window(headed, service, profile, signals)
        if not _is_right(name, signals, texts_for(settings.locale)):
            delete_profile(settings.home, settings.profile)
            raise Interrupted("That was not the right account, so nothing was kept.", why="declined")
        note_account(settings.home, settings.profile, name)
    return _tell(settings, name)


def sign_out(*, settings: Annotated[Profiled | None, FLAT] = None) -> int:
    """Delete the profile, and with it the session."""
    settings = settings or Profiled()
    there_was = delete_profile(settings.home, settings.profile)
    gone = f"The profile “{settings.profile}” is deleted. {_AT_META}"
    said = gone if there_was else f"There was no profile “{settings.profile}”."
    if settings.as_json:
        tell_json({"profile": settings.profile, "deleted": there_was}, sys.stdout)
    else:
        sys.stdout.write(f"{said}\n")
    return 0


def _service(settings: Session) -> str:
    """Give the service to sign in to. Raises BadSettings for a form that needs no account."""
    form = load_form(settings.form)
    if form.service not in SITES or form.account != "needed":
        message = f"--form: the form {form.id} needs no account, so there is nothing to sign in to."
        raise BadSettings(message, why="setting", next_move="Run `submit` at once.")
    return form.service


@contextmanager
def _profile(settings: Browsing) -> Iterator[Path]:
    """Make the profile, and delete a new one again where nobody signed in."""
    before = existing_profile(settings.home, settings.profile)
    try:
        yield before or make_profile(settings.home, settings.profile)
    except Stop:
        if before is None:
            delete_profile(settings.home, settings.profile)
        raise


def _in_window(settings: Browsing, service: str, profile: Path, signals: Signals) -> str | None:
    """Give the name of the account that the person signed in to, `None` where the page does not show it."""
    source = live_source(settings, sockets=True)
    with open_browser(settings, source, SendGate(()), profile=profile) as session:
        screen = Screen(session.page, source, settings.timeout, signals)
        sys.stderr.write(f"{texts_for(settings.locale)['sign_in_window']}\n")
        try:
            session.page.goto(SITES[service], wait_until="domcontentloaded")
            return _await_person(screen, service)
        except Error as error:
            raise Interrupted("The window was closed before anybody had signed in.", why="window-closed") from error


def _await_person(screen: Screen, service: str) -> str | None:
    account = Account(screen.page, Lexicon(""), service)
    if not screen.wait_until(account.is_signed_in, _PATIENCE):
        remedy = "Run `meta-objection sign-in` again, and sign in in the window while it is open."
        raise PersonNeeded("Nobody signed in within a quarter of an hour.", why="sign-in", next_move=remedy)
    if service != "Facebook":
        return None  # where its pages show the account's name is not known
    menu = AccountMenu(screen.page, Lexicon(""), ())
    for _ in range(_CLICKS):
        screen.settle()
        if screen.wait_until(lambda: menu.look() is not None):
            menu.landmark.click()  # the account's name stands in its menu
            if screen.wait_until(lambda: account.shown_name() is not None):
                break
    return account.shown_name()


def _is_right(name: str | None, signals: Signals, say: Texts) -> bool:
    question = say["sign_in_as"].format(account=name) if name else say["sign_in_unnamed"]
    with signals.at_once():
        said = says_yes(f"{question} ")
    if said is None:
        who = f"as {name}" if name else "to an account whose name the page does not show"
        sys.stderr.write(f"Signed in {who}.\n")
    return said is not False


def _tell(settings: Browsing, name: str | None) -> int:
    if settings.as_json:
        tell_json({"profile": settings.profile, "account": name}, sys.stdout)
    else:
        sys.stdout.write(f"{texts_for(settings.locale)['sign_in_kept'].format(profile=settings.profile)}\n")
    return 0
