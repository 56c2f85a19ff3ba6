"""Opens the browser as the program does and types an address, for whoever wants to know what is written of it."""

import sys
from pathlib import Path

from meta_objection.browser.launch import open_browser
from meta_objection.logs import set_up
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import live_source
from meta_objection.settings import Browsing


def main(home: str) -> None:
    """Type, and say that it was typed."""
    set_up("warning", "console")
    settings = Browsing(home=Path(home), timeout=10)
    with open_browser(settings, live_source(settings), SendGate(())) as session:
        session.page.goto("data:text/html,<input>")
        session.page.locator("input").fill("kim.typed@example.org")
    sys.stdout.write("typed\n")


if __name__ == "__main__":
    main(sys.argv[1])
