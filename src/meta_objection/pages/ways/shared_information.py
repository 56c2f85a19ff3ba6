"""The entry for information shared on Meta's products."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class SharedInformation(WayStep):
    """«Information you've shared on Meta Products», which leads to the objection form (dossier 3.3 B)."""

    name = "shared_information"

    @property
    def landmark(self) -> Locator:
        """The control by its words."""
        return self.links().or_(self.buttons())
