"""The button that sends."""

from playwright.sync_api import Locator, Page

from meta_objection.locales import Lexicon
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import BUTTONS, Finder, Found, name_of

_SAYS = """button => button.getAttribute('aria-label') || button.innerText?.trim()
  || (button.tagName === 'INPUT' ? button.value : '') || button.title
  || [...button.querySelectorAll('img, svg, [aria-label]')]
    .map(one => one.getAttribute('alt') || one.getAttribute('aria-label') || one.textContent.trim()).join(' ')"""


class SubmitButton:
    """The form's own button, proven clickable before it is pressed."""

    name = "submit"

    def __init__(self, page: Page, form: Locator, lexicon: Lexicon) -> None:
        self.page = page
        self.lexicon = lexicon
        self.find = Finder(form, lexicon.section(self.name))

    def recognise(self) -> Found | None:
        """Find the button; in the engine it is the form's only one that submits (dossier 7.1, 7.2).

        What is found by its place alone must not say that it does something else.
        """
        found = self.find.button(attributes="button[type=submit], input[type=submit]", structure=BUTTONS)
        return found if found and (found.by is FoundBy.WORDS or self._may_send(found.control)) else None

    def _may_send(self, button: Locator) -> bool:
        """Whether a button without known words may be the one: it says nothing, or nothing that we could read."""
        says: str = " ".join(button.evaluate(_SAYS).split())
        if not says or name_of(self.find.words.require("button")).search(says):
            return True
        others = (self.lexicon.section(section).any(key) for section, key in _OTHERS)
        return not self.lexicon.tag and not any(other and name_of(other).search(says) for other in others)


_OTHERS = (("code", "button"), ("cookies", "decline"), ("onward", "link"))
"""Words of buttons that lead on, confirm or decline: in a language nobody knows they may stand in English."""
