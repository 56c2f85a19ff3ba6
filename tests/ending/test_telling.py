"""One sentence for every ending; of a replay in the conditional; and who understood what, and whose site it was."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from meta_objection.answers import Answers
from meta_objection.console.steps import Lines
from meta_objection.ending.facts import Facts
from meta_objection.ending.telling import refusal_of, report_of
from meta_objection.errors import BadSettings, Failed, Interrupted, Stop
from meta_objection.flow.ledger import Ledger
from meta_objection.flow.send import SendingState
from meta_objection.forms import load_form
from meta_objection.outcome import Doubt, HeardBy, Mode
from meta_objection.plan.plan import Plan
from meta_objection.settings import Objection, Request, Route
from meta_objection.words import SILENT, Finding, Witness

PLAN = Plan(load_form("facebook"), Route.DIRECT, Request.OBJECT, ("https://www.facebook.com/",), Answers(), True, False)  # noqa: FBT003 - press, and not again
OF_THIS_SIDE = {BadSettings, Failed, Interrupted}


def facts(*doubts: Doubt, title: str | None = "A form", server: Witness = SILENT, page: Witness = SILENT) -> Facts:
    state = SendingState(server=server, page=page)
    return Facts(Ledger(Lines(io.StringIO())), title=title, doubts=doubts, sending=state)


@pytest.mark.parametrize("kind", Stop.__subclasses__(), ids=lambda kind: kind.__name__)
def test_a_replay_says_of_meta_only_what_it_would_have_said(tmp_path: Path, kind: type[Stop]) -> None:
    stop = kind("Meta took nothing.")
    live, replayed = (report_of(plan, facts(), stop) for plan in (PLAN, replace(PLAN, fixture=tmp_path)))

    assert live.message == "Meta took nothing."
    assert (replayed.outcome, replayed.sent, replayed.why) == (live.outcome, live.sent, live.why)
    if kind not in OF_THIS_SIDE:
        assert replayed.message.startswith("A replay, nothing was sent to Meta. Had Meta answered so: ")
        assert "mail" not in replayed.next
        assert "Wait" not in replayed.next


@pytest.mark.parametrize(
    ("doubts", "title", "verified"),
    [
        ((), "A form", True),
        ((), None, False),
        ((Doubt.HOST_RULES,), "A form", False),
        ((Doubt.NOT_CHECKED,), "A form", False),
        ((Doubt.OWN_CERTIFICATES,), "A form", False),
    ],
)
def test_only_a_site_that_was_reached_and_that_nothing_speaks_against_is_verified(
    doubts: tuple[Doubt, ...], title: str | None, *, verified: bool
) -> None:
    report = report_of(PLAN, facts(*doubts, title=title), None)

    assert report.verified is verified
    assert ("not shown" in report.message) == bool(doubts)


def test_a_replay_has_no_site_that_could_be_verified(tmp_path: Path) -> None:
    assert report_of(replace(PLAN, fixture=tmp_path), facts(), None).verified is None
    assert refusal_of(Objection(replay=tmp_path), BadSettings("No.")).verified is None
    assert refusal_of(Objection(), BadSettings("No.")).verified is False
    assert facts(title=None).doubts_about(Mode.REPLAY) == ()


@pytest.mark.parametrize(
    ("server", "page", "heard_by"),
    [
        (Finding.NONE, Finding.NONE, None),
        (Finding.UNKNOWN, Finding.NONE, None),
        (Finding.UNKNOWN, Finding.CONFIRMED, HeardBy.PROGRAM),
        (Finding.REFUSED, Finding.NONE, HeardBy.PROGRAM),
    ],
)
def test_it_is_said_whether_the_program_understood_anything(
    server: Finding, page: Finding, heard_by: HeardBy | None
) -> None:
    assert report_of(PLAN, facts(server=Witness(server), page=Witness(page)), None).heard_by is heard_by


def test_what_the_person_read_is_said_to_be_theirs() -> None:
    known = facts(server=Witness(Finding.UNKNOWN))
    known.sending.heard_by = HeardBy.PERSON

    assert report_of(PLAN, known, None).heard_by is HeardBy.PERSON
