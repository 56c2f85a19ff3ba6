"""Which fixtures the replica is to give, and how a run against each ends."""

from dataclasses import dataclass, replace

from meta_objection.outcome import Outcome
from tests.replica import Story


@dataclass(frozen=True)
class Wanted:
    """One fixture: the story played, its name in the folder's (none for the happy one), and the run's ending."""

    story: Story
    name: str
    ends: Outcome

    @property
    def folder(self) -> str:
        """The fixture's place among all."""
        return "-".join(filter(None, (f"facebook/{self.story.generation}", self.story.lang, self.name)))


OLD = Story(generation="2024", ending="code")
NEW = Story(generation="2025")

HAPPY = [
    Wanted(replace(story, lang=lang), name="", ends=Outcome.SUBMITTED) for story in (OLD, NEW) for lang in ("en", "de")
]


def _ending(story: Story, ending: str, ends: Outcome) -> Wanted:
    return Wanted(replace(story, ending=ending), ending, ends)


def _obstacle(story: Story, obstacle: str, ends: Outcome) -> Wanted:
    return Wanted(replace(story, obstacle=obstacle), obstacle, ends)


WANTED = [
    *HAPPY,
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
