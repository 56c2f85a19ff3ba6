"""The policy's chapter on legal bases and rights."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class PolicyRights(WayStep):
    """«What is our legal basis …», the European chapter with the part «Object» (dossier 3.3 D, 3.4)."""

    name = "policy_rights"

    @property
    def landmark(self) -> Locator:
        """The menu entry by its words."""
        return self.links()

    @property
    def marks(self) -> str:
        """The chapter's own address: its number is the same in every language (dossier 12)."""
        return 'a[href*="section_id=7-WhatIsOurLegal"]'
