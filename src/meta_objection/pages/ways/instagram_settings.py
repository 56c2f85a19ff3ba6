"""Instagram's entry «Settings and activity», or the three lines that lead to it."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class InstagramSettings(WayStep):
    """«Settings and activity» (dossier 3.2)."""

    name = "instagram_settings"

    @property
    def landmark(self) -> Locator:
        """The entry by its whole name: other entries hold the word too."""
        return self.links(whole=True).or_(self.buttons(whole=True))
