"""Which fixtures the replica is to give, and how a run against each ends."""

from dataclasses import dataclass, replace

from meta_objection.outcome import Outcome
from meta_objection.settings import Route
from tests.replica import Story
from tests.replica.stories import Way


@dataclass(frozen=True)
class Wanted:
    """One fixture: the story played, its name in the folder's (none for the happy one), and the run's ending."""

    story: Story
    name: str
    ends: Outcome
    route: Route = Route.DIRECT
    start: str | None = None
    """Where the way begins, for a route that is walked."""

    @property
    def generation(self) -> str:
        """The form's generation; the policy's question leads to a form of its own."""
        return "general-2025" if self.story.way == Way.POLICY_QUESTION else self.story.generation

    @property
    def folder(self) -> str:
        """The fixture's place among all."""
        return "-".join(filter(None, (f"facebook/{self.generation}", self.story.lang, self.name)))


OLD = Story(generation="2024", ending="code")
NEW = Story(generation="2025")

HAPPY = [
    Wanted(replace(story, lang=lang), name="", ends=Outcome.SUBMITTED) for story in (OLD, NEW) for lang in ("en", "de")
]


def _ending(story: Story, ending: str, ends: Outcome) -> Wanted:
    return Wanted(replace(story, ending=ending), ending, ends)


def _obstacle(story: Story, obstacle: str, ends: Outcome) -> Wanted:
    return Wanted(replace(story, obstacle=obstacle), obstacle, ends)


_SITE = "https://www.facebook.com/"


def _way(way: Way, generation: str, name: str, *, view: str = "european") -> Wanted:
    notice = way in {Way.NOTICE, Way.POLICY_BANNER}
    story = Story(way=way, generation=generation, view=view)
    return Wanted(
        story,
        name,
        ends=Outcome.SUBMITTED if view == "european" and way != Way.Y2023 else Outcome.NOT_OFFERED,
        route=Route.NOTICE if notice else Route.MENU,
        start=f"{_SITE}privacy/policy/" if way == Way.POLICY_BANNER else _SITE,
    )


WAYS = [
    _way(Way.Y2023, "2025", "menu-2023"),
    _way(Way.Y2024, "2024", "menu-article"),
    _way(Way.Y2024, "2024", "menu-rest-of-world", view="rest"),
    _way(Way.BANNER_2025, "2025", "menu-banner"),
    _way(Way.TOPICS_2025, "2025", "menu-topics"),
    _way(Way.POLICY_QUESTION, "2025", "menu-policy"),
    _way(Way.NOTICE, "2025", "notice"),
    _way(Way.POLICY_BANNER, "2025", "notice-policy-banner"),
]
"""The ways in, each with the form it leads to."""

WANTED = [
    *HAPPY,
    *WAYS,
    _ending(OLD, "validation-before", Outcome.ANSWER_REFUSED),
    _ending(OLD, "validation-after-code", Outcome.REFUSED_AFTER_SENDING),
    _ending(OLD, "code-wrong-message", Outcome.CODE_NEEDED),
    _ending(OLD, "code-expired", Outcome.CODE_NEEDED),
    _obstacle(OLD, "country-missing", Outcome.NOT_OFFERED),
    _ending(NEW, "went-wrong", Outcome.REFUSED_AFTER_SENDING),
    _ending(NEW, "json-error", Outcome.REFUSED_AFTER_SENDING),
    _ending(NEW, "status-500", Outcome.REFUSED_AFTER_SENDING),
    _ending(NEW, "rate-limit", Outcome.RATE_LIMITED),
    _ending(NEW, "friendly", Outcome.UNCONFIRMED),
    _ending(NEW, "banner-before", Outcome.UNCONFIRMED),
    _ending(NEW, "empty-page", Outcome.UNCONFIRMED),
    _ending(NEW, "captcha", Outcome.PERSON_NEEDED),
    _ending(NEW, "checkpoint", Outcome.PERSON_NEEDED),
    _ending(NEW, "checkpoint-json", Outcome.PERSON_NEEDED),
    _ending(NEW, "session-expired", Outcome.PERSON_NEEDED),
    _obstacle(NEW, "sign-in-wall", Outcome.PERSON_NEEDED),
    _obstacle(NEW, "page-identity", Outcome.PERSON_NEEDED),
    _obstacle(NEW, "not-offered", Outcome.NOT_OFFERED),
    _obstacle(NEW, "unknown-required", Outcome.FORM_CHANGED),
    _obstacle(NEW, "cookie-dialog", Outcome.SUBMITTED),
]
