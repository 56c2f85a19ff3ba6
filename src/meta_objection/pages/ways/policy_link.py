"""The link to the privacy policy."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class PolicyLink(WayStep):
    """«Privacy Policy» (dossier 3.2, 3.3)."""

    name = "policy_link"

    @property
    def landmark(self) -> Locator:
        """The link by its whole name."""
        return self.links(whole=True)
