"""The closed parts of a page, in which what is looked for may be."""

from collections.abc import Collection

from playwright.sync_api import ElementHandle, Page

_ELSEWHERE = "header *, [role=banner] *, footer *, [role=contentinfo] *, article *, [role=article] *, form *"
_OPENS_A_LIST = '[role="combobox"], [aria-haspopup]:not([aria-haspopup="false"]), [href]:not([href^="#"])'
_CLOSED = ", ".join(
    f"{opener}:not({_ELSEWHERE}):not({_OPENS_A_LIST})"
    for opener in ("details:not([open]) > summary", 'button[aria-expanded="false"]', '[role][aria-expanded="false"]')
)
_NAME = "element => element.getAttribute('aria-label') || element.innerText"


class ClosedSections:
    """`details` and accordions in the page's main part. Opening one shows more and changes nothing else."""

    name = "section"

    def __init__(self, page: Page) -> None:
        self.page = page

    def look(self, opened: Collection[str]) -> tuple[str, ElementHandle] | None:
        """Give the first closed one that was not opened before, with its name."""
        openers = self.page.locator(_CLOSED).filter(visible=True).element_handles()
        named = ((str(opener.evaluate(_NAME)).strip(), opener) for opener in openers)
        return next(((name, opener) for name, opener in named if name not in opened), None)
