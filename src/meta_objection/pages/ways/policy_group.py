"""The group «Privacy Policy», closed until it is opened."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class PolicyGroup(WayStep):
    """The policy's chapters in the Privacy Center's menu (seen in the captured menu of 2025)."""

    name = "policy_group"

    @property
    def landmark(self) -> Locator:
        """The closed group by its whole name."""
        return self.closed(whole=True)
