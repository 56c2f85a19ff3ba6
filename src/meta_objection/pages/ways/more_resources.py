"""The resources below the topic on AI."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class MoreResources(WayStep):
    """«More resources» on the topic's page (dossier 3.2)."""

    name = "more_resources"

    @property
    def landmark(self) -> Locator:
        """The control by its words."""
        return self.buttons(whole=True).or_(self.links(whole=True))
