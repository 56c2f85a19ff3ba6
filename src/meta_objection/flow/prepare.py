"""Fill the form, led by what is on the screen: recognise, answer, look again, until every answer stays."""

import time
from collections.abc import Sequence
from dataclasses import replace

from playwright.sync_api import Error, Locator

from meta_objection.errors import BadSettings, FormChanged, Stop
from meta_objection.flow.arrive import come_back
from meta_objection.flow.by_hand import AnsweredByHand, answered_by_hand, brought_up_by_hand
from meta_objection.flow.cover import require_uncovered
from meta_objection.flow.obstacles import clear_the_way
from meta_objection.flow.questions import Asked, Questions
from meta_objection.flow.visit import AskedAnswer, Visit
from meta_objection.forms import Generation
from meta_objection.outcome import FoundBy
from meta_objection.pages.base import StepPage, TextQuestion
from meta_objection.pages.onward import Onward
from meta_objection.pages.survey import held_by, is_optional

OTHER = "other"
"""The name of a question that nobody knows and the person answered in the page."""
_MOST_RETURNS = 4
_LATEST_ROW = 1.0  # seconds after a choice in which a row may still come without the page asking Meta for anything
_LONGEST_UNREST = 4.0  # seconds that a page which keeps asking Meta for something is waited for


class Preparation:
    """One filling of one form. It leaves what each control holds in the visit's `asked`."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._form: Locator = visit.screen.form
        self._questions = Questions(visit)
        self._tries: dict[str, int] = {}
        self._by_hand: dict[str, AnsweredByHand] = {}
        self._missed: set[str] = set()
        self._unrest = 0.0
        self._is_onward = False

    def complete(self) -> None:
        """Answer every question until a look finds all answers in place.

        Raises FormChanged, BadSettings, NotOffered, or what an interruption means.
        """
        for _ in range(_MOST_RETURNS):
            try:
                while not self.answer_once():
                    pass
            except Error:
                self._return_to_form()
            else:
                return
        raise FormChanged("The page was left again and again while the form was being filled in.", why="restless-page")

    def _return_to_form(self) -> None:
        """Go on at the form after the page was left in the middle of a look; else raise what really is in the way."""
        self._visit.screen.settle()
        if clear_the_way(self._visit):  # raises it, such as a session that ended
            come_back(self._visit)
        elif self._form.count() != 1:
            raise  # noqa: PLE0704 - it is called where an error is being handled
        self._questions.forget()

    def answer_once(self) -> bool:
        """Look once and answer what is not answered; say whether there was nothing to answer, and nothing came late."""
        self._visit.screen.require_meta()
        if clear_the_way(self._visit):
            come_back(self._visit)
        self._questions.look()
        held = [one.question.holds() for one in self._questions.asked]
        read = list(zip(self._questions.asked, held, strict=True))
        pending = [one for one, value in read if self._is_pending(one, value)]
        if pending:
            require_uncovered(self._visit)
            self._answer_in_turn(pending)
        elif self._is_settled() and not self._goes_onward():
            if self._have_unknown_answered() or self._have_missing_brought_up():
                return False  # an answer may bring other rows
            by_hand = [AskedAnswer(OTHER, one.text, one.value) for one in self._by_hand.values()]
            self._visit.asked = (*(one.answered(value) for one, value in read), *by_hand)
            self._visit.by_hand = tuple(name for one in self._by_hand.values() for name in one.names)
            self._visit.answered = tuple(one.question.control for one in self._questions.asked)
            posted_as = (one.question.posted_as(value) for one, value in read)
            self._visit.posted_as = tuple(filter(None, posted_as))
            self._visit.typed = tuple(value for one, value in read if isinstance(one.question, TextQuestion))
            return True
        return False

    def _have_unknown_answered(self) -> bool:
        """Have what nobody knows answered by the person at the window; say whether anything was.

        Raises FormChanged where nobody is there or they do not.
        """
        unknown = self._questions.required_and_unknown
        for text in list(self._by_hand):
            self._by_hand[text] = replace(self._by_hand[text], value=self._held(text))
        open_ones = [text for text in unknown if not (text in self._by_hand and self._by_hand[text].value)]
        for text in open_ones:
            with self._visit.ledger.step(OTHER, FoundBy.PERSON):
                answered = answered_by_hand(self._visit, text, self._questions.controls)
                if answered is None:
                    raise _unknown(unknown)
            self._by_hand[text] = answered
        return bool(open_ones)

    def _have_missing_brought_up(self) -> bool:
        """Have the person at the window bring up what is hidden; say whether anything was missing.

        Raises FormChanged where nobody is there or they do not: nothing is sent without what the person wrote.
        """
        missing = self._questions.expected_and_missing()
        for name in missing:
            if not brought_up_by_hand(self._visit, name, again=name in self._missed):
                message = f"The form shows no place for your {name}, so it would be sent without."
                raise FormChanged(
                    message,
                    why="missing-question",
                    next_move=f"Look at the form with --headed. If it may go without your {name}, leave --{name} out.",
                )
        self._missed |= set(missing)
        return bool(missing)

    def _held(self, text: str) -> str:
        return held_by(self._form, text, self._questions.controls)[0]

    def rouse(self) -> None:
        """Let the page hear real keys in every box, and see to it that all answers stand as before."""
        for one in self._questions.asked:
            one.question.rouse()
        self.complete()

    def _answer_in_turn(self, pending: list[Asked]) -> None:
        for one in pending:
            self._answer(one.question)
            self._unrest = max(self._unrest, time.monotonic() + (_LATEST_ROW if one.question.is_choice else 0))
            if one.question.suggests and self._is_pending(one, one.question.holds()):
                return  # its list closes when another control is touched
            if self._questions.have_changed():
                return  # the next one may be gone

    def _goes_onward(self) -> bool:
        """Follow the link that opens the fields, where the form has asked for nothing but a choice so far."""
        if self._is_onward or not all(one.question.is_choice for one in self._questions.asked):
            return False
        found = Onward(self._visit.screen.page, self._visit.screen.read()).recognise()
        if found is None:
            return False
        self._is_onward = True
        with self._visit.ledger.step(Onward.name, found.by):
            found.control.click()
        self._visit.screen.settle()
        self._unrest = time.monotonic() + _LATEST_ROW
        return True

    def _is_settled(self) -> bool:
        """Wait as long as rows may still come after the last answer; say whether none came or went."""
        if self._unrest:
            self._visit.screen.wait_until(lambda: self._questions.have_changed() or self._is_quiet(), _LONGEST_UNREST)
            self._unrest = 0.0
        return not self._questions.have_changed()

    def _is_quiet(self) -> bool:
        return time.monotonic() >= self._unrest and not self._visit.screen.is_asking

    def _is_pending(self, one: Asked, held: str) -> bool:
        wanted = one.question.wanted(self._visit.answers)
        if wanted is None and not held and not self._may_stay_empty(one):
            raise _missing(one, self._visit.generation)
        return wanted is not None and held != wanted

    def _may_stay_empty(self, one: Asked) -> bool:
        generation = self._visit.generation
        # A place for files that was reported to be optional is no question in disguise; a box to write in may be.
        reported = generation is not None and one.question.name in generation.optional and "file" in one.question.kinds
        return reported or is_optional(one.text, self._visit.screen.lexicon)

    def _answer(self, question: StepPage) -> None:
        tries = self._tries[question.name] = self._tries.get(question.name, 0) + 1
        if tries > question.patience:
            raise question.not_kept()
        if tries == 1:
            with self._visit.ledger.step(question.name, question.evidence):
                self._visit.point_at(question.control)
                question.complete(self._visit.answers)
                self._visit.keep_answer(question.name)
        else:
            self._visit.screen.next_change()
            question.complete(self._visit.answers)


def _missing(one: Asked, generation: Generation | None) -> Stop:
    """Give the ending for an answer the person did not give; nobody is asked for what only its control seems to be."""
    by, name = one.question.evidence, one.question.name
    expected = by is FoundBy.ATTRIBUTES and generation is not None and name in generation.asks
    if by is not FoundBy.WORDS and not expected:
        return _unknown([one.text])
    name = one.question.answered_by or name
    return BadSettings(
        f"The form asks for your {name}, and --{name} was not given.",
        why="answer-missing",
        next_move=f"Give --{name} and run the command again.",
    )


def _unknown(questions: Sequence[str]) -> FormChanged:
    named = ", ".join(f"“{question}”" for question in questions)
    return FormChanged(f"The form asks something this version does not know: {named}.", why="unknown-question")
