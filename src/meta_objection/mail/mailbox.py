"""The person's mailbox, which is only ever read: folders are examined, mails peeked at, no flag is changed."""

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date

from imap_tools import AND, OR, BaseMailBox, ImapToolsError

from meta_objection.errors import BadSettings, SiteUnavailable, Stop
from meta_objection.mail.folders import searched
from meta_objection.mail.password import Account
from meta_objection.network.imap_line import ImapLine, LineError, MailServer

DOMAINS = (
    *("facebookmail.com", "facebook.com", "instagram.com", "whatsapp.com"),
    *("metamail.com", "meta.com", "fb.com"),
)
"""Meta writes from these and from names below them (facts about Meta's mails, 5.1)."""

_METAS = re.compile(rf"[@.](?:{'|'.join(map(re.escape, DOMAINS))})(?![\w-]|\.\w)", re.IGNORECASE)
_AT_ONCE = 200
_ABOUT = re.compile(rb"UID (\d+)|RFC822\.SIZE (\d+)")
_NEXT = re.compile(rb"\d+ \(")
"""How an answer about another mail begins: a server may tell of any at any time."""
_LATER = "[UNAVAILABLE]"
_ACCOUNT = "See that user and password are right; many providers want an app password, made in your account there."


@dataclass(frozen=True)
class Candidate:
    """A mail that may be Meta's, as the mailbox describes it."""

    folder: str
    uid: str
    octets: int
    sender: str
    """The line that says whom it is from."""

    @property
    def path(self) -> str:
        """Its place, as addresses of mailboxes are written."""
        return f"{self.folder};UID={self.uid}"


class _Box(BaseMailBox):
    """The library's mailbox, on our line."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return ImapLine(self._server)


class Mailbox:
    """An open mailbox. Everything it does raises BadSettings or SiteUnavailable, in one sentence."""

    def __init__(self, box: BaseMailBox, server: MailServer) -> None:
        self._box = box
        self._server = server

    def folders(self) -> list[str]:
        """Give the folders that are looked into."""
        with _in_plain_words(self._server):
            return searched(self._box.folder.list())

    def enter(self, folder: str) -> bool:
        """Open a folder for reading; say whether the server lets us."""
        with _in_plain_words(self._server):
            try:
                self._box.folder.set(folder, readonly=True)
            except ImapToolsError:
                return False
            return True

    def candidates(self, folder: str, since: date, domains: Sequence[str] = DOMAINS) -> list[Candidate]:
        """Describe the mails of the folder just opened that are from these domains and came since that day."""
        with _in_plain_words(self._server):
            found = self._box.uids(AND(OR(from_=list(domains)), date_gte=since), charset=None)
            parts = (found[at : at + _AT_ONCE] for at in range(0, len(found), _AT_ONCE))
            described = (one for uids in parts for one in self._described(folder, uids))
            return [one for one in described if _METAS.search(one.sender)]  # a search finds such words anywhere in it

    def _described(self, folder: str, uids: Sequence[str]) -> Iterator[Candidate]:
        asked = "(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (FROM)])"
        said, answer = self._box.client.uid("FETCH", ",".join(uids), asked)
        _require_ok(said)
        described: list[list[bytes]] = []
        for part in answer:
            if isinstance(part, tuple):
                described.append([part[0], part[1]])
            elif part and described and not _NEXT.match(part):
                described[-1][0] += part
        for about, sender in described:
            numbers = {match[0].split()[0]: int(match[1] or match[2]) for match in _ABOUT.finditer(about)}
            uid, octets = str(numbers[b"UID"]), numbers[b"RFC822.SIZE"]
            if uid in uids:
                yield Candidate(folder, uid, octets, " ".join(sender.decode("latin-1").split()))

    def octets(self, candidate: Candidate) -> bytes | None:
        """Give a mail of the folder just opened as it came; `None` where it is gone."""
        with _in_plain_words(self._server):
            said, answer = self._box.client.uid("FETCH", candidate.uid, "(UID BODY.PEEK[])")
            _require_ok(said)
            return next((part[1] for part in answer if isinstance(part, tuple)), None)


@contextmanager
def open_mailbox(server: MailServer, account: Account) -> Iterator[Mailbox]:
    """Open the mailbox and hang up in the end.

    Raises BadSettings where the server's certificate is not vouched for or it refuses the account, SiteUnavailable
    where it cannot be reached or understood.
    """
    with _in_plain_words(server):
        box = _Box(server)
    try:
        _log_in(box, server, account)
        yield Mailbox(box, server)
        with suppress(Exception):  # whatever it says to a farewell changes nothing
            box.logout()
    finally:  # without a farewell where something went wrong: nobody waits for the answer to it
        with suppress(OSError):
            box.client.shutdown()


def _log_in(box: BaseMailBox, server: MailServer, account: Account) -> None:
    with _in_plain_words(server):
        try:
            _say_who(box, account)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, ImapToolsError) as error:
            # What the server says may hold what it was told.
            raise _refused(server, account, later=_LATER in str(error)) from None


def _say_who(box: BaseMailBox, account: Account) -> None:
    if account.is_token:
        words = iter([f"user={account.user}\1auth=Bearer {account.secret}\1\1".encode()])
        box.client.authenticate("XOAUTH2", lambda _: next(words, b""))  # a second question is an error's explanation
    elif "AUTH=PLAIN" in box.client.capabilities:
        box.login_utf8(account.user, account.secret, initial_folder=None)
    else:  # it takes nothing but ASCII
        box.login(account.user, account.secret, initial_folder=None)


def _refused(server: MailServer, account: Account, *, later: bool) -> Stop:
    if later:
        return SiteUnavailable(f"The mail server {server} cannot open mailboxes just now.", why="mail-server")
    given = "access token" if account.is_token else "password"
    return BadSettings(f"The mail server {server} refused the {given}.", why="password", next_move=_ACCOUNT)


def _require_ok(said: str) -> None:
    if said != "OK":
        raise imaplib.IMAP4.error("no")


@contextmanager
def _in_plain_words(server: MailServer) -> Iterator[None]:
    """Say in one sentence what went wrong on the line. No error of the library's goes along: it may quote anything."""
    try:
        yield
    except ssl.SSLCertVerificationError:
        message = f"No authority that this system trusts vouches for the mail server {server}; no password was sent."
        remedy = "Name the server as your provider does; an authority of your own belongs into the system's store."
        raise BadSettings(message, why="certificate", next_move=remedy) from None
    except LineError as error:
        raise _unavailable(server, str(error)) from None
    except TimeoutError:
        raise _unavailable(server, "did not answer in time") from None
    except (ConnectionResetError, ssl.SSLEOFError):
        raise _unavailable(server, "broke the connection off") from None
    except ssl.SSLError:
        raise _unavailable(server, "does not speak TLS there, so no password was sent") from None
    except OSError:
        raise _unavailable(server, "could not be reached") from None
    except (imaplib.IMAP4.error, ImapToolsError, ValueError, LookupError, TypeError, AttributeError):
        raise _unavailable(server, "ended the conversation, or speaks no IMAP") from None


def _unavailable(server: MailServer, what: str) -> SiteUnavailable:
    remedy = "See that --imap-host and --imap-port are your provider's, and try again later."
    return SiteUnavailable(f"The mail server {server} {what}.", why="mail-server", next_move=remedy)
