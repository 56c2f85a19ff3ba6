"""The entry «About» among Instagram's settings."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class About(WayStep):
    """It stands under «More info and support» (dossier 3.2)."""

    name = "about"

    @property
    def landmark(self) -> Locator:
        """The entry by its whole name."""
        return self.links(whole=True).or_(self.buttons(whole=True))
