"""Which fixtures the replica is to give, and how a run against each ends."""

from dataclasses import dataclass, replace

from meta_objection.outcome import Outcome
from meta_objection.settings import Request, Route
from tests.replica import Story
from tests.replica.stories import Way
from tests.replica.texts import further_languages


@dataclass(frozen=True)
class Wanted:
    """One fixture: the story played, its name in the folder's (none for the happy one), and the run's ending."""

    story: Story
    name: str
    ends: Outcome
    request: Request = Request.OBJECT
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
        return "-".join(filter(None, (f"{self.story.form}/{self.generation}", self.story.lang, self.name)))


OLD = Story(generation="2024", ending="code")
NEW = Story(generation="2025")

FURTHER = [
    Wanted(replace(story, lang=lang), name="", ends=Outcome.SUBMITTED)
    for lang in further_languages()
    for story in (OLD, NEW)
]
"""Both generations of Facebook's form in every further language."""

HAPPY = [
    Wanted(replace(story, lang=lang), name="", ends=Outcome.SUBMITTED) for story in (OLD, NEW) for lang in ("en", "de")
]


def _ending(story: Story, ending: str, ends: Outcome) -> Wanted:
    return Wanted(replace(story, ending=ending), ending, ends)


def _obstacle(story: Story, obstacle: str, ends: Outcome) -> Wanted:
    return Wanted(replace(story, obstacle=obstacle), obstacle, ends)


INSTAGRAM_HOME = "https://www.instagram.com/"
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


def _in_new_tab(way: Wanted) -> Wanted:
    return replace(way, story=replace(way.story, obstacle="popup-form"))


WAYS = [
    _way(Way.Y2023, "2025", "menu-2023"),
    _way(Way.Y2024, "2024", "menu-article"),
    _way(Way.Y2024, "2024", "menu-rest-of-world", view="rest"),
    _way(Way.BANNER_2025, "2025", "menu-banner"),
    _in_new_tab(_way(Way.BANNER_2025, "2025", "menu-new-tab")),
    _way(Way.TOPICS_2025, "2025", "menu-topics"),
    _way(Way.POLICY_QUESTION, "2025", "menu-policy"),
    _way(Way.NOTICE, "2025", "notice"),
    _way(Way.POLICY_BANNER, "2025", "notice-policy-banner"),
]
"""The ways in, each with the form it leads to."""

THIRD = Story(form="third-party", generation="2023")
ASKED = {
    "2023": (Request.OBJECT, Request.ACCESS, Request.DELETE, Request.OTHER),
    "2025": (Request.OBJECT, Request.CONCERN, Request.OTHER),
}
"""What each wording of the form for third parties takes."""


def _asking(generation: str, request: Request, lang: str = "en") -> Wanted:
    story = replace(THIRD, generation=generation, lang=lang)
    return Wanted(story, "" if request is Request.OBJECT else request, Outcome.SUBMITTED, request)


def _happy(form: str, generation: str, lang: str, name: str = "", **switches: str) -> Wanted:
    story = Story(form=form, generation=generation, lang=lang, **switches)  # type: ignore[arg-type]  # all are texts
    return Wanted(story, name, Outcome.SUBMITTED)


OTHER_FORMS = [
    *(_asking(generation, request) for generation, requests in ASKED.items() for request in requests),
    *(_asking(generation, Request.OBJECT, "de") for generation in ASKED),
    Wanted(replace(THIRD, generation="2025"), "withdrawn", Outcome.NOT_OFFERED, Request.ACCESS),
    Wanted(replace(THIRD, generation="2025", names="two"), "two-names", Outcome.SUBMITTED),
    Wanted(replace(THIRD, generation="2025", ending="captcha"), "captcha", Outcome.PERSON_NEEDED),
    *(_happy("instagram", "2025", lang) for lang in ("en", "de")),
    *(_happy("instagram", "2024", lang, ending="code") for lang in ("en", "de")),
    replace(_happy("instagram", "2025", "en", "menu", way="instagram"), route=Route.MENU, start=INSTAGRAM_HOME),
    *(_happy("whatsapp", "2025", lang) for lang in ("en", "de")),
    _happy("whatsapp", "2025", "en", "calling-code", phone="split"),
    _happy("facebook", "2025", "en", "mobile", rendering="mobile"),
    _happy("facebook", "2024", "en", "mobile", rendering="mobile"),
    _happy("facebook", "2024", "en", "uk", variant="uk-2024"),
    _happy("facebook", "2025", "pt-BR", "brazil", variant="brazil-2025", ending="code"),
]
"""The other forms, and the rarer faces of Facebook's own."""

WANTED = [
    *HAPPY,
    *FURTHER,
    *WAYS,
    *OTHER_FORMS,
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
    _ending(NEW, "checkpoint", Outcome.UNCONFIRMED),
    _ending(NEW, "checkpoint-json", Outcome.UNCONFIRMED),
    _ending(NEW, "session-expired", Outcome.PERSON_NEEDED),
    _obstacle(NEW, "sign-in-wall", Outcome.PERSON_NEEDED),
    _obstacle(NEW, "page-identity", Outcome.PERSON_NEEDED),
    _obstacle(NEW, "not-offered", Outcome.NOT_OFFERED),
    _obstacle(NEW, "unknown-required", Outcome.FORM_CHANGED),
    _obstacle(NEW, "cookie-dialog", Outcome.SUBMITTED),
    _obstacle(NEW, "cookie-banner", Outcome.SUBMITTED),
    _obstacle(NEW, "cookie-late", Outcome.SUBMITTED),
    _obstacle(NEW, "interstitial", Outcome.SUBMITTED),
    _obstacle(NEW, "sign-in-wall-200", Outcome.PERSON_NEEDED),
    _obstacle(NEW, "captcha-before", Outcome.PERSON_NEEDED),
    _obstacle(NEW, "rate-limited", Outcome.RATE_LIMITED),
    _obstacle(NEW, "site-500", Outcome.SITE_UNAVAILABLE),
    _obstacle(NEW, "vanished", Outcome.NOT_OFFERED),
    _obstacle(NEW, "no-labels", Outcome.SUBMITTED),
    _obstacle(NEW, "two-emails", Outcome.FORM_CHANGED),
    replace(_obstacle(NEW, "checkpoint", Outcome.PERSON_NEEDED), name="checkpoint-before"),
    Wanted(replace(OLD, session="lost"), "session-lost", Outcome.PERSON_NEEDED),
]
