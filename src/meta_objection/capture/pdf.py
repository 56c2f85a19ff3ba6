"""Prints a receipt's page to PDF with the browser that is open anyway."""

from collections.abc import Callable

import structlog
from playwright.sync_api import BrowserContext, Error

log = structlog.get_logger()

_A4 = {"format": "A4", "print_background": True, "prefer_css_page_size": True, "tagged": True, "outline": True}


def printing_with(context: BrowserContext) -> Callable[[str], bytes | None]:
    """Give what makes a PDF of a page of ours in a tab of its own; `None` where this browser cannot, a closed one say.

    The page holds everything in itself, and the context lets it reach nobody.
    """

    def to_paper(html: str) -> bytes | None:
        try:
            page = context.new_page()
            try:
                page.set_content(html, wait_until="load")
                return page.pdf(**_A4)  # type: ignore[arg-type]  # each of them is one of its own
            finally:
                page.close()
        except Error as error:
            log.warning("the receipt could not be printed to PDF", error=type(error).__name__)
            return None

    return to_paper
