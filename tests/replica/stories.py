"""Every switch of the replica: what the pages look like and how they answer."""

from dataclasses import dataclass, replace
from enum import StrEnum

from tests.replica.texts import further_languages
from tests.replica.variants import NONE, VARIANTS

FORM_IDS = {"2024": "6359191084165019", "2025": "712876720715583"}
LANGUAGES = ("en", "de", *further_languages())
QUESTION_ID = "367438723733209"
"""The general form that the policy leads to: it asks first whether the request relates to AI at Meta."""
THIRD_PARTY_IDS = ("1266025207620918", "510058597920541")
"""The form for information from third parties, under both of its addresses."""
INSTAGRAM_IDS = {"2024": "233964459562201", "2025": "767264225370182"}
WHATSAPP_ID = "382532939919295"

_FACEBOOK = "https://www.facebook.com/help/contact/"
_INSTAGRAM = "https://help.instagram.com/contact/"
FORM_ADDRESSES = {
    "facebook": {generation: _FACEBOOK + number for generation, number in FORM_IDS.items()},
    "third-party": dict.fromkeys(("2023", "2025"), _FACEBOOK + THIRD_PARTY_IDS[0]),
    "instagram": {generation: _INSTAGRAM + number for generation, number in INSTAGRAM_IDS.items()},
    "whatsapp": {"2025": f"https://www.whatsapp.com/contact/forms/{WHATSAPP_ID}/"},
}
"""Where each generation of each form is. The later wording of the form for third parties goes by the year 2025."""


class Ending(StrEnum):
    """How the sending is answered."""

    SUCCESS_LAYER = "success-layer"
    SUCCESS_HEADING = "success-heading"
    CODE = "code"
    CODE_WRONG_MESSAGE = "code-wrong-message"
    CODE_EXPIRED = "code-expired"
    CODE_UNAVAILABLE = "code-unavailable"
    VALIDATION_BEFORE = "validation-before"
    VALIDATION_AFTER_CODE = "validation-after-code"
    WENT_WRONG = "went-wrong"
    JSON_ERROR = "json-error"
    STATUS_500 = "status-500"
    CUT = "cut"
    SILENT = "silent"
    CHECKPOINT = "checkpoint"
    CHECKPOINT_JSON = "checkpoint-json"
    RATE_LIMIT = "rate-limit"
    EMPTY_PAGE = "empty-page"
    FRIENDLY = "friendly"
    BANNER_BEFORE = "banner-before"
    CAPTCHA = "captcha"
    SESSION_EXPIRED = "session-expired"
    REDIRECT_307 = "redirect307"


class Obstacle(StrEnum):
    """What stands between the person and the sending."""

    NONE = "none"
    SIGN_IN_WALL = "sign-in-wall"
    SIGN_IN_WALL_200 = "sign-in-wall-200"
    CHECKPOINT = "checkpoint"
    CAPTCHA_BEFORE = "captcha-before"
    NOT_OFFERED = "not-offered"
    COUNTRY_MISSING = "country-missing"
    UNKNOWN_REQUIRED = "unknown-required"
    UNKNOWN_OPTIONAL = "unknown-optional"
    TWO_EMAILS = "two-emails"
    RATE_LIMITED = "rate-limited"
    SITE_500 = "site-500"
    COOKIE_DIALOG = "cookie-dialog"
    COOKIE_BANNER = "cookie-banner"
    COOKIE_LATE = "cookie-late"
    PAGE_IDENTITY = "page-identity"
    VALIDATION_CLIENT = "validation-client"
    NO_LABELS = "no-labels"
    PREFILLED_READONLY = "prefilled-readonly"
    SLOW_LOAD = "slow-load"
    VANISHED = "vanished"
    INTERSTITIAL = "interstitial"
    POPUP_FORM = "popup-form"


class Way(StrEnum):
    """Which way from the home page to a form Meta's pages show."""

    NONE = "none"
    Y2023 = "2023"
    Y2024 = "2024"
    BANNER_2025 = "2025-banner"
    TOPICS_2025 = "2025-topics"
    POLICY_QUESTION = "policy-question"
    POLICY_HELP = "policy-help"
    NOTICE = "notice"
    POLICY_BANNER = "policy-banner"
    INSTAGRAM = "instagram"


class View(StrEnum):
    """What Meta takes the visitor's region for."""

    EUROPEAN = "european"
    REST = "rest"


class Session(StrEnum):
    """Whether the person is signed in: `open` is; `required` not yet; `lost` no longer, as the form notices."""

    OPEN = "open"
    REQUIRED = "required"
    LOST = "lost"


CHOICES: dict[str, tuple[str, ...]] = {
    "form": tuple(FORM_ADDRESSES),
    "generation": ("2023", "2024", "2025"),
    "lang": LANGUAGES,
    "ending": tuple(Ending),
    "obstacle": tuple(Obstacle),
    "country": ("typeahead", "select"),
    "way": tuple(Way),
    "view": tuple(View),
    "session": tuple(Session),
    "names": ("one", "two"),
    "phone": ("one", "split"),
    "rendering": ("desktop", "mobile"),
    "variant": ("none", "uk-2024", "brazil-2025"),
    "changed": (NONE, *VARIANTS),
}
"""The allowed values of the switches that have a closed set of them."""

ASK_FOR_A_CODE = {Ending.CODE, Ending.CODE_WRONG_MESSAGE, Ending.CODE_EXPIRED, Ending.VALIDATION_AFTER_CODE}


@dataclass(frozen=True)
class Story:
    """One set of switches. The defaults are the happy English story of 2025."""

    generation: str = "2025"
    lang: str = "en"
    prefilled: str = "kim.prefilled@example.org"
    delay: float = 0.0
    ending: str = "success-layer"
    obstacle: str = "none"
    country: str = "typeahead"
    code: str = "246810"
    both: bool = True
    radios: bool = False
    code_first: bool = False
    way: str = "none"
    view: str = "european"
    session: str = "open"
    form: str = "facebook"
    names: str = "one"
    phone: str = "one"
    rendering: str = "desktop"
    variant: str = "none"
    changed: str = "none"

    def __post_init__(self) -> None:
        """Refuse a value that no page knows, so that a typing error cannot pass for a story."""
        for switch, allowed in CHOICES.items():
            if getattr(self, switch) not in allowed:
                raise ValueError(f"{switch} cannot be {getattr(self, switch)!r}; choose one of {', '.join(allowed)}")
        if self.generation not in FORM_ADDRESSES[self.form]:
            known = ", ".join(FORM_ADDRESSES[self.form])
            raise ValueError(f"the form {self.form} has no generation {self.generation!r}; choose one of {known}")

    @property
    def asks_for_a_code(self) -> bool:
        """Whether the sending is first answered by the layer that wants the mailed code."""
        return not self.is_reduced and (self.code_first or self.ending in ASK_FOR_A_CODE)

    @property
    def is_brazilian(self) -> bool:
        """Whether the newest form asks as it was reported to in Brazil: with country and code (dossier 2.3)."""
        return (self.form, self.generation, self.variant) == ("facebook", "2025", "brazil-2025")

    @property
    def is_reduced(self) -> bool:
        """Whether the form of 2024 is the reduced one of that autumn in the United Kingdom, which asked for no code."""
        return (self.form, self.generation, self.variant) == ("facebook", "2024", "uk-2024")


def story_at(story: Story, number: str) -> Story | None:
    """The story as the form with a number tells it; nothing where no form has the number."""
    if number in THIRD_PARTY_IDS:
        return replace(story, form="third-party", generation=_wording(story))
    if number == QUESTION_ID:
        return replace(story, form="facebook", generation="2025", radios=True)
    for form, numbers in (("facebook", FORM_IDS), ("instagram", INSTAGRAM_IDS), ("whatsapp", {"2025": WHATSAPP_ID})):
        for generation, known in numbers.items():
            if number == known:
                return replace(story, form=form, generation=generation)
    return None


def _wording(story: Story) -> str:
    """Which wording the form for third parties has; met on the way from another form, the later one."""
    if story.form == "third-party":
        return story.generation
    return "2023" if story.way == Way.Y2023 else "2025"
