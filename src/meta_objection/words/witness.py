"""What words of Meta's say after a sending: that it was taken, that it was not, or nothing that decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from meta_objection.locales import Words, known_tags
from meta_objection.locales.page_text import PageText
from meta_objection.words.reader import find_confirmation, is_conditional, seems_confirmed
from meta_objection.words.tokens import sentences


class Finding(StrEnum):
    """What one witness says. The order is that of precedence between two that disagree without confirming."""

    CONFIRMED = "confirmed"
    RATE_LIMITED = "rate-limited"
    CAPTCHA = "captcha"
    CHECKPOINT = "checkpoint"
    SIGN_IN = "sign-in"
    INVALID = "invalid"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    """An answer came and cannot be read, or bears the status of an error: beside it no page is believed."""
    NONE = "none"

    @property
    def says_something(self) -> bool:
        """Whether the witness says anything that decides."""
        return self not in {Finding.UNKNOWN, Finding.UNREADABLE, Finding.NONE}


@dataclass(frozen=True)
class Witness:
    """One finding with the words it rests on."""

    finding: Finding
    quote: str | None = None


SILENT = Witness(Finding.NONE)

_BY_WORDS = {
    "rate_limit": ("text", Finding.RATE_LIMITED),
    "sign_in": ("expired", Finding.SIGN_IN),
    "validation": ("text", Finding.INVALID),
    "refusal": ("text", Finding.REFUSED),
}


@lru_cache(maxsize=64)
def hear_text(text: str, around: str = "") -> Witness:
    """Read words of Meta's, a line for each of theirs. Words that say two things say nothing.

    What stands `around` them, in the bars of the page, can tell that something went wrong and never that it went well.
    """
    heard = dict(_troubles(f"{text}\n{around}"))
    if heard and seems_confirmed(text):
        return Witness(Finding.UNKNOWN)
    confirmation = None if heard else find_confirmation(text, of_now=True)
    if confirmation:
        return Witness(Finding.CONFIRMED, confirmation.sentence)
    first = next((finding for finding in Finding if finding in heard), Finding.UNKNOWN)
    return Witness(first, heard.get(first))


def _troubles(text: str) -> Iterator[tuple[Finding, str]]:
    """Give every kind of refusal in a text with its sentence; one that is only set as a condition is none."""
    said = PageText(text)
    each = [one.text for one in sentences(text)]
    for section, (key, finding) in _BY_WORDS.items():
        if Words(section, text=said).shown(key):
            told = next((sentence for sentence in each if _tells(sentence, section, key)), None)
            if told:
                yield finding, told


def _tells(sentence: str, section: str, key: str) -> bool:
    """Whether a sentence says this outright, in every language in which it says it."""
    said = PageText(sentence)
    found = [(tag, hit) for tag in known_tags() if (hit := _hit(sentence, Words(section, tag, said).own(key)))]
    return bool(found) and not any(is_conditional(sentence.replace(hit, " "), tag) for tag, hit in found)


def _hit(sentence: str, wording: re.Pattern[str] | None) -> str | None:
    hits = wording.finditer(sentence) if wording else ()
    return next((hit[0] for hit in hits if _begins_a_word(hit)), None)


def _begins_a_word(hit: re.Match[str]) -> bool:
    """Whether a match begins where a word does: «zamítli» (we refused) stands in «nezamítli» too (we did not)."""
    before = hit.string[: hit.start()][-1:]
    return not (_is_cased(before) and _is_cased(hit[0][:1]))  # scripts without cases write no blanks, or endings


def _is_cased(letter: str) -> bool:
    return letter.lower() != letter.upper()
