"""Each setting, declared once: its flag, its environment variable, its key in a TOML file, its help.

A flag beats the environment, which beats `.env`, `./meta-objection.toml`, the person's own configuration file and
the default, in this order. Personal values are read here and handed on as `Answers`; nothing else keeps them.
"""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from cyclopts import Group, Parameter
from pydantic import AfterValidator, AliasChoices, Field, PositiveFloat, PrivateAttr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from meta_objection import checked
from meta_objection.browser_args import environments_proxy, proxy_of
from meta_objection.forms import known_forms
from meta_objection.plain_files import expanded
from meta_objection.settings_files import PROJECT_FILE, DotEnv, Prefixed, Toml, begin_reading, files_taken
from meta_objection.settings_mail import MailAccess

PREFIX = "META_OBJECTION_"
APP_NAME = "meta-objection"


HomePath = Annotated[Path, AfterValidator(expanded)]
"""A path in which `~` means the person's own folder, also where no shell has read it."""


def _one_of_the_forms(form_id: str) -> str:
    if form_id not in known_forms():
        raise ValueError(f"one of {', '.join(known_forms())}")
    return form_id


FormName = Annotated[str, AfterValidator(_one_of_the_forms)]
"""The id of a form that there is a file for."""
DEFAULT_FORM = "facebook"


class Route(StrEnum):
    """How the form is reached."""

    DIRECT = "direct"
    MENU = "menu"
    NOTICE = "notice"


class Request(StrEnum):
    """What the person asks for, where a form asks."""

    OBJECT = "object"
    ACCESS = "access"
    DELETE = "delete"
    CONCERN = "concern"
    OTHER = "other"


class LetterKind(StrEnum):
    """The letters that can be drafted."""

    REMINDER = "reminder"
    COMPLAINT = "complaint"
    OBJECTION = "objection"


_FORM = Group("The form", sort_key=1)
_PERSON = Group("What you say", sort_key=2)
_SENDING = Group("Sending", sort_key=3)
_BROWSER = Group("The browser", sort_key=4)
_FOLLOWING = Group("After sending", sort_key=5)
_MAIL = Group("Meta's mail", sort_key=6)
_OUTPUT = Group("Output and storage", sort_key=7)


def person_file() -> Path:
    """Give the place of the person's own configuration file."""
    return platformdirs.user_config_path(APP_NAME) / "config.toml"


def default_home() -> Path:
    """Give the platform's folder for data of this program."""
    return platformdirs.user_data_path(APP_NAME)


Country = Annotated[str | None, Parameter(group=_PERSON, help="Where you live: a code (DE) or a name (Germany).")]
Email = Annotated[str | None, Parameter(group=_PERSON, help="Your e-mail address.")]
Name = Annotated[str | None, Parameter(group=_PERSON, help="Your name.")]
Locale = Annotated[str | None, Parameter(group=_BROWSER, help="Language wished for, as a BCP 47 tag; else the page's.")]

Timeout = Annotated[PositiveFloat, Parameter(group=_BROWSER, help="Seconds a step may take; 15 if not given.")]
Proxy = Annotated[
    str | None,
    AfterValidator(checked.proxy),
    Parameter(group=_BROWSER, help="Address of a proxy to go through, http:// or socks5://."),
]


class Place(BaseSettings):
    """Where things are kept and how the program speaks: what every verb takes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")
    _files: tuple[Path, ...] = PrivateAttr(default=())

    home: Annotated[HomePath, Parameter(group=_OUTPUT, help="Folder for receipts, journal and profiles.")] = Field(
        default_factory=default_home
    )
    as_json: Annotated[
        bool, Parameter(name="--json", negative=(), group=_OUTPUT, help="One JSON object on standard output.")
    ] = Field(default=False, validation_alias=AliasChoices("as_json", f"{PREFIX}JSON", "json"))
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Parameter(group=_OUTPUT, help="How much the log on standard error says; warning if not given."),
    ] = "warning"
    log_format: Annotated[
        Literal["console", "json"], Parameter(group=_OUTPUT, help="How the log looks; console if not given.")
    ] = "console"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - it reads names without the prefix, too
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no secrets folder is read
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Rank the sources: flags, environment, `.env`, the project's file, the person's file."""
        begin_reading()
        dotenv = DotEnv(settings_cls)
        project = Toml(settings_cls, PROJECT_FILE, found=True)
        person = Toml(settings_cls, person_file(), found=False)
        return init_settings, Prefixed(settings_cls), dotenv, project, person

    def model_post_init(self, _context: Any) -> None:  # noqa: ANN401 - pydantic's own signature
        """Remember which files something was read from."""
        self._files = files_taken()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that something was read from."""
        return self._files


class Somewhere(Place):
    """Where the person lives: what `forms` takes."""

    country: Country = None


class Writing(Somewhere):
    """Who writes a letter, and in which language: what `letter` takes."""

    name: Name = None
    email: Email = None
    locale: Locale = None
    region: Annotated[
        str | None,
        Parameter(group=_FOLLOWING, help="Your German Land by its code, BY; the Hamburg authority if not given."),
    ] = None


class Speaking(Place):
    """Which language is wished for: what `reasons` takes."""

    locale: Locale = None


class Profiled(Place):
    """Whose browser profile: what `sign-out` takes."""

    profile: Annotated[
        str,
        AfterValidator(checked.profile),
        Parameter(group=_BROWSER, help="Name of the private browser profile."),
    ] = "default"


class Reading(Place):
    """Who is asked for the keys that sign Meta's mail, and which objection a mail is for: what `mail` takes."""

    dns: Annotated[
        str | None,
        AfterValidator(checked.name_server),
        Parameter(group=_MAIL, help="Name server to ask for the keys, HOST[:PORT]; the system's if not given."),
    ] = None
    offline: Annotated[
        bool, Parameter(negative=(), group=_MAIL, help="Ask nobody; then no mail is shown to be Meta's.")
    ] = False
    objection: Annotated[
        str | None, Parameter(group=_MAIL, help="The objection the mails answer, where several may be meant.")
    ] = None


class Browsing(Profiled):
    """Which browser runs, and how: what every verb that opens one takes."""

    headed: Annotated[
        bool, Parameter(negative="--headless", group=_BROWSER, help="Watch it, or not (the default).")
    ] = False
    unattended: Annotated[
        bool,
        Parameter(
            negative=(), group=_BROWSER, help="With --headed, nobody there: what only a person may do ends the run."
        ),
    ] = False
    slow_mo: Annotated[
        float, Parameter(group=_BROWSER, help="Milliseconds to pause between actions; 0 if not given.")
    ] = Field(default=0, ge=0, le=60_000)
    browser: Annotated[
        HomePath | None, Parameter(group=_BROWSER, help="Chromium, Chrome or Edge to run; found by itself.")
    ] = None
    browser_args: Annotated[
        tuple[str, ...],
        AfterValidator(checked.browser_args),
        Parameter(
            name="--browser-arg",
            negative=(),
            allow_leading_hyphen=True,
            group=_BROWSER,
            help="Passed on to the browser; may be given more than once.",
        ),
    ] = ()
    proxy: Proxy = None
    ignore_https_errors: Annotated[
        bool, Parameter(negative=(), group=_BROWSER, help="Accept any certificate (behind some proxies).")
    ] = False
    timeout: Timeout = Field(default=15, le=3600)
    locale: Locale = None
    trace: Annotated[
        bool,
        Parameter(
            negative=(), group=_BROWSER, help="Keep a Playwright trace of what happens at the form in the receipt."
        ),
    ] = False

    @property
    def attended(self) -> bool:
        """Whether a person sits at the window and can be asked."""
        return self.headed and not self.unattended

    @property
    def road(self) -> str | None:
        """The proxy that everything live goes through: page, sending and time-stamps; `None` for the direct way.

        The environment's own is read here and nowhere else. Raises BadSettings where the program cannot use that.
        """
        return self.proxy or proxy_of(self.browser_args) or environments_proxy(self.browser_args)


class Examined(Browsing, MailAccess):
    """Whose surroundings are looked at, and whether anybody is asked: what `doctor` takes."""

    offline: Annotated[
        bool, Parameter(negative=(), group=_OUTPUT, help="Ask nobody: neither a name nor the time is looked up.")
    ] = False


class Session(Browsing):
    """With which form's account: what `sign-in` takes."""

    form: Annotated[
        FormName, Parameter(group=_FORM, help=f"Which form: {', '.join(known_forms())}; {DEFAULT_FORM} if not given.")
    ] = DEFAULT_FORM


class Target(Session):
    """Which form is opened, how it is reached, and whether a recording answers: what `check` takes."""

    route: Annotated[Route, Parameter(group=_FORM, help="How it is reached; direct if not given.")] = Route.DIRECT
    request: Annotated[
        Request, Parameter(group=_FORM, help="What is asked for, where a form asks; object if not given.")
    ] = Request.OBJECT
    url: Annotated[str | None, Parameter(group=_FORM, help="Another address of the same form.")] = None
    replay: Annotated[HomePath | None, Parameter(group=_FORM, help="Run against this fixture folder; no network.")] = (
        None
    )


class Objection(Target, MailAccess):
    """The person's objection and how it goes out: what `submit`, `rehearse` and `plan` take."""

    @classmethod
    def invented(cls, watched: Browsing, obeyed: Iterable[str], **said: object) -> "Objection":
        """Give that of somebody invented, who says this; of the real settings only those named are obeyed."""
        defaults = {name: one.get_default(call_default_factory=True) for name, one in cls.model_fields.items()}
        return cls.model_construct(**(defaults | {name: getattr(watched, name) for name in obeyed} | said))

    country: Country = None
    email: Email = None
    name: Name = None
    phone: Annotated[str | None, Parameter(group=_PERSON, help="Your telephone number.")] = None
    reason: Annotated[str | None, Parameter(group=_PERSON, help="Your reason, in your own words.")] = None
    reason_file: Annotated[
        str | None,
        Parameter(group=_PERSON, allow_leading_hyphen=True, help="A file with your reason; - reads standard input."),
    ] = None
    extra: Annotated[str | None, Parameter(group=_PERSON, help="Further information (optional).")] = None
    prompts: Annotated[str | None, Parameter(group=_PERSON, help="Prompts (third-party form).")] = None
    evidence: Annotated[
        tuple[HomePath, ...],
        Parameter(negative=(), group=_PERSON, help="Files (third-party form); may be given more than once."),
    ] = ()
    code: Annotated[
        str | None, Parameter(group=_PERSON, help="The one-time code of Meta's mail, if already known.")
    ] = None
    yes: Annotated[bool, Parameter(negative=(), group=_SENDING, help="Do not ask before sending.")] = False
    again: Annotated[bool, Parameter(negative=(), group=_SENDING, help="Send although it was already sent.")] = False
    timestamps: Annotated[
        tuple[str, ...],
        AfterValidator(checked.authorities),
        Parameter(
            name="--timestamp",
            negative=(),
            group=_SENDING,
            help="Address of an authority that stamps the time on the receipt's hash (RFC 3161);"
            " may be given more than once.",
        ),
    ] = ()
    assist: Annotated[
        bool, Parameter(negative=(), group=_SENDING, help="Fill everything; you press the button (headed).")
    ] = False
