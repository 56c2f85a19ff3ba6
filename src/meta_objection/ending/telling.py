"""How a run ended, in a report: one sentence, the next move, and everything that `--json` promises."""

from meta_objection.ending.facts import Facts
from meta_objection.errors import Stop
from meta_objection.flow.verdict import evidence_of
from meta_objection.outcome import Doubt, HeardBy, Mode, Outcome, Sent
from meta_objection.plan.plan import Plan
from meta_objection.report import Report
from meta_objection.settings import Objection, Request

_CONFIRMED = "and Meta confirmed it"
_READ = "and you read what Meta's page said as a confirmation"
_UNPROVEN = "It is not shown that this was Meta's own site: {why}."
_WHY_UNPROVEN = {
    Doubt.HOST_RULES: "host names were led to another machine",
    Doubt.NOT_CHECKED: "its certificates were not checked",
    Doubt.OWN_CERTIFICATES: "its certificates were checked against a list of your own (SSL_CERT_FILE)",
    Doubt.NOT_REACHED: "no page of it was reached",
}
_REPLAY = "A replay, nothing was sent to Meta. Had Meta answered so: {message}"
_REPLAYED_NEXT = {
    Outcome.ALREADY_SUBMITTED: "With --again it is replayed once more; to object, run it without --replay.",
    Outcome.UNCONFIRMED: "With --again it is replayed once more; to object, run it without --replay.",
    Outcome.REFUSED_AFTER_SENDING: "With --again it is replayed once more; to object, run it without --replay.",
    Outcome.CODE_NEEDED: "To replay the rest, run it with --code; to object, run it without --replay.",
    Outcome.RATE_LIMITED: "To object, run it without --replay.",
    Outcome.PERSON_NEEDED: "To object, run it without --replay.",
    Outcome.NOT_OFFERED: "To object, run it without --replay.",
    Outcome.SITE_UNAVAILABLE: "To object, run it without --replay.",
}
"""What to do after a replay of an ending for which Meta's mail, or waiting, would be the next move."""
OF_THIS_SIDE = {Outcome.BAD_SETTINGS, Outcome.FAILED, Outcome.INTERRUPTED}
"""Endings that say nothing of Meta, not even of a saved page."""
_SUCCESS = {
    True: (f"Your objection was sent, {_CONFIRMED}.", "Keep the receipt, and Meta's mail when it comes."),
    False: ("Everything is filled in and the button works; it was not pressed.", "To send it, use `submit`."),
}
_REPLAYED = ("The replayed objection was confirmed; nothing was sent to Meta.", "To object, run it without --replay.")


def report_of(plan: Plan, facts: Facts, stop: Stop | None, receipt: str | None = None) -> Report:
    """Give what there is to tell about a run that ended so."""
    outcome = stop.outcome if stop else _success(plan)
    message, next_move = _told(plan, stop)
    if outcome is Outcome.SUBMITTED and facts.heard_by is HeardBy.PERSON:
        message = message.replace(_CONFIRMED, _READ)
    if outcome is Outcome.SUBMITTED and facts.doubts:
        message = f"{message} {_UNPROVEN.format(why=_WHY_UNPROVEN[facts.doubts[0]])}"
    return Report(
        outcome=outcome,
        exit_code=outcome.exit_code,
        sent=stop.sent if stop else (Sent.YES if plan.press else Sent.NO),
        why=stop.why if stop else None,
        message=message,
        next=next_move,
        form=plan.form.id,
        route=plan.route,
        request=plan.request,
        mode=plan.mode,
        verified=facts.verified(plan.mode),
        heard_by=facts.heard_by,
        receipt=receipt,
        evidence=evidence_of(facts.sending.server, facts.sending.page),
        steps=facts.ledger.steps,
    )


def _success(plan: Plan) -> Outcome:
    return Outcome.SUBMITTED if plan.press else Outcome.REHEARSED


def _told(plan: Plan, stop: Stop | None) -> tuple[str, str]:
    """Give what happened and what to do now; of a replay, in the conditional."""
    if stop is None:
        return _told_of_success(plan)
    if plan.mode is Mode.LIVE or stop.outcome in OF_THIS_SIDE:
        return stop.message, stop.next_move
    return _REPLAY.format(message=stop.message), _REPLAYED_NEXT.get(stop.outcome, stop.next_move)


def _told_of_success(plan: Plan) -> tuple[str, str]:
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
        verified=None if settings.replay else False,
    )
