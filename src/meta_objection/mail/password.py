"""What opens the person's mailbox: from a command, from the system's keyring, or typed. It is in no file of ours.

Nothing here names it: not a message, not an error, not the log, which is told to hide it in any case.
"""

import base64
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from meta_objection.errors import BadSettings
from meta_objection.logs import redactor
from meta_objection.network.imap_line import MailServer
from meta_objection.settings_mail import MailAccess

_PATIENCE = 180.0
"""Seconds that a command may take: it may ask the person to unlock something."""
_NO_RING = "No keyring of this system can be used, so nothing can be remembered."


@dataclass(frozen=True)
class Account:
    """Who opens a mailbox, and with what: a password, or a token that the person's own command was given."""

    user: str
    secret: str = field(repr=False)
    is_token: bool = False
    is_remembered: bool = False
    """Whether the keyring gave it."""

    def __post_init__(self) -> None:
        """Have the log hide it, also as it goes over the line."""
        plain, bearer = f"\0{self.user}\0{self.secret}", f"user={self.user}\1auth=Bearer {self.secret}\1\1"
        redactor.hide([self.secret, *(base64.b64encode(one.encode()).decode() for one in (plain, bearer))])


def account_for(
    server: MailServer,
    access: MailAccess,
    ask: Callable[[str], str | None] | None = None,
    surroundings: Mapping[str, str] | None = None,
) -> Account | None:
    """Give what opens this mailbox; `None` where nothing says it and nobody is asked, or answers.

    A command runs in these surroundings, or else in the program's own. Raises BadSettings where no user is named, or
    a command does not give what it was named for.
    """
    user = access.imap_user
    if user is None:
        raise BadSettings("--imap-user: whose mailbox is it? Name it as your provider does.", why="setting")
    if access.imap_token_command:
        return Account(
            user, _first_line(access.imap_token_command, "--imap-token-command", surroundings), is_token=True
        )
    if access.imap_password_command:
        return Account(user, _first_line(access.imap_password_command, "--imap-password-command", surroundings))
    if remembered := _remembered(server, user):
        return Account(user, remembered, is_remembered=True)
    typed = ask(f"Password of {user} at {server} (an app password, where your provider has them): ") if ask else None
    return Account(user, _plain(typed, "The password")) if typed else None


def remember(server: MailServer, account: Account) -> None:
    """Put the password into the system's keyring. Raises BadSettings where there is none to be trusted."""
    import keyring  # noqa: PLC0415 - slow to import, and few ask for it
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    if keyring.get_keyring().priority < 1:
        raise BadSettings(f"--remember: {_NO_RING}", why="keyring", next_move="Leave --remember out.")
    try:
        keyring.set_password(_place_of(server), account.user, account.secret)
    except KeyringError as error:
        raise BadSettings(f"--remember: {_NO_RING}", why="keyring", next_move="Leave --remember out.") from error


def forget(server: MailServer, account: Account) -> None:
    """Take a password that the server refuses out of the keyring."""
    import keyring  # noqa: PLC0415 - as above
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    with suppress(KeyringError):
        keyring.delete_password(_place_of(server), account.user)


def _remembered(server: MailServer, user: str) -> str | None:
    import keyring  # noqa: PLC0415 - as above
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    try:
        return keyring.get_password(_place_of(server), user)
    except KeyringError:  # there is none, or it stays locked
        return None


def _place_of(server: MailServer) -> str:
    return f"meta-objection imap {server.host}:{server.port}"


def _first_line(command: str, flag: str, surroundings: Mapping[str, str] | None) -> str:
    """Run a command without a shell and give the first line it writes; what it says besides goes to the terminal."""
    try:
        words: str | list[str] = command if sys.platform == "win32" else shlex.split(command)
        ran = subprocess.run(  # noqa: S603 - the person's own command, which is what the setting is for
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=_PATIENCE, check=False, env=surroundings
        )
    except (OSError, ValueError, IndexError) as error:
        raise _useless(flag, "could not be run") from error
    except subprocess.TimeoutExpired:
        raise _useless(flag, "did not come to its end") from None  # the error holds the command and what it wrote
    if ran.returncode:
        raise _useless(flag, f"ended with {ran.returncode}")
    first = ran.stdout.partition(b"\n")[0].removesuffix(b"\r").decode(errors="replace")
    if not first:
        raise _useless(flag, "wrote nothing")
    return _plain(first, f"What {flag} gave")


def _plain(secret: str, what: str) -> str:
    if not secret.isprintable():
        raise BadSettings(f"{what} holds signs that no password has.", why="password")
    return secret


def _useless(flag: str, what: str) -> BadSettings:
    return BadSettings(f"{flag}: the command {what}.", why="password", next_move="Try the command by itself first.")
