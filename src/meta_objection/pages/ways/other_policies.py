"""The group «Other policies and articles», closed until it is opened."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class OtherPolicies(WayStep):
    """Its entries do not exist before it is opened (seen in the captured menu of 2025)."""

    name = "other_policies"

    @property
    def landmark(self) -> Locator:
        """The closed group by its words."""
        return self.closed()
