"""What the browser shows, looked at as often as needed: the form, an interruption, a change."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Error, Frame, Locator, Page, Request
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from meta_objection.browser.reading import NOTHING_READ, read_page
from meta_objection.console.signals import Signals
from meta_objection.errors import Failed, FormChanged
from meta_objection.hosts import is_form_address
from meta_objection.locales import Lexicon
from meta_objection.network.source import Source
from meta_objection.pages import INTERRUPTIONS
from meta_objection.pages.base import Interruption
from meta_objection.pages.cookies import CookieDialog
from meta_objection.pages.find import NOWHERE, either
from meta_objection.pages.forms import MARKS, form_in_question
from meta_objection.pages.interstitial import Interstitial
from meta_objection.pages.seen import is_any_seen, seen_among

_NEXT_CHANGE = """longest => new Promise(done => {
  const finish = () => { observer.disconnect(); clearTimeout(timer); done(); };
  const observer = new MutationObserver(finish);
  const timer = setTimeout(finish, longest);
  observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
})"""
_DECLINABLE: tuple[type[CookieDialog | Interstitial], ...] = (CookieDialog, Interstitial)
_LONGEST_MS = 100
_MAY_CHANGE = {"xhr", "fetch", "script"}
_GONE = ("Execution context was destroyed", "Cannot find context", "Frame was detached", "because of a navigation")


@dataclass
class Screen:
    """One page and the person's patience with it; `timeout` is in seconds."""

    page: Page
    source: Source
    timeout: float
    signals: Signals

    def __post_init__(self) -> None:
        """Begin to look."""
        self._reading = NOTHING_READ
        self._marks: set[str] = set()
        self.ask_for([MARKS, *(kind.marks for kind in (*INTERRUPTIONS, *_DECLINABLE))])
        self._watch_leaving()

    def follow(self, page: Page) -> None:
        """Look at this page from now on."""
        if page != self.page:
            self.page = page
            self._watch_leaving()

    def _watch_leaving(self) -> None:
        self._leaving = False
        self.crashed = False
        self._asked: set[Request] = set()
        self.page.on("crash", self._note_crash)
        self.page.on("request", self._begin)
        self.page.on("requestfinished", self._end)
        self.page.on("requestfailed", self._end)
        self.page.on("framenavigated", self._end_leaving)
        self.page.on("requestfailed", lambda request: self._end_leaving(request.frame))

    def _note_crash(self, page: Page) -> None:
        if page == self.page:
            self.crashed = True

    @property
    def is_asking(self) -> bool:
        """Whether the page has asked Meta for something that may still change it."""
        return bool(self._asked)

    def _end(self, request: Request) -> None:
        self._asked.discard(request)

    def _begin(self, request: Request) -> None:
        if request.resource_type in _MAY_CHANGE:
            self._asked.add(request)
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self._leaving = True

    def _end_leaving(self, frame: Frame) -> None:
        if frame == self.page.main_frame:
            self._leaving = False

    def read(self) -> Lexicon:
        """Read the page's language, its text and which marks it has: whoever looks for anything reads first.

        It costs one round trip, and spares one for everything that the page cannot have.
        """
        self.signals.going_on()
        with self._through_navigation():
            self._reading = read_page(self.page, self._marks)
            return self.lexicon
        self._reading = read_page(self.page, self._marks)  # the page was left meanwhile: this is the next one
        return self.lexicon

    @property
    def lexicon(self) -> Lexicon:
        """The words, seen from the page as it was last read."""
        return self._reading.lexicon

    def ask_for(self, marks: Iterable[str]) -> None:
        """Have these marks read from now on."""
        self._marks |= set(filter(None, marks))

    def has(self, marks: str) -> bool:
        """Whether the page, as it was last read, has any of these marks."""
        return marks in self._reading.marks

    def _may_show(self, kind: type[Interruption | CookieDialog | Interstitial]) -> bool:
        return self.has(kind.marks) or bool(kind.key and self.lexicon.section(kind.name).shown(kind.key))

    @property
    def form(self) -> Locator:
        """The form in question."""
        return form_in_question(self.page)

    def is_form_in_front(self) -> bool:
        """Whether the page, as it was last read, shows one form to be filled in."""
        return self.has(MARKS) and self.form.count() == 1

    def declines(self) -> dict[str, Locator]:
        """Give the buttons that decline what may be declined, as the page was last read."""
        known = [kind for kind in _DECLINABLE if self._may_show(kind)]
        return {kind.name: kind(self.page, self.lexicon).decline for kind in known}

    def is_anything_to_decline(self) -> bool:
        """Whether the page, as it was last read, shows a button that declines what may be declined."""
        return any(seen_among(button, NOWHERE)[0] == 1 for button in self.declines().values())

    def interruption(self) -> Interruption | None:
        """Read the page and give what stands in the way, in one more round trip when nothing does."""
        shown = self._interruptions()
        placed = next((one for one, _ in shown if self._is_place_of(one)), None)
        if placed or not _any_seen(landmark for _, landmark in shown):
            return placed
        return next((one for one, landmark in shown if is_any_seen(landmark)), None)

    def is_anything_in_the_way(self) -> bool:
        """Read the page and say whether any interruption, or anything that may be declined, is to be seen."""
        shown = self._interruptions()
        if any(self._is_place_of(one) for one, _ in shown):
            return True
        return _any_seen([*(landmark for _, landmark in shown), *self.declines().values()])

    def _interruptions(self) -> list[tuple[Interruption, Locator]]:
        """Give those that the page may show, each with what would show it."""
        lexicon = self.read()
        known = [kind(self.page, lexicon) for kind in INTERRUPTIONS if self._is_place_of(kind) or self._may_show(kind)]
        besides = any(one.stands != "anywhere" for one in known) and self.is_form_in_front()
        return [(one, one.landmark_in(form_in_front=besides)) for one in known]

    def _is_place_of(self, interruption: Interruption | type[Interruption]) -> bool:
        return interruption.is_at(urlsplit(self.page.url).path)

    def next_change(self) -> None:
        """Wait until something on the page changes, a tenth of a second at most.

        Raises Interrupted when the person stopped the run, FormChanged when a recording has no answer.
        """
        self.check()
        if self._leaving:
            with suppress(PlaywrightTimeout):
                self.page.wait_for_event("framenavigated", timeout=_LONGEST_MS)
        else:
            with self._through_navigation():
                self.page.evaluate(_NEXT_CHANGE, _LONGEST_MS)
        self.check()

    @contextmanager
    def _through_navigation(self) -> Iterator[None]:
        """Let a page that is just being left pass for a change instead of an error."""
        try:
            yield
        except Error as error:
            if not any(sign in error.message for sign in _GONE):
                raise
            self.page.wait_for_load_state("domcontentloaded")

    def check(self) -> None:
        """Raise what ends a run from outside the page."""
        self.signals.look()
        if self.crashed:
            raise page_crashed()
        if self.source.missed:
            raise FormChanged(str(self.source.missed), why="not-recorded")

    def wait_until(self, seen: Callable[[], bool], seconds: float | None = None) -> bool:
        """Wait until this is seen, as long as a step may take unless told otherwise; say whether it was.

        A page that is being left is not asked anything: it answers once the next one is there, if ever.
        """
        deadline = time.monotonic() + (self.timeout if seconds is None else seconds)
        while time.monotonic() < deadline:
            with self._through_navigation():
                if not self._leaving and seen():
                    return True
            self.next_change()
        return False

    def settle(self) -> None:
        """Wait until a page that is being left has become the next one."""
        self.wait_until(lambda: True)
        self.page.wait_for_load_state("domcontentloaded")

    def require_meta(self) -> None:
        """Raise FormChanged where the page in front is not one of Meta's: nothing personal is typed there."""
        if not is_form_address(self.page.url):
            raise FormChanged("The page in front is not one of Meta's, so nothing was typed into it.", why="elsewhere")


def page_crashed() -> Failed:
    """Give the ending of a run whose page the browser gave up."""
    return Failed("The page crashed in the browser.", why="page-crashed")


def _any_seen(landmarks: Iterable[Locator]) -> bool:
    each = list(landmarks)
    return bool(each) and is_any_seen(either(iter(each)))
