"""The command line: argv → settings → run → one sentence → exit code."""

import re
import sys
from collections.abc import Sequence

import structlog
from cyclopts import App, CycloptsError, UnusedCliTokensError
from pydantic import ValidationError
from pydantic_settings import SettingsError

from meta_objection import __version__
from meta_objection.cli.parameters import NO_DEFAULTS
from meta_objection.cli.process import harden, stopping
from meta_objection.console.output import Output, guarded
from meta_objection.countries import country_code
from meta_objection.data_files import DataFileError
from meta_objection.errors import BadSettings, Failed, Interrupted, Stop
from meta_objection.logs import set_up
from meta_objection.mail.settings import Fetching
from meta_objection.outcome import Outcome
from meta_objection.plain_files import reason_of
from meta_objection.settings import (
    Browsing,
    Examined,
    Objection,
    Place,
    Reading,
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
    version_flags=("--version", "-V"),
    result_action="return_value",
    suppress_keyboard_interrupt=False,  # it ends as everything else here does
    default_parameter=NO_DEFAULTS,
)

_COMPLETION = "--install-completion"
_VERBS = {
    "guide": ("guide", "Be asked for what is needed, one thing at a time; the same as no command, at a terminal."),
    "submit": ("objection", "Fill in the form, send it once, and file the receipt."),
    "rehearse": ("objection", "Do everything that `submit` does up to the button, which is proven and not pressed."),
    "demo": ("objection", "Show the whole main job against the fixtures inside the package: no account, no network."),
    "check": ("check", "Open the form and say what of it is known; types nothing, sends nothing."),
    "plan": ("catalogue", "Print each step and what would be typed where; opens no browser."),
    "forms": (
        "catalogue",
        "List the forms: who can use them, what they ask; with --country the law and times there.",
    ),
    "reasons": ("catalogue", "Print short starting points for a reason, to be changed until they are your own words."),
    "mail": ("mail", "Read Meta's answer: saved mails, or your mailbox, read-only."),
    "status": ("status", "Say where each objection stands, what is due when, and the one next thing to do."),
    "calendar": ("status", "Write the due dates as an iCalendar file, of all objections or of those named."),
    "letter": ("letters", "Draft the reminder, the complaint, or the objection by post. Sends nothing."),
    "doctor": ("doctor", "Launch the very browser that would be used, and check everything around it."),
    "sign-in": ("session", "Sign in by hand in a window; the session is kept in a private profile, a password never."),
    "sign-out": ("session", "Delete that profile."),
    "receipts": ("receipts", "What was kept."),
    "fixtures": ("fixtures", "The recordings of Meta's forms."),
    "learned": ("learned", "What you showed the program at the window."),
}
"""Each verb, the module of this room that carries it out under the same name, and its line of the help.

A module is imported when its verb is typed: the browser's library alone takes longer than the help."""

for _verb, (_module, _help) in _VERBS.items():
    app.command(f"meta_objection.cli.{_module}:{_verb.replace('-', '_')}", name=_verb, help=_help)

app.register_install_completion_command(
    name=_COMPLETION, help="Have your shell (bash, zsh, fish or PowerShell) complete verbs and flags with Tab."
)

_KINDS = (Place, Somewhere, Reading, Fetching, Writing, Speaking, Browsing, Examined, Session, Target, Objection)
_SETTINGS = {kind.__name__ for kind in _KINDS}
_AROUND = re.compile("^(Value error, |Input should be )|, unable to parse .*")
_LOOK_AT_THE_FILE = "See that the file or folder is yours and not full, then run the command again."
_REPORT = (
    "Report this with what `meta-objection doctor --report` writes, which names nobody, and the verb you typed;"
    " do not send the whole command, which may hold your address."
)
_OBJECTING = ("submit", "rehearse", "demo")
_UNREAD = ("form", "route", "request", "mode", "verified", "heard_by", "receipt", "evidence", "steps")
"""What `--json` says of an objection, and nobody knows where its settings cannot be read."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit code. Whatever happens, it ends in one sentence and no traceback."""
    words = _meant(list(sys.argv[1:] if arguments is None else arguments))
    harden()
    with guarded() as (out, _):
        set_up("warning", "console")  # until the settings say otherwise
        code = _carried_out(words)
        out.flush()
        # How an objection ended is no matter of who reads it.
        return code if words[:1] and words[0] in _OBJECTING else _unsaid(out, code)


def _meant(words: list[str]) -> list[str]:
    """Give the words with the verb that is meant where none was typed at a terminal: the guide."""
    asks_for_help = {"--help", "-h", "--version", "-V", _COMPLETION} & set(words)
    if words[:1] == ["help"]:
        return [*words[1:], "--help"]
    has_verb = bool(words) and not words[0].startswith("-")
    at_terminal = bool(sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty())
    return words if has_verb or asks_for_help or not at_terminal else ["guide", *words]


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
        return _refuse(_bug(type(error).__name__), words)
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
        message = f"A file of the program's own is broken: {cause}."
        return Failed(message, why="data-file", next_move=f"Install the program again. {_REPORT}")
    if isinstance(cause, SettingsError):
        return _unreadable(cause)
    if isinstance(cause, ValidationError):
        ours = cause is error and cause.title not in _SETTINGS
        return _bug(cause.title) if ours else _of_validation(cause, _verb_of(error))
    if isinstance(error, UnusedCliTokensError):
        return _left_over(error)
    message = " ".join(str(error).split())
    return BadSettings(message, why="setting", next_move=f"See `{_help_of(_verb_of(error))}`.")


def _verb_of(error: Exception) -> Sequence[str]:
    """Give the verb that was typed, as far as the parser came to know it."""
    return error.command_chain or () if isinstance(error, CycloptsError) else ()


def _bug(kind: str) -> Failed:
    """Give the ending of a bug outside of a run, which has no receipt with a report of it."""
    return Failed(f"The program failed ({kind}).", why="bug", next_move=_REPORT)


def _left_over(error: UnusedCliTokensError) -> BadSettings:
    """Say of words that belong to no flag what they may have been meant for."""
    words = " ".join(error.unused_tokens or ())
    meant = f"Did you mean --country '{words}'? " if country_code(words) else ""
    message, help_of = f"“{words}” belongs to no flag.", _help_of(error.command_chain or ())
    return BadSettings(message, why="setting", next_move=f"{meant}See `{help_of}`.")


def _help_of(verb: Sequence[str]) -> str:
    """Give the command that helps with the verb that was typed, if one was."""
    return " ".join(["meta-objection", *verb, "--help"])


def _unreadable(error: SettingsError) -> BadSettings:
    """Name the variable that holds no list; never quote what stands there."""
    field = re.search(r'field "(\w+)"', str(error))
    flag = _flag_of(field[1]) if field else "a setting"
    message = f"{flag}: its variable in the environment must hold a JSON list."
    return BadSettings(message, why="setting", next_move='Write it like ["--one", "--two"].')


def _of_validation(error: ValidationError, verb: Sequence[str]) -> BadSettings:
    found = error.errors(include_url=False, include_input=False)
    for one in found:
        if isinstance(within := one.get("ctx", {}).get("error"), SettingsError):
            return _unreadable(within)
    problems = {
        _flag_of(str(one["loc"][0])) if one["loc"] else "a setting": _AROUND.sub("", str(one["msg"])) for one in found
    }
    return BadSettings(
        " ".join(f"{flag}: it must be {problem}." for flag, problem in problems.items()),
        why="setting",
        next_move=f"See what {' and '.join(problems)} can be: `{_help_of(verb)}`.",
    )


def _flag_of(field: str) -> str:
    return {"as_json": "--json", "browser_args": "--browser-arg", "timestamps": "--timestamp"}.get(
        field, "--" + field.replace("_", "-")
    )
