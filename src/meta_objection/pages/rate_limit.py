"""A temporary block, or a request to slow down; it comes with status 200."""

from meta_objection.errors import RateLimited, Stop
from meta_objection.pages.base import Interruption


class RateLimit(Interruption):
    """Meta blocks for a while (texts: dossier 5, C-GH-BLOCK)."""

    name = "rate_limit"

    def stop(self) -> Stop:
        """Nothing helps but time."""
        return RateLimited("Meta says that you are going too fast or are blocked for a while.", why="temporary-block")
