"""From a mail to what stands in the home: nothing but what is shown to be Meta's answer to this objection counts."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_objection.followup.objections import Asked, objections
from meta_objection.journal.store import Journal, Matter, Stage
from meta_objection.mail.arrived import Arrived, Unread
from meta_objection.mail.intake import Intake, MailRead
from meta_objection.mail.keys import DnsKeys, Keys, NoKeys
from meta_objection.receipts import audit, find, load
from tests.followup.examples import PRESSED, UNCONFIRMED, filed
from tests.mail.post import PERSON, NameService, named, record, signed, written

YES = "Hi Kim,\n\nWe will honor your objection to the use of your information for AI at Meta.\n\nPrivacy Operations\n"
NO = "Hi Kim,\n\nYour objection to the use of your information for AI at Meta was declined.\n"
DOMAIN = "support.facebook.com"
ANSWERS = {"country": "DE", "email": PERSON}


@pytest.fixture(scope="module")
def service() -> Iterator[NameService]:
    texts = {named(domain): record() for domain in (DOMAIN, "facebookmail.com", "support.whatsapp.com")}
    with NameService(texts).running() as running:
        yield running


def taken(home: Path, content: bytes, keys: Keys, **more: object) -> MailRead:
    intake = Intake(home, keys, lambda *_: None, **more)  # type: ignore[arg-type] # what a test names
    (read,) = intake.take_in([Arrived("a.eml", content)])
    assert isinstance(read, MailRead)
    return read


def a_yes(text: str = YES, domain: str = DOMAIN, **headers: str) -> bytes:
    return signed(written(text, **headers), domain)  # type: ignore[arg-type] # headers, each a text


def test_a_yes_is_filed_beside_the_objection_which_stays_as_it_is(tmp_path: Path, service: NameService) -> None:
    folder = filed(tmp_path, answers=ANSWERS)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    read = taken(tmp_path, a_yes(), DnsKeys(service.address))

    assert (read.kind, read.authentic, read.effect, read.objection) == ("accepted", "signed", "confirmed", folder.name)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert all(found.holds for _, found in audit(tmp_path))
    (one,) = objections(tmp_path, Asked(datetime.now().astimezone()))
    assert (one.state, one.evidence.mail) == ("granted", "confirmed")


def test_the_same_mail_twice_adds_nothing(tmp_path: Path, service: NameService) -> None:
    filed(tmp_path, answers=ANSWERS)
    first, again = (taken(tmp_path, a_yes(), DnsKeys(service.address)) for _ in range(2))

    assert first.receipt == again.receipt
    assert len(list((tmp_path / "receipts").iterdir())) == 2


def test_a_mail_that_could_not_be_checked_counts_once_its_key_can_be_had(tmp_path: Path, service: NameService) -> None:
    filed(tmp_path, answers=ANSWERS)

    assert taken(tmp_path, a_yes(), NoKeys()).effect == "noted"
    (one,) = objections(tmp_path, Asked(datetime.now().astimezone()))
    assert one.evidence.mail == "none"
    assert taken(tmp_path, a_yes(), DnsKeys(service.address)).effect == "confirmed"
    (one,) = objections(tmp_path, Asked(datetime.now().astimezone()))
    assert (one.state, one.evidence.mail) == ("granted", "confirmed")


@pytest.mark.parametrize(("text", "stage"), [(YES, Stage.SUBMITTED), (NO, Stage.UNCONFIRMED)])
def test_a_yes_raises_an_unconfirmed_sending_in_the_journal_and_a_no_changes_nothing(
    tmp_path: Path, service: NameService, text: str, stage: Stage
) -> None:
    folder = filed(tmp_path, answers=ANSWERS, **UNCONFIRMED)
    journal = Journal(tmp_path)
    attempt = journal.about_to_press(Matter((f"email:{PERSON}",), "facebook", "object", "live"), folder.name)
    journal.ended(attempt, Stage.UNCONFIRMED)
    taken(tmp_path, a_yes(text), DnsKeys(service.address))

    found = journal.of_receipt(folder.name)
    assert found is not None
    assert found.stage is stage


def test_a_no_after_a_confirmed_page_is_a_state_of_its_own(tmp_path: Path, service: NameService) -> None:
    folder = filed(tmp_path, answers=ANSWERS)
    taken(tmp_path, a_yes(NO), DnsKeys(service.address))
    (one,) = objections(tmp_path, Asked(datetime.now().astimezone()))

    assert (one.state, one.evidence.mail) == ("refused", "refused")
    assert load(tmp_path, folder.name).evidence.mail == "none"


def test_of_several_objections_the_person_says_which(tmp_path: Path, service: NameService) -> None:
    one = filed(tmp_path, answers=ANSWERS)
    filed(tmp_path, form="instagram", answers=ANSWERS)
    keys = DnsKeys(service.address)

    unsure = taken(tmp_path, a_yes(), keys)
    assert (unsure.effect, unsure.objection) == ("none", None)
    assert "--objection" in (unsure.why or "")
    assert taken(tmp_path, a_yes(), keys, wanted=one.name).objection == one.name


def test_a_mail_that_names_a_service_belongs_to_it(tmp_path: Path, service: NameService) -> None:
    filed(tmp_path, answers=ANSWERS)
    instagram = filed(tmp_path, form="instagram", answers=ANSWERS)
    text = YES.replace("AI at Meta", "AI at Meta on Instagram")

    assert taken(tmp_path, a_yes(text), DnsKeys(service.address)).objection == instagram.name


def test_a_name_service_that_is_silent_is_waited_for_no_longer_than_a_moment(tmp_path: Path) -> None:
    filed(tmp_path, answers=ANSWERS)
    with NameService(silent=True).running() as silent:
        read = taken(tmp_path, a_yes(), DnsKeys(silent.address))

    assert (read.authentic, read.effect) == ("unchecked", "noted")
    assert "gave no answer" in (read.why or "")


def test_nobody_is_asked_for_the_key_of_a_stranger(tmp_path: Path) -> None:
    with NameService().running() as watched:
        taken(tmp_path, signed(written("x", sender="a@evil.example"), "evil.example"), DnsKeys(watched.address))

        assert watched.asked == []


def test_what_cannot_be_read_stops_no_other(tmp_path: Path, service: NameService) -> None:
    filed(tmp_path, answers=ANSWERS)
    intake = Intake(tmp_path, DnsKeys(service.address), lambda *_: None)
    found = list(intake.take_in([Unread("a", "it is no mail"), Arrived("b", b"X: y\r\n\r\n"), Arrived("c", a_yes())]))

    assert [isinstance(one, Unread) for one in found] == [True, True, False]


TURNED: dict[str, Callable[[str], str]] = {
    "quoted": lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
    "forwarded as text": lambda text: f"FYI\n\n---------- Forwarded message ----------\n{text}",
    "a condition before it": lambda text: text.replace("We will", "If you confirm your address, we will"),
    "denied": lambda text: text.replace("We will", "We will not"),
    "asked": lambda text: text.replace("AI at Meta.", "AI at Meta?"),
    "contrasted": lambda text: text.replace("AI at Meta.", "AI at Meta, but only in part."),
    "of another matter": lambda text: text.replace("the use of your information for AI", "the removal of your post"),
    "put off": lambda text: text.replace("We will", "Once we have decided, we will"),
}
UNPROVEN: dict[str, Callable[[], bytes]] = {
    "another address": lambda: a_yes(to="other@example.org"),
    "two addresses": lambda: a_yes(to=f"{PERSON}, other@example.org"),
    "before the sending": lambda: a_yes(date="Sun, 22 Nov 2026 10:15:06 +0000"),
    "long after": lambda: a_yes(date="Tue, 24 Nov 2037 09:30:00 +0000"),
    "a sender of codes": lambda: a_yes(sender="notification@facebookmail.com", domain="facebookmail.com"),
    "another form's sender": lambda: a_yes(sender="a@support.whatsapp.com", domain="support.whatsapp.com"),
    "a stranger": lambda: a_yes(sender="Facebook <a@evil.example>", domain="evil.example"),
    "a foreign signature": lambda: a_yes(domain="evil.example"),
    "a link elsewhere": lambda: a_yes(YES + "\nhttps://evil.example/x\n"),
    "unsigned": lambda: written(YES),
}


@pytest.mark.parametrize("how", TURNED)
def test_words_that_are_turned_round_confirm_nothing(tmp_path: Path, service: NameService, how: str) -> None:
    filed(tmp_path, answers=ANSWERS)

    assert taken(tmp_path, a_yes(TURNED[how](YES)), DnsKeys(service.address)).effect != "confirmed"


@pytest.mark.parametrize("how", UNPROVEN)
def test_a_yes_that_is_not_shown_to_be_metas_to_this_person_confirms_nothing(
    tmp_path: Path, service: NameService, how: str
) -> None:
    filed(tmp_path, answers=ANSWERS)

    assert taken(tmp_path, UNPROVEN[how](), DnsKeys(service.address)).effect in {"none", "noted"}


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_another_octet_in_a_signed_mail_confirms_nothing(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, service: NameService
) -> None:
    home = tmp_path_factory.getbasetemp() / "octets"
    if not home.exists():
        filed(home, answers=ANSWERS)
    content = bytearray(a_yes())
    unsigned = content.index(b"Content-Transfer-Encoding")  # Meta does not sign it either; it changes no word
    body = content.index(b"\r\n\r\n") + 4
    signed_places = [*range(content.index(b"From: "), unsigned), *range(body, len(content) - 3)]
    place = data.draw(st.sampled_from(signed_places))
    other = data.draw(st.integers(33, 126).filter(lambda one: chr(one).casefold() != chr(content[place]).casefold()))
    content[place] = other
    read = next(iter(Intake(home, DnsKeys(service.address), lambda *_: None).take_in([Arrived("a", bytes(content))])))

    assert isinstance(read, Unread) or read.effect != "confirmed"


def test_the_mail_is_kept_as_it_came(tmp_path: Path, service: NameService) -> None:
    filed(tmp_path, answers=ANSWERS)
    content = a_yes()
    read = taken(tmp_path, content, DnsKeys(service.address))
    folder = find(tmp_path, read.receipt or "")

    assert (folder / "mail.eml").read_bytes() == content
    assert named(DOMAIN) in (folder / "key.txt").read_text()
    assert {oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == {"0o600"}
    assert oct(folder.stat().st_mode & 0o777) == "0o700"


def test_a_mail_of_the_moment_of_the_press_is_after_it(tmp_path: Path, service: NameService) -> None:
    filed(tmp_path, PRESSED + timedelta(microseconds=500), answers=ANSWERS)

    assert (
        taken(tmp_path, a_yes(date="Sun, 22 Nov 2026 10:15:07 +0000"), DnsKeys(service.address)).effect == "confirmed"
    )
