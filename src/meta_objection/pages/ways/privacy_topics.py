"""The list of privacy topics."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class PrivacyTopics(WayStep):
    """«Privacy Topics» in the Privacy Center's menu (dossier 3.3 B, 12)."""

    name = "privacy_topics"

    @property
    def landmark(self) -> Locator:
        """The menu entry by its words."""
        return self.links()

    @property
    def marks(self) -> str:
        """The entry's address (seen in the captured menu of 2025)."""
        return 'nav a[href$="/guide/"], [role="navigation"] a[href$="/guide/"]'
