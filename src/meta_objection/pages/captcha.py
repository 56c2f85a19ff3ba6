"""The test whether a person sits at the page."""

from meta_objection.errors import PersonNeeded, Stop
from meta_objection.pages.base import Interruption


class Captcha(Interruption):
    """The tool never solves one."""

    name = "captcha"
    marks = (
        'iframe[title="reCAPTCHA"], #captcha_dialog_submit_button, #captcha, #captcha_response, iframe[src*="captcha"]'
    )
    """The captcha's frame or its button (dossier 5, 7.1)."""
    key = ""

    def stop(self) -> Stop:
        """Only the person passes it."""
        return PersonNeeded("Meta shows a security check (captcha) that only you can pass.", why="captcha")
