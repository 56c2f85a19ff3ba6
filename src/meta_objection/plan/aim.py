"""Which form a run aims at: at which addresses, by which way, answered by Meta or by a recording."""

import re
from dataclasses import dataclass
from pathlib import Path

from meta_objection.forms import Form, Generation, load_form
from meta_objection.hosts import is_form_address, is_meta_address, target_of
from meta_objection.outcome import Mode
from meta_objection.plan.fixtures import fixture_about, fixture_folder, require_recording
from meta_objection.plan.parse_answers import bad
from meta_objection.replay import FixtureAbout
from meta_objection.settings import Route, Target


@dataclass(frozen=True)
class Aim:
    """A form, the addresses to try in this order, and the recording that answers for Meta, if one does."""

    form: Form
    addresses: tuple[str, ...]
    fixture: Path | None = None
    about: FixtureAbout | None = None

    @property
    def mode(self) -> Mode:
        """Whether Meta answers or a fixture."""
        return Mode.REPLAY if self.fixture else Mode.LIVE

    @property
    def generations(self) -> tuple[Generation, ...]:
        """The versions of the form that may be met there."""
        return self.form.met_at(self.addresses, self.about.generation if self.about else None)


def aim_of(settings: Target) -> Aim:
    """Give what these settings aim at. Raises BadSettings naming the setting and the remedy."""
    if settings.replay is not None and settings.proxy is not None:
        raise bad("--replay and --proxy", "a replay has no network to reach through a proxy", "Leave one of them out")
    if settings.locale is not None and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", settings.locale):
        raise bad("--locale", "it is no language tag", "Give one like de or pt-BR")
    form = _form(settings)
    fixture, about = _fixture(settings)
    return Aim(form, _addresses(settings, form, about), fixture, about)


def _form(settings: Target) -> Form:
    form = load_form(settings.form)
    if settings.request not in form.requests:
        taken = ", ".join(form.requests)
        raise bad(
            "--request",
            f"the form {form.id} takes {taken} and not {settings.request}",
            "Choose another form or request",
        )
    return form


def _fixture(settings: Target) -> tuple[Path | None, FixtureAbout | None]:
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
    require_recording(folder)
    return folder, about


def _addresses(settings: Target, form: Form, about: FixtureAbout | None) -> tuple[str, ...]:
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
