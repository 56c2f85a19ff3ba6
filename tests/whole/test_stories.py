"""Every story the replica can play, told to the real command from outside: how it ends, and what it leaves."""

import json
import stat
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from meta_objection.receipts import verify
from tests.command import KEYS, Desk, Ended, Objector, open_to_others, to_replica
from tests.everyday import first_of_each
from tests.replica import Received, Replica, Story

KIM = Objector()
CODE = "246810"
RIGHT = ("--code", CODE)
WRONG = ("--code", "111111")


@dataclass(frozen=True)
class Told:
    """A story and how it must end. `sent` counts the sendings that arrive, `codes` the codes."""

    story: Story
    code: int
    outcome: str
    says: str
    why: str | None
    server: str
    page: str
    sent: int
    codes: int = 0
    give: tuple[str, ...] = ()
    who: Objector = KIM

    @property
    def name(self) -> str:
        """The switches that make the story, and what the person adds."""
        plain = Story()
        switches = {name: value for name, value in vars(self.story).items() if value != getattr(plain, name)}
        return "-".join([*(f"{name}={value}" for name, value in switches.items()), *self.give]) or "happy"


def submitted(*give: str, codes: int = 0, **switches: object) -> Told:
    story = Story(**switches)  # type: ignore[arg-type]  # the switches of a story have many types
    return Told(story, 0, "submitted", "yes", None, "accepted", "confirmed", 1, codes, give)


def unconfirmed(server: str, page: str, **switches: object) -> Told:
    story = Story(**switches)  # type: ignore[arg-type]  # as above
    why = "no-answer" if server == "none" else "no-confirmation"
    return Told(story, 20, "unconfirmed", "perhaps", why, server, page, 1)


def code_needed(why: str, *give: str, codes: int = 0, server: str = "unknown", **switches: object) -> Told:
    story = Story(**switches)  # type: ignore[arg-type]  # as above
    page = "unknown" if server == "unknown" else server
    return Told(story, 22, "code-needed", "half", why, server, page, 1, codes, give)


def refused(why: str, *give: str, page: str = "refused", codes: int = 0, **switches: object) -> Told:
    story = Story(**switches)  # type: ignore[arg-type]  # as above
    return Told(story, 23, "refused-after-sending", "yes", why, "refused", page, 1, codes, give)


def turned_back(code: int, outcome: str, why: str, lights: str = "refused refused", **switches: object) -> Told:
    """Meta took nothing, and said so: `lights` are what its server and its page say."""
    story = Story(**switches)  # type: ignore[arg-type]  # as above
    server, page = lights.split()
    return Told(story, code, outcome, "no", why, server, page, sent=1)


def led_away(why: str, lights: str, **switches: object) -> Told:
    """It was sent, and what came back leads elsewhere."""
    server, page = lights.split()
    return Told(Story(**switches), 20, "unconfirmed", "perhaps", why, server, page, sent=1)  # type: ignore[arg-type]  # as above


def stopped(code: int, outcome: str, why: str, *, page: str = "none", who: Objector = KIM, **switches: object) -> Told:
    """Nothing ever left."""
    story = Story(**switches)  # type: ignore[arg-type]  # as above
    return Told(story, code, outcome, "no", why, "none", page, sent=0, who=who)


SUCCESSES = [
    submitted(),
    submitted(ending="success-heading"),
    submitted(lang="de"),
    submitted(generation="2024"),
    submitted(generation="2024", country="select"),
    submitted(generation="2024", ending="success-heading", prefilled=""),
    submitted(*RIGHT, codes=1, generation="2024", ending="code"),
    submitted(*RIGHT, codes=1, generation="2024", lang="de", ending="code"),
    submitted(*RIGHT, codes=1, ending="code"),
    submitted(radios=True),
    submitted(obstacle="unknown-optional"),
    submitted(obstacle="cookie-dialog"),
    submitted(obstacle="cookie-banner"),
    submitted(obstacle="cookie-late"),
    submitted(obstacle="no-labels"),
    submitted(generation="2024", obstacle="no-labels"),
    submitted(obstacle="slow-load"),
]
DOUBTS = [
    unconfirmed("none", "none", ending="cut"),
    unconfirmed("none", "none", generation="2024", ending="cut"),
    unconfirmed("none", "none", ending="silent"),
    unconfirmed("unknown", "none", ending="empty-page"),
    unconfirmed("unknown", "unknown", ending="friendly"),
    unconfirmed("unknown", "unknown", lang="de", ending="friendly"),
    unconfirmed("unknown", "none", ending="banner-before"),
    unconfirmed("unknown", "none", ending="redirect307"),
]
CODES = [
    code_needed("code", generation="2024", ending="code"),
    code_needed("code", lang="de", ending="code"),
    code_needed("code-not-accepted", *WRONG, codes=1, generation="2024", ending="code"),
    code_needed("code-not-accepted", *RIGHT, codes=1, generation="2024", ending="code-wrong-message"),
    code_needed("code-not-accepted", *RIGHT, codes=1, generation="2024", ending="code-expired"),
    code_needed("code-not-available", *RIGHT, server="refused", generation="2024", ending="code-unavailable"),
]
REFUSALS = [
    refused("refused", ending="went-wrong"),
    refused("refused", lang="de", ending="went-wrong"),
    refused("refused", generation="2024", ending="went-wrong"),
    refused("refused", *RIGHT, codes=1, generation="2024", code_first=True, ending="went-wrong"),
    refused("refused", ending="json-error"),
    refused("refused", generation="2024", ending="json-error"),
    refused("refused", page="none", ending="status-500"),
    refused("invalid", *RIGHT, codes=1, generation="2024", ending="validation-after-code"),
    refused("invalid", *RIGHT, codes=1, generation="2024", lang="de", ending="validation-after-code"),
]
TURNED_BACK = [
    turned_back(13, "answer-refused", "validation", ending="validation-before"),
    turned_back(13, "answer-refused", "validation", generation="2024", ending="validation-before"),
    turned_back(14, "rate-limited", "temporary-block", ending="rate-limit"),
    # Being led to a security check says nothing about the sending.
    led_away("checkpoint", "unknown none", ending="checkpoint"),
    led_away("checkpoint", "unknown unknown", ending="checkpoint-json"),
    turned_back(10, "person-needed", "captcha", "unknown refused", ending="captcha"),
    turned_back(10, "person-needed", "sign-in", ending="session-expired"),
]
FROM_NORWAY = replace(KIM, country="Norway")
NORWAY_NOT_LISTED = {"generation": "2024", "obstacle": "country-missing", "country": "select"}
NEVER_SENT = [
    stopped(10, "person-needed", "sign-in", obstacle="sign-in-wall"),
    stopped(10, "person-needed", "sign-in", lang="de", obstacle="sign-in-wall-200"),
    stopped(10, "person-needed", "checkpoint", obstacle="checkpoint"),
    stopped(10, "person-needed", "captcha", obstacle="captcha-before"),
    stopped(10, "person-needed", "page-identity", obstacle="page-identity"),
    stopped(11, "form-changed", "unknown-question", obstacle="unknown-required"),
    stopped(11, "form-changed", "unknown-question", generation="2024", lang="de", obstacle="unknown-required"),
    stopped(11, "form-changed", "ambiguous-control", obstacle="two-emails"),
    stopped(11, "form-changed", "not-kept", obstacle="prefilled-readonly"),
    stopped(12, "not-offered", "not-available", obstacle="not-offered"),
    stopped(12, "not-offered", "gone", obstacle="vanished"),
    stopped(12, "not-offered", "country-missing", who=FROM_NORWAY, generation="2024", obstacle="country-missing"),
    stopped(12, "not-offered", "country-missing", who=FROM_NORWAY, **NORWAY_NOT_LISTED),
    stopped(13, "answer-refused", "validation", page="refused", obstacle="validation-client"),
    stopped(14, "rate-limited", "temporary-block", obstacle="rate-limited"),
    stopped(15, "site-unavailable", "server-error", obstacle="site-500"),
]
ALL = [*SUCCESSES, *DOUBTS, *CODES, *REFUSALS, *TURNED_BACK, *NEVER_SENT]


def ending_of(told: Told) -> tuple[object, ...]:
    return told.code, told.why, told.server, told.page


@pytest.mark.parametrize("told", first_of_each(ALL, ending_of, lambda told: told.name))
def test_a_story_ends_as_it_must_and_leaves_what_it_must(told: Told, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with Replica(told.story) as replica:
        ended = desk.object_to(replica, "--log-level", "debug", *told.give, who=told.who)
        assert_ending(told, ended)
        assert (len(replica.sent()), len(replica.codes())) == (told.sent, told.codes)
        for received in replica.received:
            assert_posted(told, received)
    assert_kept(desk, ended)
    assert_silent_about_the_person(ended)


def assert_ending(told: Told, ended: Ended) -> None:
    report = ended.report
    assert set(report) == KEYS
    told_here = (report["exit_code"], report["outcome"], report["sent"], report["why"])
    assert told_here == (told.code, told.outcome, told.says, told.why), ended.err
    assert ended.code == told.code
    assert report["evidence"] == {"server": told.server, "page": told.page, "mail": "none"}
    assert report["message"].endswith(".")
    assert report["next"]


def assert_kept(desk: Desk, ended: Ended) -> None:
    folder = ended.receipt
    assert desk.receipts() == [folder]
    assert verify(folder).problems == ()
    assert open_to_others(desk.home) == []
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    kept = json.loads((folder / "receipt.json").read_text(encoding="utf-8"))
    assert {key: kept[key] for key in KEYS} == ended.report
    assert kept["answers"]["email"] == KIM.email
    assert kept["answers"]["reason"] == KIM.reason
    assert [path.name for path in sorted(folder.glob("*.png"))][-1].endswith("-end.png")
    assert (folder / "response.json").exists() == (ended.report["evidence"]["server"] != "none")


def assert_posted(told: Told, received: Received) -> None:
    """What was sent is what the person said, to the letter; nothing of it went anywhere else."""
    if not received.is_sending and not received.is_code:
        spread = json.dumps([received.fields, received.headers], ensure_ascii=False)
        assert not any(secret in spread for secret in secrets())
        return
    assert received.host == "www.facebook.com"
    assert received.first("email") == KIM.email
    assert received.first("objection_reason") == KIM.reason
    if told.story.generation == "2024":
        assert_country(told, received)
        assert received.first("objection_explanation") == ""
    if told.story.radios:
        assert received.first("relates_to_ai") == "Yes"
    if received.is_code:
        assert received.first("code") == told.give[1]


def assert_country(told: Told, received: Received) -> None:
    if told.story.country == "select":
        assert received.first("country") == "Germany"
    else:
        assert received.first("country") == ("Deutschland" if told.story.lang == "de" else "Germany")
        assert received.first("country_iso2_country_code") == "DE"


def secrets() -> list[str]:
    """The person's answers, and every line of the reason by itself."""
    email, reason = KIM.email or "", KIM.reason or ""
    return [email, email.partition("@")[0], *filter(None, reason.split("\n"))]


def assert_silent_about_the_person(ended: Ended) -> None:
    """Not a word of the person's in the log, at its most talkative, nor in the report."""
    for text in (ended.err, ended.out):
        assert [secret for secret in (*secrets(), CODE) if secret in text] == []


def test_the_address_that_meta_prefilled_is_kept_where_the_person_gives_none(tmp_path: Path) -> None:
    with Replica(Story(prefilled="kim.prefilled@example.org")) as replica:
        ended = Desk(tmp_path).object_to(replica, who=Objector(email=None))
        (sending,) = replica.sent()
    kept = json.loads((ended.receipt / "receipt.json").read_text(encoding="utf-8"))
    assert (ended.code, sending.first("email")) == (0, "kim.prefilled@example.org")
    assert "kim.prefilled@example.org" in kept["asked"].values()
    assert "email" not in kept["answers"]


def test_an_optional_question_may_stay_unanswered(tmp_path: Path) -> None:
    with Replica() as replica:
        ended = Desk(tmp_path).object_to(replica, who=Objector(reason=None))
        (sending,) = replica.sent()
    assert (ended.code, sending.first("objection_reason")) == (0, "")


@pytest.mark.parametrize(("who", "flag"), [(Objector(reason=None), "--reason"), (Objector(country=None), "--country")])
def test_a_required_answer_that_was_not_given_is_asked_for_by_its_flag(
    who: Objector, flag: str, tmp_path: Path
) -> None:
    with Replica(Story(generation="2024")) as replica:
        ended = Desk(tmp_path).object_to(replica, who=who)
        assert replica.received == []
    assert (ended.code, ended.report["outcome"], ended.report["sent"]) == (2, "bad-settings", "no")
    assert flag in ended.report["message"]


def test_without_an_address_the_newest_form_that_is_offered_is_used(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with Replica(Story(generation="2024", both=False)) as replica:
        ended = desk.run("submit", *KIM.words(), "--home", str(desk.home), "--json", "--yes", *to_replica(replica))
        (sending,) = replica.sent()
    kept = json.loads((ended.receipt / "receipt.json").read_text(encoding="utf-8"))
    assert (ended.code, sending.first("support_form_id")) == (0, "6359191084165019")
    assert kept["form_version"]["generation"] == "2024"
