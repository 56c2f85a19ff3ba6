"""The way through Meta's own pages: of what the page in front offers, the step nearest to the form is taken."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from meta_objection.errors import FormChanged, NotOffered
from meta_objection.flow.by_hand import walked_by_hand
from meta_objection.flow.loading import load
from meta_objection.flow.obstacles import clear_the_way
from meta_objection.flow.sections import Sections
from meta_objection.flow.visit import Visit
from meta_objection.forms import form_at
from meta_objection.hosts import target_of
from meta_objection.pages.ways.base import Offered, WayStep
from meta_objection.pages.ways.offer import ObjectionLink, RequestsLink

_MOST_STEPS = 35  # clicks on the way, and closed sections that are opened
_MOST_DETOURS = 5
_UNFOLDING = 1.5  # seconds in which a click may show something nearer, before anything farther is taken


class Walk:
    """One way, click by click; no step is taken twice."""

    def __init__(self, visit: Visit, kinds: Sequence[type[WayStep]]) -> None:
        self._visit = visit
        self._kinds = kinds
        self._ids = tuple(known.address.rsplit("/", 1)[-1] for known in visit.form.generations)
        self._taken: list[type[WayStep]] = []
        self._offered: tuple[WayStep, Offered] | None = None
        self._at_form = False
        self._for_everyone = False
        self._hindered = False
        self._sections = Sections(visit)
        visit.screen.ask_for(kind(visit.screen.page, visit.screen.lexicon, self._ids).marks for kind in kinds)

    @property
    def has_begun(self) -> bool:
        """Whether any step was taken."""
        return bool(self._taken)

    def to_form(self) -> None:
        """Walk until a form is in front.

        Raises NotOffered where Meta shows the view without an objection, FormChanged where the way ends or leads to
        another form than the one asked for.
        """
        for _ in range(_MOST_STEPS):
            self._await_something()
            if self._at_form:
                self._identify()
                return
            if self._offered is None and self._sections.open_next():
                continue
            if self._offered is None and walked_by_hand(self._visit, self._sees_something):
                continue
            step, offered = self._offered or self._dead_end()
            with self._visit.ledger.step(step.name, offered.by):
                self._take(step, offered)
        raise FormChanged("The way through the menus did not end at a form.", why="endless-way")

    def _await_something(self) -> None:
        """Wait for the next step, or a form; where something leads the run away, go on to where it was going."""
        screen = self._visit.screen
        for _ in range(_MOST_DETOURS):
            if not screen.wait_until(self._sees_something_nearer, min(_UNFOLDING, screen.timeout)):
                screen.wait_until(self._sees_something, self._patience())
            if not self._hindered:
                return
            if clear_the_way(self._visit):
                self._go_on()
            elif self._at_form or self._offered:
                return
        raise FormChanged("Meta leads away from the way to the form again and again.", why="led-away")

    def _patience(self) -> float:
        """A page with closed sections is not waited for as long as one that is still empty."""
        return _UNFOLDING if self._sections.closed() else self._visit.screen.timeout

    def _go_on(self) -> None:
        visit = self._visit
        if urlsplit(visit.screen.page.url)[:3] != urlsplit(visit.bound_for)[:3]:
            load(visit, visit.bound_for)

    def _sees_something_nearer(self) -> bool:
        if not self._sees_something():
            return False
        return self._offered is None or not self._taken or self._is_nearer(self._offered[0])

    def _is_nearer(self, step: WayStep) -> bool:
        return self._kinds.index(type(step)) < self._kinds.index(self._taken[-1])

    def _sees_something(self) -> bool:
        self._follow_tab()
        screen = self._visit.screen
        self._hindered = screen.is_anything_in_the_way()
        self._at_form, self._offered = screen.is_form_in_front(), None
        if self._at_form or (self._hindered and screen.interruption()):
            return True
        self._offered = self._offer()
        self._for_everyone = self._for_everyone or self._offers_requests()
        return self._offered is not None or (self._hindered and screen.is_anything_to_decline())

    def _follow_tab(self) -> None:
        """Go on in the tab that a link opened."""
        screen = self._visit.screen
        screen.follow(screen.page.context.pages[-1])
        screen.page.wait_for_load_state("domcontentloaded")

    def _offer(self) -> tuple[WayStep, Offered] | None:
        """Give the step nearest to the form that the page offers and that was not taken."""
        screen = self._visit.screen
        steps = [kind(screen.page, screen.lexicon, self._ids) for kind in self._kinds if kind not in self._taken]
        for step in steps:
            if offered := step.look(marked=screen.has(step.marks)):
                return step, offered
        return None

    def _offers_requests(self) -> bool:
        """Whether the page has the link that everybody sees, in every region."""
        return RequestsLink(self._visit.screen.page, self._visit.screen.lexicon, ()).look() is not None

    def _take(self, step: WayStep, offered: Offered) -> None:
        screen = self._visit.screen
        screen.require_meta()
        self._visit.bound_for = self._target_of(offered) or screen.page.url
        self._taken.append(type(step))
        before = (screen.page.url, len(screen.page.context.pages))
        self._visit.keep_click(step.name)
        self._visit.point_at(offered.control)
        self._visit.offer = offered.around
        self._click(offered.control)
        if offered.leads_away:
            screen.wait_until(lambda: (screen.page.url, len(screen.page.context.pages)) != before)

    def _target_of(self, offered: Offered) -> str | None:
        """Give where a link leads. Raises FormChanged for one out of Meta's pages, also where Meta's own wraps it."""
        address: str = offered.control.evaluate("control => control.href ?? ''") if offered.leads_away else ""
        if not address.startswith(("http:", "https:")):
            return None
        target = target_of(address)
        if target is None:
            raise FormChanged(
                "The next link of the way leads out of Meta's pages, so it was not taken.", why="elsewhere"
            )
        return target

    def _click(self, control: Locator) -> None:
        try:
            control.click()
        except PlaywrightTimeout:
            clear_the_way(self._visit)  # a dialog that came late lies over the control
            control.click()

    def _dead_end(self) -> tuple[WayStep, Offered]:
        if self._for_everyone and RequestsLink not in self._kinds and ObjectionLink not in self._taken:
            raise NotOffered(
                "Meta shows the view for the rest of the world, which offers no objection, only a form about"
                " information from third parties.",
                why="rest-of-world-view",
                next_move="Meta chooses the view by the internet address. If your country has the right to object:"
                " sign in, leave any VPN, and try --route direct.",
            )
        title = self._visit.screen.page.title()
        raise FormChanged(f"Nothing on the page “{title}” leads on to the form.", why="no-way")

    def _identify(self) -> None:
        """Say which form the way led to. Raises FormChanged for another than the one asked for."""
        visit = self._visit
        visit.address = visit.screen.page.url.partition("?")[0]
        led_to = form_at(visit.address)
        if led_to != visit.form.id:
            name = f"the form “{led_to}”" if led_to else "a form this version does not know"
            raise FormChanged(f"The way led to {name}, not to “{visit.form.id}”.", why="other-form")
