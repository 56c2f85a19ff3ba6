"""Looks through a fixture folder for what should never have been kept."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from meta_objection.plain_files import read_plain
from meta_objection.redaction.mail import ADDRESS, belongs_to_nobody
from meta_objection.redaction.named import is_telling
from meta_objection.redaction.placeholder import PLACEHOLDER, is_placeholder
from meta_objection.redaction.secrets import Secrets
from meta_objection.redaction.shapes import credentials
from meta_objection.redaction.sift import holds
from meta_objection.redaction.tokens import TokenFinder
from meta_objection.redaction.volatile import META, Volatile

from .bodies import LARGEST, is_shared
from .har import HAR_NAME, Entry, parse_har, read_body

_SECRET_HEADERS = frozenset({"cookie", "set-cookie", "authorization", "proxy-authorization", "x-fb-lsd"})


@dataclass(frozen=True)
class Finding:
    """One leftover: the file, its line (or the HAR entry's number), and what kind it is, never the value."""

    file: Path
    place: int
    what: str


def scan(
    folder: Path,
    *,
    kept: Collection[str] = (),
    volatile: Volatile = META,
    secrets: Secrets | None = None,
) -> list[Finding]:
    """Every cookie, token, mail address of somebody and posted value in the fixture, and whatever looks like a token.

    `kept` are posted names whose values may stand there, beside those of `volatile.told`. With the `secrets` of the
    visit their values are looked for too, whatever they are called. Raises UnreadableFixture when the folder holds
    no HAR, or one that names a shared body which is not there.
    """
    allowed = volatile.told | frozenset(kept)
    har = parse_har(folder)
    findings = [
        Finding(folder / HAR_NAME, at, what)
        for at, entry in enumerate(har.log.entries, start=1)
        for what in _in_entry(entry, allowed)
    ]
    shared = sorted(filter(is_shared, {entry.response.content.file or "" for entry in har.log.entries}))
    bodies = [(folder / name, read_body(folder, name)) for name in shared]
    for file, content in (*_in_folder(folder, shared), *bodies):
        findings += _in_file(file, content, volatile)
        findings += _by_value(file, content, secrets) if secrets else ()
    return findings


def _in_folder(folder: Path, shared: Collection[str]) -> Iterator[tuple[Path, bytes]]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = read_plain(file, limit=LARGEST)
        for name in shared if file == folder / HAR_NAME else ():
            content = content.replace(name.encode(), b"")  # a hash looks like a token; reading the body has proven it
        yield file, content


def _by_value(file: Path, content: bytes, secrets: Secrets) -> Iterator[Finding]:
    if holds(content, secrets.site):
        yield Finding(file, 1, "a secret of the visit")
    text = content.decode(errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if secrets.personal.hide(line) != line:
            yield Finding(file, number, "something of the person's")


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


def _in_file(file: Path, content: bytes, volatile: Volatile) -> Iterator[Finding]:
    text = content.decode(errors="replace")
    for token in TokenFinder(volatile.tokens).find(text):
        if not token.bare or token.value.strip("0"):
            yield Finding(file, text.count("\n", 0, token.start) + 1, f"token {token.name}")
    for start, end in credentials(text):
        if is_telling(text[start:end]) and not PLACEHOLDER.search(text[max(start - 2, 0) : end + 2]):
            yield Finding(file, text.count("\n", 0, start) + 1, "what looks like a token")
    for address in ADDRESS.finditer(text):
        if not belongs_to_nobody(address):
            yield Finding(file, text.count("\n", 0, address.start()) + 1, "a mail address")
