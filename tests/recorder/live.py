"""Records a person who goes through a form by hand, at a window on the live site.

The signing in is not recorded. The sending goes out as the program sends it: once, and its answer is kept even where
the page is left at once.
"""

import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from meta_objection.browser.launch import Session, open_browser
from meta_objection.forms import load_form
from meta_objection.network.http_client import NoAnswerError, NotSentError
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import Source, deliver, live_source
from meta_objection.redaction import PersonalValues, Secrets
from meta_objection.replay import FixtureAbout, Recorder, Redactor, scan
from meta_objection.settings import Browsing
from tests.recorder.overheard import Overheard

QUESTIONS = {
    "email": "The e-mail address that you will give in the form",
    "name": "Your name, as the site shows it",
    "reason": "The reason that you will give, in one line",
    "code": "The one-time code, if you have it already",
}
"""What has to be known beforehand, so that it can be taken out of whatever the site answers."""
A_MOMENT = 200  # milliseconds between two looks at whether the person is done


def ask_secrets() -> dict[str, str]:
    """Ask at the terminal for what the recording must not hold; nothing is shown to other programs."""
    say("None of this is kept. Leave empty what you will not give.")
    return {name: _asked(question) for name, question in QUESTIONS.items()}


def _asked(question: str) -> str:
    say(f"{question}: ", end="")
    return sys.stdin.readline().strip()


def say(text: str, end: str = "\n") -> None:
    """Tell the person, apart from any output."""
    sys.stderr.write(text + end)
    sys.stderr.flush()


def record(about: FixtureAbout, secrets: dict[str, str], settings: Browsing, folder: Path) -> bool:
    """Record one visit into a folder; say whether nothing was found in it that had to be taken out."""
    recorder = Recorder(Redactor(secrets), datetime.now(UTC))
    gate = SendGate(load_form(about.form).sends_to)
    source = Overheard(live_source(settings), recorder)
    with open_browser(settings, source, gate) as session:
        _until_enter(session, gate, source, "Sign in at the window if the form needs it, but do not open the form yet.")
        if session.page.is_closed():
            say("The window was closed too early; nothing was recorded.")
            return False
        with recorder.listening(session.context):
            session.page.goto(about.address)
            gate.open()
            _until_enter(session, gate, source, "Recording. Go through the form by hand, to its very end.")
    recorder.write(folder, about)
    return _judge(recorder, folder, secrets)


def _until_enter(session: Session, gate: SendGate, source: Source, what: str) -> None:
    """Let the person act until they press Enter at the terminal."""
    say(f"{what} Then press Enter here.")
    reader = threading.Thread(target=sys.stdin.readline, daemon=True)
    reader.start()
    while reader.is_alive() and not session.page.is_closed():
        with suppress(PlaywrightTimeout):
            session.page.wait_for_event("close", timeout=A_MOMENT)
        if gate.held:
            _send(gate, source)
    reader.join()


def _send(gate: SendGate, source: Source) -> None:
    route = gate.held
    assert route is not None
    try:
        deliver(route, source.take(route).send())
    except (NotSentError, NoAnswerError) as error:
        say(f"The form was not answered ({type(error).__name__}).")
        route.abort()
    gate.open()


def _judge(recorder: Recorder, folder: Path, answers: dict[str, str]) -> bool:
    for address in recorder.lost:
        say(f"The answer of {address} could not be kept.")
    findings = scan(folder, secrets=Secrets(PersonalValues(answers), recorder.site))
    for finding in findings:
        say(f"{finding.file}:{finding.place}: {finding.what}")
    say(f"Recorded {folder}. Read every file in it before you share it: more than your answers may tell who you are.")
    return not findings
