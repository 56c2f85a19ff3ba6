"""The question what the person asks for, on the forms that take more than objections."""

from playwright.sync_api import Locator

from meta_objection.answers import Answers
from meta_objection.errors import FormChanged, NotOffered
from meta_objection.outcome import FoundBy
from meta_objection.pages.base import StepPage
from meta_objection.pages.find import ROWS, Found, Ladder, either

KINDS = ("object", "access", "delete", "concern", "other")
"""What may be asked for: the keys of the words, and the values of `--request`."""

_GROUPS = f"{ROWS}, [role=radiogroup], fieldset"
_CHOSEN = """group => {
  const chosen = group.querySelector('input[type=radio]:checked, [role=radio][aria-checked=true]');
  return (chosen?.labels?.[0] ?? chosen)?.innerText ?? '';
}"""


class RequestPage(StepPage):
    """A list of radio buttons (dossier 2.1, 2.2, 2.6). Other rows appear after the choice; a late fill may undo it."""

    name = "request"
    kinds = frozenset({"radio"})
    _label = ""

    def look(self) -> Found | None:
        """Find the group of radio buttons of which one says what is known to be asked for."""
        known = either(self._radio(kind) for kind in KINDS)
        innermost = self.form.locator(_GROUPS).filter(has=known, has_not=self.page.locator(_GROUPS))
        return Ladder(self.name, ((FoundBy.WORDS, innermost),)).climb()

    def _radio(self, kind: str) -> Locator:
        return self.page.get_by_role("radio", name=self.words.require(kind))

    def wanted(self, answers: Answers) -> str | None:
        """Give the kind of request."""
        return answers.request

    def holds(self) -> str:
        """Read which kind is chosen, empty where none is."""
        chosen = self._label = self.control.evaluate(_CHOSEN).strip()
        meant = [kind for kind in KINDS if self.words.require(kind).search(chosen)]
        return meant[0] if len(meant) == 1 else chosen

    def shown(self, held: str) -> str:
        """Give the option as the page words it."""
        return self._label or held

    def complete(self, answers: Answers) -> None:
        """Choose the option. Raises NotOffered where today's wording has none for it."""
        kind = self.wanted(answers) or ""
        options = self._radio(kind).and_(self.control.get_by_role("radio"))
        count = options.count()
        if count == 0:
            raise NotOffered(f"The form no longer takes this kind of request ({kind}).{self._why()}", why="request")
        if count > 1:
            message = f"More than one option could be “{kind}”, and the tool never guesses."
            raise FormChanged(message, why="ambiguous-control")
        options.check()

    def _why(self) -> str:
        reasons = self.page.get_by_text(self.words.require("withdrawn")).filter(visible=True).all_inner_texts()
        return f" Meta says: “{reasons[0].strip()}”" if reasons else ""
