"""Makes a run's report and files its receipt, whatever happened."""

import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version

import structlog

from meta_objection import __version__, bug_report
from meta_objection.capture import keep_answer, keep_certificates
from meta_objection.clock import own_clock
from meta_objection.errors import Stop
from meta_objection.flow.send import SendingState
from meta_objection.flow.visit import Visit
from meta_objection.ledger import Ledger
from meta_objection.outcome import Mode, Outcome, Sent
from meta_objection.plan import Plan
from meta_objection.receipts import Draft, ReceiptUnsaved
from meta_objection.receipts.certificates import certificates_seen
from meta_objection.receipts.seal import Print
from meta_objection.receipts.stamps import Ask
from meta_objection.redaction import Secrets, sifted
from meta_objection.report import FormVersion, Receipt, Report, Times, Versions
from meta_objection.settings import Objection, Request
from meta_objection.stamping import Stamping
from meta_objection.traffic import Traffic
from meta_objection.verdict import evidence_of

log = structlog.get_logger()

_SUCCESS = {
    True: ("Your objection was sent, and Meta confirmed it.", "Keep the receipt, and Meta's mail when it comes."),
    False: ("Everything is filled in and the button works; it was not pressed.", "To send it, use `submit`."),
}
_REPLAYED = ("The replayed objection was confirmed; nothing was sent to Meta.", "To object, run it without --replay.")


@dataclass
class Facts:
    """What a run came to know; it outlives any error in the run."""

    ledger: Ledger
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    browser: str | None = None
    title: str | None = None
    account: str | None = None
    visit: Visit | None = None
    stamping: Stamping | None = None
    to_paper: Print | None = None
    traffic: Traffic = field(default_factory=Traffic)
    secrets: Secrets = field(default_factory=Secrets)
    bug: str | None = None
    """What can be sent to anybody about an error of the program's own."""
    sending: SendingState = field(default_factory=SendingState)
    weakened_by: tuple[str, ...] = ()


def report_of(plan: Plan, facts: Facts, stop: Stop | None, receipt: str | None = None) -> Report:
    """Give what there is to tell about a run that ended so."""
    success = Outcome.SUBMITTED if plan.press else Outcome.REHEARSED
    message, next_move = _success(plan)
    outcome = stop.outcome if stop else success
    sent = stop.sent if stop else (Sent.YES if plan.press else Sent.NO)
    return Report(
        outcome=outcome,
        exit_code=outcome.exit_code,
        sent=sent,
        why=stop.why if stop else None,
        message=stop.message if stop else message,
        next=stop.next_move if stop else next_move,
        form=plan.form.id,
        route=plan.route,
        request=plan.request,
        mode=plan.mode,
        receipt=receipt,
        evidence=evidence_of(facts.sending.server, facts.sending.page),
        steps=facts.ledger.steps,
    )


def _success(plan: Plan) -> tuple[str, str]:
    if plan.press and plan.fixture:
        return _REPLAYED
    message, next_move = _SUCCESS[plan.press]
    what = "objection" if plan.request is Request.OBJECT else "request"
    return message.replace("objection", what), (plan.form.after if plan.press else "") or next_move


def refusal_of(settings: Objection, stop: Stop) -> Report:
    """Give what there is to tell where no run could begin."""
    return Report(
        outcome=stop.outcome,
        exit_code=stop.outcome.exit_code,
        sent=stop.sent,
        why=stop.why,
        message=stop.message,
        next=stop.next_move,
        form=settings.form,
        route=settings.route,
        request=settings.request,
        mode=Mode.REPLAY if settings.replay else Mode.LIVE,
    )


def file_receipt(plan: Plan, facts: Facts, draft: Draft, report: Report) -> Report:
    """File the receipt and give the report with its place; after a sending without one, `receipt-unsaved`."""
    _add_texts(facts, draft)
    if facts.bug:
        draft.add(bug_report.NAME, facts.bug.encode())
    draft.sift(partial(sifted, secrets=facts.secrets))
    try:
        folder = draft.finish(_receipt(plan, facts, report), stamp=_ask(plan, facts), to_paper=facts.to_paper)
    except ReceiptUnsaved as unsaved:
        return _unsaved(report, unsaved)
    return report.model_copy(update={"receipt": str(folder)})


def _add_texts(facts: Facts, draft: Draft) -> None:
    if facts.sending.answer:
        keep_answer(draft, facts.sending.answer, facts.secrets.site)
        keep_certificates(draft, facts.sending.answer)
    if facts.sending.confirmation:
        draft.add("confirmation.txt", (_said(facts, facts.sending.confirmation) or "").encode(errors="replace"))
    if facts.visit and facts.visit.offer:
        draft.add("offer.txt", f"{_said(facts, facts.visit.offer)}\n".encode(errors="replace"))


def _ask(plan: Plan, facts: Facts) -> Ask | None:
    """Give who stamps the receipt; a replay asks nobody, and its receipt says so."""
    if facts.stamping is None or plan.mode is Mode.LIVE:
        return facts.stamping
    return facts.stamping.leave_out("a replay asks nobody")


def _receipt(plan: Plan, facts: Facts, report: Report) -> Receipt:
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
        account=facts.account,
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
