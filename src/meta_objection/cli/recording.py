"""`fixtures record`: a person's own visit as a fixture, shown to them before it is kept."""

import sys
from pathlib import Path

from meta_objection.browser.launch import find_browser, require_display
from meta_objection.console.output import harmless
from meta_objection.console.person import Present
from meta_objection.console.signals import Signals
from meta_objection.console.steps import lines_for, tell_json
from meta_objection.console.terminal import says_yes
from meta_objection.drift.fixtures import replay_one
from meta_objection.drift.recording import Recorded, RecordedRun, recorded, require_free
from meta_objection.errors import BadSettings, Interrupted, Stop
from meta_objection.logs import set_up
from meta_objection.outcome import Outcome
from meta_objection.plan.plan import make_plan
from meta_objection.private_files import make_folder
from meta_objection.settings import Objection


def record(folder: Path, settings: Objection, *, press: bool) -> int:
    """Record a visit into a folder that is not there yet; 11 where it does not replay as it went.

    Raises BadSettings where nothing can be recorded, or where something would be left that tells who the person is;
    Interrupted where they do not want to keep it.
    """
    require_free(folder)
    if settings.replay:
        message = "--replay: a recording of a recording shows nothing new."
        raise BadSettings(message, why="setting", next_move="Leave it out.")
    terminal = sys.stdin if sys.stdin and sys.stdin.isatty() else None
    if terminal is None and not settings.yes:
        message = "--yes: it was not given, and there is no terminal to ask at before the recording is kept."
        raise BadSettings(message, why="setting", next_move="Give --yes.")
    set_up(settings.log_level, settings.log_format)
    find_browser(settings.browser)
    chosen = settings if "headed" in settings.model_fields_set else settings.model_copy(update={"headed": _can_show()})
    require_display(headed=chosen.headed)
    make_folder(chosen.home)
    make_folder(folder.absolute().parent)
    with Signals() as signals:
        plan = make_plan(chosen, press=press)
        person = Present(signals, yes=chosen.yes, given=plan.answers.code, terminal=terminal, files=chosen.files)
        made = recorded(RecordedRun(plan, chosen, person, lines_for(sys.stderr), signals), folder)
    try:
        _require_clean(made)
        sys.stderr.write(harmless(made.shown()) + "\n")
        _have_agreed(chosen)
        made.put()
    finally:
        made.drop()
    return _tell(made, chosen)


def _require_clean(made: Recorded) -> None:
    if made.lost:
        named = ", ".join(made.lost)
        raise BadSettings(f"The answer of {named} could not be kept.", why="recording", next_move="Record it again.")
    if made.findings:
        found = "; ".join(f"{one.file.name}:{one.place}: {one.what}" for one in made.findings[:5])
        message = f"Something was left in it that must not be kept, so nothing was kept: {found}."
        raise BadSettings(message, why="recording", next_move="Report this; it is a fault of the program's.")


def _have_agreed(settings: Objection) -> None:
    if not settings.yes and not says_yes("This is what would be kept. Keep it? Type yes: "):
        raise Interrupted("Nothing was kept.", why="declined")


def _tell(made: Recorded, settings: Objection) -> int:
    again = replay_one(made.place, settings)
    about = made.about
    if settings.as_json:
        told = {"fixture": str(made.place), "kind": about.kind, "form": about.form, "generation": about.generation}
        more = {"language": about.lang, "ends": about.ends, "replays": again.ok}
        tell_json(told | more, sys.stdout)
    else:
        said = "It replays as it went." if again.ok else f"Replayed, it ends as {again.outcome}: {again.message}"
        sys.stdout.write(
            f"Recorded: {made.place} ({about.form} {about.generation}, {about.lang}, {about.ends})\n{said}\n"
        )
    return 0 if again.ok else Outcome.FORM_CHANGED.exit_code


def _can_show() -> bool:
    try:
        require_display(headed=True)
    except Stop:
        return False
    return True
