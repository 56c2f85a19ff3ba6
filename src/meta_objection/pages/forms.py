"""The form in question on a page: not the search box, the newsletter or the sign-in in the header."""

from playwright.sync_api import Locator, Page

from meta_objection.pages.find import ROWS

_ENGINE = f'form:has(input[name="support_form_id"]), form:has({ROWS})'
"""A form of Meta's contact-form engine (dossier 7.1 and 7.2, seen in the captured mobile page)."""

_NO_FORM_OF_OURS = ':not([role="search"]):not(:has(input[type="password"])):not(:has(input[type="search"]))'
_FIELDS = ("select", "[role=combobox]", "input:not([type=hidden], [type=submit], [type=button], [type=search])")
_MORE = f":has({', '.join(_FIELDS)})"
_NOTHING_MORE = f":not(:has({', '.join(f'form:not([role=search]) {field}' for field in _FIELDS)}))"
_PLAIN = ", ".join(
    f"{main} form{_NO_FORM_OF_OURS}:has(textarea){_MORE}, {main}{_NOTHING_MORE} form{_NO_FORM_OF_OURS}:has(textarea)"
    for main in ("[role=main]", "main")
)
"""Any other form that asks for words, in the main part of the page. Beside one that asks for more, a box for words and
nothing else asks what somebody thinks of the page."""
_USABLE = "input:not([type=hidden]):enabled, select:enabled, textarea:enabled, button:enabled, a[href], [role]"
"""A form of which nothing can be touched is not offered."""


MARKS = f"{_ENGINE}, {_PLAIN}"
"""CSS of the form that a page is about, by its engine's marks or by its place."""


def form_in_question(page: Page) -> Locator:
    """Give the visible form that this page is about."""
    return page.locator(MARKS).filter(visible=True).filter(has=page.locator(_USABLE))
