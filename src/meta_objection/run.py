"""One run, told from top to bottom."""

from contextlib import ExitStack, nullcontext, suppress
from pathlib import Path

import structlog
from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from meta_objection.browser import Session, Watch, open_browser
from meta_objection.bug_report import bug_report
from meta_objection.capture import (
    keep_ending,
    keep_step,
    learn_page,
    leave_ending_out,
    take_picture,
    try_picture,
    watch_requests,
)
from meta_objection.covering import take_covered
from meta_objection.errors import Failed, FormChanged, Interrupted, Stop, Unconfirmed
from meta_objection.filing import Facts, file_receipt, report_of
from meta_objection.flow.arrive import open_form, walk_to_form
from meta_objection.flow.identity import account_in_front, told_account
from meta_objection.flow.prepare import Preparation
from meta_objection.flow.ready import ready_button
from meta_objection.flow.send import Despatch
from meta_objection.flow.visit import Visit
from meta_objection.gate import Gate
from meta_objection.journal import Attempt, Journal, Stage
from meta_objection.ledger import Ledger, Teller
from meta_objection.logs import redactor
from meta_objection.memory import Memory
from meta_objection.outcome import Sent
from meta_objection.pages.find import Found
from meta_objection.pages.ways import STEPS
from meta_objection.paper import printing_with
from meta_objection.person import Person
from meta_objection.plan import Plan
from meta_objection.profiles import existing_profile, noted_account
from meta_objection.receipts import Draft, find_or_none
from meta_objection.redaction import Secrets
from meta_objection.report import Report
from meta_objection.screen import Screen
from meta_objection.settings import Objection, Route
from meta_objection.signals import Signals
from meta_objection.source import Replay, Source, live_source
from meta_objection.stamping import stamping_for
from meta_objection.trace import Trace
from meta_objection.watching import Panel
from meta_objection.weakening import weakening_of

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
        secrets = Secrets.of(plan.answers.given(), plan.answers.code)
        secrets.site.allow(*plan.addresses)
        redactor.know(secrets)
        stamping, weakened_by = stamping_for(settings, settings.timestamps), weakening_of(settings)
        self.facts = Facts(Ledger(teller), stamping=stamping, secrets=secrets, weakened_by=weakened_by)
        self.memory = Memory(Journal(settings.home), plan, settings.profile, patience=2 * settings.timeout + 10)

    def finish(self) -> Report:
        """Send what the plan says, unless it was sent before, and give the report."""
        earlier = self._earlier()
        if earlier:
            return self._tell_of(*earlier)
        draft = self._draft()
        try:
            ending = self._ending(draft)
            report = report_of(self.plan, self.facts, ending)
            self.memory.ended(report.outcome)
            return file_receipt(self.plan, self.facts, draft, report)
        finally:
            with suppress(Error):  # the receipt is filed; whatever a dying browser says now changes nothing
                self.browser.close()

    def _draft(self) -> Draft:
        return Draft.begin(self.settings.home, self.plan.form.id, self.facts.started)

    def _earlier(self) -> tuple[Attempt, Stop] | None:
        """Give what forbids this run to begin; without an address that is only known at the press."""
        email = self.plan.answers.email
        return self.memory.earlier(email, code_at_hand=self.person.may_know_code) if email else None

    def _tell_of(self, attempt: Attempt, stop: Stop) -> Report:
        """Report an earlier attempt; one that broke off without a receipt gets it now, with what it left behind."""
        receipt = find_or_none(self.settings.home, attempt.receipt)
        report = report_of(self.plan, self.facts, stop, str(receipt) if receipt else None)
        if attempt.stage is not Stage.PRESSING:
            return report
        self.facts.sending.pressed = attempt.pressed_at
        draft = self._draft()
        draft.adopt(attempt.receipt)
        self.memory.told_of(attempt, draft.id)
        return file_receipt(self.plan, self.facts, draft, report)

    def _ending(self, draft: Draft) -> Stop | None:
        try:
            return self._objection(draft)
        except Stop as stop:
            return self._after_press(stop)
        except PlaywrightTimeout:
            log.exception("a control could not be used in time")
            return self._after_press(FormChanged("A control of the form could not be used in time.", why="time-out"))
        except Error as error:
            log.exception("the browser failed")
            self.facts.bug = bug_report(error)
            return self._after_press(_of_browser(error))
        except Exception as error:
            log.exception("the run failed")
            self.facts.bug = bug_report(error)
            return self._after_press(Failed(f"The program failed ({type(error).__name__}).", why="bug"))

    def _objection(self, draft: Draft) -> Stop | None:
        source, gate = self._source(), Gate(self.plan.form.sends_to)
        opening = open_browser(self.settings, source, gate, self.watch, self._profile())
        session = self.browser.enter_context(opening)  # open until the receipt is printed
        self.facts.to_paper = printing_with(session.context)
        self.facts.traffic.watch(session.context)
        watch_requests(session.context, self.facts.secrets.site)
        visit = self._visit(session, source, gate)
        trace = Trace(session.context, self.facts.secrets, wanted=self.settings.trace)
        visit.take_whole = lambda step: try_picture(draft, visit.screen.page, step)
        visit.take_small = lambda step, shown: keep_step(draft, visit.screen.page, step, shown=shown)
        try:
            self._arrive(visit)
            trace.begin()
            self._name_account(visit)
            learn_page(visit.screen.page, self.facts.secrets.site)
            self.facts.title = self.facts.secrets.site.clean(visit.screen.page.title())
            preparation = Preparation(visit)
            self._review(draft, visit, preparation)
            if not self.plan.press:
                return None
            return self._send(visit, self._agreed(draft, visit, preparation), draft)
        finally:
            self._keep_ending(draft, visit, trace)

    def _profile(self) -> Path | None:
        """Give the profile somebody signed in with; a replay has no account."""
        return None if self.plan.fixture else existing_profile(self.settings.home, self.settings.profile)

    def _arrive(self, visit: Visit) -> None:
        if self.plan.route is Route.DIRECT:
            open_form(visit, self.plan.addresses)
        else:
            walk_to_form(visit, self.plan.addresses, STEPS[self.plan.form.id, self.plan.route])

    def _name_account(self, visit: Visit) -> None:
        if self.plan.fixture is None and self.plan.form.account == "needed":
            noted = noted_account(self.settings.home, self.settings.profile)
            self.facts.account = account_in_front(visit, noted)
            self.facts.ledger.act_for(told_account(self.facts.account, noted))
            self.facts.secrets.know("account", self.facts.account)

    def _source(self) -> Source:
        if self.plan.fixture:
            return Replay(self.plan.fixture)
        return live_source(self.settings, self.plan.answers.evidence)

    def _visit(self, session: Session, source: Source, gate: Gate) -> Visit:
        screen = Screen(session.page, source, self.settings.timeout, self.signals)
        gate.watch_for(self.plan.answers.telling())
        self.facts.browser = session.version
        ledger, watched = self.facts.ledger, self.settings.headed
        visit = Visit(screen, gate, self.plan.form, self.plan.answers, ledger, watched, secrets=self.facts.secrets)
        if watched:
            panel = Panel(screen, len(self.plan.steps()))
            ledger.tell_also(panel)
            visit.point_at = panel.point_at
        self.facts.visit = visit
        return visit

    def _review(self, draft: Draft, visit: Visit, preparation: Preparation) -> Found:
        """Fill the form, keep what it holds, and give the button that would send exactly that."""
        preparation.complete()
        self.facts.secrets.know("email", visit.email)
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
        despatch = Despatch(visit, self.person.code, self.facts.sending)
        with self.memory.press(visit.email, draft.id, code_at_hand=self.person.may_know_code):
            ending = despatch.send(button, by_person=self.plan.assist)
            self.memory.ended(report_of(self.plan, self.facts, ending).outcome)
            return ending

    def _after_press(self, stop: Stop) -> Stop:
        """Give the ending that an error means once the button was touched: nobody may say that nothing was sent."""
        sending = self.facts.sending
        if sending.pressed is None or not sending.left or stop.sent is not Sent.NO:
            return stop
        return Unconfirmed(f"The button was pressed, then: {stop.message}", why=stop.why)

    def _keep_ending(self, draft: Draft, visit: Visit, trace: Trace) -> None:
        page, quote = visit.screen.page, self.facts.sending.page.quote
        if not visit.may_keep:
            leave_ending_out(draft)
            return
        keep_ending(draft, page, self.facts.secrets)
        if quote:
            words = (self.facts.sending.confirmation or quote).splitlines()
            take_covered(draft, "end", page.get_by_text(quote).filter(visible=True), words, self.facts.secrets.personal)
        with suppress(Error):  # a browser that is gone has no trace
            trace.keep(draft)


def _of_browser(error: Error) -> Stop:
    if "closed" in error.message:
        return Interrupted("The browser window was closed.", why="window-closed")
    return Failed("The browser failed.", why="browser")
