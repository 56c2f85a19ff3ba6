"""What a person is asked at the terminal, in their language: one thing at a time, in plain lines."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from meta_objection import private_files as private
from meta_objection.console.editor import find_editor
from meta_objection.console.output import harmless, is_terminal
from meta_objection.console.terminal import answer, is_yes, put
from meta_objection.console.width import wrapped
from meta_objection.countries import near_countries
from meta_objection.errors import BadSettings, Interrupted
from meta_objection.forms import Form
from meta_objection.languages import DEFAULT, Texts, languages_with, texts_of
from meta_objection.plan.parse_answers import answer_to
from meta_objection.plan.reasons import KINDS, language_of, length_wanted, open_gap, spoken, starting_points

_PART = "guide"
_MOST_TRIES = 5
_WIDEST = 79


class Unusable(Exception):  # noqa: N818 - it is no error, and nothing ends with it
    """A line that cannot be the answer, with what is said of it in the person's language."""


def language_for(wished: str | None) -> str:
    """Give the language that a person is spoken to in: the one wished for, else the system's, else English."""
    tag = (spoken(wished) if wished else None) or language_of(os.environ)
    return tag if tag in languages_with(_PART) else DEFAULT


def texts_for(wished: str | None) -> Texts:
    """Give what is said at the terminal, in that language."""
    return texts_of(language_for(wished), _PART)


def somebody_is_there() -> bool:
    """Whether a question would be read and could be answered."""
    return bool(sys.stdin and sys.stdin.isatty() and is_terminal(sys.stderr))


class Questions:
    """One who asks."""

    def __init__(self, home: Path, wished: str | None) -> None:
        self._home = home
        self.tag = language_for(wished)
        self.texts = texts_of(self.tag, _PART)

    def answer_to(self, question: str, form: Form | None = None, *, may_be_left: bool = False) -> str | None:
        """Ask one of the form's questions and give the answer; `None` where it may be left to the page, and was.

        Raises Interrupted where nothing that was typed can be the answer.
        """
        if question == "reason":
            return self._reason(form, may_be_left=may_be_left)
        return self.ask(question, lambda text: self._checked(question, text, form), may_be_left=may_be_left)

    def ask(
        self, key: str, parse: Callable[[str], str], lines: Sequence[str] = (), *, may_be_left: bool = False
    ) -> str | None:
        """Ask, and ask again after what cannot be the answer. Raises Interrupted after some tries."""
        for _ in range(_MOST_TRIES):
            self.say(key)
            for line in lines:
                self.print(line)
            if may_be_left:
                self.print(self.texts["leave_out"])
            typed = self._line("> ")
            if may_be_left and not typed:
                return None
            try:
                return parse(typed)
            except Unusable as why:
                sys.stderr.write("\n")
                self.print(str(why))
        raise Interrupted(self.texts["no_answer"], why="declined")

    def number(self, text: str, most: int) -> int:
        """Give the number of a line of a list. Raises Unusable for anything else."""
        if not (text.isdecimal() and 0 < int(text) <= most):
            raise Unusable(self.texts["number_wrong"].format(most=most))
        return int(text)

    def agrees(self, key: str, **filled: object) -> bool:
        """Ask what yes and no answer."""
        self.say(key, **filled)
        return is_yes(self._line(f"({self.texts['yes_or_no']}) > "))

    def say(self, key: str, **filled: object) -> None:
        """Say one of the texts, after an empty line."""
        sys.stderr.write("\n")
        self.print(self.texts[key].format(**filled))

    def print(self, text: str) -> None:
        """Say something, in lines that the terminal need not break."""
        width = min(shutil.get_terminal_size().columns - 1, _WIDEST)
        for line in text.split("\n"):
            indent = "  " if line[:1].isdecimal() else ""
            sys.stderr.write("\n".join(wrapped(harmless(line), width, indent)) + "\n")

    def _line(self, prompt: str) -> str:
        put(prompt, sys.stdin)
        return answer(sys.stdin)

    def _checked(self, question: str, text: str, form: Form | None) -> str:
        """Make of a line what a form gets, by the same rules as of a flag. Raises Unusable."""
        if not text.strip():
            raise Unusable(self.texts["reason_empty"])
        try:
            return answer_to(question, text, form)
        except BadSettings as stop:
            raise Unusable(self._complaint(question, text, stop)) from stop

    def _complaint(self, question: str, said: str, stop: BadSettings) -> str:
        near = near_countries(said, self.tag) if question == "country" else []
        key = "country_near" if near else f"{question}_wrong" if f"{question}_wrong" in self.texts else "not_understood"
        filled = {"said": said, "near": ", ".join(near), "why": stop.message, "remedy": stop.next_move}
        return str(self.texts[key].format(**filled))

    def _reason(self, form: Form | None, *, may_be_left: bool) -> str | None:
        points = starting_points(self.tag)
        ways = ["own", "editor", *KINDS]
        lines = [f"{number}. {self.texts[f'reason_{way}']}" for number, way in enumerate(ways, 1)]

        def parse(text: str) -> str:
            way = ways[self.number(text, len(ways)) - 1]
            written = self._typed() if way == "own" else self._edited(points.get(way, ""))
            if gap := open_gap(written):
                raise Unusable(self.texts["reason_gap"].format(gap=gap))
            return self._checked("reason", written, form)

        reason = self.ask("reason", parse, lines, may_be_left=may_be_left)
        if reason:
            self.say("reason_is")
            self.print(reason)
        if reason and form and (least := length_wanted(reason, form.generations)):
            self.say("short", length=len(reason), least=least)
        return reason

    def _typed(self) -> str:
        self.say("reason_type")
        lines = []
        while line := self._line("> "):
            lines.append(line)
        return "\n".join(lines)

    def _edited(self, text: str) -> str:
        editor = find_editor()
        if editor is None:
            self.say("no_editor")
            self.print(text)
            return self._typed()
        self.say("reason_edit")
        path = self._home.absolute() / "reason.txt"
        private.make_folder(path.parent)
        path.unlink(missing_ok=True)
        private.write(path, f"{text}\n".encode())
        try:
            subprocess.run([*editor, str(path)], check=False)  # noqa: S603 - the person's own editor, on their own file
            return path.read_text(encoding="utf-8", errors="replace").strip()
        finally:
            path.unlink(missing_ok=True)
