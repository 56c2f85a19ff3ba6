"""What was agreed to, held against what the form posts: the last look before the one irreversible act.

The page can change a value after the review, and a form can post what nobody saw. The program holds the very bytes
that would leave, so it reads them: every answer must be in them as agreed, and no consent that nobody gave.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator

from meta_objection.countries import fold
from meta_objection.errors import FormChanged
from meta_objection.hosts import site_of
from meta_objection.network.http_client import Sending
from meta_objection.replay.fields import fields_of

_CONTROLS = """form => [...form.elements]
  .filter(control => control.name && !control.matches(':disabled'))
  .filter(control => !['hidden', 'submit', 'button', 'reset', 'image', 'file', 'fieldset', 'output', 'object']
    .includes(control.type))
  .map(control => {
    const ticked = ['checkbox', 'radio'].includes(control.type);
    const values = ticked ? (control.checked ? [control.value] : [])
      : control.type === 'select-multiple' ? [...control.selectedOptions].map(option => option.value)
      : [control.value];
    return [control.name, control.type, values];
  })"""
_HIDDEN = """form => [...form.elements].filter(one => one.type === 'hidden' && one.name && one.value)
  .map(one => [one.name, one.value])"""
_NAMES = """controls => controls.flatMap(control => [control, ...control.querySelectorAll('input, select, textarea')])
  .map(control => control.name).filter(Boolean)"""
_FILES = "form => [...form.querySelectorAll('input[type=file]')].flatMap(box => [...box.files].map(one => one.name))"
_SHOWN = "form => document.body.innerText"
_SENTENCE = 3  # words
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{6,}")
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}")
_TRUE = {"1", "true", "on", "yes", "y", "agree", "agreed", "accepted"}
_CONSENT = re.compile(
    r"consent|agree|accept|allow|permi(?:t|ssion)|authori[sz]|opt[-_]?(?:in|out)|withdraw|revoke|cancel|subscri|enrol"
    r"|newsletter|marketing|terms|train",
    re.IGNORECASE,
)
_TICKED = {"checkbox", "radio"}
_NOT_KEPT = "[not kept]"


@dataclass(frozen=True)
class Control:
    """One control of the form as it stood at the review: what it would post, and whether it is one of the answers."""

    name: str
    kind: str
    values: tuple[str, ...] = field(repr=False)
    answered: bool


@dataclass(frozen=True)
class Posted:
    """What was posted: where, the fields with the answers in them, and the SHA-256 of the whole body.

    Of a field that is none of the form's own controls the value is not kept: it may be a token.
    """

    url: str
    fields: tuple[tuple[str, str], ...] = field(repr=False)
    sha256: str


@dataclass(frozen=True)
class Agreed:
    """The controls of the form at the review, and the answers that were typed into it.

    `posted_as` has, for each answer that no control of HTML's own posts, the folded texts of which one must be posted.
    """

    controls: tuple[Control, ...] = ()
    typed: tuple[str, ...] = field(default=(), repr=False)
    posted_as: tuple[frozenset[str], ...] = field(default=(), repr=False)
    files: tuple[str, ...] = field(default=(), repr=False)
    """The names of the files that its controls hold."""
    shown: str = field(default="", repr=False)
    """All that the page showed, folded: a form may post its own questions along with the answers."""
    hidden: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """What the form's hidden fields held, those that held anything: its number among them."""
    host: str = ""

    def check(self, sending: Sending) -> Posted:
        """Give what this sending posts. Raises FormChanged where it is not what was agreed to."""
        fields = self._require_no_other(sending)
        values = {_plain(value) for _, value in fields}
        if not all(_plain(answer) in values for answer in self.typed):
            raise _differs("one of your answers is missing or another")
        if not all(one & {fold(value) for value in values} for one in self.posted_as):
            raise _differs("what you chose in a list is missing or another")
        own = {control.name for control in self.controls if control.answered}
        told = {_plain(answer) for answer in self.typed}
        kept = tuple((name, value if name in own or _plain(value) in told else _NOT_KEPT) for name, value in fields)
        return Posted(sending.url.partition("?")[0], kept, hashlib.sha256(sending.body).hexdigest())

    def check_again(self, sending: Sending, code: str) -> None:
        """Raise FormChanged where what is posted with the one-time code says anything but that and what was agreed."""
        self._require_no_other(sending, code)

    def _require_no_other(self, sending: Sending, *also: str) -> tuple[tuple[str, str], ...]:
        """Give the fields of what is posted; `also` may be said beside what was agreed to."""
        kind = next((value for name, value in sending.headers.items() if name.lower() == "content-type"), "")
        fields = tuple(_leaves(fields_of(sending.body, kind)))
        for name in dict.fromkeys(control.name for control in self.controls):
            self._check_control(name, fields)
        self._require_the_same_form(sending.url, fields)
        self._require_nothing_else(fields, also)
        return fields

    def _require_the_same_form(self, url: str, fields: Sequence[tuple[str, str]]) -> None:
        """Hold the form itself against the one that was agreed to: what it says of itself, and whom it is posted to."""
        if self.host and site_of(urlsplit(url).hostname or "") != site_of(self.host):
            raise _differs("it would have gone to another site of Meta's")
        for name in dict.fromkeys(name for name, _ in self.hidden):
            posted = {_plain(value) for other, value in fields if other == name}
            if not posted <= {_plain(value) for other, value in self.hidden if other == name}:
                raise _differs(f"the form's own “{name[:60]}” has another value")

    def _require_nothing_else(self, fields: Sequence[tuple[str, str]], also: Sequence[str]) -> None:
        """Hold against what was agreed to whatever is posted under names that are none of the form's controls.

        A form posts much that means nothing to anybody but its server, so what it may post cannot be listed. But whole
        words, or an address, that the person neither said nor saw are somebody else's answer; and a yes to a name that
        speaks of agreeing is a consent.
        """
        known = {control.name for control in self.controls}
        said = {fold(answer) for answer in (*self.typed, *also)}.union(*self.posted_as)
        said |= {fold(value) for control in self.controls for value in control.values}
        said |= {fold(name) for name in self.files}
        for name, value in fields:
            if name in known:
                continue
            if value.strip().lower() in _TRUE and _CONSENT.search(name):
                raise _differs(f"it says yes to “{name[:60]}”, which nobody was asked")
            if _is_worded(value) and fold(value) not in said and fold(value) not in self.shown:
                raise _differs(f"it says something under “{name[:60]}” that is none of your answers")

    def _check_control(self, name: str, fields: Sequence[tuple[str, str]]) -> None:
        """Hold what the form posts under a name against what its controls of that name held."""
        mine = [control for control in self.controls if control.name == name]
        is_box = all(control.kind in _TICKED for control in mine)  # whose name is its own wherever it stands
        posted = {_plain(value) for other, value in fields if other == name or (is_box and other.endswith(f".{name}"))}
        if not posted:
            return
        if posted != {_plain(value) for control in mine for value in control.values}:
            raise _differs(f"“{name}” has another value")
        if is_box and not any(control.answered for control in mine):
            raise _differs(f"“{name}” is ticked, and nobody ticked it for you")


def sent_json(posted: Posted) -> bytes:
    """Give what a receipt keeps of what was posted."""
    kept = {"url": posted.url, "fields": [list(one) for one in posted.fields], "body": f"sha256:{posted.sha256}"}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


def read_agreed(
    form: Locator, answered: Sequence[Locator], typed: Sequence[str], by_hand: Sequence[str] = ()
) -> Agreed:
    """Read the form as it stands, knowing which controls hold the person's answers and what was typed.

    `by_hand` are the names of the controls that the person answered in the page.
    """
    own = {name for control in answered for name in control.evaluate_all(_NAMES)} | set(by_hand)
    controls = tuple(Control(name, kind, tuple(values), name in own) for name, kind, values in form.evaluate(_CONTROLS))
    said = tuple(answer for answer in typed if answer.strip())
    hidden = tuple((name, value) for name, value in form.evaluate(_HIDDEN))
    host = urlsplit(form.page.url).hostname or ""
    files, shown = tuple(form.evaluate(_FILES)), fold(form.evaluate(_SHOWN))
    return Agreed(controls, said, files=files, shown=shown, hidden=hidden, host=host)


def _differs(how: str) -> FormChanged:
    message = f"What the form was about to post is not what you agreed to: {how}. It was held back."
    return FormChanged(message, why="changed-after-review")


def _is_worded(value: str) -> bool:
    """Whether a value is in words, or an address: no token, number or code of a machine's."""
    if value.lstrip()[:1] in {"{", "["}:
        return False  # what is inside is looked at by itself
    is_spaced = min(len(value.split()), len(_WORD.findall(value))) >= _SENTENCE
    return is_spaced or bool(_UNSPACED.search(value) or _ADDRESS.search(value))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _leaves(fields: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Give the fields, and those inside a field that holds JSON."""
    for name, value in fields:
        yield name, value
        if value[:1] in {"{", "["}:
            yield from _inside(name, value)


def _inside(name: str, value: str) -> Iterator[tuple[str, str]]:
    try:
        waiting: list[tuple[str, Any]] = [(name, json.loads(value))]
    except (ValueError, RecursionError):
        return
    while waiting:
        place, one = waiting.pop()
        if isinstance(one, dict | list):
            items = one.items() if isinstance(one, dict) else enumerate(one)
            waiting.extend((str(key) if isinstance(one, dict) else place, inner) for key, inner in items)
        elif isinstance(one, str) or one is True:
            yield place, one if isinstance(one, str) else "true"
