"""Instagram's settings."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class InstagramSettings(WayStep):
    """«Settings and activity» (dossier 3.2)."""

    name = "instagram_settings"

    @property
    def landmark(self) -> Locator:
        """The entry by its whole name: other entries hold the word too."""
        return self.links(whole=True).or_(self.buttons(whole=True))


class About(WayStep):
    """It stands under «More info and support» (dossier 3.2)."""

    name = "about"

    @property
    def landmark(self) -> Locator:
        """The entry by its whole name."""
        return self.links(whole=True).or_(self.buttons(whole=True))


class PolicyLink(WayStep):
    """«Privacy Policy» (dossier 3.2, 3.3)."""

    name = "policy_link"

    @property
    def landmark(self) -> Locator:
        """The link by its whole name."""
        return self.links(whole=True)
