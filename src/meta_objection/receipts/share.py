"""A copy of a receipt to hand on: who the person is cannot be read in it, and nothing of the account is in it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from meta_objection.receipts import ids, private, store
from meta_objection.receipts.chain import digest_of
from meta_objection.receipts.heads import READ_LIMIT
from meta_objection.receipts.keys import Signer
from meta_objection.receipts.seal import Sealing, seal
from meta_objection.report import Receipt, SharedFrom

MASK = "•••"
_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_WHO = ("email", "name", "phone")
_TEXTS = {"answers", "asked", "message", "next", "confirmation", "form_version"}
_OF_THE_ORIGINAL = {"files", "receipt", "previous", "timestamps", "shared_from", "signed_by", "account"}
"""What a copy has of its own or cannot have: where the original lies, its place in the chain, its stamps."""
_PICTURES = ("masked-review.jpg", "masked-end.jpg")
_LEFT_OF_ANSWER = {"date", "content-type"}


class NotMaskedError(Exception):
    """Something that says who the person is would have been in the copy. The message does not repeat it."""


@dataclass(frozen=True)
class Masking:
    """Takes what says who the person is, and every e-mail address, out of a text.

    `certain` are whole names, addresses and numbers, of which none may be left anywhere; `words` are the single words
    of a name besides, which may mean something else in the program's own sentences.
    """

    certain: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, receipt: Receipt) -> "Masking":
        """What says who the person of this receipt is."""
        told = [receipt.answers.get(name, "") for name in _WHO]
        addresses = [found for text in receipt.asked.values() for found in _MAIL.findall(text)]
        certain = {one.strip() for one in (*told, receipt.account or "", *addresses) if one.strip()}
        parts = {part for part in receipt.answers.get("name", "").split() if len(part) > 1}
        return cls(*(tuple(sorted(found, key=len, reverse=True)) for found in (certain, parts - certain)))

    def text(self, text: str) -> str:
        """The text with every such word masked, whatever its case."""
        return _masked(self.surely(text), self.words)

    def surely(self, text: str) -> str:
        """The text with only that masked which can mean nothing else."""
        return _MAIL.sub(MASK, _masked(text, self.certain))

    def everything(self, value: Any) -> Any:  # noqa: ANN401 — whatever JSON holds
        """The value with every text in it masked."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(key): self.everything(one) for key, one in value.items()}
        return [self.everything(one) for one in value] if isinstance(value, list) else value


def shared(folder: Path, signer: Signer) -> dict[str, bytes]:
    """The files of the copy, signed anew. The receipt in `folder` is one that holds.

    Raises UnreadableReceipt, OSError, or NotMaskedError where the masking would have left something readable.
    """
    receipt = store.read(folder)
    masking = Masking.of(receipt)
    told = SharedFrom(receipt=folder.name, manifest=f"sha256:{digest_of(folder)}")
    masked = masking.everything(receipt.model_dump(mode="json", include=_TEXTS))
    data = receipt.model_dump(mode="json", exclude=_OF_THE_ORIGINAL) | masked | {"shared_from": told.model_dump()}
    files = {"response.json": _answer(folder, masking), "confirmation.txt": _confirmation(receipt, masking)}
    given = {name: content for name, content in files.items() if content} | _pictures(folder)
    pictures = [name for name in _PICTURES if name in given]
    whole = given | seal(Receipt.model_validate(data), given, pictures, Sealing(signer))
    _require_masked(whole, masking)
    return whole


def _pictures(folder: Path) -> dict[str, bytes]:
    found = [name for name in _PICTURES if (folder / name).is_file()]
    return {name: private.read(folder / name, limit=READ_LIMIT) for name in found}


def _confirmation(receipt: Receipt, masking: Masking) -> bytes:
    return masking.text(receipt.confirmation or "").encode()


def _answer(folder: Path, masking: Masking) -> bytes:
    """When Meta's server answered and how; the body, which may be about the account, is left out."""
    try:
        answer = json.loads(private.read(folder / "response.json", limit=READ_LIMIT))
        headers = [[name, value] for name, value in answer["headers"] if name.lower() in _LEFT_OF_ANSWER]
        kept = {"url": answer["url"].partition("?")[0], "status": answer["status"], "received": answer["received"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return b""
    masked = masking.everything({**kept, "headers": headers})
    return f"{json.dumps(masked, ensure_ascii=False, indent=2)}\n".encode()


def _require_masked(files: dict[str, bytes], masking: Masking) -> None:
    for name, content in files.items():
        if not ids.is_plain(name) or name.endswith((".jpg", ".pdf")):
            continue
        text = _without_data(content.decode(errors="replace"))
        if masking.surely(text) != text:
            raise NotMaskedError(f"{name} would have said who you are")


def _without_data(text: str) -> str:
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "base64,", text)


def _masked(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", MASK, text, flags=re.IGNORECASE)
    return text
