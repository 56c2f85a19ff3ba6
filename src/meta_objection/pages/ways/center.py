"""The Privacy Center: its menu, its topics and the policy."""

from playwright.sync_api import Locator

from meta_objection.pages.ways.base import Offered, WayStep


class PrivacyTopics(WayStep):
    """«Privacy Topics» in the Privacy Center's menu (dossier 3.3 B, 12)."""

    name = "privacy_topics"

    @property
    def landmark(self) -> Locator:
        """The menu entry by its words."""
        return self.links()

    @property
    def marks(self) -> str:
        """The entry's address (seen in the captured menu of 2025)."""
        return 'nav a[href$="/guide/"], [role="navigation"] a[href$="/guide/"]'


class AiTopic(WayStep):
    """«AI at Meta», «Generative AI at Meta» (dossier 3.2, 3.3 B)."""

    name = "ai_topic"

    @property
    def landmark(self) -> Locator:
        """The topic by its words."""
        return self.links(whole=True).or_(self.buttons(whole=True))

    @property
    def marks(self) -> str:
        """The topic's own address (dossier 3.6)."""
        return 'a[href*="/privacy/guide/genai"], a[href*="/privacy/guide/generative-ai"]'


class MoreResources(WayStep):
    """«More resources» on the topic's page (dossier 3.2)."""

    name = "more_resources"

    @property
    def landmark(self) -> Locator:
        """The control by its words."""
        return self.buttons(whole=True).or_(self.links(whole=True))


class OtherPolicies(WayStep):
    """Its entries do not exist before it is opened (seen in the captured menu of 2025)."""

    name = "other_policies"

    @property
    def landmark(self) -> Locator:
        """The closed group by its words."""
        return self.closed()


_PATH = "/privacy/genai"


class GenerativeAiArticle(WayStep):
    """«How Meta uses information for generative AI models and features» (dossier 3.1, 3.4)."""

    name = "article"

    @property
    def landmark(self) -> Locator:
        """The menu entry by its words."""
        return self.links()

    def look(self, *, marked: bool = True) -> Offered | None:
        """Give the link, never one on the article itself."""
        return None if _PATH in self.page.url.partition("?")[0] else super().look(marked=marked)

    @property
    def marks(self) -> str:
        """The article's own address, whatever the language (dossier 3.6)."""
        return f'a[href*="{_PATH}"]'


class PolicyGroup(WayStep):
    """The policy's chapters in the Privacy Center's menu (seen in the captured menu of 2025)."""

    name = "policy_group"

    @property
    def landmark(self) -> Locator:
        """The closed group by its whole name."""
        return self.closed(whole=True)


class PolicyRights(WayStep):
    """«What is our legal basis …», the European chapter with the part «Object» (dossier 3.3 D, 3.4)."""

    name = "policy_rights"

    @property
    def landmark(self) -> Locator:
        """The menu entry by its words."""
        return self.links()

    @property
    def marks(self) -> str:
        """The chapter's own address: its number is the same in every language (dossier 12)."""
        return 'a[href*="section_id=7-WhatIsOurLegal"]'
