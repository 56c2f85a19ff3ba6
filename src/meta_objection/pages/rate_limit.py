"""A temporary block, or a request to slow down; it comes with status 200."""

from playwright.sync_api import Locator

from meta_objection.errors import RateLimited, Stop
from meta_objection.pages.base import Interruption


class RateLimit(Interruption):
    """Meta blocks for a while (texts: dossier 5, C-GH-BLOCK)."""

    name = "rate_limit"

    @property
    def landmark(self) -> Locator:
        """The block's words."""
        return self.texts()

    def stop(self) -> Stop:
        """Nothing helps but time."""
        return RateLimited("Meta says that you are going too fast or are blocked for a while.", why="temporary-block")
