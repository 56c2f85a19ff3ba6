"""The command line of `receipts`: list, show, verify, open, export, delete."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from meta_objection.cli.parameters import NO_DEFAULTS
from meta_objection.errors import BadSettings
from meta_objection.settings import Place

receipts = App(name="receipts", help="What was kept.", default_parameter=NO_DEFAULTS)

_Flat = Parameter(name="*")


@receipts.command(name="list")
def receipts_list(*, settings: Annotated[Place | None, _Flat] = None) -> int:
    """List the receipts, newest first."""
    from meta_objection.cli import kept  # noqa: PLC0415 - as in `cli`

    return kept.list_all(settings or Place())


@receipts.command(name="show")
def receipts_show(receipt: str = "latest", *, settings: Annotated[Place | None, _Flat] = None) -> int:
    """Show one receipt: by its name, the beginning of it, or `latest`."""
    from meta_objection.cli import kept  # noqa: PLC0415 - as in `cli`

    return kept.show(receipt, settings or Place())


@receipts.command(name="verify")
def receipts_verify(receipt: str | None = None, *, settings: Annotated[Place | None, _Flat] = None) -> int:
    """Check one receipt, or all of them: signed, every file unchanged, none missing, none added; 1 where one is not."""
    from meta_objection.cli import kept  # noqa: PLC0415 - as in `cli`

    return kept.verify_some(receipt, settings or Place())


@receipts.command(name="open")
def receipts_open(
    receipt: str | None = None,
    *,
    language: Annotated[str | None, Parameter(help="Language of the gallery; English if not given.")] = None,
    settings: Annotated[Place | None, _Flat] = None,
) -> int:
    """Open all receipts in one page of your browser, newest first, or the page of one."""
    from meta_objection.cli import keeping  # noqa: PLC0415 - as in `cli`

    return keeping.open_page(receipt, language, settings or Place())


@receipts.command(name="export")
def receipts_export(  # noqa: PLR0913 - one a flag
    receipt: str = "latest",
    *,
    share: Annotated[
        bool, Parameter(negative=(), help="To hand on: who you are is masked in text and pictures (the default).")
    ] = False,
    full: Annotated[bool, Parameter(negative=(), help="All of it, for yourself.")] = False,
    wacz: Annotated[bool, Parameter(negative=(), help="The last page as WACZ, for people who archive.")] = False,
    pdf: Annotated[bool, Parameter(negative=(), help="Its page as PDF, to print or to attach.")] = False,
    to: Annotated[Path | None, Parameter(help="The file to write; in this folder, named after the receipt.")] = None,
    settings: Annotated[Place | None, _Flat] = None,
) -> int:
    """Write one receipt into one file: masked to hand on, whole for yourself, as an archive, or its page as PDF."""
    from meta_objection.cli import export  # noqa: PLC0415 - as in `cli`

    chosen = [kind for kind, given in zip(export.Kind, (share, full, wacz, pdf), strict=True) if given]
    if len(chosen) > 1:
        message = "--share, --full, --wacz and --pdf: more than one was given."
        raise BadSettings(message, why="setting", next_move="Give one of them.")
    return export.export(receipt, chosen[0] if chosen else export.Kind.SHARE, to, settings or Place())


@receipts.command(name="delete")
def receipts_delete(
    receipt: str | None = None,
    *,
    everything: Annotated[bool, Parameter(name="--all", negative=(), help="Every receipt.")] = False,
    journal: Annotated[
        bool, Parameter(negative=(), help="With --all: the journal too, which remembers what was sent.")
    ] = False,
    unasked: Annotated[bool, Parameter(name="--yes", negative=(), help="Do not ask first.")] = False,
    settings: Annotated[Place | None, _Flat] = None,
) -> int:
    """Delete one receipt, or all of them; asks first."""
    from meta_objection.cli import keeping  # noqa: PLC0415 - as in `cli`

    return keeping.delete(receipt, settings or Place(), everything=everything, journal=journal, unasked=unasked)
