"""A whole run at a terminal whose one-time code comes from the person's mailbox."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.command import Desk, objection
from tests.mail.dovecot import PASSWORD, USER, Dovecot, dovecot, needs_dovecot
from tests.mail.ring import saying
from tests.mail.test_postbox import code_mail
from tests.replica import Replica, Story
from tests.replica.stories import Ending
from tests.terminal import Terminal

CODE = Story().code


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    needs_dovecot()
    with dovecot() as running:
        yield running


def desk_with(folder: Path, server: Dovecot) -> Desk:
    named = {
        "IMAP_HOST": "localhost",
        "IMAP_PORT": str(server.port),
        "IMAP_USER": USER,
        "IMAP_PASSWORD_COMMAND": saying(PASSWORD),
        "IMAP_VOUCHING": "mail.example.org",
        "LOG_LEVEL": "debug",
    }
    settings = {f"META_OBJECTION_{name}": value for name, value in named.items()}
    return Desk(folder, settings | {"SSL_CERT_FILE": server.certificate})


@pytest.mark.parametrize(("typed", "codes"), [("\n", [CODE]), ("999999\n", ["999999", CODE])])
def test_enter_hands_over_the_code_that_the_mailbox_brought_and_another_one_replaces_it(
    typed: str, codes: list[str], server: Dovecot, tmp_path: Path
) -> None:
    server.clear()
    now = datetime.now(UTC)
    server.put("INBOX", code_mail("135791", now - timedelta(minutes=5)))
    server.put("INBOX", code_mail(CODE, now + timedelta(minutes=5)))
    before = server.mails()
    desk = desk_with(tmp_path, server)
    with Replica(Story(ending=Ending.CODE)) as replica:
        words = [word for word in objection(desk, replica, timeout=10) if word != "--json"]
        with closing(Terminal(desk, *words)) as terminal:
            shown = terminal.read_until(f"brings the code {CODE}")
            terminal.type(typed)
            if len(codes) > 1:
                terminal.read_until("Meta says")
                terminal.type(f"{CODE}\n")
            ended = terminal.ended()
        sent = [one.first("code") for one in replica.codes()]

    assert ended.code == 0, ended.out
    assert sent == codes
    assert "135791" not in shown
    assert server.mails() == before
    kept = [path for path in desk.home.rglob("*") if path.is_file()]
    secrets = [CODE.encode(), PASSWORD.encode(), b"battery"]
    assert not [path for path in kept for secret in secrets if secret in path.read_bytes()]
    assert "battery" not in shown + ended.out
