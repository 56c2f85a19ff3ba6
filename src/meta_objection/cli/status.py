"""`status` and `calendar`: where each objection stands, what is due when, and the one next thing to do."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from meta_objection import private_files as private
from meta_objection.browser.scratch import sweep
from meta_objection.cli.parameters import FLAT, TO_FILE
from meta_objection.console.output import Output
from meta_objection.console.steps import harmless, tell_json
from meta_objection.errors import BadSettings
from meta_objection.followup.dates import PRODUCER, calendar_of
from meta_objection.followup.next_move import next_command, standing
from meta_objection.followup.objections import Asked, Objection, objections
from meta_objection.journal.rules import mend_home
from meta_objection.plan.parse_answers import alpha_2
from meta_objection.receipts import NoSuchReceipt, all_receipts, find
from meta_objection.receipts.sealed import Seal
from meta_objection.settings import Place, Somewhere

_LARGEST = 1024**2
_LIST = "See `meta-objection status`; replays and rehearsals are not listed there."


def status(*, settings: Annotated[Somewhere | None, FLAT] = None) -> int:
    """Say of each objection, newest first, where it stands, what is due when, and what to do next."""
    settings = settings or Somewhere()
    sweep(settings.home)
    mend_home(settings.home)
    found, more = followed(settings), words_for(settings)
    if settings.as_json:
        tell_json({"objections": [_told(one, more) for one in found]}, sys.stdout)
    elif found:
        sys.stdout.write(harmless("\n".join(_shown(one, more) for one in found)))
    else:
        told = "No objection that can be told of." if _broken(settings) else "No objection was sent from here yet."
        sys.stdout.write(f"{told}\n")
    _tell_of_broken(settings)
    return 0


def calendar(
    *receipts: str,
    output: Annotated[Path | None, TO_FILE] = None,
    settings: Annotated[Somewhere | None, FLAT] = None,
) -> int:
    """Write the due dates of these objections, of all if none are named, as an iCalendar file.

    Raises BadSettings where none of them has a day, and where the file is not one of ours or cannot be written.
    """
    settings = settings or Somewhere()
    every = followed(settings)
    chosen = [chosen_of(every, name, settings) for name in receipts] if receipts else every
    made = calendar_of({one.id: one for one in chosen}.values())
    if made is None:
        why = standing(chosen[0]) if len(chosen) == 1 else "none of the objections has a day on which something is due"
        raise BadSettings(f"There is no date to write: {why}.", why="no-date", next_move=_LIST)
    if output is None or str(output) == "-":
        _print(made)
        return 0
    path = output.expanduser().absolute()
    _require_ours(path)
    try:
        private.replace(path, made)
    except OSError as error:
        raise _unwritable(path, error.strerror or str(error)) from error
    if settings.as_json:
        tell_json({"file": str(path), "receipts": [one.id for one in chosen if one.due]}, sys.stdout)
    else:
        sys.stdout.write(f"Written: {harmless(str(path))}\n")
    return 0


def followed(settings: Somewhere) -> list[Objection]:
    """The objections of this home, newest first, as they stand now."""
    asked = Asked(datetime.now(UTC), alpha_2(settings.country))
    return objections(settings.home, asked)


def chosen_of(found: Sequence[Objection], wanted: str, settings: Place) -> Objection:
    """The one that is meant by a receipt's name, its beginning, or `latest`, which is the latest objection.

    Raises BadSettings where there is none.
    """
    if wanted == "latest" and found:
        return found[0]
    try:
        folder = find(settings.home, wanted)
    except NoSuchReceipt as error:
        raise BadSettings(str(error), why="receipt", next_move="See `meta-objection receipts list`.") from error
    one = next((one for one in found if one.id == folder.name), None)
    if one is None:
        raise BadSettings(f"{folder.name} is no objection that was sent to Meta.", why="receipt", next_move=_LIST)
    return one


def words_for(settings: Place) -> list[str]:
    """What a command to copy needs besides, so that it looks in the same home."""
    usual = None
    with suppress(ValueError):
        usual = Place().home
    return [] if usual == settings.home else ["--home", str(settings.home)]


def _told(one: Objection, more: Sequence[str]) -> dict[str, Any]:
    due, pressed = one.due, one.receipt.times.pressed
    return {
        "receipt": one.id,
        "form": one.receipt.form,
        "request": one.receipt.request,
        "sent": pressed.isoformat() if pressed else None,
        "state": one.state,
        "evidence": one.evidence.model_dump(mode="json"),
        "due": due.day.isoformat() if due else None,
        "extended_due": due.extended.isoformat() if due and due.extended else None,
        "complain_until": due.complain_until.isoformat() if due and due.complain_until else None,
        "certain": due.certain if due else None,
        "law": due.law if due else None,
        "practice": one.practice,
        "next": next_command(one, more),
        "mails": [mail.receipt for mail in one.mails],
    }


def _shown(one: Objection, more: Sequence[str]) -> str:
    lights, pressed = one.evidence, one.receipt.times.pressed
    when = f"{pressed:%Y-%m-%d %H:%M} UTC" if pressed else "?"
    lines = [
        f"{one.id}{'  (practice: not sent to Meta)' if one.practice else ''}",
        f"  {one.state}: {standing(one)}.",
        f"  sent {when} · server {lights.server} · page {lights.page} · mail {lights.mail}",
        *(f"  mail {mail.date:%Y-%m-%d} {mail.kind} ({mail.effect}): {mail.receipt}" for mail in one.mails),
        f"  next: {next_command(one, more)}",
    ]
    return "\n".join(lines) + "\n"


def _broken(settings: Place) -> list[str]:
    return [one.id for one in all_receipts(settings.home) if one.seal is not Seal.OWN]


def _tell_of_broken(settings: Place) -> None:
    if broken := _broken(settings):
        sys.stderr.write(f"Not looked at, as they do not hold or were not signed here: {', '.join(broken)}\n")


def _print(made: bytes) -> None:
    text = made.decode()
    if os.linesep == "\r\n":  # the stream itself makes these line ends there
        text = text.replace("\r\n", "\n")
    if isinstance(sys.stdout, Output):
        sys.stdout.command(text)  # as it is: the format wants its line ends, and nobody else's words are in it
    else:
        sys.stdout.write(text)


def _require_ours(path: Path) -> None:
    """Let a file that is no calendar of this program's stay as it is."""
    if not path.exists():
        return
    with suppress(OSError, ValueError):
        if f"PRODID:{PRODUCER}" in private.read(path, limit=_LARGEST).decode():
            return
    raise _unwritable(path, "it is there already and no calendar of this program's")


def _unwritable(path: Path, why: str) -> BadSettings:
    return BadSettings(f"-o: {path} cannot be written ({why}).", why="file", next_move="Name another file.")
