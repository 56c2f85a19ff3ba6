"""The button that sends."""

from playwright.sync_api import Locator, Page

from meta_objection.locales import Lexicon
from meta_objection.pages.find import BUTTONS, Finder, Found


class SubmitButton:
    """The form's own button, proven clickable before it is pressed."""

    name = "submit"

    def __init__(self, page: Page, form: Locator, lexicon: Lexicon) -> None:
        self.page = page
        self.find = Finder(form, lexicon.section(self.name))

    def recognise(self) -> Found | None:
        """Find the button; in the engine it is the form's only one that submits (dossier 7.1, 7.2)."""
        return self.find.button(attributes="button[type=submit], input[type=submit]", structure=BUTTONS)
