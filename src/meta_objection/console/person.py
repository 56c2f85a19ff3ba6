"""The person at the terminal, or nobody."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, TextIO

from meta_objection.console import terminal as at_terminal
from meta_objection.console.signals import Signals
from meta_objection.languages import DEFAULT, Texts, texts_of


@dataclass(frozen=True)
class News:
    """What a postbox has to tell: that a code came, or that nothing will."""

    told: str = field(repr=False)
    code: str | None = field(default=None, repr=False)


class Watch(Protocol):
    """Somebody who looks into a postbox."""

    def news(self) -> News | None:
        """Tell what is new, once; it never waits."""

    def close(self) -> None:
        """Look no longer."""


class Postbox(Protocol):
    """Where Meta's mail with a one-time code may arrive while the person is asked for it."""

    def watch(self, since: datetime) -> Watch:
        """Have it looked for a code that was mailed since then."""


class Person(Protocol):
    """Whoever may agree to the sending and read Meta's mail."""

    meanwhile: Callable[[], None]
    """What is done while a question is open."""

    @property
    def may_know_code(self) -> bool:
        """Whether a one-time code is known or can be asked for."""

    def agrees(self, asked: Mapping[str, str]) -> bool:
        """Say whether what will be sent may be sent."""

    def code(self, complaint: str | None, pressed: datetime | None = None) -> str | None:
        """Give the one-time code, `None` when nobody can say.

        `complaint` is what Meta said of the last one; a mail that is older than the press brings none.
        """

    def put(self, question: str) -> None:
        """Put a question that may be answered elsewhere, too."""

    def typed(self) -> str | None:
        """Give the line that was typed since, `None` while there is none."""


class Present:
    """A person who may have said some of it in advance: `yes` agrees, `given` is the code.

    `files` are those that settings were read from. While a question is open, `meanwhile` is done again and again: it
    raises what takes the question back, as a window that is closed does. A `postbox` may bring the code meanwhile.
    """

    def __init__(
        self,
        signals: Signals,
        *,
        yes: bool,
        given: str | None,
        terminal: TextIO | None,
        files: Sequence[Path] = (),
    ) -> None:
        self._signals = signals
        self._files = files
        self.meanwhile: Callable[[], None] = lambda: None
        self._yes = yes
        self._given = given
        self._terminal = terminal
        self.postbox: Postbox | None = None
        self.texts: Texts = texts_of(DEFAULT, "guide")
        """What is said and asked here, in the person's language."""

    @property
    def may_know_code(self) -> bool:
        """Whether a code was given, or there is a terminal to ask at."""
        return self._given is not None or self._terminal is not None

    def agrees(self, asked: Mapping[str, str]) -> bool:
        """Show what will be sent and ask, unless the person agreed in advance."""
        if self._yes:
            return True
        say = self.texts
        lines = [f"  {question}\n    {value or say['review_empty']}" for question, value in asked.items()]
        read = [say["review_files"].format(files=", ".join(map(str, self._files)))] if self._files else []
        answer = self._ask("\n".join([say["review"], *lines, *read, f"{say['review_send']} "]))
        return answer is not None and at_terminal.is_yes(answer)

    def code(self, complaint: str | None, pressed: datetime | None = None) -> str | None:
        """Give the code known in advance once, then ask; one that is mailed meanwhile is shown, and taken by Enter."""
        given, self._given = self._given, None
        if given:
            return given
        said = f"{self.texts['code_complaint'].format(complaint=complaint)}\n" if complaint else ""
        if self.postbox is None or self._terminal is None or pressed is None:
            return self._ask(f"{said}{self.texts['code']} ") or None
        with self._signals.at_once():  # a command of the person's may have to be waited for
            watch = self.postbox.watch(pressed)
        with closing(watch):
            return self._ask(f"{said}{self.texts['code_wait']} ", watch.news) or None

    def put(self, question: str) -> None:
        """Put a question at the terminal; without one, say it where the steps are told."""
        with self._signals.at_once():
            if self._terminal is None:
                sys.stderr.write(f"{question}\n")
            else:
                at_terminal.put(question, self._terminal)

    def typed(self) -> str | None:
        """Give the line that was typed since, `None` while there is none or nobody can type."""
        if self._terminal is None or not self._has_answered(self._terminal):
            return None
        with self._signals.at_once():
            return at_terminal.answer(self._terminal)

    def _ask(self, question: str, news: Callable[[], News | None] = lambda: None) -> str | None:
        """Ask, and tell the news as they come; Enter alone takes the code that was shown last."""
        if self._terminal is None:
            return None
        offered = ""
        with self._signals.at_once():
            at_terminal.put(question, self._terminal)
        while not self._has_answered(self._terminal):
            self.meanwhile()  # a browser takes part, so no signal may break in
            if came := news():
                offered = came.code or offered
                with self._signals.at_once():  # Enter typed before this was shown takes nothing
                    at_terminal.put(f"\n{came.told} ", self._terminal)
        with self._signals.at_once():
            return at_terminal.answer(self._terminal) or offered

    def _has_answered(self, terminal: TextIO) -> bool:
        with self._signals.at_once():
            return at_terminal.has_answered(terminal)
