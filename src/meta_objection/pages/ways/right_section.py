"""The part of the article on the right to object, closed until it is opened."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class RightSection(WayStep):
    """«Your right to object», an accordion (dossier 3.5, 7.3)."""

    name = "right_section"

    @property
    def landmark(self) -> Locator:
        """The closed part by its words."""
        return self.closed()
