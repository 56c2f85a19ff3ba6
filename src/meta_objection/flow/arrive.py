"""The way in: open the form's address, newest first, until a form is in front."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from meta_objection.errors import FormChanged, NotOffered, SiteUnavailable
from meta_objection.flow.by_hand import walked_by_hand
from meta_objection.flow.loading import load
from meta_objection.flow.obstacles import clear_the_way
from meta_objection.flow.sections import Sections
from meta_objection.flow.visit import Visit
from meta_objection.flow.walk import Walk
from meta_objection.pages.forms import MARKS
from meta_objection.pages.ways import STEPS
from meta_objection.pages.ways.base import WayStep
from meta_objection.settings import Route

_MOST_DETOURS = 5
_UNFOLDING = 1.5  # seconds in which a page with closed sections may still show a form beside them
_GONE = {404, 410}
_SERVER_ERROR = 500


def reach_form(visit: Visit, route: Route, addresses: Sequence[str]) -> None:
    """Come to the form by this route; what the addresses lead to is that of `open_form` or `walk_to_form`."""
    if route is Route.DIRECT:
        open_form(visit, addresses)
    else:
        walk_to_form(visit, addresses, STEPS[visit.form.steps[route]])


def open_form(visit: Visit, addresses: Sequence[str]) -> None:
    """Open the first of these addresses that offers the form.

    Raises NotOffered when none does, and whatever stands in the way of the first that says something else.
    """
    refusal: NotOffered | None = None
    for address in addresses:
        try:
            with visit.ledger.step("open"):
                _open(visit, address)
        except NotOffered as stop:
            refusal = stop
        else:
            return
    raise refusal or NotOffered("No address of this form is known.")


def walk_to_form(visit: Visit, starts: Sequence[str], kinds: Sequence[type[WayStep]]) -> None:
    """Open Meta's page where the way begins, and walk it; where it shows no step at all, open the next.

    Raises what `Walk.to_form` raises.
    """
    for start in starts:
        with visit.ledger.step("open"):
            load(visit, start)
        walk = Walk(visit, kinds)
        try:
            walk.to_form()
        except FormChanged:
            if walk.has_begun or start == starts[-1]:
                raise
        else:
            return


def come_back(visit: Visit) -> None:
    """Go on where the run was before the person had to do something: at the form."""
    if visit.screen.form.count() != 1:
        _open(visit, visit.address)


def _open(visit: Visit, address: str) -> None:
    """Open an address and wait for a form; where something led the run elsewhere, go on to where it was going."""
    visit.address = address
    _load_whole(visit, address)
    sections = Sections(visit)
    for _ in range(_MOST_DETOURS):
        is_known = _wait_for_something(visit, sections)
        if not is_known and not walked_by_hand(visit, lambda: _something_known(visit)):
            title = visit.screen.page.title()
            raise FormChanged(f"No form that we know is on the page “{title}”.", why="no-form")
        was_led_away = clear_the_way(visit)
        if visit.screen.form.count() == 1 and not (was_led_away and _is_elsewhere(visit, address)):
            return
        if was_led_away:
            _load_whole(visit, address)
    raise FormChanged("Meta leads away from the form again and again.", why="led-away")


def _wait_for_something(visit: Visit, sections: Sections) -> bool:
    """Wait for a form or for what stands in its way, and open the closed parts of a page that hides its form there."""
    while True:
        hides_one = visit.screen.page.locator(MARKS).count() > 0 and sections.closed() is not None
        if visit.screen.wait_until(lambda: _something_known(visit), _UNFOLDING if hides_one else visit.screen.timeout):
            return True
        if not (hides_one and sections.open_next()):
            return False


def _load_whole(visit: Visit, address: str) -> None:
    status = load(visit, address)
    visit.screen.require_meta()
    if status in _GONE:
        raise NotOffered("Meta has no page at this address any more.", why="gone")
    if status >= _SERVER_ERROR:
        message = f"Meta's server answers with an error (status {status})."
        raise SiteUnavailable(message, why="server-error", next_move=SiteUnavailable.out_of_order)


def _is_elsewhere(visit: Visit, address: str) -> bool:
    return urlsplit(visit.screen.page.url)[:3] != urlsplit(address)[:3]


def _something_known(visit: Visit) -> bool:
    screen = visit.screen
    return screen.form.count() == 1 or bool(screen.interruption()) or screen.is_anything_to_decline()
