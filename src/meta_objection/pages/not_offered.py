"""The form is not offered to this region or account."""

from meta_objection.errors import NotOffered, Stop
from meta_objection.pages.base import Interruption


class NotOfferedHere(Interruption):
    """Meta shows this instead of a form (texts inferred: dossier 5 [M])."""

    name = "not_offered"

    def stop(self) -> Stop:
        """This address has nothing for this person."""
        return NotOffered("Meta says that this form is not available here.", why="not-available")
