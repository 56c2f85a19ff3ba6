"""The drift canary: opens a form, types nothing, sends nothing, and says what of it is known and what is not."""

from pathlib import Path

from playwright.sync_api import Error
from pydantic import BaseModel, ConfigDict

from meta_objection.answers import Answers
from meta_objection.browser.launch import guard_of, open_browser
from meta_objection.browser.profiles import existing_profile
from meta_objection.browser.screen import Screen
from meta_objection.console.signals import Signals
from meta_objection.ending.meaning import meaning
from meta_objection.errors import FormChanged, Stop
from meta_objection.flow.arrive import reach_form
from meta_objection.flow.ledger import Ledger, Pulse, Teller
from meta_objection.flow.questions import Asked, Questions
from meta_objection.flow.send import SendingState
from meta_objection.flow.visit import Visit
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import Replay, live_source
from meta_objection.outcome import FoundBy, Mode
from meta_objection.pages.submit import SubmitButton
from meta_objection.pages.survey import is_optional
from meta_objection.plan.aim import Aim, aim_of
from meta_objection.plan.fixtures import plainest_fixture
from meta_objection.settings import Route, Target

KNOWN = "known"
_BUTTON = "the button that sends"
_NEXT = "`rehearse` fills it in without sending it."


class QuestionSeen(BaseModel):
    """A question that was recognised: its text on the page, the rung that found its control, whether it is required."""

    model_config = ConfigDict(frozen=True)

    name: str
    text: str
    found_by: FoundBy
    required: bool


class FormSeen(BaseModel):
    """What one look at a form found: what `check --json` prints.

    `language` is a BCP 47 tag, `None` for one we have no words for. `unknown` are the texts of required questions that
    nobody knows, and what is missing; `undecided` are the names of those of which more than one control could be the
    one, `button` is the rung that found what sends. `differences` are sentences about what is not as in the fixture
    `compared_with`, which is `None` where there is none of this form.
    """

    model_config = ConfigDict(frozen=True)

    outcome: str
    exit_code: int
    why: str | None = None
    form: str
    address: str | None = None
    generation: str | None = None
    language: str | None = None
    mode: Mode
    questions: tuple[QuestionSeen, ...] = ()
    unknown: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    button: FoundBy | None = None
    compared_with: str | None = None
    differences: tuple[str, ...] = ()
    message: str
    next: str


def check_form(settings: Target, teller: Teller, signals: Signals) -> FormSeen:
    """Open the form and say what is known of it, and what is not as in its fixture.

    Raises BadSettings for settings that name no form; whatever stands in the way of the form is told in the result.
    """
    aim = aim_of(settings)
    seen = _Look(settings, aim, teller, signals).told()
    if not (seen.questions or seen.unknown):
        return seen
    known = plainest_fixture(seen.form, seen.generation, seen.language, settings.request)
    if known is None or (aim.fixture and known.samefile(aim.fixture)):
        return seen
    fixture = {"replay": known, "route": Route.DIRECT, "url": None, "proxy": None, "headed": False, "browser_args": ()}
    recorded = settings.model_copy(update=fixture)
    other = _Look(recorded, aim_of(recorded), Pulse(signals), signals).told()
    name = "/".join(known.parts[-2:])
    return seen.model_copy(update={"compared_with": name, "differences": tuple(differences(other, seen))})


def differences(was: FormSeen, now: FormSeen) -> list[str]:
    """Say, a sentence each, what a form has that its fixture has not, and the other way round.

    Words are compared where both are in one language.
    """
    before, after = ({one.name: one for one in seen.questions} for seen in (was, now))
    both = [name for name in before if name in after]
    gone = [name for name in before if name not in after]
    said = [f"More than one control could be the one for {name} now." for name in gone if name in now.undecided]
    said += [f"“{before[name].text}” ({name}) is not asked any more." for name in gone if name not in now.undecided]
    said += [f"“{after[name].text}” ({name}) is asked as well." for name in after if name not in before]
    if both != [name for name in after if name in before]:
        said.append(f"The questions stand in another order: {', '.join(after)}.")
    said += [
        f"“{after[name].text}” ({name}) must be answered now."
        if after[name].required
        else f"“{after[name].text}” ({name}) may stay empty now."
        for name in both
        if before[name].required != after[name].required
    ]
    if was.language == now.language:
        said += [
            f"{name} reads “{after[name].text}”; it was “{before[name].text}”."
            for name in both
            if before[name].text != after[name].text
        ]
    said += [
        f"{name} is found by its {after[name].found_by}; it was by its {before[name].found_by}."
        for name in both
        if before[name].found_by != after[name].found_by
    ]
    told = {*was.unknown, *before, _BUTTON, *(before[name].text for name in gone if name in now.undecided)}
    said += [f"“{text}” is asked as well, and nobody knows it." for text in now.unknown if text not in told]
    if was.button != now.button:
        said.append(f"The button that sends {_found(now.button)}; it {_was_found(was.button)}.")
    return said


def _found(by: FoundBy | None) -> str:
    return f"is found by its {by}" if by else "is not found"


def _was_found(by: FoundBy | None) -> str:
    return f"was by its {by}" if by else "was not"


class _Look:
    """One look at one form in a browser of its own."""

    def __init__(self, settings: Target, aim: Aim, teller: Teller, signals: Signals) -> None:
        self._settings, self._aim, self._signals = settings, aim, signals
        self._ledger = Ledger(teller)
        self._visit: Visit | None = None
        self._questions: Questions | None = None
        self._seen: tuple[QuestionSeen, ...] = ()
        self._button: FoundBy | None = None

    def told(self) -> FormSeen:
        """Look, and give what was seen, or what stood in the way."""
        try:
            self._look()
            stop = self._lacking()
        except (Stop, Error) as error:
            screen = self._visit.screen if self._visit else None
            stop = meaning(error, self._signals, screen, SendingState())
        return self._told(stop)

    def _look(self) -> None:
        settings = self._settings
        source = Replay(self._aim.fixture) if self._aim.fixture else live_source(settings)
        gate = SendGate(self._aim.form.sends_to)  # never opened: whatever would send is refused
        with open_browser(
            settings, source, gate, profile=self._profile(), guard=guard_of(settings, self._signals)
        ) as session:
            screen = Screen(session.page, source, settings.timeout, self._signals)
            visit = Visit(screen, gate, self._aim.form, Answers(), self._ledger, settings.attended)
            self._visit, self._questions = visit, Questions(visit, only_looking=True)
            reach_form(visit, settings.route, self._aim.addresses)
            with self._ledger.step("questions"):
                self._questions.look()
                self._seen = tuple(self._question(one) for one in self._questions.asked)
                self._button = self._look_for_button(screen)

    def _look_for_button(self, screen: Screen) -> FoundBy | None:
        try:
            found = SubmitButton(screen.page, screen.form, screen.read()).recognise()
        except FormChanged:  # of several that could be it
            return None
        return found.by if found else None

    def _profile(self) -> Path | None:
        return None if self._aim.fixture else existing_profile(self._settings.home, self._settings.profile)

    def _question(self, one: Asked) -> QuestionSeen:
        lexicon = self._visit.screen.lexicon if self._visit else None
        optional = lexicon is not None and is_optional(one.text, lexicon)
        return QuestionSeen(
            name=one.question.name, text=one.text, found_by=one.question.evidence, required=not optional
        )

    @property
    def _unknown(self) -> list[str]:
        return self._questions.required_and_unknown if self._questions else []

    @property
    def _missing(self) -> list[str]:
        return self._questions.left_out() if self._questions and self._seen else []

    def _lacking(self) -> Stop | None:
        """Give the ending for a form that could not be filled in; `None` where it could."""
        if self._unknown:
            named = ", ".join(f"“{text}”" for text in self._unknown)
            return FormChanged(f"The form asks something this version does not know: {named}.", why="unknown-question")
        if not self._seen:
            return FormChanged("None of the form's questions is known.", why="no-question")
        if self._missing:
            named = " and ".join(self._missing)
            return FormChanged(f"The form shows no place for this any more: {named}.", why="missing-question")
        if self._button is None:
            return FormChanged("The form has no button that is known to send it.", why="no-button")
        return None

    def _told(self, stop: Stop | None) -> FormSeen:
        visit = self._visit
        lacks_button = stop is not None and bool(self._seen) and self._button is None
        count = len(self._seen)
        message = f"All that this form needs is known: {count} question{'s' * (count != 1)}, and the button."
        return FormSeen(
            outcome=stop.outcome if stop else KNOWN,
            exit_code=stop.outcome.exit_code if stop else 0,
            why=stop.why if stop else None,
            form=self._aim.form.id,
            address=(visit.address if visit else "") or None,
            generation=self._generation(),
            language=visit.screen.lexicon.tag if visit else None,
            mode=self._aim.mode,
            questions=self._seen,
            unknown=(*self._unknown, *self._missing, *([_BUTTON] if lacks_button else [])),
            undecided=tuple(sorted(self._questions.undecided)) if self._questions else (),
            button=self._button,
            message=stop.message if stop else message,
            next=stop.next_move if stop else _NEXT,
        )

    def _generation(self) -> str | None:
        if self._aim.about:
            return self._aim.about.generation
        generation = self._visit.generation if self._visit else None
        return generation.id if generation else None
