"""Which folders of a mailbox are looked into: all but what the person sent, drafted or threw away."""

from collections.abc import Iterable, Sequence

from imap_tools import FolderInfo

from meta_objection.data_files import table_of

_PASSED_OVER = {r"\sent", r"\drafts", r"\trash"}
_NO_FOLDER = {r"\noselect", r"\nonexistent"}


def searched(folders: Sequence[FolderInfo]) -> list[str]:
    """Give the names of those that are looked into.

    What a folder is for the server says (RFC 6154); where it says nothing of the kind, the name does, in any of the
    program's languages.
    """
    marked = {one.name for one in folders if _flags(one) & _PASSED_OVER}
    names = frozenset[str]() if marked else _usual_names()
    return [
        one.name
        for one in folders
        if not _flags(one) & _NO_FOLDER
        and marked.isdisjoint(_ways_down(one))
        and names.isdisjoint(part.casefold() for part in _parts(one))
    ]


def _flags(one: FolderInfo) -> set[str]:
    return {flag.lower() for flag in one.flags}


def _parts(one: FolderInfo) -> list[str]:
    return one.name.split(one.delim) if one.delim and one.delim != "NIL" else [one.name]


def _ways_down(one: FolderInfo) -> Iterable[str]:
    """Give the folder's name and those of the folders above it."""
    parts = _parts(one)
    return (one.delim.join(parts[:length]) for length in range(1, len(parts) + 1))


def _usual_names() -> frozenset[str]:
    table: dict[str, list[str]] = table_of("mail/folders.toml")
    return frozenset(name.casefold() for names in table.values() for name in names)
