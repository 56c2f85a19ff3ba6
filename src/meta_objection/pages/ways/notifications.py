"""The bell that shows the notifications."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class Notifications(WayStep):
    """It opens the list of notifications (general knowledge, not in the dossier)."""

    name = "notifications"

    @property
    def landmark(self) -> Locator:
        """The bell by its whole name: a notification may hold the word too."""
        return self.buttons(whole=True).or_(self.links(whole=True))
