"""The questions of the form in front: which are recognised, by what evidence, and which nobody knows."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Locator
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from meta_objection.errors import FormChanged
from meta_objection.flow.by_hand import shown_by_hand
from meta_objection.flow.shown import forget, recall
from meta_objection.flow.visit import AskedAnswer, Visit
from meta_objection.locales import Lexicon
from meta_objection.outcome import FoundBy
from meta_objection.pages import QUESTIONS
from meta_objection.pages.base import StepPage
from meta_objection.pages.form_sections import FormSections
from meta_objection.pages.heading import Headings, speaks_of_ours
from meta_objection.pages.survey import is_optional, kinds_in, outline, survey

_HOME_MADE = {"home-made"}  # a control that is no HTML control can hold any answer
_NEVER_LEFT_OUT = ("email", "reason")  # without these an objection is not the person's own
_STRENGTH = (FoundBy.PERSON, FoundBy.WORDS, FoundBy.ATTRIBUTES, FoundBy.STRUCTURE)


@dataclass(frozen=True)
class Asked:
    """A recognised question and its text on the page."""

    question: StepPage
    text: str

    def answered(self, held: str) -> AskedAnswer:
        """Give it with what its control was read to hold."""
        return AskedAnswer(self.question.name, self.text, self.question.shown(held))


class Questions:
    """What one form asks, as of the last look: `asked` in the page's order, and the texts that are `unknown`."""

    def __init__(self, visit: Visit, *, only_looking: bool = False) -> None:
        """`only_looking` names among `undecided` what could be several controls, instead of ending there."""
        self._visit = visit
        self._only_looking = only_looking
        self._form: Locator = visit.screen.form
        screen = visit.screen
        self._known = [QUESTIONS[name](screen.page, self._form, screen.lexicon) for name in visit.form.questions]
        self._outline: tuple[str, ...] | None = None
        self._sections = FormSections(self._form)
        self._opened: list[ElementHandle] = []
        self._asked_for: set[str] = set()
        self.asked: list[Asked] = []
        self.unknown: tuple[str, ...] = ()
        self.undecided: set[str] = set()

    @property
    def required_and_unknown(self) -> list[str]:
        """Those nobody knows that are not marked as optional."""
        return [text for text in self.unknown if not is_optional(text, self._visit.screen.lexicon)]

    def look(self) -> None:
        """Recognise the questions, unless the form still shows the very controls of the last look.

        Raises FormChanged where the form is called something else, or one control could be for two questions.
        """
        self._visit.screen.wait_until(lambda: bool(outline(self._form) or self._sections.closed()))  # it may fade in
        self._open_sections()
        shown = outline(self._form)
        if shown == self._outline:
            return
        lexicon = self._visit.screen.read()
        self._require_heading(lexicon)
        kinds = kinds_in(shown)
        possible = [question for question in self._known if kinds & (question.kinds | _HOME_MADE)]
        for question in possible:
            question.read_with(lexicon)
        recognised = [question for question in possible if self._recognise(question)]
        seen = survey(self._form, [question.control for question in recognised])
        if seen.twins:
            losers = [_weaker(recognised[one], recognised[other]) for one, other in seen.twins]
            recognised = [question for question in recognised if question not in losers]
            seen = survey(self._form, [question.control for question in recognised])
        if by_hand := self._shown_by_hand(possible, recognised, seen.unknown):
            recognised += by_hand
            seen = survey(self._form, [question.control for question in recognised])
        self.asked = [Asked(recognised[place], seen.texts[place]) for place in seen.order]
        self._outline, self.unknown = shown, seen.unknown

    def _open_sections(self) -> None:
        """Open each closed part of the form once: what stands in it is asked, too."""
        while opener := self._sections.closed(self._opened):
            self._opened.append(opener)
            with self._visit.ledger.step(FormSections.name, FoundBy.STRUCTURE), suppress(PlaywrightTimeout):
                opener.click()

    def expected_and_missing(self) -> list[str]:
        """Name what the person said that the form was known to ask for and shows no place for."""
        given = [name for name in self.left_out() if getattr(self._visit.answers, name)]
        return [name for name in given if name not in self._asked_for]

    def left_out(self) -> list[str]:
        """Name what an objection is not sent without, and this form was known to ask for and shows no place for.

        What a form asks that wants to know the kind of request first depends on that.
        """
        if "request" in self._visit.form.questions:
            return []
        generation, asked = self._visit.generation, {one.question.name for one in self.asked}
        asks = generation.asks if generation else self._visit.form.questions
        return [name for name in _NEVER_LEFT_OUT if name in asks and name not in asked | self.undecided]

    def _recognise(self, question: StepPage) -> bool:
        """Look for a question's control; where there are several, the person at the window shows which one it is."""
        if question.name in self._visit.shown:
            return self._have_shown(question)
        if recalled := recall(self._visit, question.name):
            question.found = recalled
            return True
        try:
            found = question.recognise()
        except FormChanged as stop:
            if stop.why != "ambiguous-control":
                raise
            if self._have_shown(question):
                return True
            if not self._only_looking:
                raise
            self.undecided.add(question.name)
            return False
        if found is not None:
            forget(self._visit, question.name)  # it is found without, and not where it was shown
        return found is not None

    def _shown_by_hand(
        self, possible: list[StepPage], recognised: list[StepPage], unknown: Sequence[str]
    ) -> list[StepPage]:
        """Have the person show where the answers go that the form was known to ask for and nobody finds, once each."""
        required = [text for text in unknown if not is_optional(text, self._visit.screen.lexicon)]
        if not required or self._visit.attendant is None:
            return []
        asks = self._visit.generation.asks if self._visit.generation else ()
        missing = [one for one in possible if one.name in asks and one not in recognised]
        missing = [one for one in missing if one.name not in self._asked_for]
        wanted = [one for one in missing if one.wanted(self._visit.answers)]
        self._asked_for |= {one.name for one in wanted}
        return [one for one in wanted if self._have_shown(one)]

    def _have_shown(self, question: StepPage) -> bool:
        found = shown_by_hand(self._visit, question.name)
        if found is not None:
            question.found = found
        return found is not None

    @property
    def controls(self) -> list[Locator]:
        """The controls that were recognised."""
        return [one.question.control for one in self.asked]

    def have_changed(self) -> bool:
        """Whether the form shows other controls than at the last look."""
        return outline(self._form) != self._outline

    def forget(self) -> None:
        """Look anew the next time, whatever the form shows."""
        self._outline, self._opened = None, []

    def _require_heading(self, lexicon: Lexicon) -> None:
        """Raise FormChanged where the page is in a language we know, and no heading over its form is one of ours."""
        texts = Headings(self._form).read() if lexicon.tag else []
        if texts and not any(map(speaks_of_ours, texts)):
            message = f"The form is called “{texts[0][:120]}”, which is none for objections that this version knows."
            raise FormChanged(message, why="other-heading")


def _weaker(one: StepPage, other: StepPage) -> StepPage:
    strengths = [_STRENGTH.index(question.evidence) for question in (one, other)]
    if strengths[0] == strengths[1]:
        message = f"One control could be for “{one.name}” and for “{other.name}”, and the tool never guesses."
        raise FormChanged(message, why="ambiguous-control")
    return one if strengths[0] > strengths[1] else other
