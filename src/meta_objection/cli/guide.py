"""The guide: for somebody who types `meta-objection` and nothing else. It asks one thing at a time and says why.

It does nothing that the verbs do not do: it collects what they need, and calls them. Its questions are plain lines, so
that they work in any terminal and with a screen reader.
"""

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

from meta_objection import private_files as private
from meta_objection.browser.launch import require_display
from meta_objection.browser.profiles import existing_profile
from meta_objection.cli import keeping, objection, session, status
from meta_objection.cli.guide_notes import Notes
from meta_objection.cli.parameters import FLAT
from meta_objection.console.editor import find_editor
from meta_objection.console.output import harmless
from meta_objection.console.terminal import YES, answer, put
from meta_objection.countries import country_name
from meta_objection.errors import BadSettings, Interrupted, Stop
from meta_objection.forms import Form, load_form
from meta_objection.languages import languages_with, texts_of
from meta_objection.plan.parse_answers import alpha_2, given_answers
from meta_objection.plan.plan import make_plan
from meta_objection.plan.reasons import KINDS, language_of, open_gap, spoken, starting_points
from meta_objection.rights import load_rights
from meta_objection.settings import Objection, Place, Session, Somewhere, person_file

_T = TypeVar("_T")
_MOST_TRIES = 5
_WIDEST = 79
_KEPT = ("country", "email", "name", "phone", "reason")
_SERVICES = {"facebook": "Facebook", "instagram": "Instagram", "whatsapp": "WhatsApp", "third-party": "…"}


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
        self._tag = (spoken(settings.locale) if settings.locale else None) or language_of(os.environ)
        self._texts = texts_of(self._tag if self._tag in languages_with("guide") else "en", "guide")
        self._notes = Notes(settings.home)

    def run(self) -> int:
        """Ask, show, try, send; one service after the other. Give the exit code of the last sending."""
        self._say("hello")
        self._say("stop")
        if (left := self._notes.left()) and self._agrees("again"):
            self._notes.take(left)
        country = self._answer("country", alpha_2_of)
        self._tell_law(country)
        forms = self._answer("forms", lambda text: self._chosen(text, country), self._offered(country)).split()
        code = 0
        for place, form_id in enumerate(forms):
            if place and not self._agrees("next", form=_SERVICES[form_id]):
                break
            code = self._file(load_form(form_id), country)
        self._offer_to_keep()
        self._notes.forget()
        self._say("done")
        return code

    def _file(self, form: Form, country: str) -> int:
        said = {"country": country, "email": self._answer("email", self._checked("email", form))}
        for name in ("name", "phone"):
            if name in form.questions:
                said[name] = self._answer(name, self._checked(name, form))
        said["reason"] = self._notes.get("reason") or self._notes.keep("reason", self._reason(form))
        wanted = self._settings.model_copy(update={"form": form.id, **said})
        self._sign_in(form)
        self._say("plan")
        for number, (step, does) in enumerate(make_plan(_agreed(wanted), press=True).steps(), 1):
            self._print(f"{number}. {step}: {does}")
        shown = _can_show()
        if self._agrees("rehearse" if shown else "rehearse_unseen"):
            objection.rehearse(settings=wanted.model_copy(update={"headed": shown}))
        self._say("send")
        if not self._agrees("send_now"):
            return Interrupted("").outcome.exit_code
        code = objection.submit(settings=wanted.model_copy(update={"headed": shown}))
        if code == 0:
            self._after()
        return code

    def _after(self) -> None:
        home = self._settings.home
        keeping.open_page("latest", self._tag, Place(home=home))
        if self._agrees("calendar"):
            try:
                status.calendar(output=Path("meta-objection.ics"), settings=Somewhere(home=home))
            except Stop as stop:
                self._print(f"{stop.message} {stop.next_move}")

    def _sign_in(self, form: Form) -> None:
        if form.account != "needed" or existing_profile(self._settings.home, self._settings.profile):
            return
        if not _can_show():
            self._say("no_window")
        elif self._agrees("sign_in"):
            try:
                session.sign_in(
                    settings=Session(home=self._settings.home, form=form.id, profile=self._settings.profile)
                )
            except Stop as stop:
                self._print(f"{stop.message} {stop.next_move}")

    def _tell_law(self, country: str) -> None:
        right = load_rights().right_in(country)
        self._say("law", country=country_name(country, self._tag), law=right.law)
        self._print(right.says)

    def _offered(self, country: str) -> list[str]:
        """The forms that are offered where the person lives, as lines to choose from."""
        forms = _forms_in(country)
        if not forms:
            self._say("no_forms")
        return [f"{number}. {_SERVICES[form.id]}: {form.title}" for number, form in enumerate(_listed(country), 1)]

    def _chosen(self, text: str, country: str) -> str:
        forms = _listed(country)
        numbers = text.replace(",", " ").split() or ["1"]
        if not all(one.isdecimal() and 0 < int(one) <= len(forms) for one in numbers):
            raise BadSettings(f"“{text}”.", why="setting", next_move=f"1 – {len(forms)}.")
        return " ".join(dict.fromkeys(forms[int(one) - 1].id for one in numbers))

    def _checked(self, name: str, form: Form) -> Callable[[str], str]:
        """What makes of a line the answer that a form gets, by the same rules as a flag."""

        def parse(text: str) -> str:
            told = given_answers(self._settings.model_copy(update={"form": form.id, name: text}), form)
            return str(getattr(told, name))

        return parse

    def _reason(self, form: Form) -> str:
        points = starting_points(self._tag)
        ways = ["reason_own", "reason_editor", *(f"reason_{kind}" for kind in KINDS)]
        lines = [f"{number}. {self._texts[way]}" for number, way in enumerate(ways, 1)]

        def parse(text: str) -> str:
            if not (text.isdecimal() and 0 < int(text) <= len(ways)):
                raise BadSettings(f"“{text}”.", why="setting", next_move=f"1 – {len(ways)}.")
            way = ways[int(text) - 1].removeprefix("reason_")
            written = self._typed() if way == "own" else self._edited(points.get(way, ""))
            if not written:
                raise BadSettings(self._texts["reason_empty"], why="setting", next_move="")
            if gap := open_gap(written):
                raise BadSettings(self._texts["reason_gap"].format(gap=gap), why="setting", next_move="")
            return self._checked("reason", form)(written)

        reason = self._ask("reason", parse, lines)
        self._say("reason_is")
        self._print(reason)
        return reason

    def _typed(self) -> str:
        self._say("reason_type")
        lines = []
        while line := self._line("> "):
            lines.append(line)
        return "\n".join(lines)

    def _edited(self, text: str) -> str:
        editor = find_editor()
        if editor is None:
            self._say("no_editor")
            self._print(text)
            return self._typed()
        self._say("reason_edit")
        path = self._settings.home.absolute() / "reason.txt"
        private.make_folder(path.parent)
        path.unlink(missing_ok=True)
        private.write(path, f"{text}\n".encode())
        try:
            subprocess.run([*editor, str(path)], check=False)  # noqa: S603 - the person's own editor, on their own file
            return path.read_text(encoding="utf-8", errors="replace").strip()
        finally:
            path.unlink(missing_ok=True)

    def _offer_to_keep(self) -> None:
        said = {key: value for key in _KEPT if (value := self._notes.get(key))}
        path = person_file()
        if path.exists() or not said or not self._agrees("keep"):
            return
        lines = "".join(f"{key} = {_toml(value)}\n" for key, value in said.items())
        private.make_folder(path.parent)
        private.write(path, lines.encode())
        self._say("kept", path=path)

    def _answer(self, key: str, parse: Callable[[str], str], lines: Sequence[str] = ()) -> str:
        """Give what was said before, in an earlier run or as a setting, else ask and keep what is said."""
        given = self._notes.get(key) or getattr(self._settings, key, None)
        if isinstance(given, str) and given:
            try:
                return self._notes.keep(key, given if key == "forms" else parse(given))
            except Stop:  # it is not what it should be: the person is asked
                pass
        return self._notes.keep(key, self._ask(key, parse, lines))

    def _ask(self, key: str, parse: Callable[[str], _T], lines: Sequence[str] = ()) -> _T:
        for _ in range(_MOST_TRIES):
            self._say(key)
            for line in lines:
                self._print(line)
            try:
                return parse(self._line("> "))
            except Stop as stop:
                self._say("not_understood", why=stop.message, remedy=stop.next_move)
        raise Interrupted(self._texts["no_answer"], why="declined")

    def _agrees(self, key: str, **filled: object) -> bool:
        self._say(key, **filled)
        return self._line(f"({self._texts['yes_or_no']}) > ").casefold() in YES

    def _line(self, prompt: str) -> str:
        put(prompt, sys.stdin)
        return answer(sys.stdin)

    def _say(self, key: str, **filled: object) -> None:
        sys.stderr.write("\n")
        self._print(self._texts[key].format(**filled))

    def _print(self, text: str) -> None:
        width = min(shutil.get_terminal_size().columns - 1, _WIDEST)
        for line in text.split("\n"):
            sys.stderr.write(harmless(textwrap.fill(line, width, subsequent_indent="  " if line[:1].isdigit() else "")))
            sys.stderr.write("\n")


def alpha_2_of(text: str) -> str:
    """Give the code of a country that somebody wrote. Raises BadSettings for what is none."""
    code = alpha_2(text)
    if not text.strip() or code is None:
        raise BadSettings("“”.", why="setting", next_move="Germany, DE.")
    return code


def _forms_in(country: str) -> list[Form]:
    known = {offer.form for offer in load_rights().right_in(country).offers}
    return [load_form(form_id) for form_id in _SERVICES if form_id in known]


def _listed(country: str) -> list[Form]:
    return _forms_in(country) or [load_form("third-party")]


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
