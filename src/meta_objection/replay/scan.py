"""Looks through a fixture folder for what should never have been kept."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from meta_objection.plain_files import read_plain

from .har import HAR_NAME, LARGEST, Entry, parse_har
from .mail import ADDRESS, belongs_to_nobody
from .placeholder import is_placeholder
from .tokens import TokenFinder
from .volatile import META, Volatile

_SECRET_HEADERS = frozenset({"cookie", "set-cookie", "authorization", "proxy-authorization", "x-fb-lsd"})


@dataclass(frozen=True)
class Finding:
    """One leftover: the file, its line (or the HAR entry's number), and what kind it is, never the value."""

    file: Path
    place: int
    what: str


def scan(folder: Path, *, kept: Collection[str] = (), volatile: Volatile = META) -> list[Finding]:
    """Every cookie, token, mail address of somebody and posted value in the folder.

    `kept` are posted names whose values may stand there, beside those of `volatile.told`. Raises
    UnreadableFixture when the folder holds no HAR.
    """
    allowed = volatile.told | frozenset(kept)
    har = folder / HAR_NAME
    findings = [
        Finding(har, at, what)
        for at, entry in enumerate(parse_har(folder).log.entries, start=1)
        for what in _in_entry(entry, allowed)
    ]
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        findings += _in_file(file, volatile)
    return findings


def _in_entry(entry: Entry, allowed: frozenset[str]) -> Iterator[str]:
    for part in (entry.request, entry.response):
        if part.cookies:
            yield "cookies"
        yield from (f"header {one.name}" for one in part.headers if one.name.lower() in _SECRET_HEADERS)
    posted = entry.request.postData
    if posted and posted.text:
        yield "a posted body"
    for one in posted.params if posted else []:
        if not is_placeholder(one.value) and one.name not in allowed:
            yield f"the posted value of {one.name}"


def _in_file(file: Path, volatile: Volatile) -> Iterator[Finding]:
    text = read_plain(file, limit=LARGEST).decode(errors="replace")
    for token in TokenFinder(volatile.tokens).find(text):
        if not token.bare or token.value.strip("0"):
            yield Finding(file, text.count("\n", 0, token.start) + 1, f"token {token.name}")
    for address in ADDRESS.finditer(text):
        if not belongs_to_nobody(address):
            yield Finding(file, text.count("\n", 0, address.start()) + 1, "a mail address")
