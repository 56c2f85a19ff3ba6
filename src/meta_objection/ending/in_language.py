"""How a run ended, in the language of the person at the terminal; programs are told in English."""

from meta_objection.ending.telling import OF_THIS_SIDE
from meta_objection.languages import texts_of
from meta_objection.outcome import HeardBy, Mode, Outcome, Sent
from meta_objection.receipts.texts import texts_in
from meta_objection.receipts.wording import Standing, headline_of
from meta_objection.report import Report

_PART = "ending"
_SAYS_ALL = {Outcome.SUBMITTED, Outcome.REHEARSED}
"""Endings of which there is nothing more to tell than what is translated."""


def told_in(tag: str, report: Report) -> tuple[str, ...]:
    """Give what happened, what to do now, what exactly was the matter, in English, and where the receipt is."""
    say = texts_of(tag, _PART)
    lines = [_happened(tag, report), say["next_line"].format(next=_next_move(tag, report))]
    if report.outcome not in _SAYS_ALL:
        lines.append(say["exactly"].format(message=f"{report.outcome}: {report.message}", next=report.next))
    if report.receipt:
        lines.append(say["receipt_line"].format(receipt=report.receipt))
    return tuple(lines)


def _happened(tag: str, report: Report) -> str:
    say, receipts = texts_of(tag, _PART), texts_in(tag)
    headline = headline_of(report.outcome, report.request, receipts)
    if report.outcome is Outcome.SUBMITTED and report.heard_by is HeardBy.PERSON:
        headline = say["heard"]
    if report.why == "another-run":
        headline = say["another_run"]
    if _is_of_saved_pages(report):
        return str(say["replayed"].format(headline=headline))
    if report.verified is False and report.sent is not Sent.NO:
        return f"{headline} {receipts['watermark'][Standing.UNVERIFIED]}."
    return headline


def _next_move(tag: str, report: Report) -> str:
    say = texts_of(tag, _PART)
    if report.why == "another-run":
        return str(say["another_run_next"])
    if _is_of_saved_pages(report):
        return str(texts_in(tag)["next"][Standing.REPLAY])
    return str(say["next"][report.outcome])


def _is_of_saved_pages(report: Report) -> bool:
    """Whether saved pages said so, and not Meta; some endings, and a rehearsal, are the same either way."""
    return report.mode is Mode.REPLAY and report.outcome not in {*OF_THIS_SIDE, Outcome.REHEARSED}
