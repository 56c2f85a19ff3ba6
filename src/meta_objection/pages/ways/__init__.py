"""The steps of the ways in, one module a surface, and the register that says which one is nearest to the form."""

from meta_objection.pages.ways.base import WayStep
from meta_objection.pages.ways.center import (
    AiTopic,
    GenerativeAiArticle,
    MoreResources,
    OtherPolicies,
    PolicyGroup,
    PolicyRights,
    PrivacyTopics,
)
from meta_objection.pages.ways.home import AccountMenu, NoticeEntry, Notifications, PrivacyCenter, SettingsPrivacy
from meta_objection.pages.ways.instagram import About, InstagramSettings, PolicyLink
from meta_objection.pages.ways.offer import ObjectionLink, RequestsLink, RightSection, SharedInformation

MENU: tuple[type[WayStep], ...] = (
    ObjectionLink,
    SharedInformation,
    RightSection,
    GenerativeAiArticle,
    MoreResources,
    AiTopic,
    PrivacyTopics,
    OtherPolicies,
    PolicyRights,
    PolicyGroup,
    PrivacyCenter,
    SettingsPrivacy,
    AccountMenu,
)
"""The steps through the menus, the nearest to the form first: of what a page offers, the first is taken."""

NOTICE: tuple[type[WayStep], ...] = (ObjectionLink, RightSection, NoticeEntry, Notifications)
"""The steps through a notice or the policy's banner, the nearest to the form first."""

REQUESTS: tuple[type[WayStep], ...] = (
    RequestsLink,
    GenerativeAiArticle,
    MoreResources,
    AiTopic,
    PrivacyTopics,
    OtherPolicies,
    PrivacyCenter,
    SettingsPrivacy,
    AccountMenu,
)
"""The steps to the form for information from third parties, which the article offers in every region."""

INSTAGRAM: tuple[type[WayStep], ...] = (ObjectionLink, RightSection, PolicyLink, About, InstagramSettings)
"""The steps through Instagram's settings."""

STEPS: dict[str, tuple[type[WayStep], ...]] = {
    "menu": MENU,
    "notice": NOTICE,
    "requests": REQUESTS,
    "instagram": INSTAGRAM,
}
"""The steps of a route, by the name that a form's file gives."""
