"""The topic on AI."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import WayStep


class AiTopic(WayStep):
    """«AI at Meta», «Generative AI at Meta» (dossier 3.2, 3.3 B)."""

    name = "ai_topic"

    @property
    def landmark(self) -> Locator:
        """The topic by its words."""
        return self.links(whole=True).or_(self.buttons(whole=True))

    @property
    def by_attributes(self) -> Locator:
        """The topic's own address (dossier 3.6)."""
        return self.page.locator('a[href*="/privacy/guide/genai"], a[href*="/privacy/guide/generative-ai"]')
