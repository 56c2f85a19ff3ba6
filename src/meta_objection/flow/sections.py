"""Opening the closed parts of a page, in which what the run looks for may stand."""

from playwright.sync_api import ElementHandle

from meta_objection.flow.visit import Visit
from meta_objection.hosts import may_show_others
from meta_objection.outcome import FoundBy
from meta_objection.pages.ways.closed_sections import ClosedSections

_MOST = 20


class Sections:
    """The closed parts of the pages of one visit; each is opened once."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._opened: list[str] = []

    def closed(self) -> tuple[str, ElementHandle] | None:
        """Give the next one with its name, never one on a page that may show what others wrote."""
        page = self._visit.screen.page
        may_look = len(self._opened) < _MOST and not may_show_others(page.url)
        return ClosedSections(page).look(self._opened) if may_look else None

    def open_next(self) -> bool:
        """Open the next one; false where there is none. Raises what `require_meta` raises."""
        self._visit.screen.require_meta()
        if not (closed := self.closed()):
            return False
        name, opener = closed
        self._opened.append(name)
        with self._visit.ledger.step(ClosedSections.name, FoundBy.STRUCTURE):
            opener.click()
        return True
