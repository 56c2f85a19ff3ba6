"""What a run came to know; it outlives any error in the run."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from meta_objection.capture.stamping import Stamping
from meta_objection.flow.ledger import Ledger
from meta_objection.flow.send import SendingState
from meta_objection.flow.visit import Visit
from meta_objection.network.traffic import Traffic
from meta_objection.outcome import Doubt, HeardBy, Mode
from meta_objection.receipts.seal import Print
from meta_objection.redaction import Secrets


@dataclass
class Facts:
    """Everything that a report and a receipt are made from, beside the plan."""

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
    doubts: tuple[Doubt, ...] = ()
    """What the settings leave open about whose site it is."""

    def doubts_about(self, mode: Mode) -> tuple[Doubt, ...]:
        """Give every reason why it is not shown that the site was Meta's own; a replay has no site."""
        if mode is Mode.REPLAY:
            return ()
        is_reached = self.title is not None or self.sending.answer is not None
        return self.doubts if is_reached else (*self.doubts, Doubt.NOT_REACHED)

    def verified(self, mode: Mode) -> bool | None:
        """Whether the site proved to be Meta's own; `None` in a replay."""
        return None if mode is Mode.REPLAY else not self.doubts_about(mode)

    @property
    def heard_by(self) -> HeardBy | None:
        """Who understood what came back, if anybody did."""
        heard = (self.sending.server, self.sending.page)
        is_heard = any(witness.finding.says_something for witness in heard)
        return self.sending.heard_by or (HeardBy.PROGRAM if is_heard else None)
