"""The account's icon in the top right corner."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class AccountMenu(WayStep):
    """It opens the account's menu (dossier 3.1, 7.5)."""

    name = "account_menu"

    @property
    def landmark(self) -> Locator:
        """The icon by its whole name: a page may offer to edit «your profile», too."""
        return self.buttons(whole=True).or_(self.links(whole=True))
