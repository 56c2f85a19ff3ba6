"""What the person showed, found again the next time: before any other way of looking, and never a guess."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from playwright.sync_api import Locator

from meta_objection import __version__
from meta_objection.flow.visit import Visit
from meta_objection.learned import Shown
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import NOWHERE, Found
from meta_objection.pages.seen import seen_among

_DESCRIBE = """control => {
  const tag = control.localName, type = control.type;
  const roles = {select: 'combobox', textarea: 'textbox', button: 'button', a: 'link'};
  const typed = {submit: 'button', button: 'button', checkbox: 'checkbox', radio: 'radio'};
  const label = control.labels?.[0]?.textContent;
  const referred = control.getAttribute('aria-labelledby')?.split(/\\s+/)
    .map(id => document.getElementById(id)?.textContent ?? '').join(' ');
  const isBox = control.isContentEditable || ['textbox', 'combobox', 'listbox'].includes(control.getAttribute('role'));
  const ownText = !isBox && (roles[tag] === 'button' || tag === 'a' || control.getAttribute('role'));
  const words = control.getAttribute('aria-label') ?? referred ?? label ?? (ownText ? control.textContent : '') ?? '';
  return [words.replace(/\\s+/g, ' ').trim().slice(0, 200),
    control.getAttribute('role') ?? (tag === 'input' ? typed[type] ?? 'textbox' : roles[tag] ?? ''),
    control.getAttribute('name') ?? ''];
}"""
_RANDOM = re.compile(r"\d{3}|[A-Za-z]*\d[A-Za-z]+\d|^js_|:r", re.IGNORECASE)
"""What a name looks like that a page makes up anew with every load."""


def remember(visit: Visit, question: str, found: Found) -> None:
    """Keep what the person showed, unless anything in its words tells who they are."""
    if visit.learned is None:
        return
    words, role, name = found.control.evaluate(_DESCRIBE)
    name = "" if _RANDOM.search(name) else name
    if any(visit.secrets.personal.tells(text) for text in (words, name)) or not (words or name):
        return
    visit.learned.keep(
        Shown(
            question=question,
            words=words,
            role=role,
            name=name,
            language=visit.screen.lexicon.tag or "",
            address=_address(visit),
            date=datetime.now(UTC).date().isoformat(),
            version=__version__,
        )
    )


def recall(visit: Visit, question: str) -> Found | None:
    """Find the control that the person showed for this question; where it is not the only one any more, forget it."""
    shown = _shown(visit, question)
    if shown is None:
        return None
    count, control = seen_among(_candidates(visit.screen.form, shown), NOWHERE)
    if count > 1:
        forget(visit, question)
    return Found(control, FoundBy.PERSON) if count == 1 else None


def forget(visit: Visit, question: str) -> None:
    """Forget what was shown for a question whose control is another one now."""
    shown = _shown(visit, question)
    if visit.learned and shown:
        visit.learned.drop(shown)


def _shown(visit: Visit, question: str) -> Shown | None:
    learned = visit.learned
    return learned.of(question, visit.screen.lexicon.tag or "", _address(visit)) if learned else None


def _address(visit: Visit) -> str:
    shown = urlsplit(visit.screen.page.url)
    return f"{shown.scheme}://{shown.netloc}{shown.path}"


def _candidates(form: Locator, shown: Shown) -> Locator:
    """Give what has that name, and those words where it has any; always inside the form in question."""
    named = form.locator(f"[name={_css(shown.name)}]") if shown.name else None
    worded = form.get_by_label(shown.words, exact=True) if shown.words else None
    if worded is not None and shown.role in {"button", "link"}:
        worded = form.get_by_role(shown.role, name=shown.words, exact=True)  # type: ignore[arg-type]  # one of two
    if named is not None and worded is not None:
        return named.and_(worded)
    return (named or worded or form.locator(NOWHERE)).filter(visible=True)


def _css(name: str) -> str:
    escaped = "".join(f"\\{ord(letter):x} " if not letter.isalnum() else letter for letter in name)
    return f'"{escaped}"'
