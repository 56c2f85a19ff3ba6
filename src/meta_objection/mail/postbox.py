"""Waits for Meta's mail with a one-time code in the person's mailbox, while they are asked for it at the terminal."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Event, Thread

from meta_objection.console.person import News
from meta_objection.errors import Stop
from meta_objection.mail.arrived import Arrived
from meta_objection.mail.codes import code_in
from meta_objection.mail.mailbox import Mailbox, open_mailbox
from meta_objection.mail.password import Account, account_for
from meta_objection.mail.senders import code_domains
from meta_objection.mail.vouched import names_of, vouched
from meta_objection.network.imap_line import MailServer
from meta_objection.settings_mail import MailAccess

_PAUSE = 15.0
"""Seconds between two looks: a provider counts how often one comes."""
_ROUNDS = 120
"""Looks that are taken, half an hour: a code that has not come by then is asked for anew in the window."""


class MailPostbox:
    """The mailbox that the person's settings name. A code that was shown once is not shown again."""

    def __init__(self, access: MailAccess, server: MailServer) -> None:
        self._access = access
        self._server = server
        self._surroundings = dict(os.environ)  # a browser that is open takes much of it away
        self._seen: set[str] = set()

    def watch(self, since: datetime) -> "MailWatch":
        """Look for a code that was mailed since then."""
        names = (self._access.imap_vouching,) if self._access.imap_vouching else names_of(self._server.host)
        watch = MailWatch(self._server, since, names, self._seen)
        try:
            account = account_for(self._server, self._access, surroundings=self._surroundings)
        except Stop as stop:
            watch.tell(News(f"The mailbox is not looked into. {stop.message} Type the code:"))
        else:
            watch.begin(account)
        return watch


class MailWatch:
    """One wait, in a thread of its own: a mailbox takes its time, and the person may type meanwhile."""

    def __init__(self, server: MailServer, since: datetime, names: tuple[str, ...], seen: set[str]) -> None:
        self._server = server
        self._since = since
        self._names = names
        self._seen = seen
        self._news: SimpleQueue[News] = SimpleQueue()
        self._closed = Event()

    def begin(self, account: Account | None) -> None:
        """Begin to look; without an account say that nobody does."""
        if account is None:
            self.tell(News("Nothing says the password of your mailbox, so it is not looked into. Type the code:"))
        else:
            Thread(target=self._look_on, args=(account,), name="postbox", daemon=True).start()

    def tell(self, news: News) -> None:
        """Have this told."""
        self._news.put(news)

    def news(self) -> News | None:
        """Give what is new, once."""
        try:
            return self._news.get_nowait()
        except Empty:
            return None

    def close(self) -> None:
        """Look no longer; a look that is under way ends by itself."""
        self._closed.set()

    def _look_on(self, account: Account) -> None:
        try:
            for _ in range(_ROUNDS):
                with open_mailbox(self._server, account) as mailbox:
                    for code in self._codes(mailbox):
                        self.tell(News(f"Meta's mail brings the code {code}. Enter takes it; or type another:", code))
                if self._closed.wait(_PAUSE):
                    return
        except Stop as stop:
            self.tell(News(f"Your mailbox is no longer looked into. {stop.message} Type the code:"))

    def _codes(self, mailbox: Mailbox) -> Iterator[str]:
        day_before = self._since.date() - timedelta(days=1)  # a mailbox counts days by a clock of its own
        for folder in mailbox.folders():
            if self._closed.is_set() or not mailbox.enter(folder):
                continue
            for one in mailbox.candidates(folder, day_before, code_domains()):
                if one.path in self._seen:
                    continue
                self._seen.add(one.path)
                content = mailbox.octets(one)
                mail = Arrived(one.path, content or b"", vouched(content or b"", self._names))
                code = code_in(mail, self._since)
                if code:
                    yield code
