"""`mail fetch`: what Meta wrote, out of the person's own mailbox."""

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from meta_objection.console import terminal
from meta_objection.console.output import harmless
from meta_objection.console.steps import tell_json
from meta_objection.errors import BadSettings, Stop
from meta_objection.followup.objections import Asked, objections
from meta_objection.journal.rules import mend_home
from meta_objection.logs import set_up
from meta_objection.mail.arrived import Arrived
from meta_objection.mail.fetch import Harvest, harvest
from meta_objection.mail.mailbox import open_mailbox
from meta_objection.mail.password import Account, account_for, forget, remember
from meta_objection.mail.settings import Fetching
from meta_objection.mail.vouched import names_of
from meta_objection.network.imap_line import MailServer
from meta_objection.outcome import Outcome

TakeIn = Callable[[Iterable[Arrived], Fetching], int]
"""Reads and files mails, tells of them, and gives the exit code."""


def fetch(settings: Fetching, take_in: TakeIn) -> int:
    """Look for Meta's mails since the oldest objection, have them taken in, and give the exit code.

    Raises BadSettings and SiteUnavailable where the mailbox cannot be opened at all.
    """
    set_up(settings.log_level, settings.log_format)
    server = _server(settings)
    mend_home(settings.home)
    since = _oldest(settings)
    if since is None:
        return _nothing_to_look_for(settings)
    account = account_for(server, settings, terminal.secret)
    if account is None:
        raise _no_password()
    return _looked(settings, server, account, since, take_in)


def _looked(settings: Fetching, server: MailServer, account: Account, since: date, take_in: TakeIn) -> int:
    try:
        with open_mailbox(server, account) as mailbox:
            if settings.remember and not account.is_token and not account.is_remembered:
                remember(server, account)
            named = (settings.imap_vouching,) if settings.imap_vouching else names_of(server.host)
            brought = harvest(mailbox, since, named)
    except BadSettings as refused:
        if refused.why == "password" and account.is_remembered:
            forget(server, account)
            refused.next_move = "What was remembered is forgotten now: run the command again and type the new one."
        raise
    return _told(brought, take_in(brought.mails, settings))


def _told(brought: Harvest, code: int) -> int:
    """Say what was not read, and what broke off; the mails before it were taken in and told of."""
    for sentence in brought.passed_over:
        sys.stderr.write(f"{harmless(sentence)}\n")
        code = code or Outcome.BAD_SETTINGS.exit_code
    if brought.trouble:
        return _told_of(brought.trouble)
    return code


def _told_of(trouble: Stop) -> int:
    sys.stderr.write(f"{trouble.outcome}: {harmless(trouble.message)}\nNext: {harmless(trouble.next_move)}\n")
    return trouble.outcome.exit_code


def _server(settings: Fetching) -> MailServer:
    if settings.imap_host is None:
        remedy = "Name your provider's IMAP server, as imap.gmail.com, or save the mails and use `mail add`."
        raise BadSettings("--imap-host: where is your mailbox?", why="setting", next_move=remedy)
    return MailServer(settings.imap_host, settings.imap_port, settings.road, settings.timeout)


def _oldest(settings: Fetching) -> date | None:
    """Give the day before the oldest objection: a mailbox counts days by a clock of its own."""
    sent = (one.receipt.times.pressed for one in objections(settings.home, Asked(datetime.now(UTC))))
    pressed = [one for one in sent if one]
    return min(pressed).date() - timedelta(days=1) if pressed else None


def _nothing_to_look_for(settings: Fetching) -> int:
    if settings.as_json:
        tell_json({"mails": []}, sys.stdout)
    sys.stderr.write("No objection was sent from here yet, so there is no answer to look for.\n")
    return 0


def _no_password() -> BadSettings:
    message = "Nothing says the password of the mailbox, and there is no terminal to ask at."
    remedy = "Name a command that gives it with --imap-password-command, or run this at a terminal."
    return BadSettings(message, why="password", next_move=remedy)
