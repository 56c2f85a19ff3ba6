"""The list of calling codes beside a box for the rest of a telephone number."""

import re

from playwright.sync_api import Locator

from meta_objection.answers import Answers
from meta_objection.errors import NotOffered
from meta_objection.outcome import FoundBy
from meta_objection.pages.base import StepPage
from meta_objection.pages.find import Found, Ladder

_LISTS = """form => [...form.querySelectorAll('select')].map(
  select => [select.name, [...select.options].map(option => option.label)])"""
_CHOSEN = "select => select.selectedOptions[0]?.label ?? ''"
_CODE = re.compile(r"\+\s*([1-9][0-9]{0,3})\b")
_FEWEST = 5  # codes in a list that is taken for one of calling codes


def calling_codes(form: Locator) -> dict[str, tuple[str, ...]]:
    """Give each list of calling codes in a form by its name, with its codes."""
    lists: list[tuple[str, list[str]]] = form.evaluate(_LISTS)
    found = {name: tuple(code for label in labels if (code := _code_in(label))) for name, labels in lists}
    return {name: codes for name, codes in found.items() if len(codes) >= _FEWEST}


def code_of(phone: str, codes: tuple[str, ...]) -> str | None:
    """Give the longest of these codes that a number in E.164 begins with."""
    fitting = [code for code in codes if phone.startswith(f"+{code}")]
    return max(fitting, key=len, default=None)


def _code_in(label: str) -> str | None:
    found = _CODE.search(label)
    return found[1] if found else None


class CallingCodePage(StepPage):
    """A native list with a code in each option; whether WhatsApp's form has one is unknown (dossier 2.6)."""

    name = "calling_code"
    answered_by = "phone"
    kinds = frozenset({"select-one"})

    def look(self) -> Found | None:
        """Find the list by its options."""
        names = [f'select[name="{name}"]' for name in calling_codes(self.form)]
        if not names:
            return None
        return Ladder(self.name, ((FoundBy.STRUCTURE, self.form.locator(", ".join(names))),)).climb()

    def _codes(self) -> tuple[str, ...]:
        return next(iter(calling_codes(self.form).values()), ())

    def wanted(self, answers: Answers) -> str | None:
        """Give the code of the person's number. Raises NotOffered where the list does not have it."""
        if answers.phone is None:
            return None
        code = code_of(answers.phone, self._codes())
        if code is None:
            message = "The form's list has no calling code for your telephone number."
            remedy = "See that --phone begins with + and your country's calling code, or give another number."
            raise NotOffered(message, why="calling-code", next_move=remedy)
        return code

    def holds(self) -> str:
        """Read the chosen code."""
        return _code_in(self.control.evaluate(_CHOSEN)) or ""

    def complete(self, answers: Answers) -> None:
        """Choose the option with the code."""
        labels: list[str] = self.control.locator("option").all_text_contents()
        (label,) = [label for label in labels if _code_in(label) == self.wanted(answers)]
        self.control.select_option(label=label.strip())
