"""The question what the person asks for, on the forms that take more than objections."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from playwright.sync_api import Locator

from meta_objection.answers import Answers
from meta_objection.errors import FormChanged, NotOffered, Stop
from meta_objection.outcome import FoundBy
from meta_objection.pages.base import StepPage
from meta_objection.pages.find import ROWS, Found, Ladder

KINDS = ("object", "access", "delete", "concern", "other")
"""What may be asked for: the keys of the words, and the values of `--request`."""

_AMBIGUOUS = "ambiguous-control"
_GROUPS = f"{ROWS}, [role=radiogroup], fieldset"
_RADIOS = "input[type=radio], [role=radio]"
_READ = """(groups, radios) => groups.map(group => [...group.querySelectorAll(radios)].map(radio => [
  (radio.labels?.[0]?.innerText ?? radio.getAttribute('aria-label') ?? radio.innerText ?? '')
    .replace(/\\s+/g, ' ').trim(),
  radio.getAttribute('value') ?? '', radio.checked ?? radio.getAttribute('aria-checked') === 'true']))"""


@dataclass(frozen=True)
class Option:
    """One radio button as the page words it, with the value that the engine keeps in English (dossier 7.1)."""

    label: str
    value: str
    is_chosen: bool


class RequestPage(StepPage):
    """A list of radio buttons (dossier 2.1, 2.2, 2.6). Other rows appear after the choice; a late fill may undo it."""

    name = "request"
    kinds = frozenset({"radio"})

    def look(self) -> Found | None:
        """Find the group that has an option to object, or options of two kinds that are known."""
        innermost = self.form.locator(_GROUPS).filter(has_not=self.page.locator(_GROUPS)).filter(visible=True)
        lists = [options for options in _read(innermost) if self._is_request(options)]
        if len(lists) > 1:
            raise FormChanged("More than one list could be the request, and the tool never guesses.", why=_AMBIGUOUS)
        for option in [option for options in lists for option in options]:
            innermost = innermost.filter(has=self._radio(option))
        by_words = any(self._meant_by(option.label, shown=True) for options in lists for option in options)
        by = FoundBy.WORDS if by_words else FoundBy.ATTRIBUTES
        return Ladder(self.name, ((by, innermost),)).climb() if lists else None

    def _is_request(self, options: Sequence[Option]) -> bool:
        kinds = {kind for option in options for kind in self._kinds_of(option)}
        return "object" in kinds or len(kinds) > 1

    def _radio(self, option: Option) -> Locator:
        if option.label:
            return self.page.get_by_role("radio", name=option.label, exact=True)
        value = option.value.replace("\\", "\\\\").replace('"', '\\"')
        return self.page.locator(f'input[type=radio][value="{value}"]')

    def _meant_by(self, text: str, *, shown: bool) -> set[str]:
        words = self.words if shown else replace(self.words, text=None)
        return {kind for kind in KINDS if words.require(kind).search(text)}

    def _kinds_of(self, option: Option) -> set[str]:
        """Give what an option may ask for. Its words and its value must not say different things."""
        by_label, by_value = self._meant_by(option.label, shown=True), self._meant_by(option.value, shown=False)
        return by_label & by_value if by_label and by_value else by_label | by_value

    def _options(self) -> list[tuple[Option, str | None]]:
        """Give each option of the list with the one kind that it asks for, `None` where that is not plain."""
        (options,) = _read(self.control)
        return list(zip(options, told_apart([self._kinds_of(option) for option in options]), strict=True))

    def wanted(self, answers: Answers) -> str | None:
        """Give the kind of request."""
        return answers.request

    def holds(self) -> str:
        """Read which kind is chosen, empty where none is; the option's words where its kind is not plain."""
        return next((kind or option.label for option, kind in self._options() if option.is_chosen), "")

    def shown(self, held: str) -> str:
        """Give the option as the page words it."""
        return next((option.label for option, _ in self._options() if option.is_chosen and option.label), held)

    def complete(self, answers: Answers) -> None:
        """Choose the option. Raises NotOffered where the list has none for it, FormChanged where that is not plain."""
        options = self._options()
        fitting = [option for option, kind in options if kind == self.wanted(answers)]
        if len(fitting) > 1:
            message = f"More than one option could be “{answers.request}”, and the tool never guesses."
            raise FormChanged(message, why=_AMBIGUOUS)
        if not fitting:
            raise self._no_option(answers, [option.label or option.value for option, kind in options if kind is None])
        self._radio(fitting[0]).and_(self.control.get_by_role("radio")).check()

    def _no_option(self, answers: Answers, unknown: Sequence[str]) -> Stop:
        reasons = self.page.get_by_text(self.words.require("withdrawn")).filter(visible=True).all_inner_texts()
        if unknown and not reasons:
            named = ", ".join(f"“{label}”" for label in unknown)
            message = f"None of the options is known to be “{answers.request}”; not known at all: {named}."
            return FormChanged(message, why="unknown-option")
        quoted = f" Meta says: “{reasons[0].strip()}”" if reasons else ""
        return NotOffered(f"The form no longer takes this kind of request ({answers.request}).{quoted}", why="request")


def told_apart(possible: Sequence[set[str]]) -> list[str | None]:
    """Give the one kind of each option, from the kinds that each may be; `None` where that is not plain.

    What another option surely is, this one is not. In a list of as many options as there are kinds the last one is what
    none of the others is.
    """
    left = [set(kinds) for kinds in possible]
    while True:
        sure = {kind for kinds in left if len(kinds) == 1 for kind in kinds}
        narrowed = [kinds if len(kinds) == 1 else kinds - sure for kinds in left]
        if narrowed == left:
            break
        left = narrowed
    missing = set(KINDS) - sure
    if len(left) == len(KINDS) and len(missing) == 1 and set() in left:
        left = [kinds or missing for kinds in left]
    return [next(iter(kinds)) if len(kinds) == 1 else None for kinds in left]


def _read(groups: Locator) -> list[list[Option]]:
    read: list[list[tuple[str, str, bool]]] = groups.evaluate_all(_READ, _RADIOS)
    return [[Option(*option) for option in options] for options in read]
