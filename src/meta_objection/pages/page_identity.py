"""Acting as a Page instead of as oneself."""

from meta_objection.errors import PersonNeeded, Stop
from meta_objection.pages.base import Interruption


class PageIdentity(Interruption):
    """Facebook Pages cannot object: each author must, as a person (dossier 1, B-SKY24)."""

    name = "page_identity"

    def stop(self) -> Stop:
        """Only the person switches; the tool changes nothing about the account."""
        return PersonNeeded(
            "Facebook is acting as one of your Pages; only a person can object.",
            why="page-identity",
            next_move="Switch to your own profile on Facebook, then run the command again.",
        )
