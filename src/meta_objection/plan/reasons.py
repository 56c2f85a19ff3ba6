"""Starting points for a person's own reason. None of them is ever put into a form by the program."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from meta_objection.data_files import table_of
from meta_objection.forms import Generation
from meta_objection.locales import known_tags, load_reasons, match_tag
from meta_objection.locales.patterns import pattern_of

KINDS = ("plain", "artist", "parent", "journalist", "health_worker")
"""Whose starting points there are."""

_HINT = "hint"
_MEANS = {
    "delete": "may be read as asking for something to be deleted",
    "withdraw": "may be read as taking back a consent",
    "name": "may be read as being about your name alone",
}
"""What a word of `reason_words.toml` may make of a reason."""
_GAP = re.compile(r"\[[^\]]+\]")
_LANGUAGE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environment: Mapping[str, str]) -> str:
    """Give the language that a person's environment names, English where it names none that has starting points."""
    named = next((value for name in _LANGUAGE_VARIABLES if (value := environment.get(name))), "")
    return spoken(re.split("[.@]", named)[0]) or "en"


def spoken(tag: str) -> str | None:
    """Give the language with starting points that a tag means, `None` where there is none."""
    known = match_tag(tag)
    return known if known and load_reasons(known) else None


def hint(tag: str) -> str:
    """Give what a person is to do with the starting points, in their language."""
    return load_reasons(tag)[_HINT]


def starting_points(tag: str) -> dict[str, str]:
    """Give the starting points, by kind."""
    told = load_reasons(tag)
    return {kind: told[kind] for kind in KINDS}


def open_gap(reason: str) -> str | None:
    """Give a gap of a starting point, in any language, that still stands in a reason."""
    if not _GAP.search(reason):
        return None
    texts = (text for tag in known_tags() for kind, text in load_reasons(tag).items() if kind != _HINT)
    return next((gap for text in texts for gap in _GAP.findall(text) if gap in reason), None)


def misleading(reason: str) -> tuple[str, ...]:
    """Give what a person should know of words in their reason that Meta does not count as an objection."""
    found = {kind: pattern.search(reason) for kind, pattern in _misleading_words().items()}
    return tuple(
        f"Your reason says “{said[0].strip()}”, which {_MEANS[kind]}. Meta says that such a request is no objection."
        " Say there that you object to your information being used to develop and improve AI at Meta."
        for kind, said in found.items()
        if said
    )


@cache
def _misleading_words() -> dict[str, re.Pattern[str]]:
    data = table_of("plan/reason_words.toml")
    texts = {kind: [text for words in data.values() for text in words[kind]] for kind in _MEANS}
    return {kind: pattern for kind, said in texts.items() if (pattern := pattern_of(said))}


def length_wanted(reason: str, generations: Sequence[Generation]) -> int | None:
    """Give how many characters a form seems to want of a reason that is shorter; `None` where it is long enough."""
    return max((known.reason_minimum for known in generations if len(reason) < known.reason_minimum), default=None)


def shortness(reason: str, generations: Sequence[Generation]) -> tuple[str | None, bool]:
    """Give what a person should know of a reason that is short for a form, and whether no form in question takes it."""
    short = [known for known in generations if len(reason) < known.reason_minimum]
    least = length_wanted(reason, generations)
    if least is None:
        return None, False
    named = " and ".join(known.id for known in short)
    if len(short) == len(generations) and all(known.reason_minimum_sure == "seen" for known in short):
        return f"it has {len(reason)} characters, and {least} are the least that the form takes", True
    told = (
        f"Your reason has {len(reason)} characters. The form of {named} seems to want {least}: somebody reported it,"
        " and nobody else has tried. A longer one, in your own words, is safer."
    )
    return told, False
