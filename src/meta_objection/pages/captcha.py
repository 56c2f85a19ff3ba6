"""The test whether a person sits at the page."""

from playwright.sync_api import Locator

from meta_objection.errors import PersonNeeded, Stop
from meta_objection.pages.base import Interruption

MARKS = 'iframe[title="reCAPTCHA"], #captcha_dialog_submit_button, #captcha, #captcha_response, iframe[src*="captcha"]'
"""What the captcha layer is known by (dossier 5, 7.1)."""


class Captcha(Interruption):
    """The tool never solves one."""

    name = "captcha"

    @property
    def landmark(self) -> Locator:
        """The captcha's frame or its button."""
        return self.page.locator(MARKS)

    def stop(self) -> Stop:
        """Only the person passes it."""
        return PersonNeeded("Meta shows a security check (captcha) that only you can pass.", why="captcha")
