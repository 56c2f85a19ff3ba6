"""The code that comes while the person is asked for it."""

import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tenacity import Retrying, retry_if_result, stop_after_delay, wait_fixed

from meta_objection.console.person import News, Present
from meta_objection.console.signals import Signals
from meta_objection.mail import postbox as postboxes
from meta_objection.mail.postbox import MailPostbox
from meta_objection.network.imap_line import MailServer
from meta_objection.settings_mail import MailAccess
from tests.mail.dovecot import PASSWORD, USER, Dovecot, running
from tests.mail.ring import nowhere, ring, saying

__all__ = ["nowhere", "ring", "running"]

PRESSED = datetime.now(UTC)
TIMEOUT = 10


@pytest.fixture
def server(running: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Dovecot:
    running.clear()
    monkeypatch.setenv("SSL_CERT_FILE", running.certificate)
    monkeypatch.setattr(postboxes, "_PAUSE", 0.2)
    return running


def code_mail(code: str, date: datetime | None = None, by: str = "mail.example.org") -> bytes:
    return (
        f"Authentication-Results: {by}; dkim=pass header.d=facebookmail.com\r\n"
        "From: Facebook <security@facebookmail.com>\r\nTo: kim@example.org\r\n"
        f"Subject: {code} is your Facebook security code\r\nDate: {format_datetime(date or datetime.now(UTC))}\r\n\r\n"
        f"Confirm this email address\r\n{code}\r\n"
    ).encode()


def postbox(port: int, **changes: str | None) -> MailPostbox:
    given: dict[str, str | None] = {
        "imap_host": "localhost",
        "imap_user": USER,
        "imap_password_command": saying(PASSWORD),
        "imap_vouching": "mail.example.org",
    }
    return MailPostbox(MailAccess.model_validate(given | changes), MailServer("localhost", port, timeout=TIMEOUT))


def next_of(news: Callable[[], News | None]) -> News:
    patient = Retrying(stop=stop_after_delay(20), wait=wait_fixed(0.05), retry=retry_if_result(lambda one: one is None))
    came = patient(news)
    assert came is not None
    return came


def test_a_code_that_arrives_is_told_once_and_an_older_one_never(server: Dovecot) -> None:
    server.put("INBOX", code_mail("111111", PRESSED - timedelta(minutes=2)))
    server.put("INBOX", code_mail("222222", by="attacker.example"))
    before = server.mails()
    box = postbox(server.port)
    with closing(box.watch(PRESSED)) as watch:
        server.put("Junk", code_mail("333333"))
        assert next_of(watch.news).code == "333333"
        assert watch.news() is None
    with closing(box.watch(PRESSED)) as watch:
        server.put("INBOX", code_mail("444444"))
        assert next_of(watch.news).code == "444444"
    assert set(before) < set(server.mails())  # none was moved, none marked


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"imap_password_command": None}, "Nothing says the password"),
        ({"imap_password_command": saying("wrong")}, "refused the password"),
        ({"imap_password_command": "no-such-command"}, "could not be run"),
    ],
)
def test_a_mailbox_that_cannot_be_opened_is_said_and_the_code_typed(
    server: Dovecot, changes: dict[str, str | None], said: str
) -> None:
    with closing(postbox(server.port, **changes).watch(PRESSED)) as watch:
        came = next_of(watch.news)
    assert said in came.told
    assert came.code is None


class Desk:
    """A person at a pipe, who types when they like."""

    def __init__(self) -> None:
        reading, self._writing = os.pipe()
        self.terminal = io.TextIOWrapper(io.FileIO(reading))

    def type(self, text: str) -> None:
        os.write(self._writing, text.encode())

    def close(self) -> None:
        self.terminal.close()
        os.close(self._writing)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with closing(Desk()) as sat_at:
        yield sat_at


class OneCode:
    """A postbox that brings one code, and says when it was shown."""

    def __init__(self, desk: Desk, typed: str) -> None:
        self.since: list[datetime] = []
        self.closed = 0
        self._desk = desk
        self._typed = typed
        self._brought = threading.Event()

    def watch(self, since: datetime) -> "OneCode":
        self.since.append(since)
        return self

    def news(self) -> News | None:
        if self._brought.is_set():
            self._desk.type(self._typed)
            return None
        self._brought.set()
        return News("The code 123456 came. Enter takes it:", "123456")

    def close(self) -> None:
        self.closed += 1


@pytest.mark.parametrize(("typed", "taken"), [("\n", "123456"), ("654321\n", "654321"), (" \n", "123456")])
def test_enter_takes_the_code_that_was_shown_and_another_one_replaces_it(
    typed: str, taken: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    person = Present(Signals(), yes=False, given=None, terminal=desk.terminal)
    box = OneCode(desk, typed)
    person.postbox = box

    assert person.code(None, PRESSED) == taken
    assert (box.since, box.closed) == ([PRESSED], 1)
    assert "The code 123456 came." in capsys.readouterr().err


@pytest.mark.parametrize("pressed", [None, PRESSED])
def test_a_code_given_in_advance_or_without_a_press_opens_no_postbox(pressed: datetime | None, desk: Desk) -> None:
    person = Present(Signals(), yes=False, given="777777" if pressed else None, terminal=desk.terminal)
    box = OneCode(desk, "")
    person.postbox = box
    desk.type("777777\n")

    assert person.code(None, pressed) == "777777"
    assert box.since == []


def test_nobody_at_a_terminal_is_nobody_who_takes_a_code(desk: Desk) -> None:
    person = Present(Signals(), yes=True, given=None, terminal=None)
    person.postbox = OneCode(desk, "\n")
    assert person.code(None, PRESSED) is None


def test_the_code_is_in_no_name_that_a_log_would_show() -> None:
    assert "123456" not in repr(News("The code 123456 came.", "123456"))


def test_nothing_is_written_anywhere(server: Dovecot, tmp_path: Path) -> None:
    server.put("INBOX", code_mail("333333"))
    with closing(postbox(server.port).watch(PRESSED)) as watch:
        next_of(watch.news)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
