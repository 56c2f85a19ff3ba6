"""Which account the browser is signed in to, as far as the page says."""

from playwright.sync_api import Locator, Page

from meta_objection.locales import Lexicon, Words

SITES = {"Facebook": "https://www.facebook.com/", "Instagram": "https://www.instagram.com/"}
"""Where each service's session belongs."""

SIGNED_IN = {"Facebook": "c_user", "Instagram": "sessionid"}
"""The cookie that a signed-in session has (general knowledge; only its presence is looked at)."""


class Account:
    """The account in front. No password field is ever read, and no cookie's value is kept."""

    name = "account"

    def __init__(self, page: Page, lexicon: Lexicon, service: str = "Facebook") -> None:
        self.page = page
        self.service = service
        self.words: Words = lexicon.section(self.name)

    def is_signed_in(self) -> bool:
        """Whether somebody is signed in to the service in this browser."""
        cookies = self.page.context.cookies(SITES[self.service])
        return any(cookie["name"] == SIGNED_IN[self.service] for cookie in cookies)

    @property
    def profile_link(self) -> Locator:
        """The link to one's own profile, which carries the account's name (reconstructed)."""
        return self.page.locator('a[href="/me/"], a[href^="https://www.facebook.com/me/"]').filter(visible=True)

    def shown_name(self) -> str | None:
        """Give the account's name where the page shows exactly one."""
        names = {text.strip() for text in self.profile_link.all_inner_texts() if text.strip()}
        return names.pop() if len(names) == 1 else None
