"""Makes a run's receipt and files it, whatever happened."""

import platform
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version

import structlog

from meta_objection import __version__
from meta_objection.capture.page import keep_answer, keep_certificates
from meta_objection.console.signals import Signals
from meta_objection.ending import bug_report
from meta_objection.ending.clock import own_clock
from meta_objection.ending.facts import Facts
from meta_objection.ending.meaning import unless_stopped
from meta_objection.ending.telling import report_of
from meta_objection.flow.agreed import sent_json
from meta_objection.flow.identity import name_of
from meta_objection.outcome import Mode, Outcome
from meta_objection.plan.plan import Plan
from meta_objection.receipts import Draft, ReceiptUnsaved
from meta_objection.receipts.certificates import certificates_seen
from meta_objection.receipts.stamps import Ask, Stamped
from meta_objection.redaction import sifted
from meta_objection.report import FormVersion, Receipt, Report, Times, Versions, whole

log = structlog.get_logger()

_GOOD = {Outcome.SUBMITTED, Outcome.REHEARSED}


def file_receipt(plan: Plan, facts: Facts, draft: Draft, report: Report, signals: Signals) -> Report:
    """File the receipt and give the report with its place; after a sending without one, `receipt-unsaved`.

    A signed receipt is in its place before anybody is asked for a timestamp or a PDF is printed. Once the person
    stopped the run, both are left out, and a good ending is none any more. Never raises: whatever fails here, what was
    sent stays what it was.
    """
    try:
        _add_texts(facts, draft)
        draft.sift(partial(sifted, secrets=facts.secrets))
        folder = draft.file(receipt_of(plan, facts, report), is_all=False)
    except ReceiptUnsaved as unsaved:
        return _unsaved(report, unsaved)
    except Exception as error:  # noqa: BLE001 - nothing may make an ending of a run into another one
        log.error("the receipt could not be made", error=type(error).__name__)  # noqa: TRY400 - it may quote the person
        kept_at = draft.folder if draft.folder.is_dir() else None
        return _unsaved(report, ReceiptUnsaved(kept_at, "the program failed"))
    _complete(plan, facts, draft, signals)
    return _left(plan, facts, draft, report, signals).model_copy(update={"receipt": str(folder)})


def _complete(plan: Plan, facts: Facts, draft: Draft, signals: Signals) -> None:
    """Add the timestamps and the PDF; without them the receipt is as good as one that never wanted any."""
    asking = _ask(plan, facts)

    def ask(digest: bytes) -> tuple[Stamped, ...]:
        with signals.at_once():
            return asking(digest) if asking else ()

    def print_out(page: str) -> bytes | None:
        signals.going_on()
        return facts.to_paper(page) if facts.to_paper and not signals.interrupted else None

    try:
        if not signals.interrupted and (facts.to_paper or asking):
            draft.complete(stamp=ask, to_paper=print_out)
    except Exception as error:  # noqa: BLE001 - as in `file_receipt`
        log.warning("the receipt has no timestamp and no PDF", error=type(error).__name__)


def _left(plan: Plan, facts: Facts, draft: Draft, report: Report, signals: Signals) -> Report:
    """Leave the receipt in its place and give the report: that of a run which was stopped, if it was by now."""
    told = report
    try:
        if report.outcome in _GOOD and (stop := unless_stopped(None, signals, facts.sending)):
            told_then = report_of(plan, facts, stop)
            draft.change(receipt_of(plan, facts, told_then))
            told = told_then
        draft.leave()
    except Exception as error:  # noqa: BLE001 - as in `file_receipt`
        log.warning("the receipt stays as it was filed, and the next run lists it", error=type(error).__name__)
    return told


def _add_texts(facts: Facts, draft: Draft) -> None:
    keep_heard(facts, draft)
    if facts.visit and facts.visit.offer:
        draft.put("offer.txt", f"{whole(_said(facts, facts.visit.offer))}\n".encode())
    if facts.bug:
        draft.put(bug_report.NAME, whole(facts.bug).encode())


def keep_heard(facts: Facts, draft: Draft) -> None:
    """Keep what came back so far: it is on the disk when this returns."""
    if facts.sending.posted:
        draft.put("sent.json", sent_json(facts.sending.posted))
    if facts.sending.answer:
        keep_answer(draft, facts.sending.answer, facts.secrets.site)
        keep_certificates(draft, facts.sending.answer)
    if facts.sending.confirmation:
        draft.put("confirmation.txt", whole(_said(facts, facts.sending.confirmation)).encode())


def _ask(plan: Plan, facts: Facts) -> Ask | None:
    """Give who stamps the receipt; a replay asks nobody, and its receipt says so."""
    if facts.stamping is None or not facts.stamping.authorities:
        return None
    if plan.mode is Mode.LIVE:
        return facts.stamping
    return facts.stamping.leave_out("a replay asks nobody")


def receipt_of(plan: Plan, facts: Facts, report: Report) -> Receipt:
    """Give the receipt of a run that ended so."""
    visit, sending = facts.visit, facts.sending
    generation = visit.generation if visit else None
    return Receipt(
        **report.model_dump() | {"message": _hidden(facts, report.message), "next": _hidden(facts, report.next)},
        answers=plan.answers.given(),
        asked={_hidden(facts, one.text): _hidden(facts, one.value) for one in visit.asked} if visit else {},
        asked_names={_hidden(facts, one.text): one.name for one in visit.asked} if visit else {},
        form_version=FormVersion(
            address=_said(facts, visit.address if visit and visit.address else plan.addresses[0]) or "",
            title=facts.title,
            file_hash=plan.form.file_hash,
            generation=generation.id if generation else None,
        ),
        versions=Versions(
            program=__version__,
            browser=facts.browser,
            python=platform.python_version(),
            playwright=version("playwright"),
        ),
        account=name_of(facts.account),
        locale=visit.screen.lexicon.page_tag if visit else None,
        times=Times(
            started=facts.started,
            pressed=sending.pressed,
            answered=sending.answer.at if sending.answer else None,
            ended=datetime.now(UTC),
        ),
        uploads=plan.uploads,
        confirmation=_said(facts, sending.confirmation),
        server_date=sending.answer.header("date") if sending.answer else None,
        clock=own_clock(),
        doubts=facts.doubts_about(plan.mode),
        network=facts.traffic.counts(),
        certificates=certificates_seen(sending.answer.certificates if sending.answer else ()),
        timestamps=tuple(facts.stamping.authorities) if facts.stamping else (),
        weakened_by=facts.weakened_by,
    )


def _said(facts: Facts, text: str | None) -> str | None:
    """Give a text of a page's without the site's secrets."""
    return facts.secrets.site.clean(text) if text else text


def _hidden(facts: Facts, text: str) -> str:
    """Give a text that holds the person's words or ours, without the site's secrets as far as they are known."""
    return facts.secrets.site.hide(text)


def _unsaved(report: Report, unsaved: ReceiptUnsaved) -> Report:
    kept = f"What could be kept is in {unsaved.kept_at}" if unsaved.kept_at else "Nothing could be kept"
    log.error("the receipt could not be saved", reason=unsaved.reason)
    changes: dict[str, object] = {
        "message": f"{report.message} The receipt could not be saved: {unsaved.reason}.",
        "next": f"{kept}. {report.next}",
        "receipt": str(unsaved.kept_at) if unsaved.kept_at else None,
    }
    if report.outcome is Outcome.SUBMITTED:
        outcome = Outcome.RECEIPT_UNSAVED
        changes |= {"outcome": outcome, "exit_code": outcome.exit_code, "why": "receipt"}
    return report.model_copy(update=changes)
