"""The cookie dialog, the one interruption the tool may answer: it declines what is optional."""

from playwright.sync_api import Locator, Page

from meta_objection.locales import Lexicon, Words


class CookieDialog:
    """Both generations: the banner of 2021 and after, and the dialog of 2026 in which each choice exists twice."""

    name = "cookies"
    key = "decline"
    marks = '[data-cookiebanner="accept_only_essential_button"]'
    """The older banner's button; its `data-testid` stands on the wrong button (seen in the captured banner of 2022)."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page = page
        self.words: Words = lexicon.section(self.name)

    @property
    def decline(self) -> Locator:
        """The live button; its dead twin is hidden from the accessibility tree, so role and name leave it out."""
        by_words = self.page.get_by_role("button", name=self.words.require(self.key))
        return by_words.or_(self.page.locator(self.marks)).filter(visible=True)
