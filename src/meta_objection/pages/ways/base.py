"""What every step of a way in is: one control that leads on, known by its words or by where it leads."""

import re
from abc import ABC, abstractmethod
from typing import ClassVar

from playwright.sync_api import Locator, Page

from meta_objection.errors import FormChanged
from meta_objection.locales import Lexicon, Words
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import Found

_PLACES = "links => [...new Set(links.map(link => link.href || link.textContent.trim()))]"


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

        The same link twice is one. Raises FormChanged for controls that lead to different places.
        """
        for by, candidates in ((FoundBy.WORDS, self.landmark), (FoundBy.ATTRIBUTES, self.by_attributes)):
            visible = candidates.filter(visible=True) if candidates else None
            if visible is None or not visible.count():
                continue
            if len(visible.evaluate_all(_PLACES)) > 1:
                message = f"More than one thing on the page could be “{self.name}”, and the tool never guesses."
                raise FormChanged(message, why="ambiguous-control")
            return Found(visible, by)
        return None

    def links(self, key: str = "link", *, whole: bool = False) -> Locator:
        """Give the links and buttons with these words in their name, or as their whole name."""
        wording = self.words.require(key)
        if whole:
            wording = re.compile(rf"^\s*(?:{wording.pattern})\s*$", re.IGNORECASE)
        return self.page.get_by_role("link", name=wording).or_(self.page.get_by_role("button", name=wording))
