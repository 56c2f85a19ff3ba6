"""What every step of a way in is: one control that leads on, known by its words or by where it leads."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from playwright.sync_api import Locator, Page

from meta_objection.errors import FormChanged
from meta_objection.locales import Lexicon, Words
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import Found

_READ = """controls => {
  const wrapped = link => link.pathname === '/l.php' && new URLSearchParams(link.search).get('u');
  const place = link => wrapped(link) || link.href;
  const places = new Set(controls.map(control => control.href ? place(control) : control));
  places.delete(location.href);
  const around = control => {
    const near = control.closest('[role="dialog"], [role="alertdialog"], article, [role="article"]');
    const whole = location.pathname.length > 1 ? control.closest('[role="main"], main, body') : control;
    return (near ?? whole ?? control).innerText;
  };
  const leadsAway = control => control.tagName === 'A' && !!control.href
    && !control.getAttribute('href').startsWith('#');
  const [first] = controls;
  return [controls.length, places.size, first ? around(first) : '', !!first && leadsAway(first)];
}"""


@dataclass(frozen=True)
class Offered(Found):
    """A control that leads on: the text around it, which is not what friends wrote, and whether it opens a page."""

    around: str
    leads_away: bool


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
        """The control, by its words in any known language."""

    @property
    def marks(self) -> str:
        """CSS of what the control is known by in any language, empty where nothing is known."""
        return ""

    def look(self, *, marked: bool = True) -> Offered | None:
        """Give the control, `None` where the page does not offer this step.

        `marked` says whether the page may have its marks. Several links to one place are one. Raises FormChanged for
        controls that lead to different places.
        """
        by_words = self._only_place(self.landmark, FoundBy.WORDS) if self.words.shown() else None
        if by_words or not (marked and self.marks):
            return by_words
        return self._only_place(self.page.locator(self.marks), FoundBy.ATTRIBUTES)

    def _only_place(self, candidates: Locator, by: FoundBy) -> Offered | None:
        visible = candidates.filter(visible=True)
        controls, places, around, leads_away = visible.evaluate_all(_READ)
        if places > 1:
            message = f"More than one thing on the page could be “{self.name}”, and the tool never guesses."
            raise FormChanged(message, why="ambiguous-control")
        if not places:
            return None
        control = visible if controls == 1 else visible.all()[0]  # they all lead to the same place
        return Offered(control, by, around, leads_away)

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
