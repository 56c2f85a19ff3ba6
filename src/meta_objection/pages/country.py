"""The question for the country of residence: a native list, or a box that suggests (a typeahead)."""

import re

from playwright.sync_api import Locator

from meta_objection.answers import Answers
from meta_objection.countries import country_code, country_name, country_names, fold
from meta_objection.errors import NotOffered, Stop
from meta_objection.outcome import FoundBy
from meta_objection.pages.base import StepPage
from meta_objection.pages.find import MADE_LIST, ROWS, Found, Ladder

ISO = 'input[type=hidden][name$="iso2_country_code"]'
"""The typeahead's hidden companion with the ISO 3166-1 alpha-2 code (dossier 7.1)."""

SUGGESTIONS = "[role=option], [role=listbox] li"

_OPTIONS = "select => [...select.options].map(option => [option.value, option.label])"
_CHOSEN = "select => [select.value, select.selectedOptions[0]?.label ?? '']"
_LISTS = """form => [...form.querySelectorAll('select')].map(
  select => [select.name, [...select.options].map(option => option.label)])"""
_FEWEST_COUNTRIES = 10
_CLOSED = 3  # looks at a list that the touch of another control has closed
_PATIENCE = 8  # looks at a box that has not suggested anything yet


class CountryPage(StepPage):
    """Where the person lives, as an alpha-2 code whatever the control shows."""

    name = "country"
    patience = 20
    suggests = True
    kinds = frozenset({"text", "search", "select-one"})
    _looks_without_suggestion = 0

    def look(self) -> Found | None:
        """Find the native list, else the box that suggests, else one the page made, else the only list of countries."""
        return (
            self.find.choice(attributes='select[name*="country" i]')
            or self.find.textbox(
                attributes=f'input[name="country"]:not([type=hidden]), {ROWS}:has({ISO}) input[type=text]'
            )
            or self.find.made_list()
            or self._only_list_of_countries()
        )

    def _only_list_of_countries(self) -> Found | None:
        lists: list[tuple[str, list[str]]] = self.form.evaluate(_LISTS)
        names = [name for name, labels in lists if sum(map(_is_country, labels)) >= _FEWEST_COUNTRIES]
        if not names:
            return None
        selects = self.form.locator(", ".join(f'select[name="{name}"]' for name in names))
        return Ladder(self.name, ((FoundBy.STRUCTURE, selects),)).climb()

    def _is_list(self) -> bool:
        return bool(self.control.evaluate("control => control.tagName === 'SELECT'"))

    def _is_made(self) -> bool:
        return bool(self.control.evaluate("(control, made) => control.matches(made)", MADE_LIST))

    def wanted(self, answers: Answers) -> str | None:
        """Give the alpha-2 code."""
        return answers.country

    def holds(self) -> str:
        """Read the chosen country back as its alpha-2 code, empty where none is chosen."""
        if self._is_made():
            return country_code(self.control.inner_text()) or ""
        if self._is_list():
            value, label = self.control.evaluate(_CHOSEN)
            return (country_code(value) or country_code(label) or "") if value else ""
        hidden = self.form.locator(ISO)
        shown = country_code(self.control.input_value()) or ""
        return hidden.input_value().upper() if hidden.count() else shown

    def posted_as(self, held: str) -> frozenset[str]:
        """Give the country's code and names for a list the page made: what it posts stands in no control to be read."""
        return country_names(held) | {fold(held)} if self._is_made() else frozenset()

    def shown(self, held: str) -> str:
        """Give the country's English name with its code."""
        return f"{country_name(held)} ({held})" if held else ""

    def complete(self, answers: Answers) -> None:
        """Choose the country, in a box that suggests one move a call. Raises NotOffered where it is not listed."""
        code = self.wanted(answers) or ""
        if self._is_made():
            self._pick(code)
        elif self._is_list():
            self.control.select_option(value=self._option(code))
        else:
            self._suggest(code)

    def _option(self, code: str) -> str:
        options: list[tuple[str, str]] = self.control.evaluate(_OPTIONS)
        for value, label in options:
            if value and (value.upper() == code or {fold(value), fold(label)} & country_names(code)):
                return value
        raise self.not_kept()

    def _pick(self, code: str) -> None:
        """Open the list, or choose in it where it is open: one move a call."""
        options = self.page.locator(SUGGESTIONS).filter(visible=True)
        if labels := options.all_inner_texts():
            self._choose(options, labels, code)
        else:
            self.control.click()

    def _suggest(self, code: str) -> None:
        name = country_name(code, self.words.tag or "en")
        suggestions = self.page.locator(SUGGESTIONS).filter(visible=True)
        if self.control.input_value() != name or self._looks_without_suggestion == _CLOSED:
            self._looks_without_suggestion += 1
            self.control.fill("")
            self.control.press_sequentially(name)
        elif labels := suggestions.all_inner_texts():
            self._choose(suggestions, labels, code)
        else:
            self._wait_or_enter()

    def _choose(self, suggestions: Locator, labels: list[str], code: str) -> None:
        exact = [label for label in labels if fold(label) in country_names(code)]
        if not exact:
            raise self.not_kept()
        suggestions.filter(has_text=re.compile(rf"^\s*{re.escape(exact[0].strip())}\s*$")).click()

    def _wait_or_enter(self) -> None:
        # Enter chooses in a box that suggests nothing to the eye (dossier 7.1); too early it would send the form off.
        self._looks_without_suggestion += 1
        if self._looks_without_suggestion == _PATIENCE:
            self.control.press("Enter")

    def not_kept(self) -> Stop:
        """Give the ending for a country that the form does not list."""
        return NotOffered("The form does not list your country.", why="country-missing")


def _is_country(label: str) -> bool:
    return country_code(label) is not None
