"""The way in: open the form's address, newest first, until a form is in front."""

from collections.abc import Sequence

from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from meta_objection.errors import FormChanged, NotOffered, SiteUnavailable
from meta_objection.flow.obstacles import clear_the_way
from meta_objection.flow.visit import Visit
from meta_objection.flow.walk import Walk
from meta_objection.pages.ways.base import WayStep

_ATTEMPTS = 3
_GONE = {404, 410}
_SERVER_ERROR = 500


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
            _load(visit, start)
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
    visit.address = address
    status = _load(visit, address)
    visit.screen.require_meta()
    if status in _GONE:
        raise NotOffered("Meta has no page at this address any more.", why="gone")
    if status >= _SERVER_ERROR:
        raise SiteUnavailable(f"Meta's server answers with an error (status {status}).", why="server-error")
    _await_form(visit)


def _load(visit: Visit, address: str) -> int:
    """Open an address and give its status; opening is the only thing that is ever tried again."""
    opening = Retrying(
        retry=retry_if_exception(lambda error: isinstance(error, SiteUnavailable) and error.why == "network"),
        stop=stop_after_attempt(_ATTEMPTS),
        wait=wait_exponential(multiplier=0.5, max=4),
        reraise=True,
    )
    return opening(_load_once, visit, address)


def _load_once(visit: Visit, address: str) -> int:
    visit.screen.check()
    try:
        response = visit.screen.page.goto(address, wait_until="domcontentloaded")
    except PlaywrightTimeout as error:
        raise SiteUnavailable("The page did not open in time.", why="time-out") from error
    except Error as error:
        visit.screen.check()
        if "net::" not in error.message:
            raise
        raise SiteUnavailable(f"The page could not be opened ({_net_error(error)}).", why="network") from error
    return response.status if response else 0


def _net_error(error: Error) -> str:
    return next((word for word in error.message.split() if word.startswith("net::")), "network error")


def _await_form(visit: Visit) -> None:
    if not visit.screen.wait_until(lambda: _something_known(visit)):
        title = visit.screen.page.title()
        raise FormChanged(f"No form that we know is on the page “{title}”.", why="no-form")
    if clear_the_way(visit):
        come_back(visit)


def _something_known(visit: Visit) -> bool:
    return bool(visit.screen.form.count() == 1 or visit.screen.interruption())
