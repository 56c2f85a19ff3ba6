"""All receipts of a home in one local page, newest first. Only what holds is linked or shown in it."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from meta_objection import private_files as private
from meta_objection.languages import Texts
from meta_objection.outcome import Mode
from meta_objection.receipts import ids, store, wording
from meta_objection.receipts.audit import audit
from meta_objection.receipts.findings import State, Verification
from meta_objection.receipts.heads import Head
from meta_objection.receipts.manifest import PAGE
from meta_objection.receipts.render import template
from meta_objection.receipts.texts import texts_in

GALLERY = ids.GALLERY


@dataclass(frozen=True)
class Entry:
    """One receipt as the gallery shows it.

    `page` and `picture` are addresses. Of one that does not hold there are none, and nothing that it says is told.
    """

    id: str
    form: str
    when: str
    headline: str | None
    watermark: str | None
    said: list[str]
    page: str | None
    picture: str | None
    trouble: str


def may_be_opened(found: Verification) -> bool:
    """Whether a receipt's page can be shown to a browser: it is what this home signed, to the byte."""
    return found.holds


def write_gallery(home: Path, language: str | None) -> Path:
    """Write the page anew and return it. Raises OSError where the home cannot be read or written."""
    texts = texts_in(language)
    found = dict(audit(home))
    entries = [_entry(one, found[one.id], texts) for one in store.all_receipts(home) if one.id in found]
    html = template("gallery.html").render(tag=texts["tag"], say=texts["gallery"], receipts=entries)
    path = home.absolute() / GALLERY
    fresh = path.with_name(f".{GALLERY}.{secrets.token_hex(4)}")
    private.write(fresh, html.encode())
    fresh.replace(path)
    return path


def _entry(one: store.Summary, found: Verification, texts: Texts) -> Entry:
    opened = may_be_opened(found)
    head = one.head if opened else None
    where = f"{ids.FOLDER}/{one.id}"
    picture = _last_picture(one.folder) if opened else None
    return Entry(
        id=one.id,
        form=one.form,
        when=wording.universal(one.started, texts),
        headline=_headline(head, texts) if head else _mail_headline(one, texts) if opened else None,
        watermark=_watermark(head, texts) if head else None,
        said=_said(head, texts) if head else [],
        page=f"{where}/{PAGE}" if opened else None,
        picture=f"{where}/{picture}" if picture else None,
        trouble="unsigned" if found.state is State.NOT_SIGNED else "broken",
    )


def _mail_headline(one: store.Summary, texts: Texts) -> str | None:
    if one.mail is None:
        return None
    return f"{texts['mail']['source']}: {wording.MAIL_SAYS[one.mail.mail_kind]} · {one.mail.objection}"


def _said(head: Head, texts: Texts) -> list[str]:
    evidence = head.evidence
    heard = (("server", evidence.server), ("page", evidence.page), ("mail", evidence.mail))
    lights = " · ".join(f"{texts[name]['source']} {texts[name][said]}" for name, said in heard)
    if head.deadline is None:
        return [lights]
    say = texts["say"]["due" if head.deadline.certain else "due_if"]
    return [lights, say.format(day=wording.calendar_day(head.deadline.day, texts), law=head.deadline.law)]


def _headline(head: Head, texts: Texts) -> str:
    """The ending in one sentence, as the receipt's own page has it: of a replay it says nothing of Meta."""
    if head.mode is Mode.REPLAY:
        return str(texts["say"]["replay_title"])
    if wording.standing(head) is wording.Standing.UNVERIFIED:
        return str(texts["watermark"][wording.Standing.UNVERIFIED])
    return wording.headline_of(head.outcome, head.request, texts)


def _watermark(head: Head, texts: Texts) -> str | None:
    return wording.watermark_of(wording.standing(head), texts, verified=head.verified)


def _last_picture(folder: Path) -> str | None:
    names = [path.name for path in folder.glob("*.png") if ids.is_plain(path.name)]
    return max(names, default=None)
