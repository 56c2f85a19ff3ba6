"""A person at a real window: a display of their own, whose mouse and keyboard are pressed by xdotool, and nothing else.

What the window shows is read over the browser's debugging port, as the eye reads it; every click and every key is an
event of the X server's, which the browser cannot tell from a person's.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, CDPSession, Error, Page, Playwright, expect
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from tests.command import PATIENCE
from tests.window import nodes, text_in

T = TypeVar("T")

SCREEN = (1280, 800)
"""In pixels: a small laptop's."""
IS_POSSIBLE = bool(shutil.which("Xvfb") and shutil.which("xdotool"))
_LOOK = 0.15
"""Seconds between two looks at the window."""
_SOON = 20
_WHERE_THE_MOUSE_IS = """() => new Promise(done => addEventListener('mousemove',
  event => done([event.clientX, event.clientY]), {capture: true, once: true}))"""
_MIDDLE = (600, 400)


@contextmanager
def a_display() -> Iterator[str]:
    """Start a display that nobody else has, and give its name."""
    width, height = SCREEN
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


class Hands:
    """The mouse and the keyboard of one display."""

    def __init__(self, display: str) -> None:
        self.display = display

    def _do(self, *words: object) -> str:
        command = ["xdotool", *map(str, words)]
        environment = os.environ | {"DISPLAY": self.display}
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=30).stdout

    def move(self, x: float, y: float) -> None:
        """Move the mouse; from where it is already nothing would be heard, so it comes from beside."""
        self._do("mousemove", round(x) + 3, round(y) + 3, "mousemove", round(x), round(y))

    def click(self, x: float, y: float) -> None:
        """Click with the left button."""
        self.move(x, y)
        self._do("click", 1)

    def click_again(self, times: int) -> None:
        """Click where the mouse is."""
        self._do("click", "--repeat", times, "--delay", 40, 1)

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        self._do("type", "--delay", 8, "--", text)

    def press(self, *keys: str) -> None:
        """Press keys, as xdotool names them."""
        self._do("key", "--delay", 8, *keys)

    def window(self, title: str) -> str:
        """Give the window that is to be seen and has this in its title. Raises StopIteration where there is none."""
        shown = self._do("search", "--onlyvisible", "--name", "").split()
        return next(window for window in shown if title in self._do("getwindowname", window))

    def turn_to(self, window: str) -> None:
        """Have the keyboard heard by this window: there is no window manager that would see to it."""
        self._do("windowfocus", "--sync", window)


@dataclass
class Sitter:
    """Sits at the window of one run: looks at what it shows, and acts by mouse and keys."""

    hands: Hands
    browser: Browser
    folder: Path
    """Where they keep their papers."""
    asked: list[str] = field(default_factory=list)
    """What the panel asked of them."""
    _session: tuple[Page, CDPSession] | None = None

    @property
    def page(self) -> Page:
        """The page in front."""
        return [page for context in self.browser.contexts for page in context.pages][-1]

    def sit_down(self) -> None:
        """Have the keyboard heard by the browser's window."""
        self._soon(lambda: self.hands.turn_to(self.hands.window("Chrom")))  # windows come and go meanwhile

    def question(self) -> str:
        """Read what the panel asks; nothing where it asks nothing."""
        try:
            asked = [node for node in nodes(self._document()) if _is_question(node)]
        except Error:  # the page is just being left
            return ""
        return text_in(asked[0]) if asked else ""

    def _document(self) -> dict[str, Any]:
        page = self.page
        if self._session is None or self._session[0] != page:
            self._session = (page, page.context.new_cdp_session(page))
        root: dict[str, Any] = self._session[1].send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        return root

    def press_in_panel(self, label: str) -> None:
        """Click on the panel's button with this label."""
        self._click_at(*self._soon(lambda: self._still(lambda: self._in_panel(label))))

    def _in_panel(self, label: str) -> tuple[float, float]:
        root = self._document()
        assert self._session
        found = next(node for node in nodes(root) if node["nodeName"] == "BUTTON" and label in text_in(node))
        quad = self._session[1].send("DOM.getBoxModel", {"nodeId": found["nodeId"]})["model"]["content"]
        return (quad[0] + quad[4]) / 2, (quad[1] + quad[5]) / 2

    def click(self, selector: str, *, at_left: bool = False) -> None:
        """Click on something of the page, in its middle or at its left; it is scrolled to first, as a person would."""
        found = self.page.locator(selector)
        self._soon(lambda: found.scroll_into_view_if_needed(timeout=1000))

        def middle() -> tuple[float, float]:
            box = found.bounding_box(timeout=1000)
            assert box
            return box["x"] + (16 if at_left else box["width"] / 2), box["y"] + box["height"] / 2

        self._click_at(*self._soon(lambda: self._still(middle)))

    def mark(self, selector: str) -> None:
        """Mark the whole of a paragraph, by three clicks."""
        self.click(selector)
        self.hands.click_again(2)

    def pick_file(self, selector: str, path: Path) -> None:
        """Click on a place for a file, and type the file's path into the system's dialog, which speaks English."""
        self.click(selector)
        dialog = self._soon(lambda: self.hands.window("Open File"))
        self.hands.turn_to(dialog)
        self.hands.type(str(path))
        self.hands.press("alt+o")  # Open; Enter would be Cancel
        held = self.page.locator(selector)
        self._soon(lambda: expect(held).to_have_value(re.compile(re.escape(path.name)), timeout=1000))
        self.sit_down()

    def type(self, text: str) -> None:
        """Type into what was clicked on."""
        self.hands.type(text)

    def press(self, *keys: str) -> None:
        """Press keys."""
        self.hands.press(*keys)

    def _still(self, middle: Callable[[], tuple[float, float]]) -> tuple[float, float]:
        """Give where something is, once it keeps its place."""
        at = middle()
        assert at == middle()
        return at

    def _soon(self, look: Callable[[], T]) -> T:
        kinds = retry_if_exception_type((Error, AssertionError, StopIteration, subprocess.CalledProcessError))
        return Retrying(retry=kinds, stop=stop_after_delay(_SOON), wait=wait_fixed(_LOOK), reraise=True)(look)

    def _click_at(self, x: float, y: float) -> None:
        left, top = self._soon(self._corner)
        self.hands.click(x + left, y + top)

    def _corner(self) -> tuple[float, float]:
        """Find out where on the screen the page begins: the mouse is moved, and the page says where it came to."""
        page = self.page
        page.evaluate(f"() => {{ globalThis.whereTheMouseIs = ({_WHERE_THE_MOUSE_IS})() }}")
        self.hands.move(*_MIDDLE)
        x, y = page.evaluate("() => Promise.race([whereTheMouseIs, new Promise((_, no) => setTimeout(no, 2000))])")
        return _MIDDLE[0] - x, _MIDDLE[1] - y


Act = Callable[[Sitter], None]
"""What a person does about a question."""


def sit(sitter: Sitter, started: subprocess.Popen[str], acts: Mapping[str, Act]) -> None:
    """Answer every question the panel asks, by the act whose key is in it, until the run has ended.

    Raises LookupError where nobody knows what to do: the run is then left waiting.
    """
    last = ""
    patiently = Retrying(stop=stop_after_delay(PATIENCE), wait=wait_fixed(_LOOK), reraise=True)
    for attempt in patiently:
        with attempt:
            said = sitter.question() if started.poll() is None else ""
            if said and said != last:
                sitter.asked.append(said)
                known = [act for key, act in acts.items() if key in said]
                if not known:
                    break
                known[0](sitter)
            last = said
            assert started.poll() is not None, sitter.asked


@contextmanager
def sitting(playwright: Playwright, hands: Hands, port: int, folder: Path) -> Iterator[Sitter]:
    """Sit down at the window of the run whose browser listens here, as soon as it is open."""
    patiently = Retrying(
        retry=retry_if_exception_type((Exception,)), stop=stop_after_delay(30), wait=wait_fixed(0.2), reraise=True
    )
    browser = patiently(_with_window, playwright, f"http://127.0.0.1:{port}")
    sitter = Sitter(hands, browser, folder)
    sitter.sit_down()
    yield sitter


def _with_window(playwright: Playwright, address: str) -> Browser:
    browser = playwright.chromium.connect_over_cdp(address)
    if not [page for context in browser.contexts for page in context.pages]:
        browser.close()  # what opens after the connecting may never be told to it
        raise LookupError("no page is open yet")
    return browser


def _is_question(node: dict[str, Any]) -> bool:
    return bool(node["nodeName"] == "P" and node.get("attributes", [])[:2] == ["class", "question"])
