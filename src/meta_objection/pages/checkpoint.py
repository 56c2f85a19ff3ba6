"""Meta's identity check."""

from meta_objection.errors import PersonNeeded, Stop
from meta_objection.pages.base import Interruption


class Checkpoint(Interruption):
    """Meta wants to know who the person is before it goes on."""

    name = "checkpoint"
    places = ("/checkpoint", "/challenge", "/two_step_verification", "/auth_platform")
    """Facebook's and Instagram's (dossier 5; the last two: general knowledge)."""
    marks = '#checkpointSubmitButton, input[name="approvals_code"], form[action*="/checkpoint/"]'
    """The checkpoint's controls (dossier 5, 7.5)."""

    def stop(self) -> Stop:
        """Only the person passes it."""
        return PersonNeeded("Meta shows a security check of your account.", why="checkpoint")
