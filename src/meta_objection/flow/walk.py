"""The way through Meta's own pages: of what the page in front offers, the step nearest to the form is taken."""

from meta_objection.errors import FormChanged, NotOffered
from meta_objection.flow.obstacles import clear_the_way
from meta_objection.flow.visit import Visit
from meta_objection.forms import form_at
from meta_objection.pages.find import Found
from meta_objection.pages.ways import MENU
from meta_objection.pages.ways.base import WayStep
from meta_objection.pages.ways.requests_link import RequestsLink

_MOST_CLICKS = 15
_LEADS_AWAY = "link => link.tagName === 'A' && !!link.href && !link.getAttribute('href').startsWith('#')"


class Walk:
    """One way, click by click; no step is taken twice."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._taken: set[str] = set()

    def to_form(self) -> None:
        """Walk until a form is in front.

        Raises NotOffered where Meta shows the view without an objection, FormChanged where the way ends or leads to
        another form than the one asked for.
        """
        for _ in range(_MOST_CLICKS):
            if self._await_something() == "form":
                self._identify()
                return
            step, found = self._offer() or self._dead_end()
            with self._visit.ledger.step(step.name, found.by):
                self._take(step, found)
        raise FormChanged("The way through the menus did not end at a form.", why="endless-way")

    def _await_something(self) -> str:
        self._visit.screen.wait_until(self._sees_something)
        self._follow_tab()
        clear_the_way(self._visit)
        return "form" if self._visit.screen.form.count() == 1 else "page"

    def _sees_something(self) -> bool:
        self._follow_tab()
        screen = self._visit.screen
        return bool(screen.form.count() == 1 or self._offer() or screen.interruption())

    def _follow_tab(self) -> None:
        """Go on in the tab that a link opened."""
        screen = self._visit.screen
        newest = screen.page.context.pages[-1]
        if newest is not screen.page:
            newest.wait_for_load_state("domcontentloaded")
            screen.page = newest
        screen.read_language()

    def _offer(self) -> tuple[WayStep, Found] | None:
        """Give the step nearest to the form that the page offers and that was not taken."""
        screen = self._visit.screen
        ids = tuple(known.address.rsplit("/", 1)[-1] for known in self._visit.form.generations)
        for kind in MENU:
            step = kind(screen.page, screen.lexicon, ids)
            if kind.name not in self._taken and (found := step.look()):
                return step, found
        return None

    def _take(self, step: WayStep, found: Found) -> None:
        screen = self._visit.screen
        self._taken.add(step.name)
        control = found.control.all()[0]  # they all lead to the same place
        leads_away = control.evaluate(_LEADS_AWAY)
        before = (screen.page.url, len(screen.page.context.pages))
        self._visit.point_at(control)
        control.click()
        if leads_away:
            screen.wait_until(lambda: (screen.page.url, len(screen.page.context.pages)) != before)
        else:
            screen.next_change()

    def _dead_end(self) -> tuple[WayStep, Found]:
        screen = self._visit.screen
        third_party = RequestsLink(screen.page, screen.lexicon, ())
        if third_party.look():
            raise NotOffered(
                "Meta shows the view for the rest of the world, which offers no objection, only a form about"
                " information from third parties.",
                why="rest-of-world-view",
                next_move="Meta chooses the view by the internet address. If your country has the right to object:"
                " sign in, leave any VPN, and try --route direct.",
            )
        raise FormChanged(f"Nothing on the page “{screen.page.title()}” leads on to the form.", why="no-way")

    def _identify(self) -> None:
        """Say which form the way led to. Raises FormChanged for another than the one asked for."""
        visit = self._visit
        visit.address = visit.screen.page.url.partition("?")[0]
        led_to = form_at(visit.address)
        if led_to != visit.form.id:
            name = f"the form “{led_to}”" if led_to else "a form this version does not know"
            raise FormChanged(f"The way led to {name}, not to “{visit.form.id}”.", why="other-form")
