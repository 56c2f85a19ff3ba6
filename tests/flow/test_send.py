"""The one irreversible act, and what counts as having been heard."""

import io
import os
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace

import pytest
from playwright.sync_api import Browser, Page

from meta_objection.browser.launch import _direct
from meta_objection.browser_args import HostMap
from meta_objection.console.signals import Signals
from meta_objection.console.steps import Lines
from meta_objection.ending.meaning import meaning
from meta_objection.errors import (
    AnswerRefused,
    CodeNeeded,
    FormChanged,
    Interrupted,
    SiteUnavailable,
    Stop,
    Unconfirmed,
)
from meta_objection.flow.prepare import Preparation
from meta_objection.flow.ready import ready_button
from meta_objection.flow.send import SendingState, Submission
from meta_objection.flow.verdict import evidence_of
from meta_objection.flow.visit import Visit
from meta_objection.network.http_client import HttpClient
from meta_objection.network.source import Live
from meta_objection.outcome import HeardBy, Outcome
from tests.https import Heard, HttpsServer, answering
from tests.pages.snippets import engine_form, labelled
from tests.replica import Replica, Story
from tests.replica.texts import words
from tests.visits import KIM, NEW, a_visit, at_meta, kim_for
from tests.window import attended

Arrive = Callable[..., Visit]
CODES_2024 = Story(generation="2024", ending="code")
SENDS = engine_form(labelled("Email address", '<input name="email">'), button="<button type='submit'>Submit</button>")


@dataclass
class Sent:
    """One sending, carried to its ending."""

    visit: Visit
    codes: list[str | None] = field(default_factory=list)
    complaints: list[str | None] = field(default_factory=list)
    state: SendingState = field(default_factory=SendingState)
    stop: Stop | None = None

    def go(self) -> "Sent":
        Preparation(self.visit).complete()
        button = ready_button(self.visit)
        try:
            self.stop = Submission(self.visit, self._code, self.state).send(button)
        except Stop as stop:
            self.stop = stop
        return self

    def _code(self, complaint: str | None) -> str | None:
        self.complaints.append(complaint)
        return self.codes.pop(0) if self.codes else None

    @property
    def outcome(self) -> Outcome:
        return self.stop.outcome if self.stop else Outcome.SUBMITTED

    @property
    def lights(self) -> str:
        evidence = evidence_of(self.state.server, self.state.page)
        return f"{evidence.server} {evidence.page}"


def test_a_confirmed_sending_is_one_post_with_everything_the_page_made(arrived: Arrive, replica: Replica) -> None:
    sent = Sent(arrived(Story())).go()

    assert (sent.stop, sent.lights) == (None, "accepted confirmed")
    (received,) = replica.received
    assert received.fields["email"] == [KIM.email]
    assert received.fields["objection_reason"] == [KIM.reason]
    assert received.headers["x-fb-lsd"] == received.first("lsd") != ""
    assert received.headers["cookie"].startswith("datr=")
    assert received.headers["origin"] == "https://www.facebook.com"
    assert received.headers["referer"].startswith("https://www.facebook.com/")


def test_a_sending_leaves_its_traces_in_the_state_and_the_steps(arrived: Arrive) -> None:
    sent = Sent(arrived(Story())).go()

    assert sent.state.pressed
    assert sent.state.answer
    assert sent.state.pressed <= sent.state.answer.at
    assert sent.state.left
    assert words("en")["thanks"] in (sent.state.confirmation or "")
    assert [step.name for step in sent.visit.ledger.steps][-2:] == ["send", "confirmation"]


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        ("success-heading", (Outcome.SUBMITTED, None, "accepted confirmed")),
        ("validation-before", (Outcome.ANSWER_REFUSED, "validation", "refused refused")),
        ("went-wrong", (Outcome.REFUSED_AFTER_SENDING, "refused", "refused refused")),
        ("json-error", (Outcome.REFUSED_AFTER_SENDING, "refused", "refused refused")),
        ("status-500", (Outcome.REFUSED_AFTER_SENDING, "refused", "refused none")),
        ("checkpoint-json", (Outcome.UNCONFIRMED, "checkpoint", "unknown unknown")),
        ("rate-limit", (Outcome.RATE_LIMITED, "temporary-block", "refused refused")),
        ("captcha", (Outcome.PERSON_NEEDED, "captcha", "unknown refused")),
        ("session-expired", (Outcome.PERSON_NEEDED, "sign-in", "refused refused")),
    ],
)
def test_an_answer_in_known_words_decides(
    arrived: Arrive, replica: Replica, ending: str, expected: tuple[Outcome, str | None, str]
) -> None:
    sent = Sent(arrived(Story(ending=ending))).go()

    assert (sent.outcome, sent.stop.why if sent.stop else None, sent.lights) == expected
    assert len(replica.sent()) == 1


@pytest.mark.parametrize("ending", ["friendly", "banner-before", "empty-page", "redirect307"])
def test_without_a_known_confirmation_it_is_unconfirmed(arrived: Arrive, replica: Replica, ending: str) -> None:
    sent = Sent(arrived(Story(ending=ending), timeout=1)).go()

    assert (sent.outcome, len(replica.received)) == (Outcome.UNCONFIRMED, 1)
    assert "confirmed" not in sent.lights


@pytest.mark.parametrize(("ending", "timeout"), [("cut", 3), ("silent", 1)])
def test_no_answer_is_unconfirmed_after_one_post(
    arrived: Arrive, replica: Replica, ending: str, timeout: float
) -> None:
    sent = Sent(arrived(Story(ending=ending), timeout=timeout)).go()

    assert isinstance(sent.stop, Unconfirmed)
    assert (sent.stop.why, sent.lights) == ("no-answer", "none none")
    assert len(replica.received) == 1
    assert sent.state.left


def test_where_the_server_cannot_be_reached_it_is_certain_that_nothing_left(arrived: Arrive, replica: Replica) -> None:
    visit = arrived(Story())
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    hosts = HostMap.from_browser_args([f"--host-resolver-rules=MAP * 127.0.0.1:{port}"])
    visit.screen.page.context.unroute_all()
    nowhere = Live(HttpClient(1, verify=False, hosts=hosts))
    visit.screen.page.context.route("**/*", lambda route: _direct(route, nowhere, visit.gate))
    visit.screen.source = nowhere
    sent = Sent(visit).go()

    assert isinstance(sent.stop, SiteUnavailable)
    assert not sent.state.left
    assert replica.received == []


def test_the_right_code_confirms(arrived: Arrive, replica: Replica) -> None:
    sent = Sent(arrived(CODES_2024), ["246810"]).go()

    assert (sent.stop, sent.lights, sent.complaints) == (None, "accepted confirmed", [None])
    assert sent.state.after_code
    assert (len(replica.sent()), len(replica.codes())) == (1, 1)
    assert replica.codes()[0].fields["code"] == ["246810"]
    assert [step.name for step in sent.visit.ledger.steps][-3:] == ["send", "code", "confirmation"]


def test_a_wrong_code_is_asked_for_again_with_what_the_page_says(arrived: Arrive, replica: Replica) -> None:
    sent = Sent(arrived(CODES_2024, timeout=1), ["111111", "246810"]).go()

    assert sent.stop is None
    assert sent.complaints == [None, words("en")["code_wrong"]]
    assert (len(replica.sent()), len(replica.codes())) == (1, 2)


def test_a_code_is_not_guessed_at_for_ever(arrived: Arrive, replica: Replica) -> None:
    sent = Sent(arrived(CODES_2024, timeout=1), ["111111"] * 9).go()

    assert isinstance(sent.stop, CodeNeeded)
    assert sent.stop.why == "code-not-accepted"
    assert words("en")["code_wrong"] in sent.stop.message
    assert len(replica.codes()) == 3


@pytest.mark.parametrize(
    ("story", "codes", "why"),
    [
        (CODES_2024, [], "code"),
        (replace(CODES_2024, lang="de"), [], "code"),
        (replace(CODES_2024, ending="code-wrong-message"), ["246810"], "code-not-accepted"),
        (replace(CODES_2024, ending="code-expired", lang="de"), ["246810"], "code-not-accepted"),
        (replace(CODES_2024, ending="code-unavailable"), ["246810"], "code-not-available"),
    ],
    ids=lambda value: value.ending if isinstance(value, Story) else None,
)
def test_without_an_accepted_code_it_is_half_sent(
    arrived: Arrive, replica: Replica, story: Story, codes: list[str | None], why: str
) -> None:
    sent = Sent(arrived(story, timeout=1), list(codes)).go()

    assert isinstance(sent.stop, CodeNeeded)
    assert sent.stop.why == why
    assert len(replica.sent()) == 1


def test_a_validation_message_after_the_code_is_a_refusal(arrived: Arrive) -> None:
    sent = Sent(arrived(replace(CODES_2024, ending="validation-after-code")), ["246810"]).go()

    assert sent.outcome is Outcome.REFUSED_AFTER_SENDING


def test_what_the_page_itself_refuses_never_leaves(arrived: Arrive, replica: Replica) -> None:
    sent = Sent(arrived(Story(obstacle="validation-client"), timeout=1)).go()

    assert sent.outcome is Outcome.ANSWER_REFUSED
    assert not sent.state.left
    assert replica.received == []


@pytest.fixture
def pressing(page: Page) -> Callable[[str], Sent]:
    """Shows a form of one's own making at Meta's address, with the gate in front of a server that thanks."""

    def press(body: str) -> Sent:
        at_meta(page, body)
        sent = Sent(a_visit(page, kim_for(body), timeout=1))
        sent.visit.gate.watch_for([KIM.email or ""])
        return sent.go()

    return press


MOBILE = """<!doctype html><html lang="en"><title>Form</title><div role="main"><form method="post"
action="/a/help/contact_us/" enctype="multipart/form-data"><div id="SupportFormRow.1">Email address<br>
<input type="text" name="email"></div><button type="submit">Send</button></form></div></html>"""


THANKS = "Thank you for contacting us. We have received your objection."
SCRIPTED = """<!doctype html><html lang="en"><title>Form</title><div role="main"><form id="form" onsubmit="send(event)">
<div id="SupportFormRow.1">Email address<br><input type="text" name="email"></div><div id="said"></div>
<button type="submit">Send</button></form></div><script>
const wait = time => new Promise(done => setTimeout(done, time)), said = document.getElementById('said');
const send = async event => {{ event.preventDefault(); await fetch('/ajax/help/contact/submit/page',
  {{method: 'POST', body: new URLSearchParams(new FormData(form))}}); {then} }};
</script></html>"""
EMPTY = 'for (;;);{"payload":{}}'


def sent_to(launch: Callable[..., Browser], form: str, answer: str) -> Sent:
    """Send a form to a server that answers so, and give how that ended."""

    def behave(secured: ssl.SSLSocket, heard: Heard) -> None:
        body = answer if heard.line.startswith("POST") else form
        answering("200 OK", body.encode(), "Content-Type: text/html")(secured, heard)

    with HttpsServer(behave) as server, closing(launch(*server.browser_args)) as browser:
        page = browser.new_page(ignore_https_errors=True)
        page.set_default_timeout(3000)
        source = Live(HttpClient(3, verify=False, hosts=HostMap.from_browser_args(server.browser_args)))
        visit = a_visit(page, kim_for(form), source=source)
        page.context.route("**/*", lambda route: _direct(route, source, visit.gate))
        page.goto(NEW)
        sent = Sent(visit).go()
        page.context.unroute_all(behavior="ignoreErrors")

    assert len([heard for heard in server.heard if heard.line.startswith("POST")]) == 1
    return sent


def test_a_form_that_posts_itself_without_any_script_is_sent_once(launch: Callable[..., Browser]) -> None:
    assert sent_to(launch, MOBILE, "<p>We've received your objection.</p>").stop is None


@pytest.mark.parametrize(
    ("then", "outcome"),
    [
        (f"said.textContent = '{THANKS}';", Outcome.SUBMITTED),
        (f"await wait(2000); said.textContent = '{THANKS}';", Outcome.SUBMITTED),
        (
            f"said.textContent = '{THANKS}'; await wait(1000); said.textContent = 'Something went wrong.';",
            Outcome.REFUSED_AFTER_SENDING,
        ),
        (f"said.textContent = '{THANKS}'; await wait(2200); said.append(' Sorry.');", Outcome.UNCONFIRMED),
        (f"said.textContent = '{THANKS}'; await wait(600); said.textContent = '';", Outcome.UNCONFIRMED),
    ],
    ids=["they stay", "they come late", "an error instead", "more beside them", "nothing instead"],
)
def test_thanks_that_the_page_takes_back_are_none(launch: Callable[..., Browser], then: str, outcome: Outcome) -> None:
    assert sent_to(launch, SCRIPTED.format(then=then), EMPTY).outcome is outcome


@pytest.mark.parametrize(
    ("then", "outcome"),
    [
        ("said.role = 'alert'; said.textContent = 'All done. See you in the inbox!';", Outcome.UNCONFIRMED),
        ("said.role = 'alert'; said.textContent = 'Blimey. That will not do.';", Outcome.UNCONFIRMED),
        (
            "form.elements.email.setAttribute('aria-invalid', 'true'); said.role = 'alert'; said.textContent = 'Hm.';",
            Outcome.ANSWER_REFUSED,
        ),
    ],
    ids=["thanks", "a complaint", "a box that is called wrong"],
)
def test_an_alert_that_nobody_knows_says_nothing_beside_an_answer(
    launch: Callable[..., Browser], then: str, outcome: Outcome
) -> None:
    assert sent_to(launch, SCRIPTED.format(then=then), EMPTY).outcome is outcome


def test_a_button_that_sends_nothing_is_a_changed_form(pressing: Callable[[str], Sent]) -> None:
    sent = pressing(SENDS.replace("<form", "<form onsubmit='return false'"))

    assert isinstance(sent.stop, FormChanged)
    assert sent.stop.why == "nothing-sent"
    assert not sent.state.left


def test_an_answer_that_the_browser_itself_refuses_is_named(pressing: Callable[[str], Sent]) -> None:
    sent = pressing(SENDS.replace('name="email"', 'type="email" name="email" pattern="never"'))

    assert isinstance(sent.stop, AnswerRefused)
    assert "format" in sent.stop.message
    assert not sent.state.left


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (SENDS + "<div style='position:fixed;inset:0;background:white'>over it all</div>", "covered"),
        (SENDS.replace("<button ", "<button disabled "), "button-blocked"),
    ],
    ids=["covered", "disabled"],
)
def test_a_button_that_cannot_be_pressed_is_not(page: Page, body: str, why: str) -> None:
    at_meta(page, body)
    page.set_default_timeout(1000)
    with pytest.raises(FormChanged) as caught:
        ready_button(a_visit(page))
    assert caught.value.why == why


def test_a_form_without_a_button_is_a_changed_form(page: Page) -> None:
    at_meta(page, engine_form(labelled("Email address", '<input name="email">'), button=""))
    with pytest.raises(FormChanged) as caught:
        ready_button(a_visit(page))
    assert caught.value.why == "no-button"


def test_proving_the_button_presses_nothing(arrived: Arrive, replica: Replica) -> None:
    visit = arrived(Story())
    ready_button(visit)
    visit.screen.next_change()

    assert replica.received == []


@pytest.mark.parametrize(
    "hint",
    [
        "If your code has expired, ask for a new one.",
        "Enter the code we sent you <input name=code>",
        "This is too short.",
    ],
)
def test_words_that_were_there_before_the_sending_say_nothing_about_it(
    arrived: Arrive, replica: Replica, hint: str
) -> None:
    visit = arrived(Story(), timeout=1)
    visit.screen.page.evaluate("hint => document.body.insertAdjacentHTML('beforeend', hint)", f"<form>{hint}</form>")
    sent = Sent(visit).go()

    assert (sent.outcome, len(replica.sent())) == (Outcome.SUBMITTED, 1)


@pytest.fixture
def signals() -> Iterator[Signals]:
    with Signals() as taken:
        yield taken


def test_a_signal_while_the_answer_is_awaited_ends_the_wait(
    arrived: Arrive, replica: Replica, signals: Signals
) -> None:
    visit = arrived(Story(ending="silent"), timeout=20)
    visit.screen.signals = signals

    def interrupt() -> None:
        replica.wait_for_sent()
        os.kill(os.getpid(), signal.SIGINT)

    waiter = threading.Thread(target=interrupt)
    waiter.start()
    sent = Sent(visit).go()
    waiter.join()

    assert isinstance(sent.stop, Interrupted)
    assert sent.state.left
    assert len(replica.sent()) == 1


# --- the button is the person's -------------------------------------------------------------------------------------


def left_to_person(page: Page, signals: Signals, act: Callable[[Visit], object]) -> tuple[Stop, SendingState]:
    """A form whose button the person is to press: they do this, and then stop the run."""
    at_meta(page, SENDS)
    page.evaluate("document.addEventListener('submit', event => event.preventDefault())")
    visit = a_visit(page, kim_for(SENDS))
    visit.screen.signals = signals
    Preparation(visit).complete()
    button, state = ready_button(visit), SendingState()

    class Person(Lines):
        def waiting(self, message: str) -> None:
            assert "Press the button in the window" in message
            act(visit)
            os.kill(os.getpid(), signal.SIGINT)

    visit.ledger.tell_also(Person(io.StringIO()))
    with pytest.raises(Interrupted) as stop:
        Submission(visit, lambda _: None, state).send(button, by_person=True)
    return meaning(stop.value, signals, visit.screen, state), state


def test_a_person_who_stops_before_pressing_sent_nothing(page: Page, signals: Signals) -> None:
    stop, state = left_to_person(page, signals, lambda _visit: None)

    assert (stop.outcome, state.pressed) == (Outcome.INTERRUPTED, None)


def test_a_click_beside_the_button_is_no_press(page: Page, signals: Signals) -> None:
    stop, state = left_to_person(page, signals, lambda visit: visit.screen.page.get_by_label("Email address").click())

    assert (stop.outcome, state.pressed) == (Outcome.INTERRUPTED, None)


@pytest.mark.parametrize(
    "press",
    [
        lambda page: page.get_by_role("button", name="Submit").click(),
        lambda page: page.get_by_label("Email address").press("Enter"),
        lambda page: (
            page.evaluate(
                "() => { const old = document.querySelector('button'); old.replaceWith(old.cloneNode(true)) }"
            ),
            page.get_by_role("button", name="Submit").click(),
        ),
    ],
)
def test_a_person_who_pressed_and_then_stops_is_in_doubt(
    page: Page, signals: Signals, press: Callable[[Page], object]
) -> None:
    stop, state = left_to_person(page, signals, lambda visit: press(visit.screen.page))

    assert stop.outcome is Outcome.UNCONFIRMED
    assert state.pressed


@pytest.mark.parametrize(
    ("said", "outcome", "lights", "heard_by"),
    [
        ("t", Outcome.SUBMITTED, "unknown confirmed", HeardBy.PERSON),
        ("r", Outcome.REFUSED_AFTER_SENDING, "unknown refused", HeardBy.PERSON),
        ("c", Outcome.UNCONFIRMED, "unknown unknown", None),
        ("", Outcome.UNCONFIRMED, "unknown unknown", None),
        ("yes", Outcome.UNCONFIRMED, "unknown unknown", None),
    ],
)
def test_words_that_nobody_knows_mean_what_the_person_at_the_window_says(
    arrived: Arrive, said: str, outcome: Outcome, lights: str, heard_by: HeardBy | None
) -> None:
    sent = Sent(arrived(Story(ending="friendly")))
    hand = attended(sent.visit, lambda _page: said, patience=1.5)
    sent.go()

    assert (sent.outcome, sent.lights, sent.state.heard_by) == (outcome, lights, heard_by)
    (question,) = hand.asked
    assert words("en")["friendly"] in question
    assert "t It was taken; r It was refused; Enter alone: I cannot tell" in question


def test_the_words_that_the_person_marks_are_the_confirmation(arrived: Arrive) -> None:
    def mark(page: Page) -> str:
        page.get_by_text(words("en")["friendly"]).click(click_count=3)
        return "t"

    sent = Sent(arrived(Story(ending="friendly")))
    attended(sent.visit, mark)
    assert sent.go().state.confirmation == words("en")["friendly"]


@pytest.mark.parametrize(
    ("ending", "outcome"),
    [
        ("json-error", Outcome.REFUSED_AFTER_SENDING),
        ("status-500", Outcome.REFUSED_AFTER_SENDING),
        ("success-layer", Outcome.SUBMITTED),
    ],
)
def test_against_a_server_that_answered_plainly_nobody_is_asked(arrived: Arrive, ending: str, outcome: Outcome) -> None:
    sent = Sent(arrived(Story(ending=ending)))
    hand = attended(sent.visit, lambda _page: "t")

    assert sent.go().outcome is outcome
    assert (hand.asked, sent.state.heard_by) == ([], None)
