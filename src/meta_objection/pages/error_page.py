"""Meta's own error page."""

from meta_objection.errors import SiteUnavailable, Stop
from meta_objection.pages.base import Interruption


class ErrorPage(Interruption):
    """Something went wrong at Meta before anything was sent (texts inferred: dossier 5 [M])."""

    name = "error_page"

    def stop(self) -> Stop:
        """Another time it may work."""
        message = "Meta shows an error page instead of the form."
        return SiteUnavailable(message, why="error-page", next_move=SiteUnavailable.out_of_order)
