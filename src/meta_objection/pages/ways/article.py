"""The article on generative AI."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import Offered, WayStep

_PATH = "/privacy/genai"


class GenerativeAiArticle(WayStep):
    """«How Meta uses information for generative AI models and features» (dossier 3.1, 3.4)."""

    name = "article"

    @property
    def landmark(self) -> Locator:
        """The menu entry by its words."""
        return self.links()

    def look(self, *, marked: bool = True) -> Offered | None:
        """Give the link, never one on the article itself."""
        return None if _PATH in self.page.url.partition("?")[0] else super().look(marked=marked)

    @property
    def marks(self) -> str:
        """The article's own address, whatever the language (dossier 3.6)."""
        return f'a[href*="{_PATH}"]'
