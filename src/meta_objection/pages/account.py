"""Which account the browser is signed in to, as far as the page says."""

from playwright.sync_api import Locator, Page

from meta_objection.locales import Lexicon, Words

_SIGNED_IN = "c_user"
"""The cookie that holds the number of the signed-in account (general knowledge; only its presence is looked at)."""

_SITE = "https://www.facebook.com/"


class Account:
    """The account in front. No password field is ever read, and no cookie's value is kept."""

    name = "account"

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page = page
        self.words: Words = lexicon.section(self.name)

    def is_signed_in(self) -> bool:
        """Whether somebody is signed in to Facebook in this browser."""
        return any(cookie["name"] == _SIGNED_IN for cookie in self.page.context.cookies(_SITE))

    @property
    def profile_link(self) -> Locator:
        """The link to one's own profile, which carries the account's name (reconstructed)."""
        return self.page.locator('a[href="/me/"], a[href^="https://www.facebook.com/me/"]').filter(visible=True)

    def shown_name(self) -> str | None:
        """Give the account's name where the page shows exactly one."""
        names = {text.strip() for text in self.profile_link.all_inner_texts() if text.strip()}
        return names.pop() if len(names) == 1 else None
