"""The ladder by which a control is found, and never a guess.

Rungs, strongest first: `words` (role and accessible name, or the question's text in the control's row; in the
page's language, then in any known), `attributes` (what the form engine keeps stable across languages),
`structure` (the only control of its kind in the form). A rung counts only with exactly one candidate that a person
can see.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from playwright.sync_api import Locator

from meta_objection.errors import FormChanged
from meta_objection.locales import Words
from meta_objection.outcome import FoundBy
from meta_objection.pages.seen import seen_among

Role = Literal["textbox", "searchbox", "combobox", "listbox", "button"]

Label = Literal["words in it", "words and a remark", "wholly understood"]
"""How much of a label must be ours. Words may stand in the labels of other boxes too: «First name» in «First name and
last name», «Email address» in «Email address of your child»."""

NOWHERE = ":not(*)"
"""A selector that finds nothing, at no cost."""

ROWS = '[id^="SupportFormRow."]'
"""The form engine's row around one question (dossier 7.1, seen in the captured mobile page)."""

MADE_LIST = '[role="combobox"]:not(input, select, textarea)'
"""CSS of a list that is opened by a click and is none of HTML's own."""

BUTTONS = "button, input[type=submit], input[type=button], [role=button]"
"""CSS of whatever can be pressed."""

_SAYS = """(control, rows) => {
  const FIELDS = 'input:not([type=hidden]), select, textarea, [contenteditable="true"]';
  const bare = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    const copy = node.cloneNode(true);
    copy.querySelectorAll('select, textarea, input, button, script, style').forEach(one => one.remove());
    return copy.matches('select, textarea, input, button, script, style') ? '' : copy.textContent;
  };
  const referred = (control.getAttribute('aria-labelledby') ?? '').split(/\\s+/)
    .map(id => document.getElementById(id)?.textContent ?? '').join(' ');
  const row = control.closest(rows);
  const before = () => {
    for (let at = control; at && at !== control.form; at = at.parentElement) {
      const texts = [];
      for (let one = at.previousSibling; one; one = one.previousSibling) {
        if (one.matches?.(FIELDS) || one.querySelector?.(FIELDS)) return texts.join(' ');
        texts.unshift(bare(one));
      }
      if (texts.join('').trim()) return texts.join(' ');
    }
    return '';
  };
  const texts = [control.getAttribute('aria-label'), referred, [...control.labels ?? []].map(bare).join(' '),
    row ? bare(row) : '', control.placeholder, control.title, before()];
  return (texts.find(text => text?.trim()) ?? '').replace(/\\s+/g, ' ').trim();
}"""
"""JavaScript for what a control is called: its label, its row, its hint, else what stands before it."""

_SIGNS = r"[\s.:*!…。：›»→]"  # noqa: RUF001 - signs of Japanese text
_MOST_BESIDE = 8
_BETWEEN = r"[\s.:*!…。：›»→,;，、()（）\[\]–—-]"  # noqa: RUF001 - as above
_REMARK = r"[(（\[][^)）\]]*[)）\]]"  # noqa: RUF001 - as above


@dataclass(frozen=True)
class Found:
    """A control, and the rung that found it."""

    control: Locator
    by: FoundBy


Rung = tuple[FoundBy, Locator]


@dataclass(frozen=True)
class Ladder:
    """The rungs of one search, strongest first: each a kind of evidence and its candidates.

    One kind may have several rungs, the broadest first: where a broad one finds nothing, the narrower of its kind
    cannot either and are not asked.
    """

    subject: str
    rungs: tuple[Rung, ...]

    def climb(self) -> Found | None:
        """Give the first rung's only candidate, `None` if no rung has any.

        Raises FormChanged when there are candidates and no rung has exactly one.
        """
        empty: FoundBy | None = None
        ambiguous = False
        for by, candidates in self.rungs:
            if by is empty:
                continue
            count, seen = seen_among(candidates.filter(visible=True), ROWS)
            if count == 1:
                return Found(seen, by)
            ambiguous = ambiguous or count > 1
            empty = by if count == 0 else None
        if ambiguous:
            raise FormChanged(
                f"More than one control could be the one for “{self.subject}”, and the tool never guesses.",
                why="ambiguous-control",
            )
        return None


@dataclass(frozen=True)
class Finder:
    """Finds the controls of one question inside one form."""

    form: Locator
    words: Words

    def textbox(
        self, *, key: str = "question", attributes: str, structure: str | None = None, label: Label = "words in it"
    ) -> Found | None:
        """Find a box to type in. `attributes` and `structure` are CSS, read inside the form."""
        roles: tuple[Role, ...] = ("textbox", "searchbox", "combobox")
        words = self._by_words(key, roles, "input, textarea", label)
        return self._climb([(FoundBy.WORDS, candidates) for candidates in words], attributes, structure)

    def may_be(self, found: Found, *, key: str = "question", label: Label = "words in it") -> bool:
        """Whether a control that its words did not find may be it: it says nothing, or in a language nobody knows.

        Where the page's language is known, what it says instead is another question.
        """
        if found.by is FoundBy.WORDS or not self.words.tag:
            return True
        says: str = found.control.evaluate(_SAYS, ROWS)
        return not any(map(str.isalpha, says)) or bool(self._label(self.words.require(key), label).search(says))

    def choice(self, *, key: str = "question", attributes: str, structure: str | None = None) -> Found | None:
        """Find a list to choose from: a native select."""
        words = self._by_words(key, ("combobox", "listbox"), "select")
        return self._climb([(FoundBy.WORDS, candidates) for candidates in words], attributes, structure)

    def made_list(self, *, key: str = "question") -> Found | None:
        """Find a list that the page has made itself, of anything but HTML's own: it opens where it is clicked."""
        words = self._by_words(key, ("combobox", "listbox"), MADE_LIST)
        return self._climb([(FoundBy.WORDS, candidates) for candidates in words], NOWHERE, None)

    def button(self, *, key: str = "button", attributes: str, structure: str | None = None) -> Found | None:
        """Find a button by its whole name: «Send» must not be «Send the code again»."""
        known, own = self.words.require(key), self.words.own(key)
        named = [name_of(wording) for wording in (known, own) if wording] if self.words.shown(key) else []
        rungs: list[Rung] = [(FoundBy.WORDS, self._named(wording, ("button",), BUTTONS)) for wording in named]
        return self._climb(rungs, attributes, structure)

    def _climb(self, rungs: list[Rung], attributes: str, structure: str | None) -> Found | None:
        rungs.append((FoundBy.ATTRIBUTES, self.form.locator(attributes)))
        if structure:
            rungs.append((FoundBy.STRUCTURE, self.form.locator(structure)))
        return Ladder(self.words.section, tuple(rungs)).climb()

    def _by_words(
        self, key: str, roles: tuple[Role, ...], tags: str, label: Label = "words in it"
    ) -> Iterator[Locator]:
        if not self.words.shown(key):
            return
        known, own = self._label(self.words.require(key), label), self.words.own(key)
        own = own and self._label(own, label)
        yield self._named(known, roles, tags).or_(self._in_row(known, tags))
        yield self._named(known, roles, tags)
        if own:
            yield self._named(own, roles, tags)

    def _label(self, wording: re.Pattern[str], label: Label) -> re.Pattern[str]:
        if label == "words in it":
            return wording
        if label == "words and a remark":
            return label_of(wording)
        beside = replace(self.words, section="question")
        return understood(wording, [beside.require("around"), beside.require("optional")])

    def _named(self, wording: re.Pattern[str], roles: tuple[Role, ...], tags: str) -> Locator:
        """Give the controls of these roles and tags whose accessible name has this wording."""
        return either(self.form.get_by_role(role, name=wording) for role in roles).and_(self.form.locator(tags))

    def _in_row(self, wording: re.Pattern[str], tags: str) -> Locator:
        # Meta's mobile forms have no labels: the question is bare text in the control's row.
        return self.form.locator(ROWS).filter(has_text=wording).locator(tags)


def name_of(wording: re.Pattern[str]) -> re.Pattern[str]:
    """Give the pattern of a name that is these words and nothing else, but for signs around them."""
    return re.compile(rf"^{_SIGNS}*(?:{wording.pattern}){_SIGNS}*$", re.IGNORECASE)


def label_of(wording: re.Pattern[str]) -> re.Pattern[str]:
    """Give the pattern of a label that is these words and at most a remark in brackets."""
    return re.compile(rf"^{_SIGNS}*(?:{wording.pattern}){_SIGNS}*(?:{_REMARK}{_SIGNS}*)?$", re.IGNORECASE)


def understood(wording: re.Pattern[str], beside: Sequence[re.Pattern[str]]) -> re.Pattern[str]:
    """Give the pattern of a label that is these words and, around them, a few others of which all is known.

    A few, as a page could else write a label that is tried to be read for ever.
    """
    others = "|".join(pattern.pattern for pattern in beside)
    before, after = (
        f"(?:{one}){{0,{_MOST_BESIDE}}}" for one in (f"(?:{others}){_BETWEEN}*", f"{_BETWEEN}*(?:{others})")
    )
    return re.compile(rf"^{_BETWEEN}*{before}(?:{wording.pattern}){after}{_BETWEEN}*$", re.IGNORECASE)


def either(candidates: Iterator[Locator]) -> Locator:
    """Give the union of at least one locator."""
    union = next(candidates)
    for candidate in candidates:
        union = union.or_(candidate)
    return union
