"""The panel by which a person follows a headed run: which step it is, why, and where the tool is about to touch."""

from collections.abc import Mapping
from importlib.resources import files

from playwright.sync_api import Error, Locator, Page

from meta_objection.browser.screen import Screen
from meta_objection.report import StepDone

HOST = "meta-objection-panel"
HIDDEN = f"{HOST} {{ display: none !important }}"
"""The style that keeps the panel out of a receipt's pictures."""

_SHOW = files("meta_objection.browser").joinpath("panel.js").read_text(encoding="utf-8")
REMOVE = f"document.querySelector('{HOST}')?.remove()"
"""The script that takes the panel off a page, before anything of the page is kept."""
_WHY: Mapping[str, str] = {
    "open": "the page with the form",
    "cookies": "optional cookies are declined",
    "interstitial": "an offer is put off",
    "review": "everything is read back before it is sent",
    "send": "once, and never again by itself",
    "code": "Meta mailed it to you",
    "confirmation": "only words we know count as one",
}
_TYPED = {"country", "code"}
"""The steps in which keys are pressed, blanks among them; everywhere else the space bar is the person's."""
_QUESTION = "because the form asks for it"


class Panel:
    """Says the step under way on the page itself; a page that is just being left shows nothing."""

    def __init__(self, screen: Screen, steps: int) -> None:
        self._screen = screen
        self._steps = steps
        self._number = 0
        self._text = ""
        self._somebody_types = False

    def begun(self, step: str) -> None:
        """Show the step, and wait as long as the person has paused the run."""
        self._number += 1
        self._text = f"step {self._number} of {max(self._steps, self._number)}: {step} — {_WHY.get(step, _QUESTION)}"
        self._somebody_types = step in _TYPED
        while self._show(None):
            self._screen.next_change()

    def done(self, _step: StepDone) -> None:
        """Show nothing new."""

    def waiting(self, message: str) -> None:
        """Show what only the person can do."""
        self._text = message
        self._somebody_types = True
        self._show(None)

    def acting(self, account: str) -> None:
        """Show which account it is, until the next step begins."""
        self._text = f"Account: {account}"
        self._show(None)

    def point_at(self, control: Locator) -> None:
        """Outline the control that is about to be touched."""
        box = control.bounding_box()
        self._show([box["x"], box["y"], box["width"], box["height"]] if box else None)

    def _show(self, box: list[float] | None) -> bool:
        return bool(self._evaluate(_SHOW, [self._text, box, self._somebody_types]))

    def _evaluate(self, script: str, argument: object = None) -> object:
        page: Page = self._screen.page
        try:
            return page.evaluate(script, argument)
        except Error:
            return None
