"""Keeps what the page shows at the end of a run, as far as it can be had."""

import structlog

from meta_objection.capture.covering import take_covered
from meta_objection.capture.page import keep_ending, leave_ending_out, try_picture
from meta_objection.capture.trace import Trace
from meta_objection.ending.facts import Facts
from meta_objection.flow.visit import Visit
from meta_objection.receipts import Draft

log = structlog.get_logger()


def keep_last_page(draft: Draft, visit: Visit, trace: Trace, facts: Facts) -> None:
    """Keep the last page, around what confirmed also without who the person is. Never raises: it changes no ending."""
    try:
        _keep(draft, visit, trace, facts)
    except Exception as error:  # noqa: BLE001 - whatever a dying browser or an odd page says now
        log.warning("the last page could not be kept", error=type(error).__name__)


def _keep(draft: Draft, visit: Visit, trace: Trace, facts: Facts) -> None:
    page, signals = visit.screen.page, visit.screen.signals
    signals.going_on()
    if visit.screen.crashed or signals.stalled:
        return  # a page that is gone answers no question, and some have no time-out
    page.on("crash", lambda _page: signals.give_up())
    if not visit.may_keep:
        leave_ending_out(draft)
        return
    if signals.interrupted:  # there is a second for all of it
        try_picture(draft, page, "end")
        return
    keep_ending(draft, page, facts.secrets)
    quote = facts.sending.page.quote
    if quote:
        words = (facts.sending.confirmation or quote).splitlines()
        take_covered(draft, "end", page.get_by_text(quote).filter(visible=True), words, facts.secrets.personal)
    trace.keep(draft)
