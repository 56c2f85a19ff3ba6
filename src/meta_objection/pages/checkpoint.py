"""Meta's identity check."""

from playwright.sync_api import Locator

from meta_objection.errors import PersonNeeded, Stop
from meta_objection.pages.base import Interruption

MARKS = '#checkpointSubmitButton, input[name="approvals_code"], form[action*="/checkpoint/"]'
"""What the checkpoint's page is known by (dossier 5, 7.5)."""


class Checkpoint(Interruption):
    """Meta wants to know who the person is before it goes on."""

    name = "checkpoint"
    places = ("/checkpoint",)

    @property
    def landmark(self) -> Locator:
        """The checkpoint's controls, or its words."""
        return self.page.locator(MARKS).or_(self.texts())

    def stop(self) -> Stop:
        """Only the person passes it."""
        return PersonNeeded("Meta shows a security check of your account.", why="checkpoint")
