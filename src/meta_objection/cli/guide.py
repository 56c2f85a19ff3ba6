"""The guide: for somebody who types `meta-objection` and nothing else. It asks one thing at a time and says why.

It does nothing that the verbs do not do: it collects what they need, and calls them. Its questions are plain lines, so
that they work in any terminal and with a screen reader.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

from meta_objection import private_files as private
from meta_objection.browser.launch import require_display
from meta_objection.browser.profiles import existing_profile
from meta_objection.cli import keeping, objection, session, status
from meta_objection.cli.guide_notes import Notes
from meta_objection.cli.parameters import FLAT
from meta_objection.cli.questions import Questions
from meta_objection.countries import country_name
from meta_objection.errors import BadSettings, Interrupted, Stop
from meta_objection.forms import Form, load_form
from meta_objection.plan.parse_answers import answer_to
from meta_objection.plan.plan import make_plan
from meta_objection.rights import load_rights
from meta_objection.settings import Objection, Place, Session, Somewhere, person_file

_KEPT = ("country", "email", "name", "phone", "reason")
_ASKED_BY_SOME = ("name", "phone", "prompts")
_STEPS = ("plan_open", "plan_fill", "plan_review", "plan_send")
_THIRD_PARTY = "third-party"
_FORMS = ("facebook", "instagram", "whatsapp", _THIRD_PARTY)
"""The forms in the order in which they are offered."""


def guide(*, settings: Annotated[Objection | None, FLAT] = None) -> int:
    """Ask what is needed, show it, try it, and send it once after a yes."""
    chosen = settings or Objection()
    if not sys.stdin or not sys.stdin.isatty():
        message = "The guide asks questions, and there is no terminal to ask at."
        raise BadSettings(message, why="setting", next_move="See `meta-objection --help` for the commands.")
    return Guide(chosen).run()


class Guide:
    """One conversation."""

    def __init__(self, settings: Objection) -> None:
        self._settings = settings
        self._questions = Questions(settings.home, settings.locale)
        self._notes = Notes(settings.home)

    def run(self) -> int:
        """Ask, show, try, send; one service after the other. Give the exit code of the last sending."""
        asker = self._questions
        asker.say("hello")
        asker.say("stop")
        if (left := self._notes.left()) and asker.agrees("again"):
            self._notes.take(left)
        country = self._answer("country", None)
        self._tell_law(country)
        forms = self._notes.get("forms") or self._notes.keep("forms", self._chosen(country))
        code = 0
        for place, form_id in enumerate(forms.split()):
            if place and not asker.agrees("next", form=self._called(form_id)):
                break
            code = self._file(load_form(form_id), country)
        self._offer_to_keep()
        self._notes.forget()
        asker.say("done")
        return code

    def _file(self, form: Form, country: str) -> int:
        asker = self._questions
        names = ("email", *(name for name in _ASKED_BY_SOME if name in form.questions), "reason")
        said = {"country": country, **{name: self._answer(name, form) for name in names}}
        wanted = self._settings.model_copy(update={"form": form.id, **said})
        self._sign_in(form)
        asker.say("plan")
        address = ", ".join(make_plan(_agreed(wanted), press=True).addresses)
        for number, step in enumerate(_STEPS, 1):
            asker.print(f"{number}. {asker.texts[step].format(address=address)}")
        shown = _can_show()
        if asker.agrees("rehearse" if shown else "rehearse_unseen"):
            objection.rehearse(settings=wanted.model_copy(update={"headed": shown}))
        asker.say("send")
        if not asker.agrees("send_now"):
            return Interrupted("").outcome.exit_code
        code = objection.submit(settings=wanted.model_copy(update={"headed": shown}))
        if code == 0:
            self._after()
        return code

    def _after(self) -> None:
        home = self._settings.home
        keeping.open_page("latest", self._questions.tag, Place(home=home))
        if self._questions.agrees("calendar"):
            self._try(lambda: status.calendar(output=Path("meta-objection.ics"), settings=Somewhere(home=home)))

    def _sign_in(self, form: Form) -> None:
        if form.account != "needed" or existing_profile(self._settings.home, self._settings.profile):
            return
        if not _can_show():
            self._questions.say("no_window")
        elif self._questions.agrees("sign_in"):
            wanted = Session(
                home=self._settings.home, form=form.id, profile=self._settings.profile, locale=self._questions.tag
            )
            self._try(lambda: session.sign_in(settings=wanted))

    def _try(self, act: Callable[[], object]) -> None:
        """Do what the guide can go on without."""
        try:
            act()
        except Stop as stop:
            self._questions.print(f"{stop.message} {stop.next_move}")

    def _tell_law(self, country: str) -> None:
        """Say what the law gives; what nobody has translated is said in English."""
        asker, right = self._questions, load_rights().right_in(country)
        law, says = (asker.texts.get(f"{key}_{right.id}") for key in ("law", "says"))
        asker.say("law", country=country_name(country, asker.tag), law=law or right.law)
        asker.print(says or right.says)

    def _called(self, form_id: str) -> str:
        """Give what a person calls a form: by the service it is for, or else by what it is about."""
        return str(self._questions.texts["third_party"] if form_id == _THIRD_PARTY else load_form(form_id).service)

    def _chosen(self, country: str) -> str:
        """Ask which of the forms that are offered where the person lives, and give their names."""
        asker, forms = self._questions, _forms_in(country)
        if not forms:
            asker.say("no_forms")
            forms = [load_form(_THIRD_PARTY)]
        lines = [f"{number}. {self._called(form.id)}" for number, form in enumerate(forms, 1)]

        def parse(text: str) -> str:
            numbers = text.replace(",", " ").split() or ["1"]
            return " ".join(dict.fromkeys(forms[asker.number(one, len(forms)) - 1].id for one in numbers))

        return _said(asker.ask("forms", parse, lines))

    def _answer(self, question: str, form: Form | None) -> str:
        """Give what was said before, in an earlier run or as a setting, else ask and keep what is said."""
        given = self._notes.get(question) or getattr(self._settings, question)
        if given:
            try:
                return self._notes.keep(question, answer_to(question, given, form))
            except Stop:  # it is not what it should be: the person is asked
                pass
        return self._notes.keep(question, _said(self._questions.answer_to(question, form)))

    def _offer_to_keep(self) -> None:
        said = {key: value for key in _KEPT if (value := self._notes.get(key))}
        path = person_file()
        if path.exists() or not said or not self._questions.agrees("keep"):
            return
        lines = "".join(f"{key} = {_toml(value)}\n" for key, value in said.items())
        private.make_folder(path.parent)
        private.write(path, lines.encode())
        self._questions.say("kept", path=path)


def _said(answer: str | None) -> str:
    """Give an answer that could not be left out."""
    if answer is None:
        raise AssertionError
    return answer


def _forms_in(country: str) -> Sequence[Form]:
    known = {offer.form for offer in load_rights().right_in(country).offers}
    return [load_form(form_id) for form_id in _FORMS if form_id in known]


def _agreed(settings: Objection) -> Objection:
    return settings.model_copy(update={"yes": True})


def _can_show() -> bool:
    try:
        require_display(headed=True)
    except Stop:
        return False
    return True


def _toml(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{quoted}"'
