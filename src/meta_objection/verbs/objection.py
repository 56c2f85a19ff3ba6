"""`submit`, `rehearse` and `demo`."""

import sys

from meta_objection.browser import find_browser, require_display
from meta_objection.errors import BadSettings
from meta_objection.fixtures import shipped_fixtures
from meta_objection.logs import set_up
from meta_objection.person import Present
from meta_objection.plan import Plan, make_plan
from meta_objection.receipts.private import make_folder
from meta_objection.run import Run
from meta_objection.settings import Browsing, Objection
from meta_objection.signals import Signals
from meta_objection.tell import lines_for, tell_json, tell_report

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


def submit(settings: Objection) -> int:
    """Carry out the objection and give the exit code."""
    return _carry_out(make_plan(settings, press=True), settings)


def rehearse(settings: Objection) -> int:
    """Carry out everything but the press."""
    return _carry_out(make_plan(settings, press=False), settings)


def demo(settings: Browsing) -> int:
    """Carry out an invented person's objection against a shipped fixture."""
    shipped = Objection.model_construct(**(Objection().model_dump() | settings.model_dump() | _DEMO))
    folder = shipped_fixtures() / str(_DEMO["replay"])
    return submit(shipped.model_copy(update={"replay": folder}))


def _carry_out(plan: Plan, settings: Objection) -> int:
    set_up(settings.log_level, settings.log_format)
    find_browser(settings.browser)
    require_display(headed=settings.headed)
    _require_home(settings)
    told = sys.stderr if settings.as_json else sys.stdout
    terminal = sys.stdin if sys.stdin and sys.stdin.isatty() else None
    with Signals() as signals:
        person = Present(signals, yes=settings.yes, given=plan.answers.code, terminal=terminal)
        report = Run(plan, settings, person, lines_for(told), signals).finish()
    if settings.as_json:
        tell_json(report, sys.stdout)
    tell_report(report, told)
    return report.exit_code


def _require_home(settings: Objection) -> None:
    try:
        make_folder(settings.home)
        probe = settings.home / ".writable"
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as error:
        reason = (error.strerror or "no access").lower()
        raise BadSettings(
            f"--home: nothing can be written to {settings.home} ({reason}).",
            why="setting",
            next_move="Name a folder of your own with --home.",
        ) from error
