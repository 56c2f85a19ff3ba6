"""A report and a receipt for every ending."""

import io
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from meta_objection.answers import Answers
from meta_objection.capture.stamping import Stamping
from meta_objection.console.signals import Signals
from meta_objection.console.steps import Lines
from meta_objection.ending.facts import Facts
from meta_objection.ending.filing import file_receipt
from meta_objection.ending.telling import report_of
from meta_objection.errors import Stop, Unconfirmed
from meta_objection.flow.ledger import Ledger
from meta_objection.flow.send import SendingState
from meta_objection.forms import load_form
from meta_objection.network.http_client import Answer
from meta_objection.outcome import Outcome, Sent
from meta_objection.plan.plan import Plan
from meta_objection.receipts import Draft, read, verify
from meta_objection.report import Report, Upload
from meta_objection.settings import Request, Route
from meta_objection.words import Finding, Witness

STARTED = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
FORM = load_form("facebook")
PLAN = Plan(
    form=FORM,
    route=Route.DIRECT,
    request=Request.OBJECT,
    addresses=tuple(known.address for known in FORM.generations),
    answers=Answers(country="DE", email="kim@example.org", reason="Größe 🙅", code="246810"),
    press=True,
    again=False,
)
CONFIRMED = SendingState(
    pressed=STARTED,
    answer=Answer(200, (), b"for (;;);{}", "https://www.facebook.com/submit", STARTED),
    server=Witness(Finding.CONFIRMED),
    page=Witness(Finding.CONFIRMED),
    confirmation="We've received your objection.",
)


def filed(what: Facts, made: Draft, report: Report) -> Report:
    return file_receipt(PLAN, what, made, report, Signals())


def facts(sending: SendingState | None = None) -> Facts:
    return Facts(Ledger(Lines(io.StringIO())), started=STARTED, sending=sending or SendingState())


def draft(home: Path) -> Draft:
    return Draft.begin(home, "facebook", STARTED)


def test_a_success_is_told_as_one() -> None:
    report = report_of(PLAN, facts(CONFIRMED), None)

    assert (report.outcome, report.exit_code, report.sent, report.why) == (Outcome.SUBMITTED, 0, Sent.YES, None)
    assert (report.evidence.server, report.evidence.page, report.evidence.mail) == ("accepted", "confirmed", "none")
    assert (report.form, report.route, report.request, report.mode) == ("facebook", "direct", "object", "live")


def test_a_rehearsal_is_told_as_one_and_nothing_was_sent() -> None:
    report = report_of(replace(PLAN, press=False), facts(), None)

    assert (report.outcome, report.exit_code, report.sent) == (Outcome.REHEARSED, 0, Sent.NO)


def test_a_replay_never_says_that_anything_reached_meta(tmp_path: Path) -> None:
    report = report_of(replace(PLAN, fixture=tmp_path), facts(CONFIRMED), None)

    assert report.mode == "replay"
    assert "nothing was sent to Meta" in report.message


@pytest.mark.parametrize("kind", Stop.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_ending_gets_its_report_and_a_receipt_that_holds(tmp_path: Path, kind: type[Stop]) -> None:
    stop = kind("It ended.", why="because")
    report = filed(facts(), draft(tmp_path), report_of(PLAN, facts(), stop))

    assert (report.outcome, report.sent, report.why) == (stop.outcome, stop.sent, "because")
    assert (report.message, report.next) == ("It ended.", stop.next_move)
    assert report.receipt
    assert verify(Path(report.receipt)).holds
    assert read(Path(report.receipt)).outcome is stop.outcome


def test_a_receipt_holds_the_answers_without_the_code(tmp_path: Path) -> None:
    report = filed(facts(CONFIRMED), draft(tmp_path), report_of(PLAN, facts(CONFIRMED), None))
    folder = Path(report.receipt or "")
    receipt = read(folder)

    assert receipt.answers == {"country": "DE", "email": "kim@example.org", "reason": "Größe 🙅"}
    assert (receipt.form_version.file_hash, receipt.form_version.address) == (FORM.file_hash, PLAN.addresses[0])
    assert (receipt.times.started, receipt.times.pressed, receipt.times.answered) == (STARTED,) * 3
    assert (folder / "confirmation.txt").read_text(encoding="utf-8") == receipt.confirmation == CONFIRMED.confirmation
    assert (folder / "response.json").is_file()
    assert [path for path in folder.iterdir() if b"246810" in path.read_bytes()] == []


def test_a_run_that_never_sent_has_no_answer_to_keep(tmp_path: Path) -> None:
    report = filed(facts(), draft(tmp_path), report_of(PLAN, facts(), Unconfirmed("x")))

    assert {path.name for path in Path(report.receipt or "").iterdir()} == {
        "receipt.json",
        "receipt.html",
        "MANIFEST.sha256",
        "MANIFEST.sha256.sig",
        "VERIFY.txt",
        "allowed_signers",
    }


@pytest.fixture
def _second_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "second").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "second"))


def lost(home: Path) -> Draft:
    """A draft whose folder went away, and whose place is taken by something else."""
    made = draft(home)
    made.folder.rmdir()
    made.folder.parent.rmdir()
    made.folder.parent.write_text("in the way")
    return made


@pytest.mark.usefixtures("_second_place")
def test_a_success_without_a_receipt_is_an_ending_of_its_own(tmp_path: Path) -> None:
    report = filed(facts(CONFIRMED), lost(tmp_path), report_of(PLAN, facts(CONFIRMED), None))

    assert (report.outcome, report.exit_code, report.sent) == (Outcome.RECEIPT_UNSAVED, 21, Sent.YES)
    assert "could not be saved" in report.message
    assert report.receipt
    assert report.receipt.startswith(str(tmp_path / "second"))
    assert report.receipt in report.next


@pytest.mark.usefixtures("_second_place")
def test_another_ending_stays_what_it_was_without_its_receipt(tmp_path: Path) -> None:
    report = filed(facts(), lost(tmp_path), report_of(PLAN, facts(), Unconfirmed("It was sent.")))

    assert report.outcome is Outcome.UNCONFIRMED
    assert report.message.startswith("It was sent. The receipt could not be saved")


@pytest.mark.usefixtures("_second_place")
def test_where_nothing_can_be_kept_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "second").rmdir()
    report = filed(facts(CONFIRMED), lost(tmp_path), report_of(PLAN, facts(CONFIRMED), None))

    assert (report.outcome, report.receipt) == (Outcome.RECEIPT_UNSAVED, None)
    assert report.next.startswith("Nothing could be kept. ")


HALF = "Thank you \ud83d for your objection"


def test_half_a_character_of_a_page_or_a_file_s_name_costs_no_receipt(tmp_path: Path) -> None:
    known = facts(replace(CONFIRMED, confirmation=HALF))
    plan = replace(PLAN, uploads=(Upload(name="passport\udcff.png", bytes=1, hash="sha256:0"),))
    report = file_receipt(plan, known, draft(tmp_path), report_of(plan, known, None), Signals())
    receipt = read(Path(report.receipt or ""))

    assert report.outcome is Outcome.SUBMITTED
    assert receipt.confirmation == HALF.replace("\ud83d", "\ufffd")
    assert receipt.uploads[0].name == "passport\ufffd.png"
    report.model_dump_json()


@pytest.mark.parametrize("error", [LookupError(), RecursionError(), UnicodeEncodeError("utf-8", "x", 0, 1, "no")])
def test_an_error_while_filing_is_never_one_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(Draft, "file", fail)
    made = draft(tmp_path)
    report = filed(facts(CONFIRMED), made, report_of(PLAN, facts(CONFIRMED), None))

    assert (report.outcome, report.exit_code, report.sent) == (Outcome.RECEIPT_UNSAVED, 21, Sent.YES)
    assert report.receipt == str(made.folder)


def test_once_the_person_stopped_the_run_nobody_is_asked_for_a_timestamp(tmp_path: Path) -> None:
    signals = Signals()
    signals.interrupted = True
    known = facts(CONFIRMED)
    known.stamping = Stamping(("http://127.0.0.1:9/",), 60)
    known.to_paper = lambda _page: pytest.fail("it was printed")
    report = file_receipt(PLAN, known, draft(tmp_path), report_of(PLAN, known, None), signals)

    assert (report.outcome, report.exit_code, report.sent) == (Outcome.UNCONFIRMED, 20, Sent.PERHAPS)
    assert report.evidence.page == "confirmed"
    assert "Meta had confirmed it by then" in report.message
    assert read(Path(report.receipt or "")).outcome is Outcome.UNCONFIRMED
    assert verify(Path(report.receipt or "")).holds
