"""The entry «Settings & privacy» of the account's menu."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class SettingsPrivacy(WayStep):
    """It opens a menu of its own (dossier 3.1, 7.5)."""

    name = "settings_privacy"

    @property
    def landmark(self) -> Locator:
        """The menu entry by its words."""
        return self.buttons().or_(self.links())
