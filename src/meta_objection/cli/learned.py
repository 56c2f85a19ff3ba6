"""`learned`: what the person at the window showed the program: list it, forget it, hand it on."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from meta_objection import private_files as private
from meta_objection.cli.parameters import NO_DEFAULTS
from meta_objection.errors import BadSettings
from meta_objection.forms import known_forms
from meta_objection.settings import Place

learned = App(name="learned", help="What you showed the program at the window.", default_parameter=NO_DEFAULTS)

_Flat = Parameter(name="*")


@learned.command(name="list")
def learned_list(*, settings: Annotated[Place | None, _Flat] = None) -> int:
    """List what was shown, a line each."""
    from meta_objection.console.output import harmless  # noqa: PLC0415 - as in `cli.app`
    from meta_objection.console.steps import tell_json  # noqa: PLC0415 - as above
    from meta_objection.learned import all_learned  # noqa: PLC0415 - as above

    chosen = settings or Place()
    known = all_learned(chosen.home)
    if chosen.as_json:
        rows = [{"form": form} | asdict(one) for form, shown in known.items() for one in shown]
        tell_json({"learned": rows}, sys.stdout)
        return 0
    for form, shown in known.items():
        for one in shown:
            line = f"{form}  {one.question}: {one.role} “{one.words or one.name}” ({one.language or '?'}, {one.date})"
            sys.stdout.write(f"{harmless(line)}\n")
    if not known:
        sys.stdout.write("Nothing was shown yet.\n")
    return 0


@learned.command(name="forget")
def learned_forget(
    form: Annotated[str | None, Parameter(help="The form to forget it of; all if not given.")] = None,
    *,
    settings: Annotated[Place | None, _Flat] = None,
) -> int:
    """Forget what was shown, of one form or of all. Raises BadSettings for a form that is none."""
    from meta_objection.console.steps import tell_json  # noqa: PLC0415 - as in `cli.app`
    from meta_objection.learned import forget  # noqa: PLC0415 - as above

    chosen = settings or Place()
    if form not in {None, *known_forms()}:
        remedy = f"Name one of {', '.join(known_forms())}."
        raise BadSettings("--form: the tool knows no form of that name.", why="setting", next_move=remedy)
    count = forget(chosen.home, form)
    if chosen.as_json:
        tell_json({"forgotten": count}, sys.stdout)
    else:
        sys.stdout.write(f"Forgotten: {count}.\n")
    return 0


@learned.command(name="export")
def learned_export(
    *,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="The file to write; else printed.")] = None,
    settings: Annotated[Place | None, _Flat] = None,
) -> int:
    """Write what was shown as one file that a maintainer can read; nothing in it is personal.

    Raises BadSettings where the file is there already or cannot be written.
    """
    from meta_objection.learned import all_learned, exported_toml  # noqa: PLC0415 - as in `cli.app`

    text = exported_toml(all_learned((settings or Place()).home))
    if output is None:
        sys.stdout.write(text)
    else:
        path = output.expanduser().absolute()
        try:
            private.write(path, text.encode())
        except OSError as error:
            message = f"--output: {path} cannot be written ({error.strerror or error})."
            raise BadSettings(message, why="setting", next_move="Name another file.") from error
    return 0
