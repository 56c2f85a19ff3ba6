"""Which of Meta's words a form needs, and which of them a language has none for."""

from collections import Counter
from collections.abc import Iterator

from meta_objection.forms import Form
from meta_objection.locales import Sure, load_locale
from meta_objection.pages import QUESTIONS

_MODEL = "en"
"""The language that has words for everything: what it has, a form may need."""

_CODE = "code"


def words_needed(form: Form) -> tuple[str, ...]:
    """Give every `section.key` that a run with this form may look for: all but other forms' questions."""
    asked = {*form.questions, *(name for known in form.generations for name in known.asks)}
    foreign = {*QUESTIONS, _CODE} - asked
    return tuple(name for name in _names(_MODEL) if name.partition(".")[0] not in foreign)


def words_missing(form: Form, tag: str) -> tuple[str, ...]:
    """Give the `section.key` that this form needs and this language does not have."""
    known = set(_names(tag))
    return tuple(name for name in words_needed(form) if name not in known)


def words_missing_anywhere(tag: str) -> tuple[str, ...]:
    """Give every `section.key` that the model has words for and this language has not."""
    known = set(_names(tag))
    return tuple(name for name in _names(_MODEL) if name not in known)


def words_by_sureness(tag: str) -> Counter[Sure]:
    """Count a language's words by how sure they are."""
    return Counter(word.sure for keys in load_locale(tag).values() for words in keys.values() for word in words)


def _names(tag: str) -> Iterator[str]:
    return (f"{section}.{key}" for section, keys in load_locale(tag).items() for key in keys)
