"""`receipts open`, `delete` and `export`: what changes something, or hands something to another program."""

import sys
import webbrowser
from pathlib import Path

from meta_objection.console.steps import tell_json
from meta_objection.console.terminal import says_yes
from meta_objection.errors import BadSettings, Interrupted
from meta_objection.receipts import NoSuchReceipt, audit, chain, deletion, find, folders, unfinished
from meta_objection.receipts.gallery import may_be_opened, write_gallery
from meta_objection.receipts.manifest import PAGE
from meta_objection.settings import Place

_JOURNAL = ("journal.sqlite3", "journal.sqlite3-wal", "journal.sqlite3-shm", "sending.lock")


def open_page(wanted: str | None, language: str | None, settings: Place) -> int:
    """Open the gallery of all receipts, or one receipt's page, in the person's browser. What does not hold is not.

    Raises BadSettings for a receipt that is not there or does not hold.
    """
    page = _page_of(wanted, settings) if wanted else write_gallery(settings.home, language)
    if settings.as_json:
        tell_json({"page": str(page)}, sys.stdout)
        return 0
    shown = webbrowser.open(page.as_uri())
    sys.stdout.write(f"{'Opened' if shown else 'No browser could be opened. The page is'} {page}\n")
    return 0


def _page_of(wanted: str, settings: Place) -> Path:
    folder = _found(wanted, settings)
    found = dict(audit(settings.home, [folder.name]))[folder.name]
    if not may_be_opened(found):
        raise BadSettings(
            f"{folder.name} does not hold, or was never signed, so its page is not opened.",
            why="receipt",
            next_move=f"See `meta-objection receipts verify {folder.name}`.",
        )
    return folder / PAGE


def delete(wanted: str | None, settings: Place, *, everything: bool, journal: bool, unasked: bool) -> int:
    """Delete one receipt, or all of them, and with `journal` the memory of what was sent too. Asks first.

    Raises BadSettings where it is not clear what is meant or nobody can be asked, Interrupted after a no.
    """
    if (wanted is None) != everything or (journal and not everything):
        message = "Say which receipt, or --all; --journal goes with --all."
        raise BadSettings(message, why="setting", next_move="See `meta-objection receipts delete --help`.")
    gone = folders(settings.home) if wanted is None else [_found(wanted, settings)]
    left = unfinished(settings.home) if wanted is None else []
    if not unasked:
        _ask([*gone, *left], journal=journal)
    chain.mark_deleted(settings.home.absolute(), {folder.name for folder in gone})
    deletion.delete([*gone, *left])
    deletion.finish_deletions(settings.home)
    deletion.delete_pages(settings.home)
    if journal:
        for name in _JOURNAL:
            (settings.home / name).unlink(missing_ok=True)
    if settings.as_json:
        tell_json({"deleted": [folder.name for folder in (*gone, *left)], "journal": journal}, sys.stdout)
    else:
        drafts = f", {len(left)} left by runs that broke off" if left else ""
        number = f"{len(gone)} receipt{'' if len(gone) == 1 else 's'}"
        sys.stdout.write(f"Deleted: {number}{drafts}{_and_journal(journal)}.\n")
    for folder in deletion.left_over(settings.home):
        sys.stderr.write(f"Could not be deleted: {folder}\n")
    return 0


def _ask(gone: list[Path], *, journal: bool) -> None:
    named = "\n".join(f"  {folder.name}" for folder in gone[:20])
    more = f"\n  and {len(gone) - 20} more" if len(gone) > 20 else ""  # noqa: PLR2004 - what one screen holds
    memory = "The program then no longer knows what was sent.\n" if journal else ""
    said = says_yes(f"This deletes for good:\n{named}{more}\n{memory}Delete? Type yes: ")
    if said is None:
        message = "There is no terminal to ask at before deleting."
        raise BadSettings(message, why="setting", next_move="Give --yes to delete without being asked.")
    if not said:
        raise Interrupted("Nothing was deleted.", why="declined")


def _and_journal(journal: bool) -> str:  # noqa: FBT001 - one word of a sentence
    return " and the journal" if journal else ""


def _found(wanted: str, settings: Place) -> Path:
    try:
        return find(settings.home, wanted)
    except NoSuchReceipt as error:
        raise BadSettings(str(error), why="receipt", next_move="See `meta-objection receipts list`.") from error
