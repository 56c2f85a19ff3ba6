"""`mail fetch` as a person runs it: the real command, a real IMAP server, and Meta's mail in a folder of theirs."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import Desk, Ended
from tests.followup.examples import filed
from tests.mail.dovecot import PASSWORD, USER, Dovecot, running
from tests.mail.post import DATE, PERSON, SELECTOR, NameService, named, record, signed, written
from tests.mail.ring import saying

__all__ = ["running"]

YES = "Hi Kim,\n\nWe've reviewed your objection and we will honor it. Your objection applies from now on.\n"
CODE = "Confirm this email address\n\nTo verify your email address, enter this code:\n\n012345\n"
SIGN_IN = "Jemand will sich bei deinem Konto anmelden. Gib diesen Code ein:\n\n987654\n"


@pytest.fixture
def server(running: Dovecot) -> Dovecot:
    running.clear()
    return running


@pytest.fixture(scope="module")
def dns() -> Iterator[NameService]:
    with NameService({named(one): record() for one in ("support.facebook.com", "facebookmail.com")}).running() as asked:
        yield asked


@pytest.fixture
def desk(tmp_path: Path, server: Dovecot, dns: NameService) -> Desk:
    named_so = {
        "IMAP_HOST": "localhost",
        "IMAP_PORT": str(server.port),
        "IMAP_USER": USER,
        "IMAP_PASSWORD_COMMAND": saying(PASSWORD),
        "DNS": dns.address,
        "LOG_LEVEL": "debug",
    }
    settings = {f"META_OBJECTION_{name}": value for name, value in named_so.items()}
    ours = Desk(tmp_path, settings | {"SSL_CERT_FILE": server.certificate})
    filed(ours.home, answers={"country": "DE", "email": PERSON})
    return ours


def with_settings(desk: Desk, **changes: str) -> Desk:
    changed = {f"META_OBJECTION_{name.upper()}": value for name, value in changes.items()}
    return dataclasses.replace(desk, environment=desk.environment | changed)


def fetch(desk: Desk, *words: str) -> Ended:
    return desk.run("mail", "fetch", "--home", str(desk.home), *words)


def from_support(text: str = YES) -> bytes:
    return signed(written(text), "support.facebook.com")


def from_security(text: str, subject: str) -> bytes:
    return signed(written(text, sender="Facebook <security@facebookmail.com>", subject=subject), "facebookmail.com")


def test_metas_mail_is_found_checked_and_filed_beside_its_objection(desk: Desk, server: Dovecot) -> None:
    (objection,) = desk.receipts()
    answer = from_support()
    server.put("Archiv/Meta", answer)
    server.put("INBOX", b"From: kim@example.org\r\nTo: ada@example.org\r\nSubject: lunch\r\n\r\nat one?\r\n")
    before = server.mails()

    ended = fetch(desk)

    assert ended.code == 0, ended.err
    assert "confirms your objection" in ended.out
    assert "lunch" not in ended.out
    (receipt,) = [path for path in desk.receipts() if path != objection]
    assert (receipt / "mail.eml").read_bytes() == answer
    assert SELECTOR in (receipt / "key.txt").read_text(encoding="utf-8")
    assert server.mails() == before
    assert desk.run("receipts", "verify", "--home", str(desk.home)).code == 0


def test_the_json_says_the_same(desk: Desk, server: Dovecot) -> None:
    server.put("INBOX", from_support())

    (one,) = fetch(desk, "--json").report["mails"]

    assert (one["kind"], one["authentic"], one["effect"]) == ("accepted", "signed", "confirmed")
    assert one["objection"] == desk.receipts()[0].name
    assert (desk.home / "receipts" / one["receipt"]).is_dir()
    assert one["path"].startswith("INBOX")


def test_a_second_fetch_adds_nothing(desk: Desk, server: Dovecot) -> None:
    server.put("INBOX", from_support())
    first = fetch(desk, "--json").report
    kept = desk.receipts()

    assert fetch(desk, "--json").report == first
    assert desk.receipts() == kept


def test_nothing_found_is_said_and_is_no_failure(desk: Desk) -> None:
    told, as_json = fetch(desk), fetch(desk, "--json")

    assert (told.code, told.out) == (0, "There was no mail of Meta's.\n")
    assert (as_json.code, as_json.report) == (0, {"mails": []})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (from_security(CODE, "012345 is your Facebook security code"), "012345"),
        (from_security(SIGN_IN, "987654 ist dein Code"), None),
    ],
    ids=["of the form", "of a sign-in"],
)
def test_of_all_codes_only_a_forms_is_in_the_json_and_none_anywhere_else(
    content: bytes, code: str | None, desk: Desk, server: Dovecot
) -> None:
    server.put("INBOX", content)
    told, as_json = fetch(desk), fetch(desk, "--json")

    assert [one["code"] for one in as_json.report["mails"]] == [code]
    assert not re.search(r"012345|987654", told.out + told.err + as_json.err)
    assert "987654" not in as_json.out
    assert len(desk.receipts()) == 1


def test_a_wrong_password_ends_in_one_sentence_that_does_not_hold_it(desk: Desk, server: Dovecot) -> None:
    server.put("INBOX", from_support())
    ended = fetch(with_settings(desk, imap_password_command=saying("hunter2-not-it")))

    assert ended.code == 2
    assert "password" in ended.err
    assert "hunter2" not in ended.out + ended.err
    assert len(desk.receipts()) == 1


def test_a_server_that_nobody_vouches_for_hears_no_password(desk: Desk, server: Dovecot) -> None:
    before = server.log.count("imap-login: Login")
    stranger = dataclasses.replace(desk, environment={**desk.environment, "SSL_CERT_FILE": ""})
    ended = fetch(stranger)

    assert ended.code == 2
    assert "no password was sent" in ended.err
    assert "Traceback" not in ended.err
    assert server.log.count("imap-login: Login") == before


def test_the_password_is_remembered_nowhere(desk: Desk, server: Dovecot) -> None:
    server.put("INBOX", from_support())
    ended = fetch(desk)

    assert ended.code == 0, ended.err
    kept = [path for path in desk.folder.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if PASSWORD.encode() in path.read_bytes()]
    assert PASSWORD not in ended.out + ended.err


def test_without_a_password_and_without_a_terminal_it_is_said_what_to_name(desk: Desk) -> None:
    ended = fetch(with_settings(desk, imap_password_command=""))

    assert ended.code == 2
    assert "--imap-password-command" in ended.err


@pytest.mark.parametrize("key", ["imap_host", "imap_user", "imap_password_command"])
def test_a_file_that_lies_in_the_folder_says_nothing_about_a_mailbox(key: str, desk: Desk, server: Dovecot) -> None:
    desk.work.mkdir(parents=True)
    (desk.work / "meta-objection.toml").write_text(f'{key} = "evil.example"\n', encoding="utf-8")
    before = server.log.count("imap-login: Login")
    ended = fetch(desk)

    assert ended.code == 2
    assert key in ended.err
    assert server.log.count("imap-login: Login") == before


def test_a_mail_of_another_day_than_the_objections_stays_unread(desk: Desk, server: Dovecot) -> None:
    early = signed(written(YES, date=DATE.replace("Nov", "Oct")), "support.facebook.com")
    server.put("INBOX", early)

    (one,) = fetch(desk, "--json").report["mails"]

    assert (one["effect"], one["receipt"]) == ("none", None)
    assert len(desk.receipts()) == 1
