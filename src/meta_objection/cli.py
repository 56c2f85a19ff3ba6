"""The command line: argv → settings → run → one sentence → exit code."""

import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from tomllib import TOMLDecodeError
from typing import Annotated

from cyclopts import App, CycloptsError, Parameter
from pydantic import ValidationError
from pydantic_settings import SettingsError

from meta_objection import __version__
from meta_objection.cli_receipts import receipts
from meta_objection.errors import BadSettings, Stop
from meta_objection.outcome import Outcome
from meta_objection.settings import (
    PROJECT_FILE,
    Browsing,
    Objection,
    Place,
    Session,
    Somewhere,
    Speaking,
    person_file,
)

app = App(
    name="meta-objection",
    help="File your own objection to Meta using your data for generative AI, and keep the proof.",
    version=__version__,
    result_action="return_value",
    default_parameter=Parameter(show_default=False),  # the help texts name the defaults that a person wonders about
)
app.command(receipts)

_Flat = Parameter(name="*")
_OBJECTING = ("submit", "rehearse", "demo")
_UNREAD = ("form", "route", "request", "mode", "receipt", "evidence", "steps")
"""What `--json` says of an objection, and nobody knows where its settings cannot be read."""


@app.command
def submit(*, settings: Annotated[Objection | None, _Flat] = None) -> int:
    """Fill in the form, send it once, and file the receipt."""
    from meta_objection.verbs import objection  # noqa: PLC0415 - the browser's library is slow to import

    return objection.submit(settings or Objection())


@app.command
def rehearse(*, settings: Annotated[Objection | None, _Flat] = None) -> int:
    """Do everything that `submit` does up to the button, which is proven and not pressed."""
    from meta_objection.verbs import objection  # noqa: PLC0415 - as `submit`

    return objection.rehearse(settings or Objection())


@app.command
def demo(*, settings: Annotated[Browsing | None, _Flat] = None) -> int:
    """Show the whole main job against the fixtures inside the package: no account, no network."""
    from meta_objection.verbs import objection  # noqa: PLC0415 - as `submit`

    return objection.demo(settings or Browsing())


@app.command
def plan(*, settings: Annotated[Objection | None, _Flat] = None) -> int:
    """Print each step and what would be typed where; opens no browser."""
    from meta_objection.verbs import look  # noqa: PLC0415 - as `submit`

    return look.plan(settings or Objection())


@app.command
def forms(*, settings: Annotated[Somewhere | None, _Flat] = None) -> int:
    """List the forms: who can use them where, what they ask; with --country the law, the forms and the times there."""
    from meta_objection.verbs import look  # noqa: PLC0415 - as `submit`

    return look.forms(settings or Somewhere())


@app.command
def reasons(*, settings: Annotated[Speaking | None, _Flat] = None) -> int:
    """Print short starting points for a reason, to be changed until they are your own words."""
    from meta_objection.verbs import look  # noqa: PLC0415 - as `submit`

    return look.reasons(settings or Speaking())


@app.command
def doctor(*, settings: Annotated[Browsing | None, _Flat] = None) -> int:
    """Launch the very browser that would be used, and check everything around it."""
    from meta_objection.verbs import doctor as checks  # noqa: PLC0415 - as `submit`

    return checks.doctor(settings or Browsing())


@app.command(name="sign-in")
def sign_in(*, settings: Annotated[Session | None, _Flat] = None) -> int:
    """Sign in by hand in a window; the session is kept in a private profile, a password never."""
    from meta_objection.verbs import session  # noqa: PLC0415 - as `submit`

    return session.sign_in(settings or Session())


@app.command(name="sign-out")
def sign_out(*, settings: Annotated[Browsing | None, _Flat] = None) -> int:
    """Delete that profile."""
    from meta_objection.verbs import session  # noqa: PLC0415 - as `submit`

    return session.sign_out(settings or Browsing())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _leave_no_memory_behind()
    try:
        code = app(words, exit_on_error=False, print_error=False)
    except Stop as stop:
        return _refuse(stop, words)
    except (CycloptsError, ValidationError) as error:
        return _refuse(_in_one_sentence(error), words)
    except (SettingsError, TOMLDecodeError) as error:
        return _refuse(_unreadable(error), words)
    except KeyboardInterrupt:
        return Outcome.INTERRUPTED.exit_code
    return code if isinstance(code, int) else 0


def _leave_no_memory_behind() -> None:
    """Write no memory to the disk where the program or its browser crashes: it holds whatever was typed."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _refuse(stop: Stop, words: list[str]) -> int:
    from meta_objection.tell import tell_json  # noqa: PLC0415 - as `submit`

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
    except ValueError:
        return False


def _in_one_sentence(error: CycloptsError | ValidationError) -> BadSettings:
    cause = error if isinstance(error, ValidationError) else error.__cause__
    if isinstance(cause, SettingsError | TOMLDecodeError):
        return _unreadable(cause)
    if isinstance(cause, ValidationError):
        return _of_validation(cause)
    message = " ".join(str(error).split())
    return BadSettings(message, why="setting", next_move="See `meta-objection --help`.")


def _unreadable(error: SettingsError | TOMLDecodeError) -> BadSettings:
    """Name the variable that holds no list, or the file that is no TOML; never quote what stands there."""
    if isinstance(error, TOMLDecodeError):
        message = f"{PROJECT_FILE}, or {person_file()}, is no TOML: {error}."
        return BadSettings(message, why="setting", next_move="Correct the file.")
    field = re.search(r'field "(\w+)"', str(error))
    flag = _flag_of(field[1]) if field else "a setting"
    message = f"{flag}: its variable in the environment must hold a JSON list."
    return BadSettings(message, why="setting", next_move='Write it like ["--one", "--two"].')


def _of_validation(error: ValidationError) -> BadSettings:
    first = error.errors(include_url=False, include_input=False)[0]
    within = first.get("ctx", {}).get("error")
    if isinstance(within, SettingsError | TOMLDecodeError):
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
