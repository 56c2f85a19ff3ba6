"""The sign-in wall, and a session that ended."""

from typing import ClassVar

from meta_objection.errors import PersonNeeded, Stop
from meta_objection.pages.base import Interruption, Standing

_NOT_IN_HEADER = ':not([role="banner"] *, header *)'


class SignInWall(Interruption):
    """Meta wants the person to sign in first."""

    name = "sign_in"
    places = ("/login", "/accounts/login")
    marks = f'input[type="password"]{_NOT_IN_HEADER}, input[name="pass"]{_NOT_IN_HEADER}'
    """The box for the password, by its kind or by the one name that Meta has kept for it; since 2026 its form has no
    other mark. One in the header is no wall (seen in captured pages), nor is one beside a form that we know."""
    key = "expired"
    stands: ClassVar[Standing] = "its words"

    def stop(self) -> Stop:
        """Only the person signs in."""
        return PersonNeeded(
            "Meta asks you to sign in first.",
            why="sign-in",
            next_move="Run `meta-objection sign-in`, or the command again with --headed, and sign in yourself. If Meta"
            " refuses a password that is right, an old cookie may be to blame: give --profile a new name.",
        )
