"""Writes down how far a run has come, so that whoever kills it loses nothing that was there."""

import structlog

from meta_objection.ending.facts import Facts
from meta_objection.ending.filing import keep_heard, receipt_of
from meta_objection.ending.meaning import NothingKeptError, about_to_send, broken_off
from meta_objection.ending.telling import report_of
from meta_objection.plan.plan import Plan
from meta_objection.receipts import Draft
from meta_objection.report import Report

log = structlog.get_logger()


class Progress:
    """What the draft of one run says of it, at each moment, as the receipt that it would get if it broke off now."""

    def __init__(self, plan: Plan, facts: Facts, draft: Draft) -> None:
        self._plan = plan
        self._facts = facts
        self._draft = draft

    def begun(self) -> None:
        """Write down that nothing was sent yet."""
        self.note(report_of(self._plan, self._facts, broken_off(self._facts.sending)))

    def about_to_press(self) -> None:
        """Write down that from here on something may have been sent. Raises NothingKeptError where that fails."""
        report = report_of(self._plan, self._facts, about_to_send())
        try:
            self._draft.note(receipt_of(self._plan, self._facts, report))
        except OSError as error:
            raise NothingKeptError(error.strerror or str(error)) from error

    def answered(self) -> None:
        """Put what came back on the disk, before anything else is done with it. Never raises."""
        try:
            keep_heard(self._facts, self._draft)
        except Exception as error:  # noqa: BLE001 - it is kept once more at the end, and the page waits for the answer
            log.warning("the answer could not be kept yet", error=type(error).__name__)
        self.note(report_of(self._plan, self._facts, broken_off(self._facts.sending)))

    def note(self, report: Report) -> None:
        """Write down that the run would end so. Never raises."""
        try:
            self._draft.note(receipt_of(self._plan, self._facts, report))
        except Exception as error:  # noqa: BLE001 - as in `answered`
            log.warning("how far the run came could not be written down", error=type(error).__name__)
