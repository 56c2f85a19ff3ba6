"""Meta's mails out of a real mailbox, which is left as it was."""

import re
import shlex
import socket
import sys
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends.fail import Keyring as NoRing
from tenacity import Retrying, retry_if_result, stop_after_delay, wait_fixed

from meta_objection.cli.mail_fetch import fetch
from meta_objection.errors import BadSettings, SiteUnavailable, Stop
from meta_objection.mail.arrived import Arrived
from meta_objection.mail.fetch import LARGEST
from meta_objection.mail.settings import Fetching
from tests.followup.examples import PRESSED, filed
from tests.mail.bad_server import (
    Behaviour,
    answers,
    bad_server,
    drips,
    echoes,
    falls_silent,
    floods,
    hangs_up,
    talks_of_something_else,
)
from tests.mail.dovecot import PASSWORD, TOKEN, USER, Dovecot, dovecot, needs_dovecot, running
from tests.mail.ring import Ring, nowhere, ring, saying

__all__ = ["nowhere", "ring", "running"]

Fetched = Callable[..., int]


@pytest.fixture
def server(running: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Dovecot:
    running.clear()
    monkeypatch.setenv("SSL_CERT_FILE", running.certificate)
    return running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    filed(tmp_path / "home")
    return tmp_path / "home"


class Bag:
    """Where what was fetched ends up."""

    def __init__(self) -> None:
        self.mails: list[Arrived] = []

    def take_in(self, mails: Iterable[Arrived], _settings: Fetching) -> int:
        self.mails += mails
        return 0

    @property
    def paths(self) -> list[str]:
        return sorted(one.path.partition(";")[0] for one in self.mails)


@pytest.fixture
def bag() -> Bag:
    return Bag()


def settings(home: Path, port: int, **changes: Any) -> Fetching:  # noqa: ANN401 - whatever a setting may be
    given: dict[str, Any] = {
        "imap_host": "localhost",
        "imap_user": USER,
        "imap_password_command": saying(PASSWORD),
        "timeout": 3,
    }
    return Fetching(home=home, imap_port=port, log_level="debug", **given | changes)


def metas(sender: str = "case++@support.facebook.com", text: str = "hello") -> bytes:
    return f"From: Facebook <{sender}>\r\nTo: ada@example.org\r\nSubject: Your objection\r\n\r\n{text}\r\n".encode()


def test_every_folder_is_searched_but_sent_drafts_and_trash(server: Dovecot, home: Path, bag: Bag) -> None:
    for folder in ("INBOX", "Junk", "Archiv/2026", "Gesendet", "Gesendet/2026", "Sent"):
        server.put(folder, metas(text=folder))

    assert fetch(settings(home, server.port), bag.take_in) == 0
    assert bag.paths == ["Archiv/2026", "INBOX", "Junk", "Sent"]  # the server says that «Sent» is no such folder
    assert bag.mails[0].content in {metas(text=folder) for folder in bag.paths}


@pytest.mark.parametrize("folder", ["Papierkorb", "Éléments envoyés", "ゴミ箱", "INBOX/Sent", "drafts", "Kosz/2026"])
def test_where_the_server_does_not_say_what_folders_are_for_their_names_do(
    folder: str, home: Path, bag: Bag, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_dovecot()
    with dovecot(says_what_folders_are=False) as server:
        monkeypatch.setenv("SSL_CERT_FILE", server.certificate)
        server.put("Spam", metas())
        server.put(
            folder.encode("utf-7").decode().replace("+", "&").replace("/IMA", "/IMA")
            if not folder.isascii()
            else folder,
            metas(text="x"),
        )
        assert fetch(settings(home, server.port), bag.take_in) == 0
    assert bag.paths == ["Spam"]


def test_nothing_is_changed_in_the_mailbox(server: Dovecot, home: Path, bag: Bag) -> None:
    server.put("INBOX", metas())
    server.put("Junk", metas(text="other"))
    before = server.mails()

    assert fetch(settings(home, server.port), bag.take_in) == 0
    assert len(bag.mails) == 2
    assert server.mails() == before


VISIT = re.compile(r"Logged out .*body_count=(\d+)")


def bodies_read(server: Dovecot, visits_before: int) -> str:
    """How many mails were read in the visit after so many, as the server counted once it was over."""
    patient = Retrying(stop=stop_after_delay(20), wait=wait_fixed(0.05), retry=retry_if_result(lambda seen: not seen))
    return str(patient(lambda: VISIT.findall(server.log)[visits_before:])[0])


@pytest.mark.parametrize(
    "sender",
    [
        *("kim@example.org", "x@notfacebook.com", "x@facebook.com.evil.example", "facebook.com@evil.example"),
        *("x@facebook-mail.com", "x@meta.community", "x@my-meta.com"),
    ],
)
def test_only_what_may_be_metas_is_downloaded(server: Dovecot, home: Path, bag: Bag, sender: str) -> None:
    before = len(VISIT.findall(server.log))
    server.put("INBOX", metas(sender))
    server.put("INBOX", metas("security@facebookmail.com"))

    assert fetch(settings(home, server.port), bag.take_in) == 0
    assert [one.content for one in bag.mails] == [metas("security@facebookmail.com")]
    assert bodies_read(server, before) == "1"


def test_nothing_older_than_the_oldest_objection_is_downloaded(server: Dovecot, home: Path, bag: Bag) -> None:
    server.put("INBOX", metas(text="old"), PRESSED - timedelta(days=3))
    server.put("INBOX", metas(text="new"), PRESSED + timedelta(minutes=3))

    assert fetch(settings(home, server.port), bag.take_in) == 0
    assert [one.content for one in bag.mails] == [metas(text="new")]


def test_without_an_objection_no_mailbox_is_opened(
    tmp_path: Path, bag: Bag, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fetch(settings(tmp_path / "empty", 1, as_json=True), bag.take_in) == 0
    assert capsys.readouterr().out == '{"mails": []}\n'


def test_a_mail_that_lies_in_two_folders_is_taken_once(server: Dovecot, home: Path, bag: Bag) -> None:
    server.put("INBOX", metas())
    server.put("All Mail", metas())

    assert fetch(settings(home, server.port), bag.take_in) == 0
    assert len(bag.mails) == 1


def test_a_mail_that_is_too_large_is_left_and_named(
    server: Dovecot, home: Path, bag: Bag, capsys: pytest.CaptureFixture[str]
) -> None:
    server.put("INBOX", metas(text="x" * LARGEST))
    server.put("INBOX", metas())

    assert fetch(settings(home, server.port), bag.take_in) == 2
    assert [one.content for one in bag.mails] == [metas()]
    assert re.search(r"INBOX;UID=\d+ was not read: with 10 MB", capsys.readouterr().err)


def test_the_provider_that_the_person_names_vouches(server: Dovecot, home: Path, bag: Bag) -> None:
    report = b"Authentication-Results: mail.example.org; dkim=pass header.d=facebook.com\r\n"
    server.put("INBOX", report + metas())

    assert fetch(settings(home, server.port), bag.take_in) == 0
    assert fetch(settings(home, server.port, imap_vouching="mail.example.org"), bag.take_in) == 0
    assert [one.vouched for one in bag.mails] == [None, "facebook.com"]


def test_a_token_opens_the_mailbox_too(server: Dovecot, home: Path, bag: Bag) -> None:
    server.put("INBOX", metas())
    account: dict[str, Any] = {
        "imap_user": "token@example.org",
        "imap_password_command": None,
        "imap_token_command": saying(TOKEN),
    }

    assert fetch(settings(home, server.port, **account), bag.take_in) == 0
    assert bag.paths == ["INBOX"]
    assert "method=XOAUTH2" in server.log


def test_a_server_that_knows_no_plain_is_told_by_login(home: Path, bag: Bag) -> None:
    heard: list[bytes] = []
    with bad_server(answers(heard, LIST=b'* LIST () "/" INBOX\r\n')) as port:
        assert fetch(settings(home, port), bag.take_in) == 0
    logins = [command.partition(b" ")[2] for command in heard if b"LOGIN" in command]
    assert logins == [b'LOGIN "kim@example.org" "c0rrect \\"horse\\\\ battery"\r\n']
    assert any(b" EXAMINE " in command for command in heard)
    assert not any(word in command for command in heard for word in (b"SELECT", b"STORE", b"STARTTLS", b" BODY["))


def ending(settings: Fetching, bag: Bag) -> Stop:
    with pytest.raises(Stop) as caught:
        fetch(settings, bag.take_in)
    return caught.value


@pytest.mark.parametrize(
    "account",
    [
        {"imap_password_command": saying("wrong-horse")},
        {"imap_password_command": saying("wröng-horse")},
        {"imap_password_command": None, "imap_token_command": saying("wrong-horse")},
    ],
)
def test_a_password_that_is_refused_ends_in_one_sentence(
    server: Dovecot, home: Path, bag: Bag, account: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    stop = ending(settings(home, server.port, **account), bag)

    assert isinstance(stop, BadSettings)
    assert stop.why == "password"
    assert "refused" in stop.message
    assert "horse" not in f"{stop.message}{stop.next_move}{capsys.readouterr()}"


def test_no_password_goes_to_a_server_that_nobody_vouches_for(
    server: Dovecot, home: Path, bag: Bag, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    before = server.log.count("Login:")

    stop = ending(settings(home, server.port), bag)

    assert (stop.outcome.exit_code, stop.why) == (2, "certificate")
    assert server.log.count("Login:") == before


def test_no_password_goes_to_a_server_of_another_name(server: Dovecot, home: Path, bag: Bag) -> None:
    stop = ending(settings(home, server.port, imap_host="127.0.0.2"), bag)
    assert stop.outcome.exit_code in {2, 15}
    assert bag.mails == []


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (hangs_up, "broke the connection off"),
        (falls_silent, "did not answer in time"),
        (drips, "did not answer in time"),
        (floods, "says more than anybody can read"),
        (talks_of_something_else, "speaks no IMAP"),
        (answers([], LIST=b'* LIST () "/" {999999999}\r\n'), "says more than anybody can read"),
        (answers([], LIST=b"* LIST ((((\r\n* nonsense\r\n"), "speaks no IMAP"),
        (answers([], LIST=b'* LIST () "/" INBOX\r\n', SEARCH=b"* SEARCH \xff\xfe\r\n"), "speaks no IMAP"),
        (
            answers(
                [],
                LIST=b'* LIST () "/" INBOX\r\n',
                SEARCH=b"* SEARCH 7\r\n",
                FETCH=b"* 1 FETCH (UID 7 X {3}\r\nabc)\r\n",
            ),
            "speaks no IMAP",
        ),
    ],
)
def test_a_server_that_misbehaves_ends_in_one_sentence(
    behaviour: Behaviour,
    said: str,
    home: Path,
    bag: Bag,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with bad_server(behaviour) as port:
        try:
            code = fetch(settings(home, port, timeout=0.3), bag.take_in)
            told = capsys.readouterr().err
        except SiteUnavailable as stop:
            code, told = stop.outcome.exit_code, stop.message
    assert (code, bag.mails) == (15, [])
    assert said in told


def test_what_a_server_tells_of_other_mails_in_between_is_not_taken_for_this_one(home: Path, bag: Bag) -> None:
    sender = b"From: a@facebookmail.com\r\n\r\n"
    about = b"* %d FETCH (UID %d RFC822.SIZE 50 BODY[HEADER.FIELDS (FROM)] {%d}\r\n%s)\r\n"
    first, second = (about % (uid, uid, len(sender), sender) for uid in (7, 8))
    news = b"* 99 FETCH (UID 4711 FLAGS (\\Seen))\r\n* 100 EXISTS\r\n"
    heard: list[bytes] = []
    folders = b'* LIST () "/" INBOX\r\n'
    with bad_server(answers(heard, LIST=folders, SEARCH=b"* SEARCH 7 8\r\n", FETCH=first + news + second)) as port:
        fetch(settings(home, port), bag.take_in)
    assert sorted(command.split()[3] for command in heard if b"BODY.PEEK[]" in command) == [b"7", b"8"]


def test_a_server_that_cannot_open_mailboxes_just_now_has_refused_no_password(home: Path, bag: Bag) -> None:
    def busy(line: socket.socket) -> None:
        line.sendall(b"* OK ready\r\n")
        for command in line.makefile("rb"):
            tag, name = command.split()[:2]
            said = {b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n%s OK\r\n", b"LOGIN": b"%s NO [UNAVAILABLE] later\r\n"}
            line.sendall(said.get(name, b"%s OK\r\n") % tag)

    with bad_server(busy) as port:
        stop = ending(settings(home, port), bag)
    assert stop.outcome.exit_code == 15


def test_a_server_that_repeats_what_it_heard_has_no_password_shown(
    home: Path, bag: Bag, capsys: pytest.CaptureFixture[str]
) -> None:
    with bad_server(echoes) as port:
        stop = ending(settings(home, port, imap_password_command=saying("parrot-word")), bag)
    assert "parrot-word" not in f"{stop.message}{stop.next_move}{stop.__cause__}{capsys.readouterr()}"


def test_a_server_without_tls_hears_no_password(home: Path, bag: Bag) -> None:
    heard: list[bytes] = []

    def listens(line: socket.socket) -> None:
        line.sendall(b"* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready\r\n")
        heard.append(line.recv(65_536))

    with bad_server(listens, tls=False) as port:
        stop = ending(settings(home, port), bag)
    assert stop.outcome.exit_code == 15
    assert "does not speak TLS" in stop.message
    assert all(PASSWORD.encode() not in one and one.startswith(b"\x16\x03") for one in heard)


def test_nobody_listening_is_said(home: Path, bag: Bag) -> None:
    assert "could not be reached" in ending(settings(home, 1), bag).message
    assert "could not be reached" in ending(settings(home, 1, imap_host="nowhere.invalid"), bag).message


def test_what_came_before_the_line_broke_is_not_lost(home: Path, bag: Bag, capsys: pytest.CaptureFixture[str]) -> None:
    about = b"* 1 FETCH (UID %d RFC822.SIZE 50 BODY[HEADER.FIELDS (FROM)] {%d}\r\n%s)\r\n"
    sender = b"From: a@facebookmail.com\r\n\r\n"
    mail = b"* 1 FETCH (UID 7 BODY[] {%d}\r\n%s)\r\n" % (len(metas()), metas())

    def breaks(line: socket.socket) -> None:
        fetched = 0
        line.sendall(b"* OK ready\r\n")
        for command in line.makefile("rb"):
            tag = command.split()[0]
            said = {b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n", b"LIST": b'* LIST () "/" INBOX\r\n'}
            answer = next((text for word, text in said.items() if word in command), b"")
            if b"SEARCH" in command:
                answer = b"* SEARCH 7 8\r\n"
            elif b"HEADER" in command:
                answer = b"".join(about % (uid, len(sender), sender) for uid in (7, 8))
            elif b"FETCH" in command:
                fetched += 1
                answer = mail
            if fetched > 1:
                return
            line.sendall(answer + tag + b" OK done\r\n")

    with bad_server(breaks) as port:
        assert fetch(settings(home, port), bag.take_in) == 15
    assert [one.content for one in bag.mails] == [metas()]
    assert "broke the connection off" in capsys.readouterr().err


def test_the_keyring_is_asked_and_a_password_it_no_longer_knows_is_forgotten(
    server: Dovecot, home: Path, bag: Bag, ring: Ring
) -> None:
    server.put("INBOX", metas())
    place = (f"meta-objection imap localhost:{server.port}", USER)
    without = settings(home, server.port, imap_password_command=None)

    ring.kept[place] = PASSWORD
    assert fetch(without, bag.take_in) == 0
    assert ring.kept == {place: PASSWORD}

    ring.kept[place] = "an older one"
    assert "forgotten" in ending(without, bag).next_move
    assert ring.kept == {}


def test_a_password_is_remembered_only_when_that_is_asked_and_it_was_right(
    server: Dovecot, home: Path, bag: Bag, ring: Ring
) -> None:
    fetch(settings(home, server.port), bag.take_in)
    ending(settings(home, server.port, imap_password_command=saying("wrong"), remember=True), bag)
    assert ring.kept == {}

    fetch(settings(home, server.port, remember=True), bag.take_in)
    assert ring.kept == {(f"meta-objection imap localhost:{server.port}", USER): PASSWORD}


def test_without_a_keyring_nothing_is_remembered_and_that_is_said(server: Dovecot, home: Path, bag: Bag) -> None:
    keyring.set_keyring(NoRing())  # type: ignore[no-untyped-call]  # the library's own has no types
    assert ending(settings(home, server.port, remember=True), bag).why == "keyring"
    assert fetch(settings(home, server.port), bag.take_in) == 0


def test_nothing_of_the_password_is_in_any_file(server: Dovecot, home: Path, bag: Bag, tmp_path: Path) -> None:
    server.put("INBOX", metas())
    assert fetch(settings(home, server.port, remember=True), bag.take_in) == 0
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert not any(b"battery" in content for content in written)


def test_without_anybody_to_ask_it_is_said_what_to_name(server: Dovecot, home: Path, bag: Bag) -> None:
    stop = ending(settings(home, server.port, imap_password_command=None), bag)
    assert (stop.outcome.exit_code, stop.why) == (2, "password")
    assert "--imap-password-command" in stop.next_move


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("no-such-command-anywhere hunter2", "could not be run"),
        ("", "could not be run"),
        ("'hunter2", "could not be run"),
        (shlex.join([sys.executable, "-c", "raise SystemExit(3)", "hunter2"]), "ended with 3"),
        (shlex.join([sys.executable, "-c", "print()", "hunter2"]), "wrote nothing"),
        (shlex.join([sys.executable, "-c", "print('a\\x1bb')", "hunter2"]), "holds signs"),
    ],
)
def test_a_command_that_gives_no_password_is_named_by_its_flag_and_not_quoted(
    home: Path, bag: Bag, command: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stop = ending(settings(home, 1, imap_password_command=command or " "), bag)
    assert stop.outcome.exit_code == 2
    assert "--imap-password-command" in stop.message
    assert said in stop.message
    assert "hunter2" not in f"{stop.message}{stop.next_move}{capsys.readouterr()}"


def test_a_command_sees_no_shell_and_its_first_line_counts(server: Dovecot, home: Path, bag: Bag) -> None:
    script = f"import sys; print({PASSWORD!r}); print('other'); assert sys.argv[1:] == ['$HOME', '&&', 'x;y']"
    command = shlex.join([sys.executable, "-c", script, "$HOME", "&&", "x;y"])
    assert fetch(settings(home, server.port, imap_password_command=command), bag.take_in) == 0


@pytest.mark.parametrize(
    "key",
    [
        *("imap_host", "imap_port", "imap_user", "imap_vouching", "imap_password_command", "imap_token_command"),
        "remember",
    ],
)
def test_a_file_of_the_folder_says_nothing_about_a_mailbox(key: str, home: Path, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"META_OBJECTION_{key.upper()}=1\n", encoding="utf-8")
    with pytest.raises(BadSettings, match=key.upper()):
        settings(home, 993)
    (tmp_path / ".env").unlink()
    (tmp_path / "meta-objection.toml").write_text(f'{key.replace("_", "-")} = "1"\n', encoding="utf-8")
    with pytest.raises(BadSettings, match=key.replace("_", "-")):
        settings(home, 993)


def test_the_persons_own_file_does(home: Path, tmp_path: Path) -> None:
    own = tmp_path / "config/meta-objection/config.toml"
    own.parent.mkdir(parents=True)
    own.write_text('imap_host = "IMAP.example.org"\nimap_user = "kim"\n', encoding="utf-8")
    read = Fetching(home=home)
    assert (read.imap_host, read.imap_user, read.imap_port) == ("imap.example.org", "kim", 993)


@pytest.mark.parametrize(
    "host", ["", "imap example.org", "imap.example.org:993", "imaps://imap.example.org", "a\r\nb.org", "imap"]
)
def test_a_host_that_is_none_is_refused(host: str, home: Path) -> None:
    with pytest.raises(ValueError, match="imap_host"):
        settings(home, 993, imap_host=host)


@pytest.mark.parametrize("user", ["", "kim\r\nA1 DELETE INBOX"])
def test_a_user_that_is_no_line_is_refused(user: str, home: Path) -> None:
    with pytest.raises(ValueError, match="imap_user"):
        settings(home, 993, imap_user=user)
