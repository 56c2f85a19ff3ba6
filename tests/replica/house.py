"""What the pages share while the replica runs."""

import asyncio
from dataclasses import dataclass, field

from tests.replica.log import MOBILE_PATH, WHATSAPP_PATH, Log, Received
from tests.replica.pages import Tokens
from tests.replica.stories import Story


@dataclass
class House:
    """The story being played, the log, the tokens given out, and whether the server is stopping."""

    story: Story
    log: Log
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _lsd_of: dict[str, str] = field(default_factory=dict)

    def new_tokens(self) -> Tokens:
        """Fresh tokens for one load of a form, remembered so that a sending can be checked against them."""
        made = Tokens()
        self._lsd_of[made.fb_dtsg] = made.lsd
        return made

    def knows(self, received: Received) -> bool:
        """Whether a sending carries the tokens of one load, its header and the cookie, as the page made them."""
        if received.path == WHATSAPP_PATH:  # which knows no accounts: no token of one, and no cookie
            return received.first("lsd") == received.headers.get("x-fb-lsd") in self._lsd_of.values()
        lsd = self._lsd_of.get(received.first("fb_dtsg"))
        if received.path == MOBILE_PATH:  # a form that the browser itself posts
            return lsd is not None and "datr=" in received.headers.get("cookie", "")
        same = lsd == received.first("lsd") == received.headers.get("x-fb-lsd")
        return lsd is not None and same and "datr=" in received.headers.get("cookie", "")

    async def pause(self, seconds: float | None) -> None:
        """Wait so many seconds, or for ever, but never longer than the server runs."""
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except TimeoutError:
            return
