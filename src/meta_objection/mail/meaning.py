"""What a mail says: that it arrived, yes, no, a question, a code … in any language, whatever the run's language was.

A mail is longer than what a page shows, and its sender is known before its words count; so it is sorted by stems, where
a page must be understood word for word. What it must not do is the same: a yes is heard only in a sentence of the
mail's own that speaks of this person's objection, and that nothing in it denies, sets a condition to, puts off, asks
or quotes. Denials and conditions are a language's few small words, which can be listed; what grants cannot, and a word
that nobody listed grants nothing. What takes a grant away cannot be listed either («probably», «only in part»): so a
yes counts as one where the reader of pages, too, understands every word of its sentence, and else is only noted.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from meta_objection.mail.message import Mail
from meta_objection.mail.one_time import one_time
from meta_objection.mail.stems import Said, languages_of, said_in, sentences_of
from meta_objection.outcome import MailKind
from meta_objection.words import find_confirmation

_UNQUOTED = {MailKind.OTHER, MailKind.ANNOUNCEMENT}
_TURNED = {MailKind.ACCEPTED, MailKind.REFUSED, MailKind.CODE}
"""What words that nobody sees may turn round."""


@dataclass(frozen=True)
class Meaning:
    """What a mail is, the sentence that says it, and the code in one that brings a code."""

    kind: MailKind
    sentence: str | None = None
    code: str | None = None

    @property
    def is_understood(self) -> bool:
        """Whether every word of the sentence is understood, and all of them together say that it went well."""
        return self.sentence is not None and find_confirmation(self.sentence) is not None


def meaning_in(mail: Mail) -> Meaning:
    """What a mail says in each way in which it says it; where those differ, nothing."""
    meanings = [meaning_of(mail.subject, text) for text in mail.texts or ("",)]
    told = {(one.kind, one.code) for one in meanings}
    if meanings[0].kind in _TURNED:
        hidden = [meaning_of(mail.subject, text) for text in mail.unseen]
        told |= {(one.kind, one.code) for one in hidden}
    return meanings[0] if len(told) == 1 else Meaning(MailKind.OTHER)


def meaning_of(subject: str, text: str) -> Meaning:
    """Sort a mail by its own words. Where it says two things that cannot both be, it says nothing."""
    tags = languages_of(f"{subject}\n{text}")
    said = list(sentences_of(text, tags))
    title = said_in(subject, tags)
    whole = (title, *said)
    is_of_else = any("matter" in one.has for one in whole)
    if not is_of_else and (brought := one_time(subject, text, [one.text for one in said])):
        return Meaning(MailKind.CODE, code=brought.code)
    is_ours = not (is_of_else or any(map(_takes_back, whole)))
    is_of_ai = any("topic" in one.has for one in whole)
    stating = said if is_ours else []
    accepted = _first(stating, lambda one: _grants(one) and (is_of_ai or "objection" in one.has))
    refused = _first(stating, _refuses)
    evidence, question = _first(said, _wants_evidence), _first(said, _wants_answer)
    is_about = any({"about", "objection"} & one.has for one in whole)
    received = _first(stating, _states_arrival) if is_about or is_of_ai else None
    weighed = (
        (MailKind.EVIDENCE_WANTED, evidence if is_about and not accepted else None),
        (MailKind.OTHER, refused if accepted else None),
        (MailKind.QUESTION, question if refused else None),
        (MailKind.REFUSED, refused),
        (MailKind.ACCEPTED, accepted),
        (MailKind.ANNOUNCEMENT, title if is_of_ai and _announces(title, said) else None),
        (MailKind.QUESTION, question if is_about or is_of_ai else None),
        (MailKind.RECEIVED, received),
    )
    kind, one = next((found for found in weighed if found[1]), (MailKind.OTHER, None))
    return Meaning(kind, one.text if one and kind not in _UNQUOTED else None)


def _grants(one: Said) -> bool:
    """Whether a sentence says yes: as a whole, or in one part, the others denying only that AI goes on using it."""
    if one.asks or one.is_conditional or one.has & {"matter", "against", "refuse", "hedge"}:
        return False
    parts = one.parts
    yes = [part for part in parts if {"about", "accept"} <= part.has]
    if "negate" not in one.has:
        return {"about", "accept"} <= one.has
    no = [part for part in parts if "negate" in part.has]
    return bool(yes) and all("topic" in part.has and not part.has & {"about", "accept"} for part in no)


def _refuses(one: Said) -> bool:
    if one.asks or one.is_conditional or one.has & {"yet", "matter", "against"}:
        return False
    return "about" in one.has and any(map(_turns_down, one.parts))


def _turns_down(part: Said) -> bool:
    """Whether a part turns down: in so many words, or by a denial of what grants. Two denials turn nothing down.

    Who cannot say that something arrived, or could not send it, has refused nothing.
    """
    if "refuse" in part.has:
        return bool({"about", "accept"} & part.has) and not part.is_denied("refuse")
    if "cannot" in part.has:
        return bool({"about", "accept"} & part.has) and "receive" not in part.has
    return {"about", "accept", "negate"} <= part.has and not {"hedge", "receive"} & part.has


def _takes_back(one: Said) -> bool:
    """Whether it says that the objection was taken back; that it can be is no news."""
    return "withdrawn" in one.has and not (one.is_conditional or "hedge" in one.has)


def _wants_evidence(one: Said) -> bool:
    wanted = {"evidence", "want"} <= one.has and "matter" not in one.has
    return wanted and ("negate" not in one.has or bool(one.has & {"refuse", "cannot"}))


def _wants_answer(one: Said) -> bool:
    return "answer" in one.has and not (one.is_conditional or one.has & {"negate", "matter"})


def _states_arrival(one: Said) -> bool:
    return "receive" in one.has and not (one.asks or one.is_conditional or one.has & {"negate", "matter"})


def _announces(title: Said, said: list[Said]) -> bool:
    announcing = sum("announce" in one.has for one in said)
    return "announce" in title.has or announcing > 1


def _first(said: Iterable[Said], is_it: Callable[[Said], bool]) -> Said | None:
    return next((one for one in said if is_it(one)), None)
