"""`fixtures`: list them, and check that each still ends as it says."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

from cyclopts import App, Parameter

from meta_objection.cli.parameters import NO_DEFAULTS
from meta_objection.outcome import Outcome
from meta_objection.settings import Browsing, Objection, Place

if TYPE_CHECKING:  # what it imports is slow to import
    from meta_objection.drift.fixtures import Replayed

fixtures = App(name="fixtures", help="The recordings of Meta's forms.", default_parameter=NO_DEFAULTS)

_Flat = Parameter(name="*")


@fixtures.command(name="list")
def fixtures_list(*, settings: Annotated[Place | None, _Flat] = None) -> int:
    """List the fixtures that come with the program: what each shows, how it ends, recorded or reconstructed."""
    from meta_objection.console.steps import tell_json  # noqa: PLC0415 - as in `cli.app`
    from meta_objection.drift.fixtures import listed  # noqa: PLC0415 - as above

    rows = list(listed())
    if (settings or Place()).as_json:
        tell_json({"fixtures": rows}, sys.stdout)
        return 0
    widths = [max(len(row[name]) for row in rows) for name in rows[0]]
    for row in rows:
        cells = (f"{value:<{width}}" for value, width in zip(row.values(), widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    return 0


@fixtures.command(name="check")
def fixtures_check(
    *folders: Annotated[Path, Parameter(help="Fixtures, or folders that hold some; the shipped ones if not given.")],
    junit: Annotated[Path | None, Parameter(help="Write the results to this file as JUnit XML.")] = None,
    jobs: Annotated[int, Parameter(help="How many are replayed at once; the processors if not given.")] = 0,
    settings: Annotated[Browsing | None, _Flat] = None,
) -> int:
    """Replay each with an invented person and see whether it ends as it says; 11 where one does not."""
    from meta_objection.browser.launch import find_browser  # noqa: PLC0415 - as in `cli.app`
    from meta_objection.console.steps import tell_json  # noqa: PLC0415 - as above
    from meta_objection.drift import fixtures as drift  # noqa: PLC0415 - as above
    from meta_objection.logs import set_up  # noqa: PLC0415 - as above

    chosen = settings or Browsing()
    set_up(chosen.log_level, chosen.log_format)
    find_browser(chosen.browser)
    found = drift.fixtures_in(folders)
    lines = sys.stderr if chosen.as_json else sys.stdout
    count = len(found)
    replayed = drift.replay_all(found, chosen, jobs or os.cpu_count() or 1, lambda one: _tell(one, lines))
    failed = sum(not one.ok for one in replayed)
    if junit:
        junit.write_bytes(drift.junit(replayed))
    if chosen.as_json:
        shown = {"fixture", "expected", "outcome", "ok", "seconds"}
        tell_json({"fixtures": [one.model_dump(include=shown) for one in replayed], "failed": failed}, sys.stdout)
    lines.write(f"{count} fixture{'s' * (count != 1)}, {count - failed} as recorded, {failed} not\n")
    return Outcome.FORM_CHANGED.exit_code if failed else 0


@fixtures.command(name="record")
def fixtures_record(
    folder: Annotated[Path, Parameter(help="The folder to make, such as my-fixtures/facebook/2026-de.")],
    *,
    to_its_end: Annotated[
        bool, Parameter(negative=(), help="Send the form, after your yes; without it the button is not pressed.")
    ] = False,
    settings: Annotated[Objection | None, _Flat] = None,
) -> int:
    """Record your own visit to a form, up to its button or to its end, without anything that tells who you are."""
    from meta_objection.cli import recording  # noqa: PLC0415 - as above

    return recording.record(folder, settings or Objection(), press=to_its_end)


def _tell(one: "Replayed", stream: TextIO) -> None:
    said = "" if one.ok else f", not {one.expected}: {one.message}"
    stream.write(f"{'✓' if one.ok else '✗'} {one.fixture}  {one.outcome}{said} ({one.seconds:.1f} s)\n")
    if one.receipt:
        stream.write(f"  Receipt: {one.receipt}\n")
    stream.flush()
