"""What the page says after the sending: a confirmation, a refusal, a block, or the form's own validation message."""

import re
from collections import Counter

from playwright.sync_api import Locator, Page

from meta_objection.locales import Lexicon
from meta_objection.pages.find import NOWHERE

_TELLING = (("confirmation", "text"), ("refusal", "text"), ("validation", "text"), ("rate_limit", "text"))
_COMPLAINTS = '[role="alert"], [aria-invalid="true"]'
_AROUND = """element => (element.closest('[role="dialog"], [role="alertdialog"], [role="main"], main') ?? element)
  .innerText"""


class ResultPage:
    """The texts that may count as an answer. Which were there before the sending is for the caller to know."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page = page
        self.lexicon = lexicon

    def _wording(self, sections: tuple[tuple[str, str], ...] = _TELLING) -> re.Pattern[str]:
        patterns = (self.lexicon.section(section).require(key).pattern for section, key in sections)
        return re.compile("|".join(patterns), re.IGNORECASE)

    @property
    def landmark(self) -> Locator:
        """Every visible text with words we know."""
        if not any(self.lexicon.section(section).shown(key) for section, key in _TELLING):
            return self.page.locator(NOWHERE)
        return self.page.get_by_text(self._wording()).filter(visible=True)

    def texts(self) -> Counter[str]:
        """Give these texts, counted."""
        return Counter(self.landmark.all_inner_texts())

    def complaints(self, form: Locator) -> Counter[str]:
        """Give what the form itself marks as an alert or as invalid, whatever the language."""
        return Counter(form.locator(_COMPLAINTS).filter(visible=True).all_inner_texts())

    def around(self, text: str) -> str:
        """Give the whole layer or page around a text that was seen, as a person reads it."""
        seen = self.landmark.filter(has_text=text)
        whole = [str(element.evaluate(_AROUND)) for element in seen.all()]
        return max(whole, key=len, default=text)

    def everything(self) -> str:
        """Give all that the page shows."""
        return self.page.locator("body").inner_text()
