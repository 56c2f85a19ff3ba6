"""The Privacy Center."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep

_NO_FOOTER = ":not(#pageFooter *, footer *, [role=contentinfo] *)"
"""The footer of a sign-in wall links the Privacy Center, too (seen in a captured page)."""


class PrivacyCenter(WayStep):
    """«Privacy Center» in the account's menu (dossier 3.1)."""

    name = "privacy_center"

    @property
    def landmark(self) -> Locator:
        """The menu entry by its whole name: the center's own menu begins with «Privacy Center home»."""
        return self.links(whole=True).and_(self.page.locator(_NO_FOOTER))
