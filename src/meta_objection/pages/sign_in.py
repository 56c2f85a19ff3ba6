"""The sign-in wall, and a session that ended."""

from meta_objection.errors import PersonNeeded, Stop
from meta_objection.pages.base import Interruption


class SignInWall(Interruption):
    """Meta wants the person to sign in first."""

    name = "sign_in"
    places = ("/login", "/accounts/login")
    marks = 'form:has(input[type="password"]):not([role="banner"] *, header *)'
    """A form for signing in as the page's matter. One in the header is no wall (both seen in captured pages)."""
    key = "expired"

    def stop(self) -> Stop:
        """Only the person signs in."""
        return PersonNeeded("Meta asks you to sign in first.", why="sign-in")
