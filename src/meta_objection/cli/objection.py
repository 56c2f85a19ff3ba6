"""`submit`, `rehearse` and `demo`."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Annotated, TextIO

from meta_objection.browser.launch import find_browser, require_display
from meta_objection.browser_args import environments_mail_proxy
from meta_objection.cli.parameters import FLAT
from meta_objection.cli.process import stopping
from meta_objection.cli.questions import Questions, language_for, somebody_is_there, texts_for
from meta_objection.console.output import is_terminal
from meta_objection.console.person import Postbox, Present
from meta_objection.console.signals import Signals
from meta_objection.console.steps import lines_for, tell_json, tell_report
from meta_objection.ending.in_language import told_in
from meta_objection.ending.telling import refusal_of
from meta_objection.errors import BadSettings, Stop
from meta_objection.journal.store import Journal, JournalError
from meta_objection.languages import DEFAULT, texts_of
from meta_objection.logs import set_up
from meta_objection.plan.plan import Plan, files_note, make_plan
from meta_objection.plan.reasons import length_wanted, shortness
from meta_objection.private_files import make_folder
from meta_objection.receipts.keys import signer
from meta_objection.replay import shipped_fixtures
from meta_objection.report import Report
from meta_objection.run import Run
from meta_objection.settings import Browsing, Objection

_DEMO = {
    "replay": "facebook/2024-en",
    "country": "Ireland",
    "email": "kim.example@example.org",
    "reason": "I don't want my photos, posts and words to be used to train generative AI. They were meant for friends.",
    "code": "246810",
    "yes": True,
    "again": True,
}
"""An invented person's objection; a demo may be run as often as one likes."""
_DEMO_OBEYS = (
    *("home", "as_json", "log_level", "log_format", "headed", "slow_mo", "timeout", "trace"),
    *("browser", "browser_args"),
)
"""The settings that say how a demo is watched and where it is kept. None says who somebody is or what they want."""


def submit(*, settings: Annotated[Objection | None, FLAT] = None) -> int:
    """Carry out the objection and give the exit code."""
    return _carry_out(settings or Objection(), press=True)


def rehearse(*, settings: Annotated[Objection | None, FLAT] = None) -> int:
    """Carry out everything but the press."""
    return _carry_out(settings or Objection(), press=False)


def demo(*, settings: Annotated[Browsing | None, FLAT] = None) -> int:
    """Carry out an invented person's objection against a shipped fixture."""
    replay = {"replay": shipped_fixtures() / str(_DEMO["replay"])}
    return submit(settings=Objection.invented(settings or Browsing(), _DEMO_OBEYS, **(_DEMO | replay)))


def _carry_out(settings: Objection, *, press: bool) -> int:
    told = sys.stderr if settings.as_json else sys.stdout
    with Signals() as signals:
        try:
            with signals.at_once():  # a file of the person's may be one that never comes to its end
                plan = make_plan(settings, press=press)
                _require_all(settings)
                if _may_ask(settings) and (missing := plan.unanswered()):
                    settings = _asked(settings, plan, missing)
                    plan = make_plan(settings, press=press)
        except Stop as stop:
            return _tell(refusal_of(settings, stop), settings, sys.stderr)
        report = _run(plan, settings, told, signals)
        stopping.is_over(report.exit_code)
    return _tell(report, settings, told)


def _may_ask(settings: Objection) -> bool:
    """Whether a person is there for questions: nobody is who agreed in advance, or whose program reads the answer."""
    return not (settings.yes or settings.unattended or settings.as_json) and somebody_is_there()


def _asked(settings: Objection, plan: Plan, missing: Sequence[str]) -> Objection:
    """Ask for what is missing, and give the settings as if it had been given by flag."""
    asker = Questions(settings.home, settings.locale)
    asker.say("missing")
    said = {name: asker.answer_to(name, plan.form, may_be_left=True) for name in missing}
    # Standard input is read once: what it gave for a reason is given on.
    read = {"reason": plan.answers.reason, "reason_file": None} if settings.reason_file else {}
    return settings.model_copy(update=read | said)


def _run(plan: Plan, settings: Objection, told: TextIO, signals: Signals) -> Report:
    terminal = sys.stdin if sys.stdin and sys.stdin.isatty() else None
    person = Present(signals, yes=settings.yes, given=plan.answers.code, terminal=terminal, files=settings.files)
    person.texts = texts_for(settings.locale)
    person.postbox = _postbox(plan, settings)
    tag = _language_at(told, settings)
    lines = lines_for(told, tag)
    for note in (*files_note(settings), *_notes(plan, tag)):
        with suppress(OSError, ValueError):
            lines.noted(note)
    return Run(plan, settings, person, lines, signals).finish()


def _notes(plan: Plan, tag: str) -> Iterator[str]:
    """Give the notes of a plan; that on a short reason in the person's language, the others in English."""
    reason = plan.answers.reason or ""
    least = length_wanted(reason, plan.generations)
    for note in plan.notes:
        is_on_length = least and tag != DEFAULT and note == shortness(reason, plan.generations)[0]
        yield texts_of(tag, "guide")["short"].format(length=len(reason), least=least) if is_on_length else note


def _postbox(plan: Plan, settings: Objection) -> Postbox | None:
    """Give the mailbox to wait for the code in; `None` where none is named, and in a replay, which no mail answers."""
    if plan.fixture or settings.imap_host is None or settings.imap_user is None:
        return None
    from meta_objection.mail.postbox import MailPostbox  # noqa: PLC0415 - few name one
    from meta_objection.network.imap_line import MailServer  # noqa: PLC0415 - as above

    road = settings.proxy or environments_mail_proxy(settings.imap_host)
    return MailPostbox(settings, MailServer(settings.imap_host, settings.imap_port, road, settings.timeout))


def _tell(report: Report, settings: Objection, told: TextIO) -> int:
    """Say how it ended; that nobody listens any more changes nothing about it."""
    if settings.as_json:
        _say(sys.stdout, lambda: tell_json(report, sys.stdout))
    _say(told, lambda: tell_report(report, told, _translated(report, settings, told)))
    return report.exit_code


def _translated(report: Report, settings: Objection, told: TextIO) -> tuple[str, ...]:
    """Give the ending in the person's language, where a person looks; nothing where that is English."""
    tag = _language_at(told, settings)
    return told_in(tag, report) if tag != DEFAULT else ()


def _language_at(told: TextIO, settings: Objection) -> str:
    """Give the language that is spoken there: a person's at a terminal, else the one that programs read."""
    return language_for(settings.locale) if is_terminal(told) else DEFAULT


def _say(stream: TextIO | None, what: Callable[[], None]) -> None:
    try:
        what()
        if stream:
            stream.flush()
    except (OSError, ValueError, AttributeError):
        _let_go_of(stream)


def _let_go_of(stream: TextIO | None) -> None:
    """Lead a stream that takes nothing any more nowhere: at its end Python would try once more, and fail for it."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno() if stream else -1)
        os.close(nowhere)


def _require_all(settings: Objection) -> None:
    set_up(settings.log_level, settings.log_format)
    find_browser(settings.browser)
    require_display(headed=settings.headed)
    _require_home(settings)


def _require_home(settings: Objection) -> None:
    try:
        make_folder(settings.home)
        probe = settings.home / ".writable"
        probe.touch(mode=0o600)
        probe.unlink()
        with suppress(JournalError):  # the run tells of it, with a receipt
            Journal(settings.home)  # before the key: a key without a journal is the trace of one that is lost
        signer(settings.home)
    except OSError as error:
        reason = error.strerror.lower() if error.strerror else str(error)
        raise BadSettings(
            f"--home: nothing can be written to {settings.home} ({reason}).",
            why="setting",
            next_move="Name a folder of your own with --home.",
        ) from error
