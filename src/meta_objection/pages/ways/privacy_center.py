"""The Privacy Center."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class PrivacyCenter(WayStep):
    """«Privacy Center» in the account's menu (dossier 3.1)."""

    name = "privacy_center"

    @property
    def landmark(self) -> Locator:
        """The menu entry by its words."""
        return self.links()
