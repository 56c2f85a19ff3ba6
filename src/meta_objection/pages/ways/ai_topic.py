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
    def marks(self) -> str:
        """The topic's own address (dossier 3.6)."""
        return 'a[href*="/privacy/guide/genai"], a[href*="/privacy/guide/generative-ai"]'
