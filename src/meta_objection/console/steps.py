"""Tells the person what happens, one line a step, and at the end one sentence and the next move."""

import json
from collections.abc import Sequence
from typing import Any, TextIO

from pydantic import BaseModel

from meta_objection.console.output import clear_line, fitted, harmless, may_be_rewritten
from meta_objection.languages import DEFAULT, texts_of
from meta_objection.outcome import FoundBy
from meta_objection.report import Report, StepDone

_FOUND = {
    FoundBy.WORDS: "found by its words",
    FoundBy.ATTRIBUTES: "found by its attributes",
    FoundBy.STRUCTURE: "found by its place in the form",
    FoundBy.PERSON: "shown by you",
}
_DONE = {"send": "button pressed", "confirmation": "answer read", "open": "form opened"}
"""What a step is called once it is done, where its name alone would promise more than that."""
_PART_OF = {
    "first_name": "name",
    "last_name": "name",
    "confirm_email": "email",
    "calling_code": "phone",
    "about_ai": "request",
}
"""Whose words tell of a step that has none of its own in a person's language."""
__all__ = ["Lines", "LiveList", "harmless", "lines_for", "tell_json", "tell_report"]


class Lines:
    """Plain lines, for files and pipes: a step once it is done; in a person's language where one is named."""

    def __init__(self, stream: TextIO, tag: str = DEFAULT) -> None:
        self._stream = stream
        self._tag = tag

    def begun(self, step: str) -> None:
        """Say nothing yet."""

    def done(self, step: StepDone) -> None:
        """Say that the step is done, how its control was found, and how long it took."""
        self._stream.write(f"{_line(step, self._tag)}\n")
        self._stream.flush()

    def waiting(self, message: str) -> None:
        """Say what only the person can do."""
        self._say(message)

    def noted(self, note: str) -> None:
        """Say what the person should know beforehand."""
        self._say(note)

    def acting(self, account: str) -> None:
        """Say which account it is."""
        self._say(texts_of(self._tag, "panel")["account"].format(account=account))

    def _say(self, text: str) -> None:
        self._stream.write(fitted(f"● {text}", self._stream) + "\n")
        self._stream.flush()


class LiveList(Lines):
    """A list on a terminal: the step under way stands in the last line until it is done."""

    def begun(self, step: str) -> None:
        """Show the step under way."""
        clear_line(self._stream)
        self._stream.write(f"… {step}" if self._tag == DEFAULT else "…")
        self._stream.flush()

    def done(self, step: StepDone) -> None:
        """Put the finished step in its place."""
        clear_line(self._stream)
        super().done(step)

    def _say(self, text: str) -> None:
        clear_line(self._stream)
        super()._say(text)


def _line(step: StepDone, tag: str) -> str:
    found = texts_of(tag, "receipt")["found"] if tag != DEFAULT else _FOUND
    how = f" — {found[step.found_by]}" if step.found_by else ""
    return f"✓ {_done(step.name, tag)}{how} ({step.seconds:.1f} s)"


def _done(step: str, tag: str) -> str:
    """Give what a step is called once it is done; on the way to the form one is as good as another."""
    if tag == DEFAULT:
        return _DONE.get(step, step)
    done: dict[str, str] = texts_of(tag, "ending")["done"]
    return done.get(_PART_OF.get(step, step), done["onward"])


def lines_for(stream: TextIO, tag: str = DEFAULT) -> Lines:
    """Give the teller that suits a stream."""
    return LiveList(stream, tag) if may_be_rewritten(stream) else Lines(stream, tag)


def tell_report(report: Report, stream: TextIO, translated: Sequence[str] = ()) -> None:
    """Say how a run ended and what to do next: in these lines, or else in English."""
    if may_be_rewritten(stream):
        clear_line(stream)
    receipt = [f"Receipt: {report.receipt}"] if report.receipt else []
    lines = translated or [f"{report.outcome}: {report.message}", f"Next: {report.next}", *receipt]
    stream.write("\n".join(fitted(line, stream) for line in lines) + "\n")


def tell_json(value: BaseModel | dict[str, Any] | list[Any], stream: TextIO) -> None:
    """Write one JSON object."""
    data = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    stream.write(json.dumps(data, ensure_ascii=False) + "\n")
