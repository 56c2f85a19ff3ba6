"""`receipts list`, `show` and `verify`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from meta_objection.browser.scratch import sweep
from meta_objection.console.steps import harmless, tell_json
from meta_objection.errors import BadSettings
from meta_objection.followup.mails import MailSeen, mails_among, seen_in
from meta_objection.followup.states import evidence_with
from meta_objection.journal.rules import mend_home
from meta_objection.receipts import (
    NoSuchReceipt,
    Problem,
    State,
    Summary,
    UnreadableReceipt,
    Verification,
    all_receipts,
    audit,
    deletion,
    find,
    folders,
    unfinished,
)
from meta_objection.receipts.deadlines import Deadline, deadline_of
from meta_objection.receipts.keys import known_keys
from meta_objection.receipts.sealed import Seal
from meta_objection.receipts.store import read_any
from meta_objection.receipts.wording import MAIL_SAYS
from meta_objection.report import MailReceipt, Receipt, Stamp
from meta_objection.settings import Place

CHANGED = 1
"""The exit code of `verify` where a receipt, or the list of them, does not hold."""

_SAID = {State.HOLDS: "holds", State.NOT_SIGNED: "NOT SIGNED", State.BROKEN: "DOES NOT HOLD"}


def list_all(settings: Place) -> int:
    """Print a line for each receipt, newest first; what killed runs left becomes one of them."""
    sweep(settings.home)
    deletion.finish_deletions(settings.home)
    mended = mend_home(settings.home)
    found = all_receipts(settings.home)
    mails = seen_in(found)
    if settings.as_json:
        tell_json([_summary(one, mails.get(one.id, [])) for one in found], sys.stdout)
        return 0
    sys.stdout.write(_table([_row(one, mails.get(one.id, [])) for one in found]) if found else "No receipts yet.\n")
    for one in mended:
        sys.stderr.write(f"Filed just now, as a run left it that broke off: {one.id} ({one.outcome})\n")
    for folder in unfinished(settings.home):
        sys.stderr.write(f"Left by a run that broke off, or still at work: {folder}\n")
    for folder in deletion.left_over(settings.home):
        sys.stderr.write(f"Left by a deletion that broke off, and could not be deleted: {folder}\n")
    return 0


def show(wanted: str, settings: Place) -> int:
    """Print one receipt."""
    try:
        folder = find(settings.home, wanted)
        receipt = read_any(folder)
    except (NoSuchReceipt, UnreadableReceipt) as error:
        raise _no_receipt(error) from error
    if settings.as_json:
        tell_json(receipt, sys.stdout)
        return 0
    if isinstance(receipt, MailReceipt):
        return _show_mail(receipt, folder, settings)
    mails = mails_among(folders(settings.home), known_keys(settings.home.absolute())).get(folder.name, [])
    asked = [f"  {question}\n    {value or '(left empty)'}" for question, value in receipt.asked.items()]
    lights, term = evidence_with(receipt.evidence, mails), deadline_of(receipt)
    lines = [
        f"{receipt.outcome}: {receipt.message}",
        f"Checked:  {_checked(folder.name, settings)}",
        f"Form:     {receipt.form} at {receipt.form_version.address}",
        f"Mode:     {receipt.mode}",
        f"When:     {receipt.times.started:%Y-%m-%d %H:%M:%S} UTC",
        f"Evidence: server {lights.server} · page {lights.page} · mail {lights.mail}",
        "Asked and answered:",
        *(asked or ["  nothing"]),
        *([f"Deadline: {due(term)}{extended(term)}"] if term else []),
        *(f"Mail:     {one.date:%Y-%m-%d} {one.kind} ({one.effect}): {one.receipt}" for one in mails),
        *_kept_by(receipt),
        f"Next:     {receipt.next}",
        f"Folder:   {folder}",
    ]
    sys.stdout.write(harmless("\n".join(lines)) + "\n")
    return 0


def _show_mail(receipt: MailReceipt, folder: Path, settings: Place) -> int:
    """Print what was read in one mail."""
    lines = [
        f"{MAIL_SAYS[receipt.mail_kind]} ({receipt.mail_kind}, {receipt.effect})",
        f"Checked:  {_checked(folder.name, settings)}",
        f"About:    {receipt.objection}",
        f"From:     {receipt.sender} ({receipt.authentic}{f' by {receipt.signer}' if receipt.signer else ''})",
        f"To:       {receipt.to}",
        f"Subject:  {receipt.subject}",
        f"Sent:     {receipt.date:%Y-%m-%d %H:%M:%S} UTC",
        *([f"Says:     {receipt.sentence}"] if receipt.sentence else []),
        *([f"Why:      {receipt.why}"] if receipt.why else []),
        *_kept_by(receipt),
        f"Folder:   {folder}",
    ]
    sys.stdout.write(harmless("\n".join(lines)) + "\n")
    return 0


def _checked(name: str, settings: Place) -> str:
    found = dict(audit(settings.home, [name]))[name]
    return _SAID[found.state] if found.holds else f"{_SAID[found.state]}; see `meta-objection receipts verify {name}`"


def _kept_by(receipt: Receipt | MailReceipt) -> list[str]:
    signed = [f"Signed:   with the key {receipt.signed_by}"] if receipt.signed_by else []
    return signed + ([f"Follows:  {receipt.previous.receipt}"] if receipt.previous else [])


def verify_some(wanted: str | None, settings: Place) -> int:
    """Check one receipt, or all, and say in one line each what holds."""
    try:
        names = [find(settings.home, wanted).name] if wanted else None
    except NoSuchReceipt as error:
        raise _no_receipt(error) from error
    checked = audit(settings.home, names)
    if settings.as_json:
        tell_json([_verdict(name, found) for name, found in checked], sys.stdout)
    else:
        sys.stdout.writelines(f"{_in_one_line(_said(name, found))}\n" for name, found in checked)
    return 0 if all(found.holds for _, found in checked) else CHANGED


def _in_one_line(text: str) -> str:
    return harmless(text.replace("\n", " "))


def _said(name: str, found: Verification) -> str:
    signed = f"signed by {found.signed_by}" if found.signed_by else "not signed"
    stamps = [_stamped(one) for one in found.stamps if one.moment]
    good = ", ".join([f"{found.checked} files", signed, *stamps])
    problems = "; ".join(_named(problem) for problem in found.problems)
    if found.holds and not found.checked:  # no receipt, but something beside them that a person should know
        return f"{name}: note — {problems}"
    return f"{name}: {_SAID[found.state]} — {problems or good}" + (f" ({good})" if problems and found.checked else "")


def _stamped(stamp: Stamp) -> str:
    trusted = "which this system trusts" if stamp.trusted else "and nobody checked who that is"
    moment = f"{stamp.moment:%Y-%m-%d %H:%M:%S} UTC"
    return f"stamped {moment}, signed by {stamp.signer} ({trusted}), fetched from {stamp.authority}"


def _named(problem: Problem) -> str:
    return f"{problem.path} {problem.kind}{f' ({problem.detail})' if problem.detail else ''}"


def _verdict(name: str, found: Verification) -> dict[str, object]:
    return {
        "receipt": name,
        "holds": found.holds,
        "state": found.state,
        "files": found.checked,
        "signed_by": found.signed_by,
        "timestamps": [one.model_dump(mode="json") for one in found.stamps],
        "problems": [_named(problem) for problem in found.problems],
    }


def _summary(one: Summary, mails: Sequence[MailSeen]) -> dict[str, object]:
    told: dict[str, object] = {"outcome": "unreadable"}
    if one.mail:
        told = one.mail.model_dump(mode="json")
    elif one.head:
        evidence = evidence_with(one.head.evidence, mails).model_dump(mode="json")
        told = one.head.model_dump(mode="json") | {"evidence": evidence}
    return {"receipt": one.id, "started": one.started.isoformat(), "form": one.form, **told, "folder": str(one.folder)}


def _row(one: Summary, mails: Sequence[MailSeen]) -> tuple[str, ...]:
    when = f"{one.started:%Y-%m-%d %H:%M} UTC"
    if one.mail:
        own = one.mail.seal is Seal.OWN
        said = f"mail: {one.mail.mail_kind} ({one.mail.effect})" if own else f"{one.mail.seal}: see `receipts verify`"
        return one.id, when, one.form, said, f"about {one.mail.objection}", ""
    if one.head is None:
        return one.id, when, one.form, "unreadable", "", ""
    lights = evidence_with(one.head.evidence, mails)
    seen = f"server {lights.server} · page {lights.page} · mail {lights.mail}"
    said = f"{one.head.outcome} ({one.head.mode})"
    if one.head.seal is not Seal.OWN:
        return one.id, when, one.form, f"{one.head.seal}: see `receipts verify`", "", ""
    return one.id, when, one.form, said, seen, due(one.head.deadline)


def due(deadline: Deadline | None) -> str:
    """Say until when Meta has to answer; with a question mark where that hangs on what nobody confirmed."""
    if deadline is None:
        return ""
    return f"answer due {deadline.day.isoformat()}{'' if deadline.certain else ' (?)'}"


def extended(deadline: Deadline) -> str:
    """Say until when Meta may take where it says in time that it takes longer, and until when one may complain."""
    longer = f"; {deadline.extended.isoformat()} if Meta says in time that it takes longer" if deadline.extended else ""
    last = f"; complain by {deadline.complain_until.isoformat()}" if deadline.complain_until else ""
    return longer + last


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    line = "  ".join(f"{{:<{width}}}" for width in widths)
    return "".join(f"{line.format(*row).rstrip()}\n" for row in rows)


def _no_receipt(error: Exception) -> BadSettings:
    return BadSettings(str(error), why="receipt", next_move="See `meta-objection receipts list`.")
