"""The closed parts of a form, in which one of its questions may stand."""

from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Locator

_CLOSED = """form => {
  const FIELD = 'input:not([type=hidden]), select, textarea, [contenteditable=true], [role=textbox], [role=combobox]';
  const named = ids => (ids ?? '').split(/\\s+/).map(id => id && document.getElementById(id)).filter(Boolean);
  const shut = opener => opener.matches('summary') ? opener.parentElement
    : named(opener.getAttribute('aria-controls')).find(part => form.contains(part) && !part.checkVisibility());
  const OPENERS = 'details:not([open]) > summary, button[type=button][aria-expanded=false][aria-controls],'
    + ' [role=button]:not([href]:not([href^="#"]))[aria-expanded=false][aria-controls]';
  return [...form.querySelectorAll(OPENERS)]
    .filter(opener => opener.checkVisibility() && shut(opener)?.querySelector(FIELD));
}"""


@dataclass(frozen=True)
class Closed:
    """What opens one closed part, and what it is called."""

    opener: ElementHandle
    name: str


class FormSections:
    """`details` and accordions inside a form. Opening one shows more of the form and changes nothing else."""

    name = "section"

    def __init__(self, form: Locator) -> None:
        self.form = form

    def closed(self) -> list[Closed]:
        """Give each part that is closed and holds a control; one inside another comes up once that is open."""
        found = self.form.evaluate_handle(_CLOSED).get_properties().values()
        return [Closed(one, one.inner_text().strip()) for handle in found if (one := handle.as_element())]
