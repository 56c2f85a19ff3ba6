"""The steps of the ways in, one a file, and the register that says which one is nearest to the form."""

from meta_objection.pages.ways.about import About
from meta_objection.pages.ways.account_menu import AccountMenu
from meta_objection.pages.ways.ai_topic import AiTopic
from meta_objection.pages.ways.article import GenerativeAiArticle
from meta_objection.pages.ways.base import WayStep
from meta_objection.pages.ways.instagram_settings import InstagramSettings
from meta_objection.pages.ways.more_resources import MoreResources
from meta_objection.pages.ways.notice_entry import NoticeEntry
from meta_objection.pages.ways.notifications import Notifications
from meta_objection.pages.ways.objection_link import ObjectionLink
from meta_objection.pages.ways.other_policies import OtherPolicies
from meta_objection.pages.ways.policy_group import PolicyGroup
from meta_objection.pages.ways.policy_link import PolicyLink
from meta_objection.pages.ways.policy_rights import PolicyRights
from meta_objection.pages.ways.privacy_center import PrivacyCenter
from meta_objection.pages.ways.privacy_topics import PrivacyTopics
from meta_objection.pages.ways.requests_link import RequestsLink
from meta_objection.pages.ways.right_section import RightSection
from meta_objection.pages.ways.settings_privacy import SettingsPrivacy
from meta_objection.pages.ways.shared_information import SharedInformation

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

STEPS: dict[tuple[str, str], tuple[type[WayStep], ...]] = {
    ("facebook", "menu"): MENU,
    ("facebook", "notice"): NOTICE,
    ("third-party", "menu"): REQUESTS,
    ("third-party", "notice"): REQUESTS,
    ("instagram", "menu"): INSTAGRAM,
    ("instagram", "notice"): NOTICE,
}
"""The steps to each form, by each route that walks."""
