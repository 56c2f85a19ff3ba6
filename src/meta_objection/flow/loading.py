"""Opening an address, which is the only thing that is ever tried again."""

from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from meta_objection.errors import SiteUnavailable
from meta_objection.flow.visit import Visit

_ATTEMPTS = 3


def load(visit: Visit, address: str) -> int:
    """Open an address and give its status; opening is the only thing that is ever tried again."""
    visit.bound_for = address
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
