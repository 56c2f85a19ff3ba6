"""A person at a window, played by real events: each question is answered by the next of the things they do."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from playwright.sync_api import CDPSession, Page
from tenacity import Retrying, stop_after_delay, wait_fixed

from meta_objection.browser.attendant import Attendant
from meta_objection.browser.panel import Panel
from meta_objection.flow.visit import Visit

_SOON = 20
"""Seconds that the panel is given to show something."""

Act = Callable[[Page], str | None]
"""Does something in the window; gives what is typed at the terminal afterwards, `None` for nothing."""


class Hand:
    """Does one thing a question, and remembers what it was asked."""

    may_know_code = False

    def __init__(self, page: Page, acts: Sequence[Act]) -> None:
        self.meanwhile: Callable[[], None] = lambda: None
        self.asked: list[str] = []
        self._page, self._acts, self._pending = page, list(acts), False

    def agrees(self, _asked: object) -> bool:
        return True

    def code(self, _complaint: str | None, _pressed: datetime | None = None) -> str | None:
        return None

    def put(self, question: str) -> None:
        self.asked.append(question)
        self._pending = True

    def typed(self) -> str | None:
        if not (self._pending and self._acts):
            return None
        self._pending = False
        return self._acts.pop(0)(self._page)


def attended(visit: Visit, *acts: Act, patience: float = 5) -> Hand:
    """Sit somebody at the window of this visit."""
    hand = Hand(visit.screen.page, acts)
    panel = Panel(visit.screen, 6, visit.screen.signals.stop)
    visit.ledger.tell_also(panel)
    visit.attended = True
    visit.attendant = Attendant(visit.screen, panel, hand, patience)
    return hand


def in_panel(page: Page, tag: str, text: str = "") -> tuple[float, float]:
    """Where an element of the panel is, with this text, as soon as it is shown and keeps its place.

    The panel's shadow root is closed to pages, not to the debugger.
    """
    session = page.context.new_cdp_session(page)
    patiently = Retrying(stop=stop_after_delay(_SOON), wait=wait_fixed(0.1), reraise=True)
    for attempt in patiently:
        with attempt:
            middle = _middle(session, tag, text)
            assert middle == _middle(session, tag, text)
    return middle


def _middle(session: CDPSession, tag: str, text: str) -> tuple[float, float]:
    root = session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
    found = next(node for node in nodes(root) if node["nodeName"] == tag.upper() and text in text_in(node))
    quad = session.send("DOM.getBoxModel", {"nodeId": found["nodeId"]})["model"]["content"]
    return (quad[0] + quad[4]) / 2, (quad[1] + quad[5]) / 2


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give this node of a page's tree and all below it, those of closed shadow roots too."""
    yield node
    for name in ("children", "shadowRoots"):
        for child in node.get(name, []):
            yield from nodes(child)


def text_in(node: dict[str, Any]) -> str:
    """Give all text below a node."""
    return str(node.get("nodeValue", "")) + "".join(text_in(child) for child in node.get("children", []))


def press(label: str) -> Act:
    """Click on a button of the panel."""

    def act(page: Page) -> None:
        page.mouse.click(*in_panel(page, "button", label))

    return act


def click(selector: str) -> Act:
    """Click on something of the page, wherever that leads."""

    def act(page: Page) -> None:
        box = page.locator(selector).bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    return act


def enter(_page: Page) -> str:
    """Press Enter at the terminal."""
    return ""


def then(*acts: Act) -> Act:
    """Do one after the other."""

    def act(page: Page) -> str | None:
        return [one(page) for one in acts][-1]

    return act
