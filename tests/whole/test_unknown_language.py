"""A page in a language nobody has words for: the lower rungs fill it in as the person said, or the run stops."""

from pathlib import Path

import pytest

from meta_objection.locales import match_tag
from tests.command import Desk, Ended, Objector
from tests.replica import Replica, Story, answers, pages, stories, texts

UNKNOWN = "vi"
"""The replica's pages say that they are in Vietnamese, and list the countries so; their words are of no language."""

INVENTED = str.maketrans({letter: chr(0x10D0 + place) for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")})
KIM = Objector()


def invented(_lang: str) -> dict[str, str]:
    """Every text of the replica in letters that no known language has."""
    return {name: text.lower().translate(INVENTED) for name, text in texts.words("en").items()}


@pytest.fixture(autouse=True)
def nobody_knows_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert match_tag(UNKNOWN) is None
    monkeypatch.setattr(pages, "words", invented)
    monkeypatch.setattr(answers, "words", invented)
    monkeypatch.setitem(stories.CHOICES, "lang", (UNKNOWN,))
    monkeypatch.setitem(pages.LOCALE_IDS, UNKNOWN, "vi_VN")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def found_by(ended: Ended) -> dict[str, str]:
    return {step["name"]: step["found_by"] for step in ended.report["steps"] if step["found_by"]}


def test_the_form_is_filled_in_and_sent_once_and_nothing_unknown_counts_as_a_confirmation(desk: Desk) -> None:
    with Replica(Story(lang=UNKNOWN)) as replica:
        ended = desk.object_to(replica, who=KIM)
        (sending,) = replica.sent()

    assert (sending.first("email"), sending.first("objection_reason")) == (KIM.email, KIM.reason)
    assert (ended.code, ended.report["outcome"], ended.report["sent"]) == (20, "unconfirmed", "perhaps")
    assert found_by(ended) == dict.fromkeys(("email", "reason", "send"), "attributes")


def test_the_older_form_is_filled_in_too_the_country_by_the_lists_english_values(desk: Desk) -> None:
    with Replica(Story(lang=UNKNOWN, generation="2024", country="select")) as replica:
        ended = desk.object_to(replica, "--extra", "More.", who=KIM)
        (sending,) = replica.sent()

    assert ended.code == 20
    assert sending.first("country") == "Germany"
    assert (sending.first("objection_reason"), sending.first("objection_explanation")) == (KIM.reason, "More.")


def test_a_country_that_is_suggested_only_in_an_unknown_language_stops_the_run(desk: Desk) -> None:
    with Replica(Story(lang=UNKNOWN, generation="2024", country="typeahead")) as replica:
        ended = desk.object_to(replica, "--extra", "More.", who=KIM)

        assert replica.sent() == []
    assert (ended.code, ended.report["why"], ended.report["sent"]) == (12, "country-missing", "no")


def test_a_reason_that_the_form_wants_is_asked_for_though_nobody_can_read_the_question(desk: Desk) -> None:
    with Replica(Story(lang=UNKNOWN, generation="2024", country="select")) as replica:
        ended = desk.object_to(replica, who=Objector(reason=None))

        assert replica.sent() == []
    assert (ended.code, ended.report["sent"]) == (2, "no")
    assert "--reason" in ended.report["message"] + ended.report["next"]


def test_a_yes_or_no_that_nobody_understands_is_never_guessed(desk: Desk) -> None:
    with Replica(Story(lang=UNKNOWN, radios=True)) as replica:
        ended = desk.object_to(replica, who=KIM)

        assert replica.sent() == []
    assert (ended.code, ended.report["why"]) == (11, "unknown-question")
