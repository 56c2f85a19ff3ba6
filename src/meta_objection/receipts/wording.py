"""The plain sentences of a receipt's page: how it ended, and what that proves."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from meta_objection.outcome import FoundBy, MailEvidence, Mode, Outcome, PageEvidence, Sent, ServerEvidence
from meta_objection.report import Receipt

_HEADLINES = {
    Outcome.SUBMITTED: "Your {request} was sent to Meta, and Meta confirmed that it arrived.",
    Outcome.REHEARSED: "Everything was filled in and checked. Nothing was sent.",
    Outcome.FAILED: "The program failed. Nothing was sent.",
    Outcome.BAD_SETTINGS: "A setting needs correcting. Nothing was sent.",
    Outcome.ALREADY_SUBMITTED: "An earlier receipt says that this {request} was already sent. Nothing was sent again.",
    Outcome.PERSON_NEEDED: "Meta asks for you in person. Nothing was sent.",
    Outcome.FORM_CHANGED: "Meta’s form is no longer the one this program knows. Nothing was sent.",
    Outcome.NOT_OFFERED: "Meta does not offer this form here. Nothing was sent.",
    Outcome.ANSWER_REFUSED: "Meta’s form did not take an answer. Nothing was filed.",
    Outcome.RATE_LIMITED: "Meta says to slow down. Nothing was filed.",
    Outcome.SITE_UNAVAILABLE: "The form could not be reached. Nothing was sent.",
    Outcome.UNCONFIRMED: "Your {request} was sent, or may have been. Nothing from Meta confirms it.",
    Outcome.RECEIPT_UNSAVED: "Your {request} was sent, but the receipt could not be kept where it belongs.",
    Outcome.CODE_NEEDED: "Half done: Meta sent you a code by e-mail and waits for it.",
    Outcome.REFUSED_AFTER_SENDING: "Your {request} was sent, and Meta refused it.",
    Outcome.INTERRUPTED: "Stopped by hand. Nothing was sent.",
}


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Standing(StrEnum):
    """What a receipt is worth, which is fewer things than the ways in which a run can end."""

    FILED = "filed"
    UNCERTAIN = "uncertain"
    HALF = "half"
    REFUSED = "refused"
    NOT_FILED = "not-filed"
    REHEARSAL = "rehearsal"
    REPLAY = "replay"


_PROVES = {
    Standing.FILED: "That this {request} was filed: the words above, at the address above, at the time above, "
    "and that Meta’s answer confirmed it.",
    Standing.UNCERTAIN: "That the form was filled in with the words above, and that the program pressed the button "
    "or was about to. Whether Meta received it stays open until Meta answers.",
    Standing.HALF: "That the form was filled in with the words above, and that Meta asked for a code. "
    "Without that code the {request} is not filed.",
    Standing.REFUSED: "That this {request} was sent with the words above, and that Meta answered with a refusal "
    "or an error.",
    Standing.NOT_FILED: "How far the program came, and what the page showed then. No {request} was filed.",
    Standing.REHEARSAL: "That the form could be filled in with the words above and the button could have been "
    "pressed. It was not pressed. No {request} was filed.",
    Standing.REPLAY: "That the program works on saved pages. It is no {request}, and must not be shown as one.",
}

_WATERMARKS = {
    Standing.REPLAY: "REPLAY — not an objection: nothing was sent to Meta",
    Standing.REHEARSAL: "REHEARSAL — nothing was sent",
}

# One table a source: their members are strings, and the same string in two sources would be one key.
_SERVER = {
    ServerEvidence.ACCEPTED: ("good", "accepted the request"),
    ServerEvidence.REFUSED: ("bad", "refused the request"),
    ServerEvidence.UNKNOWN: ("open", "answered in a way this program does not know"),
    ServerEvidence.NONE: ("none", "gave no answer"),
}
_PAGE = {
    PageEvidence.CONFIRMED: ("good", "showed a confirmation"),
    PageEvidence.REFUSED: ("bad", "showed a refusal or an error"),
    PageEvidence.UNKNOWN: ("open", "showed something this program does not know"),
    PageEvidence.NONE: ("none", "showed no answer"),
}
_MAIL = {
    MailEvidence.CONFIRMED: ("good", "confirms the request"),
    MailEvidence.REFUSED: ("bad", "refuses the request"),
    MailEvidence.NONE: ("none", "was not read by this program"),
}

_FOUND = {
    FoundBy.WORDS: "by its words",
    FoundBy.ATTRIBUTES: "by its technical name",
    FoundBy.STRUCTURE: "by its place in the form",
    FoundBy.PERSON: "by you",
}


@dataclass(frozen=True)
class Light:
    """One source of evidence, said in a colour (`good`, `bad`, `open`, `none`) and in words."""

    source: str
    colour: str
    words: str


def lights(receipt: Receipt) -> tuple[Light, ...]:
    """What came back, source by source."""
    evidence = receipt.evidence
    return (
        Light("Meta’s server", *_SERVER[evidence.server]),
        Light("The page", *_PAGE[evidence.page]),
        Light("Meta’s e-mail", *_MAIL[evidence.mail]),
    )


def found(rung: FoundBy | None) -> str:
    """How the program recognised what it answered in a step."""
    return _FOUND[rung] if rung else "nothing to find"


def standing(receipt: Receipt) -> Standing:
    """What this receipt is worth; a replay is never worth more than a replay."""
    if receipt.mode is Mode.REPLAY:
        return Standing.REPLAY
    by_outcome = {
        Outcome.SUBMITTED: Standing.FILED,
        Outcome.REHEARSED: Standing.REHEARSAL,
        Outcome.REFUSED_AFTER_SENDING: Standing.REFUSED,
    }
    by_sent = {Sent.NO: Standing.NOT_FILED, Sent.HALF: Standing.HALF}
    return by_outcome.get(receipt.outcome) or by_sent.get(receipt.sent, Standing.UNCERTAIN)


def headline(receipt: Receipt) -> str:
    """The ending in one plain sentence, as it would read had Meta itself answered."""
    return _HEADLINES[receipt.outcome].format(request=_request(receipt))


def proves(receipt: Receipt) -> str:
    """What a reader may conclude from this receipt."""
    return _PROVES[standing(receipt)].format(request=_request(receipt))


def watermark(receipt: Receipt) -> str | None:
    """The words across a page that must never pass for a filed objection."""
    return _WATERMARKS.get(standing(receipt))


def universal(moment: datetime) -> str:
    """`22 November 2026, 10:15:00 UTC`, in English whatever the machine's locale."""
    moment = moment.astimezone(UTC)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment:%Y, %H:%M:%S} UTC"


def local(moment: datetime) -> str:
    """The same moment by this machine's clock, with its distance from UTC: `2026-11-22 11:15:00 +01:00`."""
    here = moment.astimezone().isoformat(" ", "seconds")
    return f"{here[:19]} {here[19:]}"


def _request(receipt: Receipt) -> str:
    return "objection" if receipt.request == "object" else "request"
