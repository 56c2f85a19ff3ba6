"""The panel by which a person follows and leads a headed run: the steps, what is asked of them, and their buttons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import count
from typing import Any

from playwright.sync_api import Error, Locator

from meta_objection.browser.isolated import IsolatedWorld
from meta_objection.browser.panel_words import PanelWords, words_in
from meta_objection.browser.screen import Screen
from meta_objection.report import StepDone

HOST = "meta-objection-panel"
HIDDEN = f"{HOST} {{ display: none !important }}"
"""The style that keeps the panel out of a receipt's pictures."""
MARK = "data-meta-objection-pointed"
"""The attribute that a control has from the moment the person showed it."""
REMOVE = f"""() => {{
  document.querySelector('{HOST}')?.remove();
  for (const element of document.querySelectorAll('*')) {{
    for (const name of element.getAttributeNames()) if (name.startsWith('{MARK}')) element.removeAttribute(name);
  }}
}}"""
"""The script that takes the panel and its marks off a page, before anything of the page is kept."""
STOP = "stop"

_SHOW = files("meta_objection.browser").joinpath("panel.js").read_text(encoding="utf-8")
_CONTROLS = (
    "input, select, textarea, button, a[href], [contenteditable='true'], [role=button], [role=textbox],"
    " [role=combobox], [role=listbox], [role=radio], [role=checkbox], [role=switch]"
)
_TYPED = {"country", "code"}
"""The steps in which keys are pressed, blanks among them; everywhere else the space bar is the person's."""
_SHOWN_STEPS = 4


@dataclass
class _Question:
    """What is asked of the person: `number` tells one question from the next."""

    number: int = 0
    text: str = ""
    answers: Sequence[tuple[str, str]] = ()
    pointing: str | None = None


@dataclass
class Panel:
    """Says on the page itself what is done, and hears there what the person says; it is told of every step.

    A page that is just being left shows nothing. `stopped` is called where the person presses Stop.
    """

    screen: Screen
    steps: int
    stopped: Callable[[], None] = lambda: None
    _done: list[str] = field(default_factory=list)
    _step: str = ""
    _note: str = ""
    _somebody_types: bool = False
    _question: _Question = field(default_factory=_Question)
    _mark: str = MARK
    _numbers: Any = field(default_factory=lambda: count(1))
    _world: IsolatedWorld = field(default_factory=IsolatedWorld)

    @property
    def words(self) -> PanelWords:
        """What the panel says, in the language of the page where there are words in it."""
        return words_in(self.screen.lexicon.tag)

    def begun(self, step: str) -> None:
        """Show the step, and wait as long as the person has paused the run."""
        self._step, self._note = step, self.words.why.get(step, self.words.why["question"])
        self._somebody_types = step in _TYPED
        while self._show().get("paused"):
            self.screen.next_change()

    def done(self, step: StepDone) -> None:
        """Put the step among those that are done."""
        self._done.append(step.name)
        self._step = ""

    def waiting(self, message: str) -> None:
        """Show what only the person can do."""
        self._note, self._somebody_types = message, True
        self._show()

    def acting(self, account: str) -> None:
        """Show which account it is, until the next step begins."""
        self._note = self.words.account.format(account=account)
        self._show()

    def point_at(self, control: Locator) -> None:
        """Outline the control that is about to be touched."""
        box = control.bounding_box()
        self._show([box["x"], box["y"], box["width"], box["height"]] if box else None)

    def ask(self, text: str, answers: Mapping[str, str], *, pointing: bool = False) -> None:
        """Put a question with a button for each answer; with `pointing`, a click on a control is one, too."""
        number = next(self._numbers)
        self._mark = f"{MARK}-{number}"
        self._question = _Question(number, text, tuple(answers.items()), self._mark if pointing else None)
        self._somebody_types = True

    def heard(self) -> str | None:
        """Give the answer that the person gave by a button, `pointed` for a click on a control, `None` for none yet."""
        said = self._show().get("said")
        return said if isinstance(said, str) else None

    def pointed(self) -> Locator:
        """Give what the person clicked on for the question that was put last."""
        return self.screen.page.locator(f"[{self._mark}]")

    def settle(self) -> None:
        """Take the question back."""
        self._question = _Question()
        self._show()

    def _show(self, box: list[float] | None = None) -> dict[str, Any]:
        words, question = self.words, self._question
        number = len(self._done) + 1
        now = [f"▸ {number}/{max(self.steps, number)} {words.step(self._step)}"] if self._step else []
        shown = {
            "steps": [[f"✓ {words.step(name)}", False] for name in self._done[-_SHOWN_STEPS:]]
            + [[text, True] for text in now],
            "note": self._note,
            "question": question.text,
            "answers": [list(pair) for pair in question.answers],
            "asked": question.number,
            "pointing": question.pointing,
            "controls": _CONTROLS,
            "somebodyTypes": self._somebody_types,
            "lang": words.tag,
            "box": box,
            "words": words.buttons,
        }
        try:
            told = self._world.call(_SHOW, self.screen.page, shown)
        except Error:
            return {}
        if told.get("said") == STOP:
            self.stopped()
        return dict(told)
