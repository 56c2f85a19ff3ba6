"""The home page: its menus, and what it tells of."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class AccountMenu(WayStep):
    """It opens the account's menu (dossier 3.1, 7.5)."""

    name = "account_menu"

    @property
    def landmark(self) -> Locator:
        """The icon by its whole name: a page may offer to edit «your profile», too."""
        return self.buttons(whole=True).or_(self.links(whole=True))


class SettingsPrivacy(WayStep):
    """It opens a menu of its own (dossier 3.1, 7.5)."""

    name = "settings_privacy"

    @property
    def landmark(self) -> Locator:
        """The menu entry by its words."""
        return self.buttons().or_(self.links())


_NO_FOOTER = ":not(#pageFooter *, footer *, [role=contentinfo] *)"
"""The footer of a sign-in wall links the Privacy Center, too (seen in a captured page)."""


class PrivacyCenter(WayStep):
    """«Privacy Center» in the account's menu (dossier 3.1)."""

    name = "privacy_center"

    @property
    def landmark(self) -> Locator:
        """The menu entry by its whole name: the center's own menu begins with «Privacy Center home»."""
        return self.links(whole=True).and_(self.page.locator(_NO_FOOTER))


class Notifications(WayStep):
    """It opens the list of notifications (general knowledge, not in the dossier)."""

    name = "notifications"

    @property
    def landmark(self) -> Locator:
        """The bell by its whole name: a notification may hold the word too."""
        return self.buttons(whole=True).or_(self.links(whole=True))


class NoticeEntry(WayStep):
    """«We're planning new AI features for you …» (dossier 3.2, 3.3 F), on the home page or among the notifications."""

    name = "notice_entry"

    @property
    def landmark(self) -> Locator:
        """The notification by its words."""
        return self.links()
