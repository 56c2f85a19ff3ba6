"""Everything a run will do, settled and checked before a browser opens."""

import sys
from dataclasses import dataclass
from pathlib import Path

from meta_objection.answers import Answers, mask_email
from meta_objection.countries import country_name
from meta_objection.forms import Form, Generation, known_forms
from meta_objection.outcome import Mode
from meta_objection.plan.aim import aim_of
from meta_objection.plan.attachments import uploads_of
from meta_objection.plan.misspelt import misspelt
from meta_objection.plan.parse_answers import bad, given_answers
from meta_objection.plan.reasons import misleading, open_gap, shortness
from meta_objection.replay import FixtureAbout
from meta_objection.report import Upload
from meta_objection.rights import load_rights
from meta_objection.settings import Objection, Request, Route

ASKED_FOR = ("country", "email", "name", "phone", "prompts", "reason")
"""The questions that only the person can answer, by a flag of the same name, in the order in which they are asked."""
_WORDS_OF_ONES_OWN = {"reason", "extra", "prompts", "evidence"}
"""What no page can have filled in beforehand."""


@dataclass(frozen=True)
class Plan:
    """One run: which form, at which addresses, with what answers, and whether the button is pressed at the end."""

    form: Form
    route: Route
    request: Request
    addresses: tuple[str, ...]
    answers: Answers
    press: bool
    again: bool
    assist: bool = False
    uploads: tuple[Upload, ...] = ()
    fixture: Path | None = None
    about: FixtureAbout | None = None
    notes: tuple[str, ...] = ()
    """What the person should know beforehand and nothing is refused for."""
    generations: tuple[Generation, ...] = ()
    """The versions of the form that may be met."""

    @property
    def mode(self) -> Mode:
        """Whether Meta answers or a fixture."""
        return Mode.REPLAY if self.fixture else Mode.LIVE

    @property
    def scope(self) -> str:
        """What the journal keeps apart: the live site, and each fixture for itself."""
        return f"replay:{self.fixture.resolve()}" if self.fixture else Mode.LIVE.value

    def steps(self) -> list[tuple[str, str]]:
        """Give each step and what would be done in it, for a screen others may see."""
        given = self.answers.given()
        typed = {name: self._shown(name, value) for name, value in given.items() if name in self.form.questions}
        asked = [(name, typed.get(name, _unsaid(name))) for name in self.form.questions if name != "about_ai"]
        pressed = "leave the button to you" if self.assist else "press the button once, after your yes"
        ending = pressed if self.press else "prove the button, do not press it"
        return [("open", " or ".join(self.addresses)), *asked, ("review", "show what will be sent"), ("send", ending)]

    def unanswered(self) -> tuple[str, ...]:
        """Give what some version of the form that may be met has to be told, and the person has not said."""
        wanted = {name for known in self.generations for name in known.asks if name not in known.optional}
        return tuple(name for name in ASKED_FOR if name in wanted and name not in self.answers.given())

    def _shown(self, name: str, value: str) -> str:
        if name == "email":
            return mask_email(value)
        if name == "phone":
            return f"{value[:4]}•••{value[-2:]}"
        return f"{country_name(value)} ({value})" if name == "country" else value


def _unsaid(question: str) -> str:
    return "nothing: you gave none" if question in _WORDS_OF_ONES_OWN else "left as the page has it: you gave none"


def make_plan(settings: Objection, *, press: bool) -> Plan:
    """Check every setting and give the plan. Raises BadSettings naming the setting and the remedy."""
    _refuse_contradictions(settings)
    aim = aim_of(settings)
    answers = given_answers(settings, aim.form)
    plan = Plan(
        form=aim.form,
        route=settings.route,
        request=settings.request,
        addresses=aim.addresses,
        answers=answers,
        notes=(
            *_place_notes(answers.country, aim.form),
            *_notes(answers.reason, aim.generations, is_objection=settings.request is Request.OBJECT),
        ),
        press=press,
        again=settings.again,
        assist=settings.assist,
        uploads=uploads_of(answers.evidence),
        fixture=aim.fixture,
        about=aim.about,
        generations=aim.generations,
    )
    _require_consent(settings, press=press)  # last: it would hide whatever else has to be corrected
    return plan


def _refuse_contradictions(settings: Objection) -> None:
    if settings.reason is not None and settings.reason_file is not None:
        raise bad("--reason and --reason-file", "both were given", "Give one of them")
    if settings.assist and not settings.headed:
        raise bad("--assist", "you can press the button only in a window", "Give --headed with it")


def _require_consent(settings: Objection, *, press: bool) -> None:
    if press and not settings.yes and not settings.assist and not _has_terminal():
        raise bad("--yes", "it was not given, and there is no terminal to ask at before sending", "Give --yes")


def _has_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def files_note(settings: Objection) -> tuple[str, ...]:
    """Name the files that settings were read from, one of a stranger's folder may be among them, and their slips."""
    read = (f"Settings were read from {', '.join(map(str, settings.files))}.",) if settings.files else ()
    slips = misspelt()
    return (*read, *([f"This is no setting and counts for nothing: {', '.join(slips)}."] if slips else []))


def _place_notes(country: str | None, form: Form) -> tuple[str, ...]:
    """Say beforehand where a form is not known to be offered in the person's country, and which is."""
    if country is None:
        return ()
    offered = [offer.form for offer in load_rights().right_in(country).offers if offer.form in known_forms()]
    if form.id in offered:
        return ()
    others = f"; {' and '.join(offered)} {'is' if len(offered) == 1 else 'are'}" if offered else ""
    return (f"As far as we know the form {form.id} is not offered in {country_name(country)}{others}.",)


def _notes(reason: str | None, generations: tuple[Generation, ...], *, is_objection: bool) -> tuple[str, ...]:
    if reason is None:
        return ()
    if gap := open_gap(reason):
        raise bad("--reason", f"“{gap}” of a starting point still stands in it", "Put your own words there")
    told, is_refused = shortness(reason, generations)
    if told and is_refused:
        raise bad("--reason", told, "Write more, in your own words")
    return (*([told] if told else []), *(misleading(reason) if is_objection else ()))
