"""Asks the person at the window: in the panel and at the terminal at once, whichever answers first."""

import time
from collections.abc import Callable, Sequence

from playwright.sync_api import Error, Locator

from meta_objection.browser.panel import Panel
from meta_objection.browser.panel_words import PanelWords, Question, words_in
from meta_objection.browser.screen import Screen
from meta_objection.console.person import Person
from meta_objection.languages import DEFAULT

POINTED = "pointed"


class Attendant:
    """Puts questions to whoever sits at the window; each waits so many seconds for an answer."""

    def __init__(self, screen: Screen, panel: Panel, person: Person, patience: float) -> None:
        self._screen, self._panel, self._person, self._patience = screen, panel, person, patience

    def asks(
        self,
        question: Question,
        answers: Sequence[str],
        *,
        by_enter: str,
        pointing: bool = False,
        until: Callable[[], bool] = lambda: False,
    ) -> str | None:
        """Ask, and give the key of the answer; `None` where nobody answered in time or `until` came true before.

        The panel speaks the language of the page, the terminal English, as the program does there.
        At the terminal the first letter of a key answers, and Enter alone is `by_enter`.
        Raises what ends the run, such as a window that was closed.
        """
        words = self._panel.words
        in_order = sorted(answers, key=lambda key: key != by_enter)  # Enter is as good as the first button
        labels = {key: words.answers[key] for key in in_order}
        self._panel.ask(words.question(question), labels, pointing=pointing)
        self._person.put(_for_terminal(words_in(DEFAULT), question, answers, by_enter))
        deadline = time.monotonic() + self._patience
        try:
            while time.monotonic() < deadline:
                said = self._panel.heard() or self._typed(answers, by_enter)
                self._screen.check()
                if said is not None:
                    return said
                if until():
                    return None
                self._screen.next_change()
        finally:
            self._panel.settle()
        return None

    def shows(self, question: Question, answers: Sequence[str]) -> Locator | None:
        """Have a control shown by a click that does nothing to the page; `None` where the person did not."""
        said = self.asks(question, answers, by_enter=next(iter(answers), "none"), pointing=True)
        if said != POINTED:
            return None
        shown = self._panel.pointed()
        return shown if shown.count() == 1 else None

    def marked(self) -> str:
        """Give the words of the page that the person has marked, if any."""
        try:
            selected = self._screen.page.evaluate("() => String(getSelection() ?? '')")
        except Error:
            return ""
        return " ".join(str(selected).split())

    def _typed(self, answers: Sequence[str], by_enter: str) -> str | None:
        line = self._person.typed()
        if line is None:
            return None
        if not line:
            return by_enter
        return next((key for key in answers if key.startswith(line.casefold()[:1])), None)


def _for_terminal(words: PanelWords, question: Question, answers: Sequence[str], by_enter: str) -> str:
    others = [f"{key[0]} {words.answers[key]}" for key in answers if key != by_enter]
    ways = [*others, f"Enter alone: {words.answers[by_enter]}"]
    return f"● {words.question(question)}\n  ({'; '.join(ways)}) "
