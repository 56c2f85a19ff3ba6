"""The form in question on a page: not the search box, the newsletter or the sign-in in the header."""

from playwright.sync_api import Locator, Page

from meta_objection.pages.find import ROWS

_ENGINE = f'form:has(input[name="support_form_id"]), form:has({ROWS})'
"""A form of Meta's contact-form engine (dossier 7.1 and 7.2, seen in the captured mobile page)."""

_NO_FORM_OF_OURS = ':not([role="search"]):not(:has(input[type="password"])):not(:has(input[type="search"]))'
_PLAIN = f"[role=main] form{_NO_FORM_OF_OURS}:has(textarea), main form{_NO_FORM_OF_OURS}:has(textarea)"
"""Any other form that asks for words, in the main part of the page."""


MARKS = f"{_ENGINE}, {_PLAIN}"
"""CSS of the form that a page is about, by its engine's marks or by its place."""


def form_in_question(page: Page) -> Locator:
    """Give the visible form that this page is about."""
    return page.locator(MARKS).filter(visible=True)
