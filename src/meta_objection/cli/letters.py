"""`letter`: drafts the reminder, the complaint, or the objection by post. Nothing is sent."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from meta_objection import private_files as private
from meta_objection.cli.export import masked, sound
from meta_objection.cli.parameters import FLAT, TO_FILE
from meta_objection.cli.questions import Questions, somebody_is_there
from meta_objection.cli.status import chosen_of, followed
from meta_objection.console.steps import harmless, tell_json
from meta_objection.errors import BadSettings
from meta_objection.followup.compose import Draft, Writer, complaint, objection, reminder
from meta_objection.followup.draft import as_mail, as_page, as_text
from meta_objection.followup.letter_rules import (
    NoLetterError,
    require_complaint,
    require_objection,
    require_reminder,
)
from meta_objection.followup.letters import known_languages, language, letter_texts
from meta_objection.followup.objections import Objection
from meta_objection.locales import match_tag
from meta_objection.outcome import Mode
from meta_objection.plan.parse_answers import alpha_2
from meta_objection.receipts import UnreadableReceipt, read
from meta_objection.receipts.unreadable import NotMaskedError
from meta_objection.report import Receipt
from meta_objection.rights import load_rights
from meta_objection.rights.authorities import Authority, Takes, authority_in, lands
from meta_objection.settings import DEFAULT_FORM, LetterKind, Writing

_KINDS = (".eml", ".html", ".txt")
_DRAFT = (
    "This is a draft and no legal advice; nothing was sent. Fill in or delete what stands in [brackets], then read it."
)
_UNREAD = "Nobody whose language this is has read the text yet."
_POST = "Meta gives no e-mail address for this: send it by post, with proof of delivery."
_ENCLOSE = "To enclose the receipt, masked (on paper, print the receipt.html in it):"
_OLD = "The authority's address was not checked since 2023: see {web}."
_LAND = "Hamburg's authority acts for Germany in Meta matters; for that of your Land give --region, such as BY."
_ASK_LANGUAGE = "The authority works in {own}; whether it takes a letter in another language was not looked into."
_WHATSAPP = "What you tell Meta AI inside WhatsApp may be Meta's own service: file the facebook form, too."
_KOREA = "The law wants a request made in the way that Meta laid down; a letter may not be that."


@dataclass(frozen=True)
class _Asked:
    """About which receipt, whether as a mail, and under which settings."""

    receipt: str | None
    by_mail: bool
    settings: Writing


@dataclass(frozen=True)
class _Written:
    """A letter with what belongs to it: the receipt it is about, and what the person should know."""

    draft: Draft
    folder: Path | None
    authority: Authority | None
    notes: tuple[str, ...]


def letter(
    kind: LetterKind,
    receipt: str | None = None,
    *,
    output: Annotated[Path | None, TO_FILE] = None,
    settings: Annotated[Writing | None, FLAT] = None,
) -> int:
    """Draft a letter and print it, or write it into a file that is not there yet.

    Raises BadSettings where there is nothing to write now, where the addressee takes no letter, and where the file
    cannot be written.
    """
    settings = settings or Writing()
    path = None if output is None or str(output) == "-" else output.expanduser().absolute()
    if path and path.suffix.casefold() not in _KINDS:
        raise BadSettings("-o: a letter ends in .eml, .html or .txt.", why="file", next_move="Name it so.")
    try:
        written = _WRITERS[kind](_Asked(receipt, _is_mail(path), settings))
    except NoLetterError as error:
        raise BadSettings(error.message, why="no-letter", next_move=error.instead) from error
    if path:
        _keep(path, _content(written, path, settings))
    _tell(kind, written, path, settings)
    return 0


def _reminder(asked: _Asked) -> _Written:
    settings = asked.settings
    one = _followed(asked.receipt, settings)
    require_reminder(one, datetime.now(UTC))
    authority = authority_in(one.country or "")
    writer, notes = _writer(one.receipt, authority, settings)
    return _Written(reminder(one, writer, _zip(one.folder)), one.folder, None, (*notes, _POST, *_about(one.receipt)))


def _complaint(asked: _Asked) -> _Written:
    settings = asked.settings
    one = _followed(asked.receipt, settings)
    authority = authority_in(one.country or "", _land(settings.region, one.country))
    require_complaint(one, authority, datetime.now(UTC), by_mail=asked.by_mail)
    if authority is None:  # the rule above has said so already
        raise AssertionError
    writer, notes = _writer(one.receipt, authority, settings)
    told = (
        *notes,
        *([_ASK_LANGUAGE.format(own=", ".join(authority.languages))] if writer.tag not in authority.languages else []),
        f"{authority.title}: {authority.note} {authority.form or authority.web}",
        *([] if authority.checked else [_OLD.format(web=authority.web)]),
        *([_LAND] if authority.land and not settings.region else []),
    )
    return _Written(complaint(one, authority, writer, _zip(one.folder)), one.folder, authority, told)


def _objection(asked: _Asked) -> _Written:
    settings = asked.settings
    folder = sound(asked.receipt, settings) if asked.receipt else None
    receipt = _read(folder) if folder else None
    country = (receipt.answers.get("country") if receipt else None) or alpha_2(settings.country)
    if country is None and somebody_is_there() and not settings.as_json:
        country = Questions(settings.home, settings.locale).answer_to("country")
    if country is None:
        message = "Every letter hangs on the country where you live, and nothing says that."
        raise BadSettings(message, why="setting", next_move="Say it with --country, or name a receipt that knows it.")
    state = next((one.state for one in followed(settings) if folder and one.id == folder.name), None)
    require_objection(country, state)
    writer, notes = _writer(receipt, authority_in(country), settings)
    form = receipt.form if receipt else DEFAULT_FORM
    right = load_rights().right_in(country).id
    draft = objection(right, form, writer, receipt.account if receipt else None)
    shown = folder if receipt and receipt.mode is Mode.LIVE else None
    return _Written(draft, shown, None, (*notes, _POST, *(_about(receipt) if receipt else ()), *_of(right)))


_WRITERS: dict[LetterKind, Callable[[_Asked], _Written]] = {
    LetterKind.REMINDER: _reminder,
    LetterKind.COMPLAINT: _complaint,
    LetterKind.OBJECTION: _objection,
}


def _followed(wanted: str | None, settings: Writing) -> Objection:
    found = followed(settings)
    if not found:
        message = "No objection was sent from here yet, so there is none to write about."
        raise BadSettings(message, why="receipt", next_move="`meta-objection letter objection` drafts one by post.")
    one = chosen_of(found, wanted or "latest", settings)
    sound(one.id, settings)
    return one


def _read(folder: Path) -> Receipt:
    try:
        return read(folder)
    except UnreadableReceipt as error:
        raise BadSettings(f"{error}.", why="receipt", next_move="See `meta-objection receipts list`.") from error


def _writer(receipt: Receipt | None, authority: Authority | None, settings: Writing) -> tuple[Writer, tuple[str, ...]]:
    """Who writes, and in which language: the one wished for, else the page's or the country's own, else English."""
    tag, notes = _language(receipt.locale if receipt else None, authority, settings.locale)
    answers = receipt.answers if receipt else {}
    email = answers.get("email") or (_shown_email(receipt) if receipt else None) or settings.email
    name = answers.get("name") or settings.name
    unread = () if tag == "en" else (_UNREAD,)
    return Writer(tag, datetime.now(UTC).astimezone().date(), name, email), (_DRAFT, *unread, *notes)


def _language(page: str | None, authority: Authority | None, wished: str | None) -> tuple[str, tuple[str, ...]]:
    if wished:
        tag = language(wished)
        if tag is None:
            remedy = f"Choose one of {', '.join(known_languages())}."
            raise BadSettings(f"--locale: there are no letters in {wished}.", why="setting", next_move=remedy)
        return tag, ()
    own = [tag for one in (authority.languages if authority else ()) if (tag := language(one))]
    if own:
        seen = match_tag(page or "")
        return (seen if seen in own else own[0]), ()
    missing = f" in {authority.languages[0]}" if authority else " in the language of that country"
    return "en", (f"There is no letter{missing}, so this one is in English; --locale chooses another.",)


def _shown_email(receipt: Receipt) -> str | None:
    """The address as it stood in the form, where the person gave none and Meta had one."""
    return next((text for asked, text in receipt.asked.items() if receipt.asked_names.get(asked) == "email"), None)


def _land(region: str | None, country: str | None) -> str | None:
    if region is None or country != "DE":
        return None
    code = region.strip().upper().removeprefix("DE-")
    if code not in lands():
        remedy = f"Give one of {', '.join(sorted(lands()))}."
        raise BadSettings(f"--region: {region} is no German Land's code.", why="setting", next_move=remedy)
    return code


def _about(receipt: Receipt) -> tuple[str, ...]:
    return (_WHATSAPP,) if receipt.form == "whatsapp" else ()


def _of(right: str) -> tuple[str, ...]:
    return (_KOREA,) if right == "pipa" else ()


def _is_mail(path: Path | None) -> bool:
    return path is not None and path.suffix.casefold() == ".eml"


def _zip(folder: Path) -> str:
    return f"{folder.name}-share.zip"


def _content(written: _Written, path: Path, settings: Writing) -> bytes:
    if path.suffix.casefold() == ".html":
        return as_page(written.draft).encode()
    if path.suffix.casefold() == ".txt":
        return as_text(written.draft).encode()
    folder = written.folder
    try:
        attached = (_zip(folder), masked(folder, settings)) if folder else None
    except (UnreadableReceipt, NotMaskedError) as error:
        remedy = "Write it with -o FILE.txt, without the receipt beside it."
        raise BadSettings(f"The receipt cannot be masked: {error}.", why="receipt", next_move=remedy) from error
    return as_mail(written.draft, written.draft.sender[-1] if "@" in written.draft.sender[-1] else None, attached)


def _keep(path: Path, content: bytes) -> None:
    try:
        private.write(path, content)
    except OSError as error:
        message = f"-o: {path} cannot be written ({error.strerror or error})."
        raise BadSettings(message, why="file", next_move="Name another file.") from error


def _tell(kind: LetterKind, written: _Written, path: Path | None, settings: Writing) -> None:
    notes = list(written.notes)
    if written.folder and written.draft.enclosures and not _is_mail(path):
        notes.append(f"{_ENCLOSE} meta-objection receipts export {written.folder.name}")
    if letter_texts(written.draft.tag)["letter"]["mails"] in written.draft.enclosures:
        notes.append("Enclose Meta's mails yourself; `meta-objection status` names their receipts.")
    if written.authority and written.authority.takes is Takes.SIGNED_PAPER:
        notes.append("Print it and sign it by hand.")
    if settings.as_json:
        told = {
            "letter": kind,
            "receipt": written.folder.name if written.folder else None,
            "language": written.draft.tag,
            "recipient": list(written.draft.recipient),
            "authority": written.authority.id if written.authority else None,
            "file": str(path) if path else None,
            "text": None if path else as_text(written.draft),
            "notes": notes,
        }
        tell_json(told, sys.stdout)
        return
    sys.stdout.write(harmless(f"Written: {path}\n") if path else as_text(written.draft))
    sys.stderr.writelines(harmless(f"● {note}\n") for note in notes)
