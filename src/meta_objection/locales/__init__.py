"""The words of Meta's pages, by language: what a page object looks for, each with how sure it is and from where.

They stand in each language's `pages.toml`: sections are named after page objects, keys after what the words are for.
An entry is a text of ours (a translation or general knowledge), or `{ text, sure, source }` where more is known. `sure`
is `seen` (in a captured page), `reported` (quoted by somebody) or `inferred` (from one of these). Sources are the codes
of the project's dossier of Meta's forms, listed in `docs/facts.md`. One section is none of Meta's words: `reasons`,
plain texts of ours. What confirms an objection is not listed here: `words` reads it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from meta_objection.data_files import broken
from meta_objection.languages import languages_with, part_of, path_of
from meta_objection.locales.page_text import PageText
from meta_objection.locales.patterns import NOTHING, pattern_of


class Sure(StrEnum):
    """How sure it is that Meta's page says exactly this."""

    SEEN = "seen"
    REPORTED = "reported"
    INFERRED = "inferred"


@dataclass(frozen=True)
class Word:
    """One text of Meta's pages."""

    text: str
    sure: Sure = Sure.INFERRED
    source: str = "house"

    def __post_init__(self) -> None:
        object.__setattr__(self, "sure", Sure(self.sure))


_PART = "pages"
_REASONS = "reasons"
_NO_WORDS = {"tag", _REASONS}

Locale = dict[str, dict[str, tuple[Word, ...]]]
"""One language: section, key, words."""


@cache
def known_tags() -> tuple[str, ...]:
    """Give the BCP 47 tags of the languages there are words for."""
    return languages_with(_PART)


@cache
def load_locale(tag: str) -> Locale:
    """Read one language's words. Raises FileNotFoundError, and DataFileError where the file breaks its own form."""
    data = part_of(tag, _PART)
    return {section: _section(tag, section, keys) for section, keys in data.items() if section not in _NO_WORDS}


def load_reasons(tag: str) -> dict[str, str]:
    """Read one language's starting points for a reason, by kind, with the hint that comes with them."""
    return dict(part_of(tag, _PART).get(_REASONS, {}))


def _section(tag: str, section: str, keys: object) -> dict[str, tuple[Word, ...]]:
    if not isinstance(keys, dict):
        raise broken(path_of(tag, _PART), [section], "a section of keys with lists of words belongs here")
    return {key: _words(tag, (section, key), entries) for key, entries in keys.items()}


def _words(tag: str, where: tuple[str, str], entries: object) -> tuple[Word, ...]:
    try:
        if isinstance(entries, list):
            return tuple(map(_word, entries))
    except (TypeError, ValueError) as error:
        raise broken(path_of(tag, _PART), where, str(error)) from error
    raise broken(path_of(tag, _PART), where, "a list of words belongs here")


def _word(entry: object) -> Word:
    fields = {"text": entry} if isinstance(entry, str) else entry
    if not isinstance(fields, dict) or not all(
        isinstance(said, str) and said.strip() == said != "" for said in fields.values()
    ):
        raise ValueError(f"a word is a text without blanks around it, and this is none: {entry!r}")
    return Word(**fields)


_STAND_FOR = {"no": "nb", "pt": "pt-br", "pt-*": "pt-pt"}
"""Which of our languages a tag means that is none of ours: as CLDR has it, `*` for any other region."""


def match_tag(page_tag: str) -> str | None:
    """Give the known language that a page's `lang` means: the same tag, else the same language elsewhere."""
    wanted = page_tag.replace("_", "-").lower()
    by_lower = {tag.lower(): tag for tag in known_tags()}
    primary, _, region = wanted.partition("-")
    instead = _STAND_FOR.get(f"{primary}-*" if region else primary) or _STAND_FOR.get(primary, primary)
    return by_lower.get(wanted) or by_lower.get(primary) or by_lower.get(instead)


@dataclass(frozen=True)
class Words:
    """One section's words, the page's own language first and every other known language after it.

    Where the page's text is known, words that stand nowhere in it are left out.
    """

    section: str
    tag: str | None = None
    text: PageText | None = None

    def own(self, key: str) -> re.Pattern[str] | None:
        """Give the pattern of the page's own language, `None` where there are no words."""
        return self._pattern(key, (self.tag,) if self.tag else ())

    def any(self, key: str) -> re.Pattern[str] | None:
        """Give the pattern of all known languages, `None` where there are no words."""
        return self._pattern(key, known_tags())

    def require(self, key: str) -> re.Pattern[str]:
        """Give the pattern of all known languages. Raises KeyError for a key that no language has."""
        pattern = self.any(key)
        if pattern is None:
            raise KeyError(f"no language has words for {self.section}.{key}")
        return pattern

    def shown(self, *keys: str) -> bool:
        """Whether the page may say any of these words, of all the section's where none are named."""
        asked = keys or {key for tag in known_tags() for key in load_locale(tag).get(self.section, {})}
        return any(self.any(key) not in {None, NOTHING} for key in asked)

    def _pattern(self, key: str, tags: tuple[str, ...]) -> re.Pattern[str] | None:
        texts = _texts(self.section, key, tags)
        said = texts if self.text is None else tuple(text for text in texts if text in self.text)
        return _compiled(said) or (NOTHING if texts else None)


@cache
def _texts(section: str, key: str, tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.text for tag in tags for word in load_locale(tag).get(section, {}).get(key, ()))


_compiled = cache(pattern_of)


@dataclass(frozen=True)
class Lexicon:
    """All words, seen from one page: from its language, and from its text where that is known."""

    page_tag: str
    text: PageText | None = None

    @cached_property
    def tag(self) -> str | None:
        """The known language of the page, `None` where there are no words for it."""
        return match_tag(self.page_tag)

    def section(self, name: str) -> Words:
        """Give the words of one page object."""
        return Words(name, self.tag, self.text)
