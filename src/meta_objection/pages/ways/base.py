"""What every step of a way in is: one control that leads on, known by its words or by where it leads."""

import re
from abc import ABC, abstractmethod
from typing import ClassVar

from playwright.sync_api import Locator, Page

from meta_objection.errors import FormChanged
from meta_objection.locales import Lexicon, Words
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import Found

_PLACES = """controls => {
  const wrapped = link => link.pathname === '/l.php' && new URLSearchParams(link.search).get('u');
  const place = link => wrapped(link) || link.href;
  const places = new Set(controls.map(control => control.href ? place(control) : control));
  places.delete(location.href);
  return places.size;
}"""


class WayStep(ABC):
    """One click on the way to the form. It knows no other step; which comes next is what the page offers."""

    name: ClassVar[str]

    def __init__(self, page: Page, lexicon: Lexicon, addresses: tuple[str, ...]) -> None:
        self.page = page
        self.words: Words = lexicon.section(self.name)
        self.addresses = addresses

    @property
    @abstractmethod
    def landmark(self) -> Locator:
        """The control, found by its words in any known language."""

    @property
    def by_attributes(self) -> Locator | None:
        """The control, found by what does not depend on the language; `None` where nothing is known."""
        return None

    def look(self) -> Found | None:
        """Give the control, `None` where the page does not offer this step.

        Several links to one place are one. Raises FormChanged for controls that lead to different places.
        """
        # The weaker rung is counted first: a page that is just being drawn must not look as if it had no words.
        rungs = [(self.by_attributes, FoundBy.ATTRIBUTES), (self.landmark, FoundBy.WORDS)]
        seen = [(_places(candidates), candidates, by) for candidates, by in rungs if candidates]
        for places, candidates, by in reversed(seen):
            if places > 1:
                message = f"More than one thing on the page could be “{self.name}”, and the tool never guesses."
                raise FormChanged(message, why="ambiguous-control")
            if places:
                return Found(candidates.filter(visible=True), by)
        return None

    def links(self, key: str = "link", *, whole: bool = False) -> Locator:
        """Give the links with these words in their name, or as their whole name."""
        return self.page.get_by_role("link", name=self._wording(key, whole=whole))

    def buttons(self, key: str = "link", *, whole: bool = False) -> Locator:
        """Give the buttons with these words in their name, or as their whole name."""
        return self.page.get_by_role("button", name=self._wording(key, whole=whole))

    def closed(self, *, whole: bool = False) -> Locator:
        """Give the closed groups with these words."""
        return self.buttons(whole=whole).and_(self.page.locator('[aria-expanded="false"]'))

    def _wording(self, key: str, *, whole: bool) -> re.Pattern[str]:
        wording = self.words.require(key)
        return re.compile(rf"^\s*(?:{wording.pattern})\s*\.?\s*$", re.IGNORECASE) if whole else wording


def _places(candidates: Locator) -> int:
    """Count the places, other than the page in front, that these controls lead to."""
    places: int = candidates.filter(visible=True).evaluate_all(_PLACES)
    return places
