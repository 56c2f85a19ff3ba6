"""Opens the browser as the program does and prints, of each of its processes, whether the kernel filters what it asks.

Run as a program of its own, by whoever wants to know it of another user: the home is its argument.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from meta_objection.browser.launch import open_browser
from meta_objection.logs import set_up
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import live_source
from meta_objection.settings import Browsing


def processes_of(home: str) -> Iterator[str]:
    """Each process whose command line names the home: whether it is filtered, and its command line."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
            status = (process / "status").read_text(encoding="utf-8")
        except OSError:
            continue  # it has ended meanwhile
        if f"--user-data-dir={home}" in words:
            filtered = "Seccomp:\t2" in status
            yield f"{filtered} {words}"


def main(home: str) -> None:
    """Open a page and print what runs then."""
    set_up("warning", "console")
    settings = Browsing(home=Path(home), timeout=10)
    with open_browser(settings, live_source(settings), SendGate(())) as session:
        session.page.goto("data:text/html,<p>Hello")
        sys.stdout.writelines(f"{line}\n" for line in processes_of(home))


if __name__ == "__main__":
    main(sys.argv[1])
