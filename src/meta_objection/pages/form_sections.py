"""The closed parts of a form, in which one of its questions may stand."""

from collections.abc import Sequence

from playwright.sync_api import ElementHandle, Locator

_CLOSED = """(form, tried) => {
  const FIELD = 'input:not([type=hidden]), select, textarea, [contenteditable=true], [role=textbox], [role=combobox]';
  const named = ids => (ids ?? '').split(/\\s+/).map(id => id && document.getElementById(id)).filter(Boolean);
  const shut = opener => opener.matches('summary') ? opener.parentElement
    : named(opener.getAttribute('aria-controls')).find(part => form.contains(part) && !part.checkVisibility());
  const OPENERS = 'details:not([open]) > summary, button[type=button][aria-expanded=false][aria-controls],'
    + ' [role=button]:not([href]:not([href^="#"]))[aria-expanded=false][aria-controls]';
  return [...form.querySelectorAll(OPENERS)]
    .find(opener => !tried.includes(opener) && opener.checkVisibility() && shut(opener)?.querySelector(FIELD));
}"""


class FormSections:
    """`details` and accordions inside a form. Opening one shows more of the form and changes nothing else."""

    name = "section"

    def __init__(self, form: Locator) -> None:
        self.form = form

    def closed(self, tried: Sequence[ElementHandle] = ()) -> ElementHandle | None:
        """Give what opens the first part that is closed, holds a control and was not tried.

        One inside another comes up once that is open.
        """
        return self.form.evaluate_handle(_CLOSED, list(tried)).as_element()
