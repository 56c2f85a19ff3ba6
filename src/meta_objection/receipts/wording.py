"""The plain sentences of a receipt's page: how it ended, and what that proves."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from meta_objection.languages import Texts
from meta_objection.outcome import (
    FoundBy,
    HeardBy,
    MailEvidence,
    MailKind,
    Mode,
    Outcome,
    PageEvidence,
    Sent,
    ServerEvidence,
)
from meta_objection.receipts.deadlines import deadline_of
from meta_objection.receipts.heads import Head
from meta_objection.receipts.texts import texts_in
from meta_objection.report import Receipt, Stamp


class Standing(StrEnum):
    """What a receipt is worth, which is fewer things than the ways in which a run can end."""

    FILED = "filed"
    UNCERTAIN = "uncertain"
    HALF = "half"
    REFUSED = "refused"
    NOT_FILED = "not-filed"
    REHEARSAL = "rehearsal"
    REPLAY = "replay"
    UNVERIFIED = "unverified"


_COLOURS = {
    ServerEvidence.ACCEPTED: "good",
    PageEvidence.CONFIRMED: "good",
    MailEvidence.CONFIRMED: "good",
    ServerEvidence.REFUSED: "bad",
    ServerEvidence.UNKNOWN: "open",
    ServerEvidence.NONE: "none",
}
"""By what they say: the same word in two sources is one colour."""

_WITH_A_TERM = {Standing.FILED, Standing.UNCERTAIN}


@dataclass(frozen=True)
class Light:
    """One source of evidence, said in a colour (`good`, `bad`, `open`, `none`) and in words."""

    source: str
    colour: str
    words: str


MAIL_SAYS = {
    MailKind.RECEIVED: "Meta says that it arrived",
    MailKind.ACCEPTED: "Meta says yes",
    MailKind.REFUSED: "Meta says no",
    MailKind.EVIDENCE_WANTED: "Meta wants evidence",
    MailKind.QUESTION: "Meta asks something",
    MailKind.CODE: "Meta sent a code",
    MailKind.ANNOUNCEMENT: "Meta announces something",
    MailKind.OTHER: "A mail",
}
"""What a mail says in a few words, in English until somebody has translated it."""


def lights(receipt: Receipt) -> tuple[Light, ...]:
    """What came back, source by source."""
    texts, evidence = texts_of(receipt), receipt.evidence
    page = texts["read_by_person" if receipt.heard_by is HeardBy.PERSON else "page"]
    heard = (
        ("server", evidence.server, texts["server"]),
        ("page", evidence.page, page),
        ("mail", evidence.mail, texts["mail"]),
    )
    return tuple(Light(texts[name]["source"], _COLOURS[said], words[said]) for name, said, words in heard)


def texts_of(receipt: Receipt) -> Texts:
    """The texts in the language of the page that the person saw."""
    return texts_in(receipt.locale)


def found(rung: FoundBy | None, texts: Texts) -> str:
    """How the program recognised what it answered in a step."""
    said: str = texts["found"][rung or "nothing"]
    return said


def standing(receipt: Receipt | Head) -> Standing:
    """What this receipt is worth; a replay is never worth more than a replay."""
    if receipt.mode is Mode.REPLAY:
        return Standing.REPLAY
    if receipt.verified is False and (receipt.sent is not Sent.NO or receipt.outcome is Outcome.SUBMITTED):
        return Standing.UNVERIFIED
    by_outcome = {
        Outcome.SUBMITTED: Standing.FILED,
        Outcome.REHEARSED: Standing.REHEARSAL,
        Outcome.REFUSED_AFTER_SENDING: Standing.REFUSED,
    }
    by_sent = {Sent.NO: Standing.NOT_FILED, Sent.HALF: Standing.HALF}
    return by_outcome.get(receipt.outcome) or by_sent.get(receipt.sent, Standing.UNCERTAIN)


def headline(receipt: Receipt) -> str:
    """The ending in one plain sentence, as it would read had Meta itself answered."""
    return headline_of(receipt.outcome, receipt.request, texts_of(receipt))


def headline_of(outcome: Outcome, request: str, texts: Texts) -> str:
    """The same from the little that a list knows."""
    words: str = texts["headline"][outcome]
    return words.format(request=_request(request, texts))


def proves(receipt: Receipt) -> str:
    """What a reader may conclude from this receipt."""
    texts = texts_of(receipt)
    words: str = texts["proves"][standing(receipt)]
    return words.format(request=_request(receipt.request, texts))


def next_move(receipt: Receipt) -> str:
    """What the person should do now."""
    words: str = texts_of(receipt)["next"][standing(receipt)]
    return words


def how_long(receipt: Receipt) -> list[str]:
    """Until when Meta has to answer, as far as that can be said."""
    say = texts_of(receipt)["say"]
    if standing(receipt) not in _WITH_A_TERM:
        return [say["due_not"]]
    term = deadline_of(receipt)
    if term is None:
        return [say["due_none"]]
    day = calendar_day(term.day, texts_of(receipt))
    said = [say["due" if term.certain else "due_if"].format(day=day, law=term.law)]
    if term.extended:
        said.append(say["due_longer"].format(day=calendar_day(term.extended, texts_of(receipt))))
    return said


def stamp_words(stamp: Stamp, texts: Texts) -> str:
    """What a timestamp says and who signed it, as far as that is known; or that there is none."""
    say = texts["say"]
    if stamp.moment is None:
        return str(say["stamp_failed"].format(authority=stamp.authority, failure=stamp.failure))
    moment = universal(stamp.moment, texts)
    said = say["stamp"].format(authority=stamp.authority, moment=moment, signer=stamp.signer or "?")
    return f"{said} {say['stamp_trusted' if stamp.trusted else 'stamp_unchecked']}"


def watermark(receipt: Receipt) -> str | None:
    """The words across a page that must never pass for a filed objection."""
    return watermark_of(standing(receipt), texts_of(receipt), verified=receipt.verified)


def watermark_of(standing: Standing, texts: Texts, *, verified: bool | None) -> str | None:
    """The same from the little that a list knows."""
    words: list[str] = [texts["watermark"][standing]] if standing in texts["watermark"] else []
    if verified is False and standing is not Standing.UNVERIFIED:
        words.append(texts["watermark"][Standing.UNVERIFIED])
    return " · ".join(words) or None


def universal(moment: datetime, texts: Texts) -> str:
    """`22 November 2026, 10:15:00 UTC`, in the receipt's language whatever the machine's locale."""
    moment = moment.astimezone(UTC)
    return _filled(texts["moment"], moment.date(), texts, time=f"{moment:%H:%M:%S}")


def calendar_day(day: date, texts: Texts) -> str:
    """`22 November 2026`."""
    return _filled(texts["date"], day, texts)


def local(moment: datetime) -> str:
    """The same moment by this machine's clock, with its distance from UTC: `2026-11-22 11:15:00 +01:00`."""
    here = moment.astimezone().isoformat(" ", "seconds")
    return f"{here[:19]} {here[19:]}"


def _filled(pattern: str, day: date, texts: Texts, **more: Any) -> str:  # noqa: ANN401 — whatever a pattern takes
    return pattern.format(day=day.day, month=texts["months"][day.month - 1], year=day.year, **more)


def _request(request: str, texts: Texts) -> str:
    words: str = texts["request"]["object" if request == "object" else "other"]
    return words
