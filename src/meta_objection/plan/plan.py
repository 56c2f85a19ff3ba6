"""Everything a run will do, settled and checked before a browser opens."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from meta_objection.answers import Answers, mask_email
from meta_objection.countries import country_name
from meta_objection.forms import Form, Generation, load_form
from meta_objection.hosts import is_form_address, is_meta_address, target_of
from meta_objection.outcome import Mode
from meta_objection.plan.evidence import uploads_of
from meta_objection.plan.fixtures import fixture_about, fixture_folder
from meta_objection.plan.given import bad, given_answers
from meta_objection.plan.reasons import misleading, open_gap, shortness
from meta_objection.replay import FixtureAbout
from meta_objection.report import Upload
from meta_objection.settings import Objection, Request, Route


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
        asked = [(name, typed.get(name, "left as it is")) for name in self.form.questions if name != "about_ai"]
        pressed = "leave the button to you" if self.assist else "press the button once, after your yes"
        ending = pressed if self.press else "prove the button, do not press it"
        return [("open", " or ".join(self.addresses)), *asked, ("review", "show what will be sent"), ("send", ending)]

    def _shown(self, name: str, value: str) -> str:
        if name == "email":
            return mask_email(value)
        if name == "phone":
            return f"{value[:4]}•••{value[-2:]}"
        return f"{country_name(value)} ({value})" if name == "country" else value


def make_plan(settings: Objection, *, press: bool) -> Plan:
    """Check every setting and give the plan. Raises BadSettings naming the setting and the remedy."""
    _refuse_contradictions(settings, press=press)
    form = _form(settings)
    fixture, about = _fixture(settings)
    addresses, answers = _addresses(settings, form, about), given_answers(settings, form)
    return Plan(
        form=form,
        route=settings.route,
        request=settings.request,
        addresses=addresses,
        answers=answers,
        notes=_notes(
            answers.reason,
            form.met_at(addresses, about.generation if about else None),
            is_objection=settings.request is Request.OBJECT,
        ),
        press=press,
        again=settings.again,
        assist=settings.assist,
        uploads=uploads_of(answers.evidence),
        fixture=fixture,
        about=about,
    )


def _refuse_contradictions(settings: Objection, *, press: bool) -> None:
    if settings.reason is not None and settings.reason_file is not None:
        raise bad("--reason and --reason-file", "both were given", "Give one of them")
    if settings.replay is not None and settings.proxy is not None:
        raise bad("--replay and --proxy", "a replay has no network to reach through a proxy", "Leave one of them out")
    if settings.assist and not settings.headed:
        raise bad("--assist", "you can press the button only in a window", "Give --headed with it")
    if settings.locale is not None and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", settings.locale):
        raise bad("--locale", "it is no language tag", "Give one like de or pt-BR")
    if press and not settings.yes and not settings.assist and not _has_terminal():
        raise bad("--yes", "it was not given, and there is no terminal to ask at before sending", "Give --yes")


def _has_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _form(settings: Objection) -> Form:
    form = load_form(settings.form)
    if settings.request not in form.requests:
        taken = ", ".join(form.requests)
        raise bad(
            "--request",
            f"the form {form.id} takes {taken} and not {settings.request}",
            "Choose another form or request",
        )
    return form


def _fixture(settings: Objection) -> tuple[Path | None, FixtureAbout | None]:
    if settings.replay is None:
        return None, None
    folder = fixture_folder(settings.replay)
    about = fixture_about(folder)
    if about.form != settings.form:
        raise bad("--replay", f"that fixture is of the form {about.form}", f"Give --form {about.form}")
    if about.request != settings.request:
        raise bad("--replay", f"that fixture is of the request {about.request}", f"Give --request {about.request}")
    if about.route != settings.route:
        raise bad("--replay", f"that fixture is of the route {about.route}", f"Give --route {about.route}")
    return folder, about


def _addresses(settings: Objection, form: Form, about: FixtureAbout | None) -> tuple[str, ...]:
    if settings.url is not None:
        if not is_meta_address(settings.url):
            raise bad("--url", "it is not an https address on one of Meta's own hosts", "Give the form's own address")
        target = target_of(settings.url)
        if target is None or not is_form_address(target):
            raise bad("--url", "it leads to no address of a form of Meta's", "Give the form's own address")
        return (target,)
    if about is not None:
        if not is_form_address(about.address):
            remedy = "Name another fixture, and ask whoever gave you this one"
            raise bad("--replay", "what that fixture opens first is no address of a form of Meta's", remedy)
        return (about.address,)
    if settings.route is not Route.DIRECT:
        if settings.route not in form.ways:
            raise bad("--route", f"no such way to the form {form.id} is known", "Give --route direct")
        return form.ways[settings.route]
    return tuple(generation.address for generation in form.generations)


def files_note(settings: Objection) -> tuple[str, ...]:
    """Name the files that settings were read from: one of a stranger's folder may be among them."""
    return (f"Settings were read from {', '.join(map(str, settings.files))}.",) if settings.files else ()


def _notes(reason: str | None, generations: tuple[Generation, ...], *, is_objection: bool) -> tuple[str, ...]:
    if reason is None:
        return ()
    if gap := open_gap(reason):
        raise bad("--reason", f"“{gap}” of a starting point still stands in it", "Put your own words there")
    told, is_refused = shortness(reason, generations)
    if told and is_refused:
        raise bad("--reason", told, "Write more, in your own words")
    return (*([told] if told else []), *(misleading(reason) if is_objection else ()))
