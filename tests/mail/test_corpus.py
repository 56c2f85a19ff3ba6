"""The reader on mails that somebody wrote who had not seen it: all kinds, all languages, every trick of the facts."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from meta_objection.mail.arrived import Arrived
from meta_objection.mail.intake import Intake, MailRead
from meta_objection.mail.keys import DnsKeys
from tests.followup.examples import filed
from tests.mail.letters import Letter, letters, posted
from tests.mail.post import PERSON, NameService

ALL = letters()
LATER = datetime(2027, 2, 20, tzinfo=UTC)
"""When the mails are read, some of which say that they are of January."""
BY_SENDER = {"whatsapp": "whatsapp", "instagram": "instagram"}
"""Whose objection a mail is for: one through the form for which its sender answers."""
OTHERWISE = {
    # A mail that was forwarded as an attachment is as good as it was; the corpus would have it unwrapped by nobody.
    "forward-attachment": ("accepted", "signed", "confirmed"),
}
NOTED = {
    # Genuine yeses in words that are not all understood: noted, and the person is told to read them.
    *("en-accepted-1", "nl-accepted-1", "fr-accepted-1", "sv-accepted-1", "fi-accepted-1", "el-accepted-1"),
    *("nb-accepted-1", "ptpt-accepted-1", "ja-accepted-2", "forward-attachment", "signed-by-facebook-com"),
    *("mime-base64-el", "mime-charset-lies-ascii"),
}
MISSED = {
    # Genuine mails that are taken for less than they are. Nothing may be added here.
    *("de-accepted-2", "sv-received-2", "trick-not-refused", "mime-attachment-only"),
    # Words of others in a notification, which decides nothing whatever they say.
    *("name-comment-de", "business-partner-request"),
    # Noted, where nothing would do as well.
    "dkim-testing-key",
}


def expected(letter: Letter) -> tuple[str, str, str]:
    kind, authentic, effect = OTHERWISE.get(letter.id, letter.expected)
    return kind, authentic, "noted" if letter.id in NOTED else effect


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, MailRead]]:
    """Every mail of the corpus, taken in by a home that sent one objection."""
    homes = {form: tmp_path_factory.mktemp(form) for form in ("facebook", *BY_SENDER.values())}
    for form, home in homes.items():
        filed(home, form=form, answers={"country": "DE", "email": PERSON})
    with NameService().running() as service:
        found = {}
        for letter in ALL:
            form = next(
                (one for name, one in BY_SENDER.items() if f"support.{name}" in letter.told["from"]), "facebook"
            )
            intake = Intake(homes[form], DnsKeys(service.address), lambda *_: None, now=LATER)
            (one,) = intake.take_in([Arrived(letter.id, posted(letter, service))])
            assert isinstance(one, MailRead)
            found[letter.id] = one
        yield found


def told(one: MailRead) -> tuple[str, str, str]:
    return str(one.kind), str(one.authentic), str(one.effect)


@pytest.mark.parametrize("letter", ALL, ids=lambda letter: letter.id)
def test_a_mail_is_taken_for_what_it_is_and_for_no_decision_that_it_is_not(
    letter: Letter, read: dict[str, MailRead]
) -> None:
    found, wanted = told(read[letter.id]), expected(letter)

    if letter.id not in MISSED:
        assert found == wanted
    elif found[2] in {"confirmed", "refused"}:
        assert found[2] == wanted[2]


def test_of_the_genuine_mails_nineteen_in_twenty_are_sorted_rightly(read: dict[str, MailRead]) -> None:
    genuine = [letter for letter in ALL if letter.told["authentic"] == "signed"]
    right = [letter for letter in genuine if read[letter.id].kind == letter.told["kind"]]

    assert len(ALL) >= 120
    assert len(right) >= 0.95 * len(genuine)


def test_nothing_of_a_code_is_filed(read: dict[str, MailRead]) -> None:
    codes = [one for one in read.values() if one.code]

    assert codes
    assert all(one.receipt is None and one.kind == "code" for one in codes)
