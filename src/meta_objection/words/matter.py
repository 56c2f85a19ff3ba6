"""Whether what a sentence speaks of is the objection: a request that names AI may as well be one to have it used."""

import re
from functools import cache

from meta_objection.locales import load_locale

_OPT_OUT = ("opt-out", "opt out", "optout")
_LEAST = 4
"""Letters of a word that are enough to know it by, whatever its ending."""


def is_of_ours(sentence: str, tag: str) -> bool:
    """Whether a sentence that names AI names the objection, too; one that does not name it may mean this sending."""
    return not _names_ai(tag).search(sentence) or bool(_names_objection(tag).search(sentence))


@cache
def _names_ai(tag: str) -> re.Pattern[str]:
    texts = [word.text for word in load_locale(tag)["heading"]["ai"]]
    # in Japanese and Korean letters of another script stand right beside it
    letter = {text: "[A-Za-z]" if text.isascii() else r"[^\W\d_]" for text in texts}
    short = [f"(?<!{letter[text]}){text}(?!{letter[text]})" for text in texts if text.isupper()]
    long = [f"(?i:{re.escape(_stem(text))})" for text in texts if not text.isupper()]
    return re.compile("|".join((*short, *long)))


@cache
def _names_objection(tag: str) -> re.Pattern[str]:
    texts = [*(word.text for word in load_locale(tag)["heading"]["objection"]), *_OPT_OUT]
    return re.compile("|".join(re.escape(_stem(text)) for text in texts), re.IGNORECASE)


def _stem(text: str) -> str:
    """Give the beginning of a text that stands in all its forms; scripts without cases write no endings."""
    has_cases = text.lower() != text.upper()
    return text[: max(_LEAST, len(text) * 2 // 3)] if has_cases else text
