"""Reads every question of a form as the person sees it, to name those nobody knows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator

from meta_objection.locales import Lexicon
from meta_objection.pages.find import ROWS, name_of
from meta_objection.pages.seen import IS_SEEN

_VISIBLE_CONTROLS = (
    IS_SEEN
    + """
  const CONTROLS = 'input, select, textarea, [contenteditable="true"], [role="combobox"], [role="radio"],'
    + ' [role="checkbox"], [role="switch"], [role="textbox"], [role="listbox"]';
  const SILENT = ['hidden', 'submit', 'button', 'image', 'reset'];
  const row = control => control.closest(rows);
  const controls = [...form.querySelectorAll(CONTROLS)].filter(c => !SILENT.includes(c.type) && isSeen(c, row(c)));
  const bare = element => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll('select, option, textarea, input, button, script, style').forEach(e => e.remove());
    return copy.textContent;
  };
  const referred = control => (control.getAttribute('aria-labelledby') ?? '').split(/\\s+/)
    .map(id => document.getElementById(id)?.textContent ?? '').join(' ');
  const CHOICES = '[type=radio], [type=checkbox], [role=radio], [role=checkbox], [role=switch]';
  // Choices of one question stand together: in a row of the engine's, or of radios in a group or under one name.
  const isGroup = element => !!element && [...element.querySelectorAll(CONTROLS)]
    .every(control => control.matches('[type=radio], [role=radio], [type=hidden]'));
  const group = control => {
    const nearest = control.closest('fieldset, [role=radiogroup], [role=group]');
    return row(control) ?? (isGroup(nearest) ? nearest : null);
  };
  const grouped = control => [control.getAttribute('aria-label'), referred(control), bare(control)];
  const namesakes = control => control.type !== 'radio' || !control.name ? ''
    : [...form.querySelectorAll('input[type=radio]')].filter(other => other.name === control.name)
      .map(other => bare(other.labels?.[0] ?? other).trim()).join(' / ');
  const question = control => {
    const choice = control.matches(CHOICES) && group(control);
    const texts = choice ? (choice === row(control) ? [bare(choice)] : grouped(choice)) : [
      namesakes(control),
      control.getAttribute('aria-label'), referred(control), ...[...control.labels ?? []].map(bare),
      row(control) ? bare(row(control)) : '', control.placeholder, control.matches(CHOICES) ? bare(control) : ''];
    const text = texts.find(candidate => candidate?.trim()) ?? control.name ?? control.tagName;
    return [...text.replace(/\\s+/g, ' ').trim()].slice(0, 200).join('');
  };
"""
)
_IS_KNOWN = """
  const isKnown = control => known.some(other => other.contains(control)
    || (row(control) && row(other) === row(control))
    || (other.type === 'radio' && other.name === control.name && other.form === control.form));
"""
_HELD = f"""(form, [rows, asked, known]) => {{{_VISIBLE_CONTROLS}{_IS_KNOWN}
  const mine = controls.filter(control => question(control) === asked && !isKnown(control));
  const named = control => bare(control.labels?.[0] ?? control).trim() || control.value;
  const value = control => ['radio', 'checkbox'].includes(control.type) ? (control.checked ? named(control) : '')
    : control.tagName === 'SELECT' ? (control.value ? control.selectedOptions[0]?.text.trim() ?? '' : '')
    : control.matches(CHOICES) ? (control.getAttribute('aria-checked') === 'true' ? named(control) : '')
    : control.type === 'file' ? [...control.files].map(file => file.name).join(', ')
    : control.value ?? control.innerText ?? '';
  return [mine.map(value).filter(Boolean).join(', ').trim(), mine.map(control => control.name).filter(Boolean)];
}}"""
_OUTLINE = f"""(form, rows) => {{{_VISIBLE_CONTROLS}
  return controls.map(control => [control.tagName, control.type ?? 'home-made', control.name, control.id,
    document.documentElement.lang, question(control)].join(' '));
}}"""
_READ = (
    f"(form, [rows, known]) => {{{_VISIBLE_CONTROLS}{_IS_KNOWN}"
    """
  const places = known.map((_, place) => place);
  const follows = (a, b) => known[a].compareDocumentPosition(known[b]) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1;
  const twins = places.flatMap(a => places.filter(b => a < b && known[a] === known[b]).map(b => [a, b]));
  const unknown = [...new Set(controls.filter(control => !isKnown(control)).map(question))];
  return [known.map(question), places.sort(follows), twins, unknown];
}"""
)

_REMARKS = re.compile(r"[(（\[【〔［]([^)）\]】〕］]*)[)）\]】〕］]")  # noqa: RUF001 - brackets of Japanese text
_REMARK_PARTS = re.compile(r"[,;:·/、，；：–—]|\s-\s")  # noqa: RUF001 - signs of Japanese text, and dashes
_PARTS = re.compile(r"[.!?:·|•*。！？：—]|\s[-–]\s")  # noqa: RUF001 - as above
_LAST_COMMA = re.compile(r"[,、，]")  # noqa: RUF001 - as above


@dataclass(frozen=True)
class Survey:
    """A form's questions in the page's own words.

    `texts` has one for each recognised control, `order` their places as the page has them, `twins` the pairs of
    places that are one and the same control, `unknown` the questions of all other controls.
    """

    texts: tuple[str, ...]
    order: tuple[int, ...]
    twins: tuple[tuple[int, int], ...]
    unknown: tuple[str, ...]


def outline(form: Locator) -> tuple[str, ...]:
    """Give which controls the form shows and what they are called, to notice when a row or the language changes."""
    return tuple(form.evaluate(_OUTLINE, ROWS))


def kinds_in(outlined: Sequence[str]) -> frozenset[str]:
    """Give the types of the controls in an outline; a control that is none of HTML's own is `home-made`."""
    return frozenset(line.split(" ")[1] for line in outlined)


def survey(form: Locator, controls: Sequence[Locator]) -> Survey:
    """Read the form's questions, given the controls that were recognised."""
    handles = [control.element_handle() for control in controls]
    texts, order, twins, unknown = form.evaluate(_READ, [ROWS, handles])
    return Survey(tuple(texts), tuple(order), tuple((a, b) for a, b in twins), tuple(unknown))


def held_by(form: Locator, question: str, recognised: Sequence[Locator]) -> tuple[str, tuple[str, ...]]:
    """Give what the other controls than these hold whose question has this text, as a reader would put it; their names.

    The text is empty where the question has no answer.
    """
    value, names = form.evaluate(_HELD, [ROWS, question, [control.element_handle() for control in recognised]])
    return value, tuple(names)


def is_optional(question: str, lexicon: Lexicon) -> bool:
    """Whether a question is marked, in any language we know, as optional.

    The engine marks nothing as required (seen in the captured mobile page), so whatever is not marked optional is. A
    mark stands by itself: in brackets, before a colon, after a dash or a comma, or as a sentence. Inside a sentence the
    same word means another thing («choose any option», «optional cookies») or is denied («not optional»).
    """
    word = name_of(lexicon.section("question").require("optional"))
    remarks = list(_REMARKS.finditer(question))
    inside = [part for remark in remarks for part in (remark[0], *_REMARK_PARTS.split(remark[1]))]
    outside = _REMARKS.sub(" ", question)
    return any(word.search(part) for part in (*inside, *_PARTS.split(outside), _LAST_COMMA.split(outside)[-1]))
