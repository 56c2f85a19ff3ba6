"""The question for files that show what an AI at Meta answered."""

from meta_objection.answers import Answers
from meta_objection.errors import FormChanged
from meta_objection.outcome import FoundBy
from meta_objection.pages.base import StepPage
from meta_objection.pages.find import ROWS, Found
from meta_objection.pages.seen import seen_among

_FILE = "input[type=file]"
_NAMES = "input => [...input.files].map(file => file.name).join(', ')"


class EvidencePage(StepPage):
    """Pictures or PDF files (dossier 2.1, 7.1). The control itself is hidden behind a label, as such controls are."""

    name = "evidence"
    kinds = frozenset({"file"})

    def look(self) -> Found | None:
        """Find the one control that takes files. Raises FormChanged for several."""
        row = self.form.locator(ROWS).filter(has_text=self.words.require("question"))
        for candidates, by in ((row.locator(_FILE), FoundBy.WORDS), (self.form.locator(_FILE), FoundBy.STRUCTURE)):
            count, control = seen_among(candidates, ROWS)
            if count == 1:
                return Found(control, by)
        if count > 1:
            raise FormChanged("More than one control takes files, and the tool never guesses.", why="ambiguous-control")
        return None

    def wanted(self, answers: Answers) -> str | None:
        """Give the files' names."""
        return ", ".join(path.name for path in answers.evidence) or None

    def holds(self) -> str:
        """Read the names of the files that were chosen."""
        names: str = self.control.evaluate(_NAMES)
        return names

    def complete(self, answers: Answers) -> None:
        """Choose the files. Raises FormChanged where there are several and the form takes one."""
        if len(answers.evidence) > 1 and not self.control.evaluate("input => input.multiple"):
            remedy = "Give --evidence once, with one file that holds them all."
            raise FormChanged("The form takes one file, and several were given.", why="one-file-only", next_move=remedy)
        self.control.set_input_files([str(path) for path in answers.evidence])
