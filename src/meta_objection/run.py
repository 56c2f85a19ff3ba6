"""One run, told from top to bottom."""

from contextlib import ExitStack, nullcontext, suppress
from functools import partial
from pathlib import Path

import structlog
from playwright.sync_api import Error

from meta_objection.asking import asking_of, persons_of
from meta_objection.browser.attendant import Attendant
from meta_objection.browser.launch import Session, Watch, guard_of, open_browser, require_open
from meta_objection.browser.panel import Panel
from meta_objection.browser.profiles import existing_profile, noted_account
from meta_objection.browser.scratch import sweep
from meta_objection.browser.screen import Screen
from meta_objection.capture.covering import take_covered
from meta_objection.capture.page import keep_step, learn_page, take_picture, try_picture, watch_requests
from meta_objection.capture.pdf import printing_with
from meta_objection.capture.stamping import stamping_for
from meta_objection.capture.trace import Trace
from meta_objection.console.last_words import end_now
from meta_objection.console.person import Person
from meta_objection.console.signals import Signals, stopped
from meta_objection.ending.bug_report import bug_report
from meta_objection.ending.facts import Facts
from meta_objection.ending.filing import file_receipt
from meta_objection.ending.last_page import keep_last_page
from meta_objection.ending.meaning import meaning, nowhere, unless_stopped
from meta_objection.ending.progress import Progress
from meta_objection.ending.telling import report_of
from meta_objection.errors import BadSettings, FormChanged, Interrupted, Stop
from meta_objection.flow.arrive import reach_form
from meta_objection.flow.identity import account_in_front, name_of, told_account
from meta_objection.flow.ledger import Ledger, Pulse, Teller
from meta_objection.flow.obstacles import PERSONS_PATIENCE
from meta_objection.flow.prepare import Preparation
from meta_objection.flow.ready import ready_button
from meta_objection.flow.send import Submission
from meta_objection.flow.visit import Visit
from meta_objection.journal.persons import known_as
from meta_objection.journal.rules import Earlier, Memory, mend_home
from meta_objection.journal.store import Attempt, Stage
from meta_objection.learned import Learned
from meta_objection.logs import redactor
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import Replay, Source, live_source
from meta_objection.outcome import Mode, Outcome
from meta_objection.pages.find import Found
from meta_objection.plan.genuine import doubts_of
from meta_objection.plan.plan import Plan
from meta_objection.plan.weakening import weakening_of
from meta_objection.receipts import Draft, find_or_none
from meta_objection.redaction import Secrets
from meta_objection.report import Report
from meta_objection.settings import Objection
from meta_objection.warm_up import warm_up

log = structlog.get_logger()

_MOST_REVIEWS = 3  # besides the first


class Run:
    """One plan carried out once, with a report and a receipt at the end, whatever happens."""

    def __init__(self, plan: Plan, settings: Objection, person: Person, teller: Teller, signals: Signals) -> None:
        self.plan = plan
        self.settings = settings
        self.person = person
        self.signals = signals
        self.watch: Watch = nullcontext
        self.browser = ExitStack()
        doubts = () if plan.fixture else doubts_of(settings)
        ledger = Ledger(teller)
        ledger.tell_also(Pulse(signals))
        secrets = Secrets.of(plan.answers.given(), plan.answers.code)
        secrets.site.allow(*plan.addresses)
        redactor.know(secrets)
        stamping, weakened_by = stamping_for(settings, settings.timestamps), weakening_of(settings)
        self.facts = Facts(ledger, stamping=stamping, secrets=secrets, doubts=doubts, weakened_by=weakened_by)
        self.memory = Memory(settings.home, patience=2 * settings.timeout + 10, look=signals.look)
        self.concluded: Stop | None = None

    def finish(self) -> Report:
        """Send what the plan says, unless it was sent before, and give the report."""
        self.signals.last_words = self._say_last_words
        sweep(self.settings.home)
        self.memory.begin()
        try:
            draft = Draft.begin(self.settings.home, self.plan.form.id, self.facts.started)
        except OSError as error:
            return report_of(self.plan, self.facts, nowhere(error.strerror or str(error)))
        try:
            return self._filed(draft, self._ending(draft))
        except Earlier as earlier:
            return self._tell_of(earlier.attempt, earlier.stop, draft)
        finally:
            with suppress(Error):  # the receipt is filed; whatever a dying browser says now changes nothing
                self.browser.close()
            draft.close()

    def _filed(self, draft: Draft, ending: Stop | None) -> Report:
        self.signals.going_on()
        self.facts.ledger.announce("filing the receipt")
        report = report_of(self.plan, self.facts, unless_stopped(ending, self.signals, self.facts.sending))
        return file_receipt(self.plan, self.facts, draft, report, self.signals)

    def _look_back(self) -> None:
        """Finish what earlier runs left, and raise Earlier where one of them forbids this one to begin.

        Without anything that is known of the person before the press, that is left to the press.
        """
        with self.signals.at_once():
            mend_home(self.settings.home, self.memory)
            persons = known_as(email=self.plan.answers.email, phone=self.plan.answers.phone)
            earlier = self.memory.earlier(asking_of(self.plan, self.facts.doubts, persons)) if persons else None
        if earlier:
            raise Earlier(*earlier)

    def _tell_of(self, attempt: Attempt, stop: Stop, draft: Draft) -> Report:
        """Report an earlier attempt; one that broke off without a receipt gets it now, with what it left behind."""
        receipt = find_or_none(self.settings.home, attempt.receipt)
        if receipt or attempt.stage is not Stage.PRESSING:
            draft.discard()
            return report_of(self.plan, self.facts, stop, str(receipt) if receipt else None)
        self.facts.sending.pressed = attempt.pressed_at
        draft.adopt(attempt.receipt)
        report = self._filed(draft, stop)
        with suppress(BadSettings):  # the next run tells of it once more
            self.memory.told_of(attempt, draft.id)
        return report

    def _ending(self, draft: Draft) -> Stop | None:
        try:
            self._look_back()
            self._progress(draft).begun()
            return self._objection(draft)
        except Earlier:
            raise
        except Exception as error:
            stop = self._meaning(error)
            if not isinstance(error, Stop):
                kind = type(error).__name__
                log.error("the run did not come to its end", error=kind, why=stop.why)  # noqa: TRY400 - it quotes what was typed
            if not isinstance(error, Stop):
                self.facts.bug = bug_report(error)
            if stop.why == "bug":
                log.debug("where it failed", exc_info=error)
            return stop

    def _progress(self, draft: Draft) -> Progress:
        return Progress(self.plan, self.facts, draft)

    def _meaning(self, error: BaseException) -> Stop:
        screen = self.facts.visit.screen if self.facts.visit else None
        return meaning(error, self.signals, screen, self.facts.sending)

    def _objection(self, draft: Draft) -> Stop | None:
        with self.signals.at_once():
            source, gate = self._source(), SendGate(self.plan.form.sends_to)
        warm_up()
        opening = open_browser(
            self.settings, source, gate, self.watch, self._profile(), guard=guard_of(self.settings, self.signals)
        )
        session = self.browser.enter_context(opening)  # open until the receipt is printed
        if self.plan.mode is Mode.LIVE:  # anybody else prints it with `receipts export --pdf`
            self.facts.to_paper = printing_with(session.context)
        self.facts.traffic.watch(session.context)
        watch_requests(session.context, self.facts.secrets.site)
        visit = self._visit(session, source, gate)
        trace = Trace(session.context, self.facts.secrets, wanted=self.settings.trace)
        visit.take_whole = lambda step: try_picture(draft, visit.screen.page, step)
        visit.take_small = lambda step, shown: keep_step(draft, visit.screen.page, step, shown=shown)
        try:
            reach_form(visit, self.plan.route, self.plan.addresses)
            trace.begin()
            self._name_account(visit)
            learn_page(visit.screen.page, self.facts.secrets.site)
            self.facts.title = self.facts.secrets.site.clean(visit.screen.page.title())
            preparation = Preparation(visit)
            source.take_over(visit.screen.page)
            self._review(draft, visit, preparation)
            if not self.plan.press:
                return None
            return self._send(visit, self._agreed(draft, visit, preparation), draft)
        finally:
            keep_last_page(draft, visit, trace, self.facts)

    def _profile(self) -> Path | None:
        """Give the profile somebody signed in with; a replay has no account."""
        return None if self.plan.fixture else existing_profile(self.settings.home, self.settings.profile)

    def _name_account(self, visit: Visit) -> None:
        if self.plan.fixture is None and self.plan.form.account == "needed":
            noted = noted_account(self.settings.home, self.settings.profile)
            self.facts.account = account_in_front(visit, noted)
            self.facts.ledger.act_for(told_account(self.facts.account, noted))
            self.facts.secrets.know("account", name_of(self.facts.account))

    def _source(self) -> Source:
        if self.plan.fixture:
            return Replay(self.plan.fixture)
        return live_source(self.settings, self.plan.answers.evidence)

    def _visit(self, session: Session, source: Source, gate: SendGate) -> Visit:
        screen = Screen(session.page, source, self.settings.timeout, self.signals)
        gate.watch_for(self.plan.answers.telling())
        self.facts.browser = session.version
        ledger, watched = self.facts.ledger, self.settings.headed
        learned = None if self.plan.fixture else Learned(self.settings.home, self.plan.form.id)
        attended = self.settings.attended
        visit = Visit(screen, gate, self.plan.form, self.plan.answers, ledger, attended, secrets=self.facts.secrets)
        visit.learned = learned
        if watched:
            panel = Panel(screen, len(self.plan.steps()), self.signals.stop)
            ledger.tell_also(panel)
            visit.point_at = panel.point_at
            if visit.attended:
                visit.attendant = Attendant(screen, panel, self.person, PERSONS_PATIENCE)
        self.facts.visit = visit
        return visit

    def _review(self, draft: Draft, visit: Visit, preparation: Preparation) -> Found:
        """Fill the form, keep what it holds, and give the button that would send exactly that."""
        preparation.complete()
        self.facts.secrets.know("email", visit.email)
        learn_page(visit.screen.page, self.facts.secrets.site)  # rows that came up meanwhile may carry more
        button = ready_button(visit, preparation.rouse)
        with self.facts.ledger.step("review"):
            take_picture(draft, visit.screen.page, "review")
            take_covered(draft, "review", visit.screen.form, visit.own_words, self.facts.secrets.personal)
        return button

    def _agreed(self, draft: Draft, visit: Visit, preparation: Preparation) -> Found:
        """Have the person agree to exactly what the form holds when the button is pressed, and give that button.

        What changed meanwhile is reviewed, and asked about, anew. Raises Interrupted where the person does not agree,
        FormChanged where the form does not come to rest.
        """
        self.person.meanwhile = partial(require_open, visit.screen.page)
        for _ in range(1 + _MOST_REVIEWS):
            reviewed = visit.asked
            if not self.plan.assist and not self.person.agrees({one.text: one.value for one in reviewed}):
                raise Interrupted("You did not agree to the sending.", why="declined")
            visit.screen.check()
            preparation.complete()  # a page of React's may have reverted a control meanwhile
            if visit.asked == reviewed:
                return ready_button(visit, preparation.rouse)
            self._review(draft, visit, preparation)
        raise FormChanged(
            "The form changed each time after you had seen what it would send.", why="changed-after-review"
        )

    def _send(self, visit: Visit, button: Found, draft: Draft) -> Stop | None:
        visit.gate.watch_for(filter(None, [visit.email]))  # the address may be Meta's prefilled one
        if not (self.plan.assist or self.settings.yes):
            visit.keep("press")  # the person was asked, and the page had time to become another
        progress = self._progress(draft)
        despatch = Submission(visit, self._code, self.facts.sending, progress.answered)

        def outcome_of(error: BaseException | None) -> Outcome:
            heard = unless_stopped(self.concluded, self.signals, self.facts.sending)
            stop = self._meaning(error) if error else heard
            report = report_of(self.plan, self.facts, stop)
            progress.note(report)
            return report.outcome

        persons = persons_of(visit, self.facts.account, self.settings.profile)
        with self.memory.press(asking_of(self.plan, self.facts.doubts, persons), draft.id, outcome_of):
            progress.about_to_press()
            self.concluded = despatch.send(button, by_person=self.plan.assist)
        return self.concluded

    def _code(self, complaint: str | None) -> str | None:
        return self.person.code(complaint, self.facts.sending.pressed)

    def _say_last_words(self) -> None:
        """End the process with what is known; what is on the disk becomes a receipt when the program runs next."""
        report = report_of(self.plan, self.facts, self._meaning(stopped()))
        end_now(report, as_json=self.settings.as_json)
