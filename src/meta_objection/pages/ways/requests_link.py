"""The link to the form for third-party information."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class RequestsLink(WayStep):
    """«Learn more and submit requests here», which everybody sees (dossier 0.2, 3.1)."""

    name = "requests_link"

    @property
    def landmark(self) -> Locator:
        """The link by its words."""
        return self.links()
