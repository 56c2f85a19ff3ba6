"""What can stop a replay on purpose."""


class ReplayError(Exception):
    """Anything that keeps a recording from being read or followed."""


class UnreadableFixture(ReplayError):  # noqa: N818  (named after what it is, as the other errors here are)
    """A fixture that is missing, damaged, or names a file outside of its own folder."""


class NoMatch(ReplayError):  # noqa: N818  (as above)
    """A request that the recording cannot answer; the message shows what came nearest."""
