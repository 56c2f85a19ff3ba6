"""The command line: argv → settings → run → one sentence → exit code."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import structlog
from cyclopts import App, CycloptsError, Parameter
from pydantic import ValidationError
from pydantic_settings import SettingsError

from meta_objection import __version__
from meta_objection.cli.fixtures import fixtures
from meta_objection.cli.learned import learned
from meta_objection.cli.process import harden, stopping
from meta_objection.cli.receipts import receipts
from meta_objection.console.output import Output, guarded
from meta_objection.data_files import DataFileError
from meta_objection.errors import BadSettings, Failed, Interrupted, Stop
from meta_objection.logs import set_up
from meta_objection.mail.settings import Fetching
from meta_objection.outcome import Outcome
from meta_objection.plain_files import reason_of
from meta_objection.settings import (
    Browsing,
    LetterKind,
    Objection,
    Place,
    Session,
    Somewhere,
    Speaking,
    Target,
    Writing,
)

log = structlog.get_logger()

app = App(
    name="meta-objection",
    help="File your own objection to Meta using your data for generative AI, and keep the proof.",
    version=__version__,
    result_action="return_value",
    suppress_keyboard_interrupt=False,  # it ends as everything else here does
    default_parameter=Parameter(show_default=False),  # the help texts name the defaults that a person wonders about
)
app.command(receipts)
app.command(fixtures)
app.command(learned)

_Flat = Parameter(name="*")
_ToFile = Parameter(name=["--output", "-o"], help="The file to write; standard output if not given.")
_KINDS = (Place, Somewhere, Writing, Speaking, Fetching, Browsing, Session, Target, Objection)
_SETTINGS = {kind.__name__ for kind in _KINDS}
_LOOK_AT_THE_FILE = "See that the file or folder is yours and not full, then run the command again."
_OBJECTING = ("submit", "rehearse", "demo")
_UNREAD = ("form", "route", "request", "mode", "verified", "heard_by", "receipt", "evidence", "steps")
"""What `--json` says of an objection, and nobody knows where its settings cannot be read."""


@app.command
def submit(*, settings: Annotated[Objection | None, _Flat] = None) -> int:
    """Fill in the form, send it once, and file the receipt."""
    from meta_objection.cli import objection  # noqa: PLC0415 - the browser's library is slow to import

    return objection.submit(settings or Objection())


@app.command
def rehearse(*, settings: Annotated[Objection | None, _Flat] = None) -> int:
    """Do everything that `submit` does up to the button, which is proven and not pressed."""
    from meta_objection.cli import objection  # noqa: PLC0415 - as `submit`

    return objection.rehearse(settings or Objection())


@app.command
def demo(*, settings: Annotated[Browsing | None, _Flat] = None) -> int:
    """Show the whole main job against the fixtures inside the package: no account, no network."""
    from meta_objection.cli import objection  # noqa: PLC0415 - as `submit`

    return objection.demo(settings or Browsing())


@app.command
def check(*, settings: Annotated[Target | None, _Flat] = None) -> int:
    """Open the form and say which questions, controls and words are known; types nothing, sends nothing."""
    from meta_objection.cli import check as looks  # noqa: PLC0415 - as `submit`

    return looks.check(settings or Target())


@app.command
def plan(*, settings: Annotated[Objection | None, _Flat] = None) -> int:
    """Print each step and what would be typed where; opens no browser."""
    from meta_objection.cli import catalogue  # noqa: PLC0415 - as `submit`

    return catalogue.plan(settings or Objection())


@app.command
def forms(*, settings: Annotated[Somewhere | None, _Flat] = None) -> int:
    """List the forms: who can use them where, what they ask; with --country the law, the forms and the times there."""
    from meta_objection.cli import catalogue  # noqa: PLC0415 - as `submit`

    return catalogue.forms(settings or Somewhere())


@app.command
def reasons(*, settings: Annotated[Speaking | None, _Flat] = None) -> int:
    """Print short starting points for a reason, to be changed until they are your own words."""
    from meta_objection.cli import catalogue  # noqa: PLC0415 - as `submit`

    return catalogue.reasons(settings or Speaking())


@app.command
def status(*, settings: Annotated[Somewhere | None, _Flat] = None) -> int:
    """Say where each objection stands, what is due when, and the one next thing to do."""
    from meta_objection.cli import status as looks  # noqa: PLC0415 - as `submit`

    return looks.status(settings or Somewhere())


@app.command
def calendar(
    *receipts: str,
    output: Annotated[Path | None, _ToFile] = None,
    settings: Annotated[Somewhere | None, _Flat] = None,
) -> int:
    """Write the due dates as an iCalendar file, of all objections or of those named."""
    from meta_objection.cli import status as looks  # noqa: PLC0415 - as `submit`

    return looks.calendar(receipts, output, settings or Somewhere())


@app.command
def letter(
    kind: LetterKind,
    receipt: str | None = None,
    *,
    output: Annotated[Path | None, _ToFile] = None,
    settings: Annotated[Writing | None, _Flat] = None,
) -> int:
    """Draft the reminder, the complaint, or the objection by post; -o writes .eml, .html or .txt. Sends nothing."""
    from meta_objection.cli import letters  # noqa: PLC0415 - as `submit`

    return letters.letter(kind, receipt, output, settings or Writing())


@app.command
def doctor(*, settings: Annotated[Browsing | None, _Flat] = None) -> int:
    """Launch the very browser that would be used, and check everything around it."""
    from meta_objection.cli import doctor as checks  # noqa: PLC0415 - as `submit`

    return checks.doctor(settings or Browsing())


@app.command(name="sign-in")
def sign_in(*, settings: Annotated[Session | None, _Flat] = None) -> int:
    """Sign in by hand in a window; the session is kept in a private profile, a password never."""
    from meta_objection.cli import session  # noqa: PLC0415 - as `submit`

    return session.sign_in(settings or Session())


@app.command(name="sign-out")
def sign_out(*, settings: Annotated[Browsing | None, _Flat] = None) -> int:
    """Delete that profile."""
    from meta_objection.cli import session  # noqa: PLC0415 - as `submit`

    return session.sign_out(settings or Browsing())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit code. Whatever happens, it ends in one sentence and no traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    harden()
    with guarded() as (out, _):
        set_up("warning", "console")  # until the settings say otherwise
        code = _carried_out(words)
        out.flush()
        # How an objection ended is no matter of who reads it.
        return code if words[:1] and words[0] in _OBJECTING else _unsaid(out, code)


def _carried_out(words: list[str]) -> int:
    try:
        with stopping.at_once():
            code = app(words, exit_on_error=False, print_error=False)
    except Stop as stop:
        return _refuse(stop, words)
    except (CycloptsError, ValidationError, SettingsError, DataFileError) as error:
        return _refuse(_in_one_sentence(error), words)
    except KeyboardInterrupt:
        return _refuse(Interrupted("You stopped the command.", why="signal"), words)
    except OSError as error:
        log.debug("a file or a connection failed", exc_info=True)
        place = f"{error.filename}: " if error.filename else ""
        return _refuse(Failed(f"{place}{reason_of(error)}.", why="file", next_move=_LOOK_AT_THE_FILE), words)
    except Exception as error:
        log.debug("the program failed", exc_info=True)
        return _refuse(Failed(f"The program failed ({type(error).__name__}).", why="bug"), words)
    return code if isinstance(code, int) else 0


def _unsaid(out: Output, code: int) -> int:
    """Give the exit code of a command whose answer may not have been read: a listing that nobody has is a failure."""
    if out.failure is None or isinstance(out.failure, BrokenPipeError) or code != 0:
        return code
    sys.stderr.write(f"{Outcome.FAILED}: The output could not be written.\n")
    return Outcome.FAILED.exit_code


def _refuse(stop: Stop, words: list[str]) -> int:
    from meta_objection.console.steps import tell_json  # noqa: PLC0415 - as `submit`

    if "--json" in words or _wants_json():
        refusal = {"outcome": stop.outcome, "exit_code": stop.outcome.exit_code, "sent": stop.sent, "why": stop.why}
        unknown = dict.fromkeys(_UNREAD) if words[:1] and words[0] in _OBJECTING else {}
        tell_json(refusal | {"message": stop.message, "next": stop.next_move} | unknown, sys.stdout)
    sys.stderr.write(f"{stop.outcome}: {stop.message}\nNext: {stop.next_move}\n")
    return stop.outcome.exit_code


def _wants_json() -> bool:
    """Whether the environment or a file asks for JSON; settings that cannot be read ask for nothing."""
    try:
        return Place().as_json
    except (Stop, ValueError):
        return False


def _in_one_sentence(error: CycloptsError | ValidationError | SettingsError | DataFileError) -> Stop:
    cause = error.__cause__ if isinstance(error, CycloptsError) else error
    if isinstance(cause, Stop):
        return cause
    if isinstance(cause, DataFileError):
        return Failed(f"A file of the program's own is broken: {cause}.", why="data-file")
    if isinstance(cause, SettingsError):
        return _unreadable(cause)
    if isinstance(cause, ValidationError):
        ours = cause is error and cause.title not in _SETTINGS
        return Failed(f"The program failed ({cause.title}).", why="bug") if ours else _of_validation(cause)
    message = " ".join(str(error).split())
    return BadSettings(message, why="setting", next_move="See `meta-objection --help`.")


def _unreadable(error: SettingsError) -> BadSettings:
    """Name the variable that holds no list; never quote what stands there."""
    field = re.search(r'field "(\w+)"', str(error))
    flag = _flag_of(field[1]) if field else "a setting"
    message = f"{flag}: its variable in the environment must hold a JSON list."
    return BadSettings(message, why="setting", next_move='Write it like ["--one", "--two"].')


def _of_validation(error: ValidationError) -> BadSettings:
    first = error.errors(include_url=False, include_input=False)[0]
    within = first.get("ctx", {}).get("error")
    if isinstance(within, SettingsError):
        return _unreadable(within)
    flag = _flag_of(str(first["loc"][0])) if first["loc"] else "a setting"
    problem = str(first["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
    return BadSettings(
        f"{flag}: it must be {problem}.",
        why="setting",
        next_move=f"See what {flag} takes: `meta-objection submit --help`.",
    )


def _flag_of(field: str) -> str:
    return {"as_json": "--json", "browser_args": "--browser-arg", "timestamps": "--timestamp"}.get(
        field, "--" + field.replace("_", "-")
    )
