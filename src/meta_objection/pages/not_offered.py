"""The form is not offered to this region or account."""

from typing import ClassVar

from meta_objection.errors import NotOffered, Stop
from meta_objection.pages.base import Interruption, Standing


class NotOfferedHere(Interruption):
    """Meta shows this instead of a form (texts inferred: dossier 5 [M])."""

    name = "not_offered"
    stands: ClassVar[Standing] = "nowhere"
    """Beside a form it is a word about something else."""

    def stop(self) -> Stop:
        """This address has nothing for this person."""
        return NotOffered(
            "Meta says that this form is not available here.",
            why="not-available",
            next_move="Meta chooses by the place that your internet address shows. Are you travelling, or using a VPN?"
            " Try again from where you live; signing in can change what Meta shows, too.",
        )
