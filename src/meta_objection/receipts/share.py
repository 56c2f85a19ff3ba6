"""A copy of a receipt to hand on: who the person is cannot be read in it, and nothing of the account is in it.

It holds what is on a list. Of that, every text which somebody wrote is masked by value, and the whole is then searched
by `unreadable`, which knows nothing of how it was masked.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from meta_objection import private_files as private
from meta_objection.countries import country_code
from meta_objection.forms import known_forms, load_form
from meta_objection.receipts import store
from meta_objection.receipts.chain import digest_of
from meta_objection.receipts.heads import READ_LIMIT
from meta_objection.receipts.keys import Signer
from meta_objection.receipts.seal import Sealing, seal
from meta_objection.receipts.unreadable import require_unreadable
from meta_objection.redaction import MASK, WHO, PersonalValues
from meta_objection.redaction.readings import fold
from meta_objection.report import FormVersion, MailReceipt, Receipt, SharedFrom, Upload

_PROGRAMS = {
    *("schema_version", "outcome", "exit_code", "sent", "form", "route", "request", "mode", "verified", "heard_by"),
    *("evidence", "steps", "versions", "locale", "times", "server_date", "clock", "network", "certificates"),
}
"""What the program itself says: none of it comes from the person or from a page that names them."""
_TEXTS = {"why", "message", "next", "confirmation"}
"""What may quote a page."""
_MAY_BE_READ = ("country", "request", "reason", "extra", "prompts", "about_ai")
"""Questions whose answers may be read, names in them masked."""
_PICTURES = ("covered-review.jpg", "covered-end.jpg")
_LEFT_OF_ANSWER = {"date", "content-type"}
_MAIL = re.compile(r"\S{1,64}@\S{1,255}")


def shared(folder: Path, signer: Signer, mails: Sequence[MailReceipt] = ()) -> dict[str, bytes]:
    """The files of the copy, signed anew. The receipt in `folder` is one that holds.

    Of the mails that answer it no word is in it that could name the person: when they came, what they are, who signed.

    Raises UnreadableReceipt, OSError, or NotMaskedError where the masking would have left something readable.
    """
    receipt = store.read(folder)
    personal = personal_values(receipt)
    told = SharedFrom(receipt=folder.name, manifest=f"sha256:{digest_of(folder)}")
    copy = _copy(receipt, personal).model_copy(update={"shared_from": told})
    files = {"response.json": _answer(folder, personal), "confirmation.txt": (copy.confirmation or "").encode()}
    files |= {f"mail-{number}.txt": _mail(mail) for number, mail in enumerate(mails, start=1)}
    given = {name: content for name, content in files.items() if content} | _pictures(folder)
    whole = _sealed(copy, given, signer)
    require_unreadable(whole, _sealed(_unsaid(copy), dict.fromkeys(given, b"") | _pictures(folder), signer), receipt)
    return whole


def _mail(mail: MailReceipt) -> bytes:
    digest = next((file.hash for file in mail.files if file.path == "mail.eml"), "")
    said = (f"sent {mail.date:%Y-%m-%d %H:%M:%S} UTC", mail.mail_kind, mail.effect, mail.authentic, mail.signer, digest)
    return "".join(f"{one}\n" for one in said if one).encode()


def personal_values(receipt: Receipt) -> PersonalValues:
    """Who the person of this receipt is, from everything in it that says so."""
    personal = PersonalValues({name: receipt.answers[name] for name in WHO if name in receipt.answers})
    personal.know("account", receipt.account)
    for text, value in receipt.asked.items():
        name = receipt.asked_names.get(text)
        if name is not None and name not in _MAY_BE_READ:
            personal.know(name if name in WHO else "name", value)
        for address in _MAIL.findall(value):
            personal.know("email", address.strip(".,;:<>()"))
    for upload in receipt.uploads:
        personal.know("evidence", upload.name)
    return personal


def _sealed(copy: Receipt, given: dict[str, bytes], signer: Signer) -> dict[str, bytes]:
    return given | seal(copy, given, [name for name in _PICTURES if name in given], Sealing(signer))


def _copy(receipt: Receipt, personal: PersonalValues) -> Receipt:
    data: dict[str, Any] = receipt.model_dump(mode="json", include=_PROGRAMS)
    data |= {name: personal.mask(text) if text else text for name, text in _texts_of(receipt).items()}
    answers = receipt.answers.items()
    data["answers"] = {name: personal.mask(text) if name in _MAY_BE_READ else MASK for name, text in answers}
    data["asked"] = {personal.mask(text): _shown(text, receipt, personal) for text in receipt.asked}
    data["form_version"] = _form_version(receipt, personal)
    data["weakened_by"] = [_flags_of(one) for one in receipt.weakened_by]
    data["uploads"] = [Upload(name=MASK, bytes=one.bytes, hash=one.hash) for one in receipt.uploads]
    return Receipt.model_validate(data)


def _texts_of(receipt: Receipt) -> dict[str, str | None]:
    texts: dict[str, str | None] = receipt.model_dump(include=_TEXTS)
    return texts


def _shown(text: str, receipt: Receipt, personal: PersonalValues) -> str:
    """What may be read of an answer: all but names, where the question is not about who somebody is."""
    value = receipt.asked[text]
    name = receipt.asked_names.get(text)
    known = name in _MAY_BE_READ if name is not None else _is_told(value, receipt)
    return personal.mask(value) if known or not value else MASK


def _is_told(value: str, receipt: Receipt) -> bool:
    """Whether it is an answer that may be read, in a receipt that does not say which question it answers."""
    told = [receipt.answers.get(name, "") for name in _MAY_BE_READ]
    country = country_code(value)
    return fold(value) in map(fold, told) or (country is not None and country == receipt.answers.get("country"))


def _flags_of(setting: str) -> str:
    """Which setting it was, without what it was set to."""
    return " ".join(word for word in setting.partition("=")[0].split() if word.startswith("-"))


def _form_version(receipt: Receipt, personal: PersonalValues) -> FormVersion:
    whole = receipt.form_version
    title = load_form(receipt.form).title if receipt.form in known_forms() else None
    return whole.model_copy(update={"address": personal.mask(_front(whole.address)), "title": title})


def _unsaid(copy: Receipt) -> Receipt:
    """The same copy in which nobody says anything: what it still holds are the program's own words."""
    texts = {name: MASK if text else text for name, text in _texts_of(copy).items()}
    answers = {name: text if name == "country" else MASK for name, text in copy.answers.items()}
    asked = {f"{MASK}{place}": MASK for place in range(len(copy.asked))}
    return copy.model_copy(update={**texts, "answers": answers, "asked": asked})


def _pictures(folder: Path) -> dict[str, bytes]:
    found = [name for name in _PICTURES if (folder / name).is_file()]
    return {name: private.read(folder / name, limit=READ_LIMIT) for name in found}


def _answer(folder: Path, personal: PersonalValues) -> bytes:
    """When Meta's server answered and how; the body, which may be about the account, is left out."""
    try:
        answer = json.loads(private.read(folder / "response.json", limit=READ_LIMIT))
        headers = [[name, value] for name, value in answer["headers"] if name.lower() in _LEFT_OF_ANSWER]
        kept = {"url": _front(answer["url"]), "status": int(answer["status"]), "received": str(answer["received"])}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return b""
    masked = {**kept, "url": personal.mask(str(kept["url"])), "headers": headers}
    return f"{json.dumps(masked, ensure_ascii=False, indent=2)}\n".encode()


def _front(address: str) -> str:
    return address.partition("#")[0].partition("?")[0]
