"""What the doctor finds, and how it is told."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "unseen", "advice", "remedy"]
_MARKS: dict[State, str] = {"ok": "✓", "unseen": "·", "advice": "!", "remedy": "✗"}


@dataclass(frozen=True)
class Finding:
    """One thing looked at; the remedy is empty where nothing is wrong. Advice is for what works and could be better.

    `unseen` is what was not looked at, so that nobody takes it for well. `command` is the line to copy, where one line
    does it. `shared` is what a report for strangers says: the program's own words and versions, never what was found.
    """

    what: str
    found: str
    remedy: str = ""
    advice: str = ""
    command: str = ""
    shared: str = ""
    unseen: bool = False

    @property
    def state(self) -> State:
        """How it stands."""
        if self.remedy or self.advice:
            return "remedy" if self.remedy else "advice"
        return "unseen" if self.unseen else "ok"

    def told(self) -> dict[str, str]:
        """Give what `--json` says."""
        named = {name: getattr(self, name) for name in ("what", "found", "remedy", "advice", "command")}
        return named | {"state": self.state}

    def lines(self) -> list[str]:
        """Give what is printed: the finding, what to do, and the command in a line of its own."""
        todo = self.remedy or self.advice
        below = [todo, *([self.command] if self.command and self.command not in todo else [])]
        return [f"{_MARKS[self.state]} {self.what}: {self.found}", *(f"    {line}" for line in below if line)]
