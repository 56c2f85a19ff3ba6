"""The one irreversible act: written down first, pressed once, put on the wire once; then what came back is heard."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from playwright.sync_api import Error, Route

from meta_objection.errors import (
    AnswerRefused,
    CodeNeeded,
    FormChanged,
    Interrupted,
    SiteUnavailable,
    Stop,
    Unconfirmed,
)
from meta_objection.flow.agreed import Agreed, Posted, read_agreed
from meta_objection.flow.by_hand import read_by_hand
from meta_objection.flow.chosen import chosen_files
from meta_objection.flow.hearing import Hearing
from meta_objection.flow.obstacles import PERSONS_PATIENCE
from meta_objection.flow.press import tell_of_press
from meta_objection.flow.verdict import conclude, hear_server
from meta_objection.flow.visit import Visit
from meta_objection.network.http_client import Answer, NoAnswerError, NotSentError, Sending
from meta_objection.network.multipart import FilesNotPlacedError
from meta_objection.network.source import deliver
from meta_objection.outcome import FoundBy, HeardBy
from meta_objection.pages.find import Found
from meta_objection.words import SILENT, Finding, Witness

_BROWSERS_COMPLAINT = """form => form.noValidate ? ''
  : [...form.elements].find(control => control.willValidate && !control.validity.valid)?.validationMessage ?? ''"""
_CODE_TRIES = 3
_RENDERING = 1.5  # seconds a page may take to show an answer that has arrived
_TAKING_BACK = 3.0  # seconds in which a page that has thanked too early says so


@dataclass
class SendingState:
    """What is known of one sending so far; it outlives any error in between."""

    pressed: datetime | None = None
    """When the button was pressed, by the program or by the person; `None` while nobody did."""
    answer: Answer | None = None
    server: Witness = SILENT
    page: Witness = SILENT
    after_code: bool = False
    confirmation: str | None = None
    posted: Posted | None = None
    """What the form posted, read before it left; not the handing over of a code."""
    heard_by: HeardBy | None = None
    """Who understood what came back, where that was not the program."""
    left: bool = field(default=True)
    """Whether anything may have left this machine; false only where it is certain that nothing did."""


class Submission:
    """One sending from the press to the verdict, all of which `state` keeps.

    `code` asks for the one-time code, given the page's complaint about the last one; `None` when nobody can say.
    """

    def __init__(
        self,
        visit: Visit,
        code: Callable[[str | None], str | None],
        state: SendingState,
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        """`heard` is called the moment the state knows more of what came back, before the page hears of it."""
        self._visit = visit
        self._heard = heard
        self._ask_code = code
        self._hearing = Hearing(visit.screen)
        self._exchanged = False
        self._failed: Exception | None = None
        self._agreed = Agreed()
        self._code: str | None = None
        self.state = state

    def send(self, button: Found, *, by_person: bool = False) -> Stop | None:
        """Press, or let the person press, and give the ending that the answer means; `None` for a success.

        The caller has written down that the button is about to be pressed. Raises SiteUnavailable or FormChanged
        where it is certain that nothing left, CodeNeeded and Unconfirmed where something may have.
        """
        self._hearing.begin()
        visit = self._visit
        visit.screen.source.lend(chosen_files(visit.screen.page, visit.by_hand))
        self._agreed = replace(
            read_agreed(visit.screen.form, visit.answered, visit.typed, visit.by_hand), posted_as=visit.posted_as
        )
        with self._visit.ledger.step("send", FoundBy.PERSON if by_person else button.by):
            self._visit.point_at(button.control)
            if by_person:
                self._let_person_press(button)
            else:
                self._press(button)
            self._await_answer()
        self._visit.keep("answer")
        if self._hearing.wants_code():
            with self._visit.ledger.step("code"), self._settled():
                self._hand_over_codes()
        with self._visit.ledger.step("confirmation"):
            self._settle()
            self._have_it_read()
        return conclude(self.state.server, self.state.page, after_code=self.state.after_code)

    def _have_it_read(self) -> None:
        """Have the person at the window say what words mean that nobody knows; never against a server that refused."""
        state = self.state
        if state.answer is None or state.page.finding.says_something or state.server.finding.says_something:
            return
        read = read_by_hand(self._visit, self._hearing.told())
        if read is None:
            return
        finding = Finding.CONFIRMED if read.meaning == "taken" else Finding.REFUSED
        state.page, state.heard_by = Witness(finding, read.words or None), HeardBy.PERSON
        if finding is Finding.CONFIRMED:
            state.confirmation = read.words or (self._hearing.told() if self._visit.may_keep else None)
        self._heard()

    def _press(self, button: Found) -> None:
        self._open_gate()
        self._note_press()
        button.control.click(no_wait_after=True)  # a form that posts itself would wait for what the gate holds
        self._close_gate_after(self._hearing.speaks)

    def _let_person_press(self, button: Found) -> None:
        """Raise Interrupted where the person left the button alone."""
        gate = self._visit.gate
        self._open_gate()
        tell_of_press(button.control, self._note_press)
        self._visit.ledger.wait_for_person("Everything is filled in. Press the button in the window when you agree.")
        self._close_gate_after(self._hearing.speaks, PERSONS_PATIENCE)
        if gate.held is None and not self._hearing.speaks():
            self.state.left = self.state.pressed is not None and gate.posted_otherwise > 0
            if not self.state.left:
                self._blame_answer()
            raise Interrupted("You did not press the button.", why="not-pressed")

    def _note_press(self) -> None:
        self.state.pressed = self.state.pressed or datetime.now(UTC)

    def _open_gate(self, code: str | None = None) -> None:
        self._exchanged, self._failed = False, None
        self._visit.gate.open(self._exchange, code=code, typed=self._visit.typed)

    def _close_gate_after(self, otherwise: Callable[[], bool], patience: float | None = None) -> None:
        """Wait for the sending and its answer, or for something else; raise what went wrong on the way."""
        gate, screen = self._visit.gate, self._visit.screen
        screen.wait_until(lambda: self._exchanged or otherwise(), patience)
        gate.close()
        if gate.held is not None:
            screen.wait_until(lambda: self._exchanged)
        if self._failed:
            raise self._failed

    def _await_answer(self) -> None:
        screen = self._visit.screen
        if self._visit.gate.held is None:
            self._nothing_held()
        # A page that stays silent after an answer that says something has little more to add.
        screen.wait_until(self._hearing.speaks, _RENDERING if self.state.server.finding.says_something else None)
        if self._visit.attended and self._hearing.hear().finding is Finding.CAPTCHA:
            self._let_person_pass()

    def _let_person_pass(self) -> None:
        """Wait while the person passes a security check; the page then sends by itself what Meta had not taken."""
        screen = self._visit.screen
        self._open_gate()
        self._visit.ledger.wait_for_person("Meta shows a security check. Pass it in the window; the run goes on.")
        self._close_gate_after(lambda: screen.interruption() is None, PERSONS_PATIENCE)
        screen.wait_until(self._hearing.speaks)

    def _exchange(self, route: Route) -> None:
        """Send what the gate holds and hand the answer on. Whatever goes wrong is raised where the press is."""
        self._note_press()
        try:
            answer = self._answer_to(route)
            self.state.answer, self._hearing.is_answered = answer, True
            self.state.server = hear_server(answer, is_page=route.request.is_navigation_request())
            self._heard()
            deliver(route, answer)
        except Exception as error:  # noqa: BLE001 - a router's errors reach nobody
            self._failed = error
            with suppress(Error):  # the browser may be what failed
                route.abort()
        finally:
            self._exchanged = True

    def _answer_to(self, route: Route) -> Answer:
        screen = self._visit.screen
        try:
            taken = screen.source.take(route)
            self._hold_against_agreed(taken.sending)
            with screen.signals.at_once():
                return taken.send()
        except FilesNotPlacedError as error:
            self.state.left = self.state.after_code
            raise FormChanged("Your files could not be put into what the form sends.", why="upload") from error
        except NotSentError as error:
            self.state.left = self.state.after_code
            raise SiteUnavailable("Meta's server could not be reached; nothing was sent.", why="network") from error
        except NoAnswerError as error:
            raise Unconfirmed("It was sent, and no answer came back.", why="no-answer") from error

    def _hold_against_agreed(self, sending: Sending) -> None:
        """Raise FormChanged where the form is about to post something else than was agreed to."""
        try:
            if self._code is None:
                self.state.posted = self._agreed.check(sending)
            else:
                self._agreed.check_again(sending, self._code)
        except FormChanged as error:
            if self._code is not None:
                raise CodeNeeded(f"The code was not handed over. {error}", why="changed-after-review") from error
            self.state.left = False
            raise

    def _nothing_held(self) -> None:
        """Say what it means that the press sent nothing that we saw."""
        self.state.left = self._visit.gate.posted_otherwise > 0
        if not self.state.left and not self._hearing.speaks():
            self._blame_answer()
            raise FormChanged("The button was pressed and the form sent nothing.", why="nothing-sent")

    def _blame_answer(self) -> None:
        """Raise AnswerRefused where the browser itself keeps the form from posting an answer that it finds wrong."""
        complaint = self._visit.screen.form.evaluate(_BROWSERS_COMPLAINT)
        if complaint:
            raise AnswerRefused(f"The form refuses an answer: “{complaint}”.", why="validation")

    def _hand_over_codes(self) -> None:
        for _ in range(_CODE_TRIES):
            trouble = self._hearing.code_page.trouble()
            if not self._hearing.is_code_asked():
                raise CodeNeeded(f"Meta asks for a code that cannot be had: {trouble}", why="code-not-available")
            code = self._ask_code(trouble)
            if code is None:
                raise _waits_for_code(trouble)
            self._hand_over(code)
            if not self._hearing.wants_code():
                return
        raise _waits_for_code(self._hearing.code_page.trouble() or "no reason given")

    def _hand_over(self, code: str) -> None:
        box, button = self._hearing.code_page.box(), self._hearing.code_page.button()
        if box is None or button is None:
            raise CodeNeeded("Meta asks for a code in a way this version does not know.", why="code-layer-changed")
        self._visit.secrets.know_code(code)
        box.control.fill(code)
        self._visit.gate.watch_for([code])
        self.state.after_code, self._code = True, code
        self._hearing.remember()
        self._open_gate(code)
        button.control.click(no_wait_after=True)
        self._close_gate_after(lambda: False)
        self._visit.screen.wait_until(lambda: self._hearing.hear().finding.says_something, _RENDERING)

    @contextmanager
    def _settled(self) -> Iterator[None]:
        """Hear the page also where no code could be handed over."""
        try:
            yield
        except CodeNeeded:
            self._settle()
            raise

    def _settle(self) -> None:
        self.state.page = self._hearing.hear()
        if self.state.page.finding is Finding.CONFIRMED and self.state.server.finding is not Finding.CONFIRMED:
            self.state.page = self._heard_again(self.state.page)
        if self.state.page.finding is Finding.CONFIRMED and self.state.page.quote:
            # Around it may stand what other people wrote, where the sending has led to a page of posts.
            whole = self._hearing.told() if self._visit.may_keep else None
            self.state.confirmation = whole or self.state.page.quote
        self._heard()

    def _heard_again(self, thanked: Witness) -> Witness:
        """Hear the page for a while, where it alone confirms: many pages thank at once, and take it back.

        Thanks that are gone by then, with nothing in their place, are none.
        """
        took_back = self._visit.screen.wait_until(
            lambda: self._hearing.hear().finding is not Finding.CONFIRMED, _TAKING_BACK
        )
        if not took_back:
            return thanked
        self._visit.screen.wait_until(lambda: self._hearing.hear().finding.says_something, _RENDERING)
        now = self._hearing.hear()
        return now if now.finding.says_something else Witness(Finding.UNKNOWN)


def _waits_for_code(complaint: str | None) -> CodeNeeded:
    if complaint is None:
        return CodeNeeded("Meta mailed a one-time code and waits for it.", why="code")
    return CodeNeeded(f"Meta did not take the code: {complaint}", why="code-not-accepted")
