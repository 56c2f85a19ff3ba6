"""The notification that leads to Meta's page about its policy updates."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class NoticeEntry(WayStep):
    """«We're planning new AI features for you …» (dossier 3.2, 3.3 F), on the home page or among the notifications."""

    name = "notice_entry"

    @property
    def landmark(self) -> Locator:
        """The notification by its words."""
        return self.links()
