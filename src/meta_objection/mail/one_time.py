"""The one-time code of an objection, told from the codes that open an account.

The same senders mail both (facts about Meta's mails, K4), so the words decide, and three things must come together. A
sentence says that an address is confirmed, or an objection. Nothing in the mail, in any language and seen or unseen,
speaks of getting in: accounts, signing in, registering, passwords, second factors, devices, changes. And before the
code nothing is told at any length but of codes and addresses: an alert tells first what happened, in whatever words.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meta_objection.mail.stems import says

_SIX = re.compile(r"(?<![\d./#-])(?<!\d[ \u00a0])\d(?:[ \u00a0]?\d){5}(?!\d|[./-]\d|[ \u00a0]\d)")
"""Six digits: those of an account have five, six or eight."""


_ANY_CODE = re.compile(r"(?<!\d)\d(?:[ \u00a0-]?\d){4,7}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_SIGN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_GREETING, _GREETING_OF_SIGNS = 3, 8


@dataclass(frozen=True)
class OneTime:
    """That a mail brings this code, and which: `None` where two that differ could be meant."""

    code: str | None


def one_time(title: str, text: str, said: Sequence[str]) -> OneTime | None:
    """Give the code of a mail that brings an objection's: in or beside a sentence that speaks of it.

    `text` is all there is of it, `said` the sentences that are its own. Two codes that differ are none (facts: mails.md
    7.6).
    """
    if not _codes(text) or says(f"{title}\n{text}", "entry"):
        return None
    if not any(map(_confirms, (title, *said))) or not says(f"{title}\n{text}", "code"):
        return None
    speaking = [says(one, "code") or _confirms(one) for one in said]
    near = [one for place, one in enumerate(said) if any(speaking[max(0, place - 2) : place + 2])]
    found = {code for one in near for code in _codes(one)}
    if not found or not all(map(_is_to_the_point, _before_a_code(said))):
        return None
    found |= set(_codes(title))
    return OneTime(found.pop() if len(found) == 1 else None)


def without_codes(subject: str) -> str:
    """A subject with dots for whatever digits in it may be a code of any kind: those who look on need not see them."""
    return _ANY_CODE.sub("…", subject)


def _confirms(sentence: str) -> bool:
    return says(sentence, "confirm", "mailbox") or says(sentence, "confirm", "objection")


def _before_a_code(said: Sequence[str]) -> Iterator[str]:
    for one in said:
        yield one
        if _codes(one):
            return


def _is_to_the_point(sentence: str) -> bool:
    """Whether it speaks of codes and addresses, or is as short as a greeting."""
    if any(says(sentence, name) for name in ("code", "confirm", "mailbox", "objection")):
        return True
    return len(_WORD.findall(sentence)) <= _GREETING and len(_SIGN.findall(sentence)) <= _GREETING_OF_SIGNS


def _codes(text: str) -> list[str]:
    return [re.sub(r"\s", "", found) for found in _SIX.findall(unicodedata.normalize("NFKC", text))]
